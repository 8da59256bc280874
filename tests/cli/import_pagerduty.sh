#!/usr/bin/env bash
# PagerDuty: incidents of the REST API with or without their log entries, and v3 webhooks.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=a.db
aplomb() { "$APLOMB" "$@"; }
jsonl() { aplomb -d "$db" events -f jsonl 2> /dev/null; }
import() { gives 0 aplomb -d "$db" import pagerduty "$@"; }
afresh() { rm -f "$db"*; import "$@"; }
history_is() { # EXPECTED: the lines of the history, and nobody's name
	is "$(jsonl)" "$1" && ! jsonl | grep -q "Robin"
}

# -- the REST API -------------------------------------------------------------------------------

incident() { # ID STATUS CREATED LAST_CHANGE [MORE]
	printf '{"incident_number": 7, "id": "%s", "type": "incident", "status": "%s", "created_at": "%s",
 "last_status_change_at": "%s", "title": "Robin broke it", "urgency": "high",
 "assignments": [{"at": "%s", "assignee": {"summary": "Robin"}}],
 "last_status_change_by": {"summary": "Robin"}, "html_url": "https://x.example/incidents/%s",
 "service": {"id": "PS1", "type": "service_reference", "summary": "Ledger"}%s}\n' "$1" "$2" "$3" "$4" "$3" "$1" "${5:-}"
}
incident P1 triggered 2026-03-01T10:00:00Z 2026-03-01T10:00:00Z > open.json
incident P1 acknowledged 2026-03-01T10:00:00Z 2026-03-01T10:05:00Z > acknowledged.json
incident P1 resolved 2026-03-01T10:00:00Z 2026-03-01T11:00:00Z > resolved.json
line='{"type": "incident", "service": "Ledger", "started_at": "2026-03-01T10:00:00Z", "id": "P1", "source": "pagerduty"'
more='"severity": "high", "url": "https://x.example/incidents/P1"}'
ok "an open incident" afresh open.json
ok "is open" history_is "$line, $more"
ok "acknowledged" import acknowledged.json
ok "is open still" says "1 already known"
ok "resolved" import resolved.json
ok "completes it" says "1 completed"
ok "at its last change of status" history_is "$line, \"restored_at\": \"2026-03-01T11:00:00Z\", $more"
ok "twice" import resolved.json
ok "is once" says "1 already known"
ok "yesterday's answer again" import open.json
ok "changes nothing" says "1 already known"
jsonl > expected.json
ok "all of it at once" afresh open.json acknowledged.json resolved.json
ok "is the same" is "$(jsonl)" "$(cat expected.json)"
ok "in any order" afresh resolved.json acknowledged.json open.json
ok "is the same too" is "$(jsonl)" "$(cat expected.json)"
same() { afresh "$@" && is "$(jsonl)" "$(cat expected.json)"; }
printf '{"incidents": [%s], "limit": 25, "more": false}' "$(cat resolved.json)" > f; ok "a list answer" same f
printf '{"incident": %s}' "$(cat resolved.json)" > f; ok "a single answer" same f
printf '[%s,%s]' "$(cat open.json)" "$(cat resolved.json)" > f; ok "an array" same f
tr -d '\n' < open.json > f; echo >> f; tr -d '\n' < resolved.json >> f; ok "JSON Lines" same f
incident P1 resolved 2026-03-01T10:00:00Z 2026-03-01T11:00:00Z ', "resolved_at": "2026-03-01T11:00:00Z"' > f
ok "with a time of resolution" same f
incident P1 triggered 2026-03-01T10:00:00Z 2026-03-01T11:30:00Z > f
ok "opened again since" afresh f resolved.json
ok "is open" history_is "$line, $more"
incident P1 snoozed 2026-03-01T10:00:00Z 2026-03-01T10:05:00Z > f
ok "an unknown status" afresh f f
ok "is said with a count" says "2 records: the status 'snoozed' says neither that it is open nor that it was resolved"
ok "and the incident is open" history_is "$line, $more"
incident P1 resolved 2026-03-01T10:00:00Z 2026-03-01T11:00:00Z | sed '/last_status_change_at/s/"last_status_change_at": "[^"]*", //' > f
ok "resolved at no time" afresh f
ok "is said" says "1 record: resolved, but it does not say when"
ok "and restored at none" history_is "$line, $more"
sed '/"id": "PS1"/s/"service": {.*/"x": 1}/' open.json > f
ok "without a service" afresh f
ok "is said" says "1 record: incident whose service is known neither here nor in the history"
ok "with --service" afresh --service web f
ok "is of that" says '"service": "web"' <(jsonl)

# -- log entries --------------------------------------------------------------------------------

entry() { # TYPE AT
	printf '{"id": "R%s", "type": "%s_log_entry", "created_at": "%s", "agent": {"summary": "Robin"},
 "incident": {"id": "P1", "type": "incident_reference"}, "service": {"summary": "Ledger"}}' "$2" "$1" "$2"
}
entries="$(entry resolve 2026-03-01T11:00:00Z), $(entry notify 2026-03-01T10:00:02Z), $(entry trigger 2026-03-01T10:00:00Z)"
incident P1 resolved 2026-03-01T10:00:00Z 2026-03-01T11:00:00Z ", \"log_entries\": [$entries]" > f
ok "within an incident" same f
printf '{"log_entries": [%s], "more": false}' "$entries" > entries.json
ok "beside it" same open.json entries.json
ok "without it" afresh entries.json
ok "they say how it began and ended" history_is "$line, \"restored_at\": \"2026-03-01T11:00:00Z\"}"
printf '{"log_entries": [%s]}' "$(entry resolve 2026-03-01T11:00:00Z)" > f
ok "what came before is in the history" afresh open.json
ok "and the end comes after" import f
ok "is completed" history_is "$(cat expected.json)"
entry notify 2026-03-01T10:00:02Z > f
ok "one that says nothing" afresh f
ok "is noted" says "1 record: log entries that do not say when an incident began or ended"

# -- webhooks -----------------------------------------------------------------------------------

webhook() { # TYPE AT STATUS [MORE]
	printf '{"event": {"id": "E%s", "event_type": "%s", "resource_type": "incident", "occurred_at": "%s",
 "agent": {"summary": "Robin"}, "data": {"id": "P1", "type": "incident", "status": "%s", "title": "Robin broke it",
 "html_url": "https://x.example/incidents/P1", "number": 7, "urgency": "high", "assignees": [{"summary": "Robin"}],
 "service": {"id": "PS1", "summary": "Ledger"}%s}}}\n' "$2" "$1" "$2" "$3" "${4:-}"
}
webhook incident.triggered 2026-03-01T10:00:00.816Z triggered > triggered.json
webhook incident.acknowledged 2026-03-01T10:05:00Z acknowledged > acknowledged.json
webhook incident.resolved 2026-03-01T11:00:00.2Z resolved > resolved.json
ok "webhooks" same triggered.json acknowledged.json resolved.json
ok "in another order" same resolved.json triggered.json acknowledged.json
ok "after each other" afresh triggered.json
ok "the end after the beginning" import resolved.json
ok "is the same" is "$(jsonl)" "$(cat expected.json)"
ok "the end alone" afresh resolved.json
ok "is said" says "1 record: incident whose started_at is known neither here nor in the history"
webhook incident.resolved 2026-03-01T11:00:00.2Z resolved ', "created_at": "2026-03-01T10:00:00Z"' > f
ok "unless it says when it began" same f
printf '{"events": [%s, %s]}' "$(cat triggered.json)" "$(cat resolved.json)" > f; ok "a batch" same f
for name in triggered resolved; do
	sed -e 's/^{"event": //' -e '$s/}$//' $name.json
done > f
ok "events without their wrapper" same f
webhook incident.reopened 2026-03-01T11:30:00Z triggered > reopened.json
ok "reopened" afresh triggered.json resolved.json reopened.json
ok "is open" history_is "$line, $more"
ok "and is said" says "1 record: reopened: what counts is when it is resolved for good"
webhook incident.resolved 2026-03-01T12:00:00Z resolved > again.json
ok "and resolved again" afresh again.json triggered.json reopened.json resolved.json
ok "is restored in the end" history_is "$line, \"restored_at\": \"2026-03-01T12:00:00Z\", $more"
printf '{"event": {"event_type": "incident.annotated", "resource_type": "incident", "occurred_at": "2026-03-01T10:09:00Z",
 "data": {"type": "incident_note", "id": "N1", "content": "Robin says hello", "incident": {"id": "P1"}}}}' > f
ok "a note" afresh f f
ok "is counted by its kind" says "2 records: incident.annotated does not say when an incident began or ended"

# -- merged -------------------------------------------------------------------------------------

webhook incident.resolved 2026-03-01T10:20:00Z resolved ', "resolve_reason": {"type": "merge_resolve_reason", "incident": {"id": "P9"}}' > merged.json
ok "merged" afresh triggered.json merged.json
ok "is none of its own" history_is ""
ok "and is said" says "2 records: merged into another incident, which stands for both"
ok "only that is said" is "$(grep -c record err)" 1
ok "known before it was merged" afresh triggered.json
ok "and merged then" import merged.json
ok "does not stay open" says '"restored_at": "2026-03-01T10:20:00Z"' <(jsonl)

# -- others -------------------------------------------------------------------------------------

echo '{"labels": {"alertname": "A"}, "startsAt": "2026-03-01T10:00:00Z", "status": "firing"}' > f
ok "another tool's record" gives 4 aplomb -d "$db" import pagerduty f
ok "is refused" says "PagerDuty incidents"
ok "auto" gives 0 aplomb -d auto.db import auto open.json triggered.json
ok "knows them" says "triggered.json: pagerduty"

# The beginning of a long file says what it is.
for ((i = 0; i < 300; i++)); do
	printf '{"id": "P%d", "incident_number": %d, "created_at": "2026-01-02T03:04:05Z", "service": {"id": "S"}}\n' $i $i
done > long.json
printf '{"id": "P300", "incident_' >> long.json
ok "a long file that is cut short" gives 4 aplomb -d long.db import auto long.json
ok "is recognised" says "long.json: pagerduty"
ok "and refused where it ends" says "the object that begins on line 301 is not closed"

finish
