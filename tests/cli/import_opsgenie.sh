#!/usr/bin/env bash
# Opsgenie: alerts and incidents of the REST API, and webhooks whose epochs count in two units.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=a.db
aplomb() { "$APLOMB" "$@"; }
jsonl() { aplomb -d "$db" events -f jsonl 2> /dev/null; }
import() { gives 0 aplomb -d "$db" import opsgenie "$@"; }
afresh() { rm -f "$db"*; import "$@"; }
history_is() { # EXPECTED: the lines of the history, and nobody's name
	is "$(jsonl)" "$1" && ! jsonl | grep -q "robin"
}

# -- incidents of the REST API ------------------------------------------------------------------

incident() { # STATUS UPDATED [SERVICES [MORE]]
	printf '{"id": "I1", "tinyId": "3", "message": "robin broke it", "description": "robin",
 "impactedServices": [%s], "status": "%s", "createdAt": "2026-03-01T10:00:00.08Z", "updatedAt": "%s",
 "priority": "P2", "ownerTeam": "", "responders": [{"type": "user", "id": "robin"}], "extraProperties": {},
 "links": {"web": "https://x.example/incident/I1"}%s}\n' "${3-\"S1\"}" "$1" "$2" "${4:-}"
}
began='{"type": "incident", "service": "S1", "started_at": "2026-03-01T10:00:00Z", "id": "I1", "source": "opsgenie"'
more='"severity": "P2", "url": "https://x.example/incident/I1"}'
incident open 2026-03-01T10:00:00.08Z > open.json
incident resolved 2026-03-01T11:00:00Z > resolved.json
incident closed 2026-03-02T09:00:00Z > closed.json
ok "an open incident" afresh open.json
ok "is open" history_is "$began, $more"
ok "resolved" import resolved.json
ok "completes it" history_is "$began, \"restored_at\": \"2026-03-01T11:00:00Z\", $more"
jsonl > expected
ok "twice" import resolved.json
ok "is once" says "1 already known"
ok "the open one again" import open.json
ok "changes nothing" is "$(jsonl)" "$(cat expected)"
same() { afresh "$@" && is "$(jsonl)" "$(cat expected)"; }
ok "closed after it was resolved" same open.json resolved.json closed.json
ok "in another order" same closed.json resolved.json open.json
printf '{"data": [%s], "paging": {}, "took": 0.1, "requestId": "r"}' "$(cat resolved.json)" > f; ok "a list answer" same f
printf '{"data": %s, "took": 0.1, "requestId": "r"}' "$(cat resolved.json)" > f; ok "a single answer" same f
printf '[%s, %s]' "$(cat open.json)" "$(cat resolved.json)" > f; ok "an array" same f
tr -d '\n' < open.json > f; echo >> f; tr -d '\n' < resolved.json >> f; ok "JSON Lines" same f
incident open 2026-03-01T12:00:00Z > f
ok "opened again" afresh resolved.json f
ok "is open" history_is "$began, $more"
incident resolved 2026-03-01T13:00:00Z '"S1"' ', "impactStartDate": "2026-03-01T09:50:00Z",
 "impactDetectDate": "2026-03-01T09:55:00Z", "impactEndDate": "2026-03-01T10:30:00Z"' > f
ok "with dates of its impact" afresh f
ok "they count" history_is '{"type": "incident", "service": "S1", "started_at": "2026-03-01T09:50:00Z", "id": "I1", "source": "opsgenie", "detected_at": "2026-03-01T09:55:00Z", "restored_at": "2026-03-01T10:30:00Z", '"$more"
incident open 2026-03-01T10:00:00Z '"S1", "S2"' > f
ok "an impact on a second service" import f
ok "is another event" says '"service": "S2", "started_at": "2026-03-01T10:00:00Z", "id": "I1/S2"' <(jsonl)
ok "with --service" afresh --service web f
ok "there is one" is "$(jsonl | grep -c '"service": "web"')/$(jsonl | wc -l)" 1/1
incident open 2026-03-01T10:00:00Z '' > f
ok "no impacted service" afresh f
ok "is said" says "1 record: incident whose service is known neither here nor in the history"
incident mitigated 2026-03-01T10:30:00Z > f
ok "an unknown status" afresh f f
ok "is said with a count" says "2 records: the status 'mitigated' says neither that it is open nor that it was resolved"
ok "and the incident is open" history_is "$began, $more"
incident resolved x | sed 's/, "updatedAt": "x"//' > f
ok "resolved at no time" afresh f
ok "is said" says "1 record: over, but it does not say when"

# -- alerts of the REST API ---------------------------------------------------------------------

alert() { # STATUS UPDATED [MORE]
	printf '{"seen": true, "id": "A1", "tinyId": "4", "alias": "disk", "message": "robin", "status": "%s",
 "createdAt": "2026-03-01T10:00:00.5Z", "lastOccurredAt": "2026-03-01T10:00:00.5Z", "updatedAt": "%s",
 "source": "robin", "owner": "robin", "priority": "P3"%s}\n' "$1" "$2" "${3:-}"
}
began='{"type": "incident", "service": "ledger", "started_at": "2026-03-01T10:00:00Z", "id": "A1", "source": "opsgenie"'
alert closed 2026-03-05T00:00:00Z ', "entity": "ledger", "report": {"ackTime": 15702, "closeTime": 60503, "closedBy": "robin"}' > f
ok "a closed alert" afresh f
ok "was closed so many milliseconds later" history_is "$began, \"restored_at\": \"2026-03-01T10:01:00Z\", \"severity\": \"P3\"}"
alert closed 2026-03-01T10:10:00Z ', "entity": "", "details": {"service": "ledger"}' > f
ok "without a report" afresh f
ok "by its last update, of the service in its details" history_is "$began, \"restored_at\": \"2026-03-01T10:10:00Z\", \"severity\": \"P3\"}"
alert open 2026-03-01T10:10:00Z ', "entity": "ledger"' > f
ok "an open alert" afresh f
ok "is open" history_is "$began, \"severity\": \"P3\"}"
sed 's/"alias": "disk"/"alias": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee_aaaaaaaa-bbbb-cccc-dddd-ffffffffffff"/' f > g
ok "the alert of an incident" afresh g
ok "is not counted beside it" says "1 record: the alert with which an incident calls its responders; the incident counts"
ok "nothing comes of it" history_is ""

# -- webhooks -----------------------------------------------------------------------------------

webhook() { # ACTION UPDATED_NS [MORE]
	printf '{"source": {"name": "web", "type": "API"}, "action": "%s", "integrationName": "robin", "alert":
 {"alertId": "A1", "tinyId": "4", "alias": "disk", "message": "robin", "username": "robin", "userId": "u",
  "createdAt": 1772359200500, "updatedAt": %s, "entity": "ledger", "priority": "P3"%s}}\n' "$1" "$2" "${3:-}"
}
webhook Create 1772359200500002000 > create.json
webhook Acknowledge 1772359230500002000 > acknowledge.json
webhook Close 1772359260503002246 > close.json
ok "an alert" afresh create.json
ok "that began" history_is "$began, \"severity\": \"P3\"}"
ok "was acknowledged" import acknowledge.json
ok "which says nothing new" says "1 already known"
ok "and closed" import close.json
line="$began, \"restored_at\": \"2026-03-01T10:01:00Z\", \"severity\": \"P3\"}"
ok "is restored" history_is "$line"
ok "in any order" afresh close.json acknowledge.json create.json
ok "is the same" history_is "$line"
alert closed 2026-03-05T00:00:00Z ', "entity": "ledger", "report": {"closeTime": 60003}' > f
ok "the answer of the API to it" import f
ok "is the same too" says "1 already known"
sed 's/ "createdAt": 1772359200500,//' close.json > f
ok "an end alone" afresh f
ok "is said" says "1 record: incident whose started_at is known neither here nor in the history"
webhook Custom 1772359230500002000 > f
ok "another action" afresh f
ok "is said" says "1 record: the action 'Custom' says neither that it began nor that it ended"
webhook Delete 1772359230500002000 > f
ok "deleted" afresh f
ok "is said" says "1 record: deleted: nothing is known of how it ended"

# -- others -------------------------------------------------------------------------------------

echo '{"data": [{"id": "x", "createdAt": "2026-03-01T10:00:00Z", "note": "y"}]}' > f
ok "another record" gives 4 aplomb -d "$db" import opsgenie f
ok "is refused" says "Opsgenie alerts or incidents"
ok "auto" gives 0 aplomb -d auto.db import auto open.json create.json
ok "knows incidents" says "open.json: opsgenie"
ok "and webhooks" says "create.json: opsgenie"

finish
