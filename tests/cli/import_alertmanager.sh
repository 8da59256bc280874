#!/usr/bin/env bash
# Alertmanager: webhook bodies, Grafana's too, and what its API answers.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=a.db
aplomb() { "$APLOMB" "$@"; }
jsonl() { aplomb -d "$db" events -f jsonl 2> /dev/null; }
import() { gives 0 aplomb -d "$db" import alertmanager "$@"; }
afresh() { rm -f "$db"*; import "$@"; }
history_is() { is "$(jsonl)" "$1"; }

alert() { # STATUS ENDS [LABELS [FINGERPRINT]]
	printf '{"status": %s, "labels": {"alertname": "Slow", "severity": "page", %s},
 "annotations": {"summary": "ask Robin"}, "startsAt": "2026-03-01T11:00:00.25+01:00", "endsAt": "%s",
 "generatorURL": "http://x.example/graph", "fingerprint": "%s"}' "$1" "${3:-\"job\": \"web\"}" "$2" "${4-c0ffee}"
}
body() { # STATUS ALERT...
	local status=$1
	shift
	printf '{"version": "4", "groupKey": "{}:{}", "receiver": "aplomb", "status": "%s", "truncatedAlerts": 0,
 "groupLabels": {}, "commonLabels": {"severity": "page"}, "commonAnnotations": {}, "externalURL": "http://x.example",
 "alerts": [%s' "$status" "$1"
	shift
	[ $# = 0 ] || printf ', %s' "$@"
	printf ']}\n'
}
zero=0001-01-01T00:00:00Z
end=2026-03-01T10:20:00.5Z
began='{"type": "incident", "service": "web", "started_at": "2026-03-01T10:00:00Z", "id": "c0ffee@1772359200", "source": "alertmanager"'
more='"severity": "page", "title": "Slow"}'
ended="$began, \"restored_at\": \"2026-03-01T10:20:00Z\", $more"

# -- webhooks -----------------------------------------------------------------------------------

body firing "$(alert '"firing"' $zero)" > firing.json
body resolved "$(alert '"resolved"' $end)" > resolved.json
ok "a firing alert" afresh firing.json
ok "is open" history_is "$began, $more"
ok "sent again" import firing.json
ok "is once" says "1 already known"
ok "resolved" import resolved.json
ok "is restored" history_is "$ended"
ok "twice" import resolved.json
ok "is once too" says "1 already known"
ok "in another order" afresh resolved.json firing.json
ok "it is the same" history_is "$ended"
body firing "$(alert '"firing"' 2099-01-01T00:00:00Z)" > f
ok "while it fires its end is none" afresh f
ok "but when it would lapse" history_is "$began, $more"
body firing "$(alert '"resolved"' $end)" "$(alert '"firing"' $zero '"job": "db"' bead)" > f
ok "a group in part resolved" afresh f
ok "is two" is "$(jsonl | wc -l)/$(jsonl | grep -c restored_at)" 2/1
{ tr -d '\n' < firing.json; echo; tr -d '\n' < resolved.json; } > f
ok "JSON Lines" afresh f
ok "are read" history_is "$ended"
printf '[%s, %s]' "$(cat firing.json)" "$(cat resolved.json)" > f
ok "an array of bodies" afresh f
ok "is read" history_is "$ended"
body resolved '' > f
ok "an empty group" afresh f
ok "is nothing" says "there was nothing to import"
body firing "$(alert '"firing"' $zero '"job": "web", "a": 1' '')" > f
ok "without a fingerprint" afresh f
ok "its labels tell it apart" says '"id": "{a=1,alertname=\u0022Slow\u0022,job=\u0022web\u0022,severity=\u0022page\u0022}@1772359200"' \
	<(jsonl | sed 's/\\"/\\u0022/g')
body resolved "$(alert '"resolved"' 2026-03-01T10:10:00Z)" > f
for files in "f resolved.json" "resolved.json f"; do
	# shellcheck disable=SC2086
	ok "resolved twice without a pause: $files" afresh $files
	ok "it ends at the last" history_is "$ended"
done
body firing "$(alert '"muted"' $zero)" > f
ok "an unknown status" afresh f f
ok "is said with a count" says "2 records: the status 'muted' says neither that it fires nor that it was resolved"
ok "and the alert is open" history_is "$began, $more"
body resolved "$(alert '"resolved"' $zero)" > f
ok "resolved at no time" afresh f
ok "is said" says "1 record: resolved, but it does not say when"
sed 's/"status": "firing", "labels"/"labels"/' firing.json > f
ok "an alert without a status" afresh f
ok "fires" history_is "$began, $more"

# -- which service, which environment -----------------------------------------------------------

service_of() { # LABELS: its service
	body firing "$(alert '"firing"' $zero "$1")" > f
	afresh f && is "$(jsonl | grep -o '"service": "[^"]*"')" "\"service\": \"$2\""
}
ok "service before job" service_of '"job": "j", "service": "s", "app": "a"' s
ok "service_name before app" service_of '"app": "a", "service_name": "n"' n
ok "app before application" service_of '"application": "b", "app": "a"' a
ok "application before job" service_of '"job": "j", "application": "b"' b
body firing "$(alert '"firing"' $zero '"instance": "i"')" > f
ok "none of them" afresh f
ok "is said" says "1 record: no label service, service_name, app, application or job says of which service it is"
ok "unless the command line says it" afresh --service ledger f
ok "of all" says '"service": "ledger"' <(jsonl)
body firing "$(alert '"firing"' $zero '"job": "web", "env": "staging"')" > f
ok "an environment" afresh f
ok "is kept" says '"environment": "staging"' <(jsonl)
body firing "$(alert '"firing"' $zero '"job": "web", "environment": "Prod"')" > f
ok "a short one" afresh f
ok "is production" says '"environment": "production"' <(jsonl)

# -- what is passed over ------------------------------------------------------------------------

body firing "$(alert '"firing"' $zero '"job": "web"' | sed 's/Slow/Watchdog/')" > f
ok "an alert that always fires" afresh f
ok "is passed over" says "1 record: Watchdog fires all the time; it watches over the alerting itself"
ok "and nothing comes of it" history_is ""

# -- the API ------------------------------------------------------------------------------------

state() { printf '{"state": "%s", "silencedBy": [%s], "inhibitedBy": [%s]}' "$1" "${2:-}" "${3:-}"; }
printf '[%s]\n' "$(alert "$(state active)" 2026-03-01T10:30:00Z)" > f
ok "an answer of the API" afresh f
ok "does not say when it ended" history_is "$began, $more"
ok "the webhook does" import resolved.json
ok "of the same alert" history_is "$ended"
printf '[%s, %s]\n' "$(alert "$(state suppressed '"s"')" $end)" "$(alert "$(state suppressed '' '"i"')" $end)" > f
ok "silenced and inhibited ones" afresh f
ok "are passed over: silenced" says "1 record: silenced: nobody is to be told of it"
ok "are passed over: inhibited" says "1 record: inhibited: another alert stands for it"
ok "both" history_is ""

# -- Grafana ------------------------------------------------------------------------------------

sed -e 's/"version": "4"/"version": "1", "orgId": 1, "title": "[FIRING:1]", "state": "alerting", "message": "m"/' \
	-e 's/"fingerprint"/"silenceURL": "", "dashboardURL": "", "panelURL": "", "values": {"B": 44.2}, "fingerprint"/' resolved.json > f
ok "Grafana's body" afresh f
ok "is read" history_is "$ended"

# -- others -------------------------------------------------------------------------------------

echo '{"data": [{"id": "x", "tinyId": "4", "createdAt": "2026-03-01T10:00:00Z"}]}' > f
ok "another tool's record" gives 4 aplomb -d "$db" import alertmanager f
ok "is refused" says "Alertmanager alerts"
ok "auto" gives 0 aplomb -d auto.db import auto firing.json
ok "knows them" says "firing.json: alertmanager"
ok "nobody is named" is "$(aplomb -d auto.db events -f jsonl | grep -c Robin)" 0

finish
