#!/usr/bin/env bash
# CDEvents: deployments and incidents, alone and in the envelopes of CloudEvents.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=a.db
aplomb() { "$APLOMB" "$@"; }
jsonl() { aplomb -d "$db" events -f jsonl 2> /dev/null; }
import() { gives 0 aplomb -d "$db" import cdevents "$@"; }
afresh() { rm -f "$db"*; import "$@"; }
history_is() { is "$(jsonl)" "$1"; }

# -- services -----------------------------------------------------------------------------------

service() { # PREDICATE [ENVIRONMENT [VERSION_KEY]]
	printf '{"context": {"%s": "0.4.1", "id": "E1", "source": "/pipe", "type": "dev.cdevents.service.%s.0.2.0",
 "timestamp": "2026-03-01T10:00:00.31Z"}, "subject": {"id": "ledger", "source": "/pipe", "type": "service",
 "content": {"environment": {"id": "%s"}, "artifactId": "pkg:oci/ledger@sha256%%3Aabc"}},
 "customData": {"by": "Robin"}}\n' "${3:-version}" "$1" "${2:-production}"
}
deployment() { # PREDICATE [KIND]
	echo '{"type": "deployment", "service": "ledger", "at": "2026-03-01T10:00:00Z", "id": "E1 dev.cdevents.service.'"$1"'.0.2.0", "source": "/pipe", '"${2:-}"'"outcome": "succeeded", "environment": "production", "revision": "pkg:oci/ledger@sha256%3Aabc"}'
}
service deployed > deployed.json
service upgraded > upgraded.json
service rolledback > rolledback.json
ok "a deployment" afresh deployed.json
ok "has its facts" history_is "$(deployment deployed)"
ok "twice" import deployed.json
ok "is once" says "1 already known"
ok "three types under one id" afresh deployed.json upgraded.json rolledback.json
ok "are three deployments" history_is "$(deployment deployed
deployment rolledback '"kind": "rollback", '
deployment upgraded)"
jsonl > expected
same() { afresh "$@" && is "$(jsonl)" "$(cat expected)"; }
ok "in another order" same rolledback.json upgraded.json deployed.json
cat deployed.json upgraded.json rolledback.json > f; ok "one after the other" same f
for name in deployed upgraded rolledback; do tr -d '\n' < $name.json; echo; done > f; ok "JSON Lines" same f
printf '[%s,%s,%s]' "$(cat deployed.json)" "$(cat upgraded.json)" "$(cat rolledback.json)" > f; ok "an array" same f
printf '{"items": %s}' "$(cat f)" > g; ok "an answer that wraps one" same g
sed 's/"E1", "source": "\/pipe"/"E1", "source": "\/other"/' deployed.json > f
ok "the same id of another source" import f
ok "is another event" says "1 added"
service deployed production specversion | sed 's/ "type": "service",//' > f
ok "the form of v0.5" afresh f
ok "is the same" history_is "$(deployment deployed)"
service deployed prod > f
ok "an environment called prod" afresh f
ok "is production" history_is "$(deployment deployed)"
service deployed staging > f
ok "another one" afresh f
ok "is kept by its name" says '"environment": "staging"' <(jsonl)
service removed > f
service published >> f
sed 's/service\.removed/build.finished/' f > g
ok "what is not counted" afresh f f g
ok "is said: removed" says "2 records: service.removed is neither a deployment nor an incident"
ok "is said: published" says "3 records: service.published is neither a deployment nor an incident"
ok "is said: others" says "1 record: what happens to the subject build is neither a deployment nor an incident"
ok "and nothing comes of it" history_is ""

# -- incidents ----------------------------------------------------------------------------------

incident() { # PREDICATE AT [MORE]
	printf '{"context": {"version": "0.3.0", "id": "E-%s", "source": "/monitoring", "type": "dev.cdevents.incident.%s.0.1.0",
 "timestamp": "%s"}, "subject": {"id": "I1", "type": "incident", "content": {"description": "%s: slow",
 "environment": {"id": "production"}, "service": {"id": "ledger"}%s}}, "customData": {"reportedBy": "Robin"}}\n' \
		"$2" "$1" "$2" "$1" "${3:-}"
}
incident detected 2026-03-01T10:00:00.5Z > detected.json
incident reported 2026-03-01T10:04:00Z ', "ticketURI": "https://x.example/345"' > reported.json
incident resolved 2026-03-01T10:30:00Z > resolved.json
began='{"type": "incident", "service": "ledger", "started_at": "2026-03-01T10:00:00Z", "id": "I1", "source": "/monitoring", "detected_at": "2026-03-01T10:00:00Z"'
whole="$began, \"restored_at\": \"2026-03-01T10:30:00Z\", \"environment\": \"production\", \"title\": \"detected: slow\", \"url\": \"https://x.example/345\"}"
ok "detected" afresh detected.json
ok "it is open" history_is "$began, \"environment\": \"production\", \"title\": \"detected: slow\"}"
ok "reported too" import reported.json
ok "it has a ticket" history_is "$began, \"environment\": \"production\", \"title\": \"detected: slow\", \"url\": \"https://x.example/345\"}"
ok "resolved" import resolved.json
ok "it is restored" history_is "$whole"
ok "twice" import detected.json reported.json resolved.json
ok "is once" says "3 already known"
ok "at once" afresh resolved.json reported.json detected.json
ok "in any order it is the same" history_is "$whole"
incident detected 2026-03-01T10:01:00Z > again.json
ok "detected once more" afresh resolved.json again.json reported.json detected.json
ok "the first time counts" history_is "$whole"
ok "reported first" afresh reported.json
ok "it began by then" history_is '{"type": "incident", "service": "ledger", "started_at": "2026-03-01T10:04:00Z", "id": "I1", "source": "/monitoring", "environment": "production", "url": "https://x.example/345"}'
ok "and detected before" import detected.json resolved.json
ok "it began earlier" history_is "$whole"
ok "a resolution alone" afresh resolved.json
ok "is said" says "1 record: incident whose started_at is known neither here nor in the history"
sed 's/"subject": {"id": "I1"/"subject": {"id": "I1", "source": "\/elsewhere"/' detected.json > f
ok "the same id of another source" afresh detected.json f
ok "is another incident" is "$(jsonl | wc -l)" 2
ok "nobody is named" is "$(jsonl | grep -c Robin)" 0

# -- envelopes ----------------------------------------------------------------------------------

envelope() { # TYPE DATA
	printf '{"specversion": "1.0", "id": "E1", "source": "/pipe", "type": "%s", "time": "2026-03-01T10:00:00Z",
 "datacontenttype": "application/json", "data": %s}\n' "$1" "$2"
}
type=dev.cdevents.service.deployed.0.2.0
deployment deployed > expected
envelope $type "$(cat deployed.json)" > f; ok "a structured CloudEvent" same f
printf '[%s]' "$(cat f)" > g; ok "a batch of them" same g
ok "the envelope and what it holds" same f deployed.json
envelope $type "\"$(tr -d '\n' < deployed.json | sed 's/"/\\"/g')\"" > f; ok "data as text" same f
envelope com.example.relay "$(cat deployed.json)" > f; ok "an envelope of another type" same f
ok "is not remarked" is "$(grep -c record err)" 0
envelope com.example.ping '{"x": 1}' > f
ok "another CloudEvent" afresh f f
ok "is said with its type" says "2 records: a CloudEvent of type 'com.example.ping' is no CDEvent"
envelope $type '"x"' > f
ok "data that is no event" afresh f
ok "is said" says "1 record: an envelope whose data is not the event as JSON"
sed 's/dev.cdevents.service/dev.cdeventsx.mine-service/' deployed.json > f
ok "a type of one's own" afresh f
ok "is said" says "1 record: a CDEvent of a type of its own (dev.cdeventsx)"
sed 's/"timestamp": "[^"]*"/"timestamp": "yesterday"/' deployed.json > f
ok "a time that is none" gives 4 aplomb -d "$db" import cdevents f
ok "is refused with its place" says "f:1: "

# -- others -------------------------------------------------------------------------------------

echo '{"incident_number": 1, "id": "P1", "created_at": "2026-03-01T10:00:00Z", "service": {"id": "S"}}' > f
ok "another tool's record" gives 4 aplomb -d "$db" import cdevents f
ok "is refused" says "f: this does not look like CDEvents or CloudEvents but like PagerDuty incidents"
ok "auto" gives 0 aplomb -d auto.db import auto deployed.json
ok "knows them" says "deployed.json: cdevents"

finish
