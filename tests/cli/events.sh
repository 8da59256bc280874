#!/usr/bin/env bash
# events: the history as text, csv and jsonl; by team, type and time; to a file in one step.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

db=$work/aplomb.db
aplomb() { "$APLOMB" -d "$db" "$@"; }
cd "$work" || exit 1

ok "without a history" gives 0 aplomb events
ok "there is nothing" [ ! -s out ]
ok "and a word on how to begin" says "no history"
ok "no file is made" [ ! -e aplomb.db ]

cat > events.jsonl << 'LINES'
{"type": "deployment", "service": "ledger", "at": "2026-09-30T03:00:00Z", "id": "L1", "kind": "rollback", "changes": [{"revision": "a"}, {"revision": "b"}]}
{"type": "deployment", "service": "ledger-api", "at": "2026-09-30T14:00:00Z", "id": "L2", "outcome": "failed"}
{"type": "deployment", "service": "gateway", "at": "2026-10-01T00:00:00Z", "id": "G1", "source": "ci"}
{"type": "incident", "service": "ledger", "started_at": "2026-09-30T15:00:00Z", "id": "I1", "restored_at": "2026-10-01T09:30:00Z", "planned": false, "title": "café \u001b[31m \u202e"}
{"type": "note", "team": "payments", "at": "2026-09-29T12:00:00Z", "text": "a runbook"}
{"type": "rule", "text": "no deployments on Fridays"}
LINES
ok "import" gives 0 aplomb -q import events events.jsonl

# -- text -----------------------------------------------------------------------------------

ok "text" gives 0 aplomb events
cat > expected << 'TEXT'
Without a date
         rule                            no deployments on Fridays

Tue 29 Sep 2026
  12:00  note          payments          a runbook

Wed 30 Sep 2026
  03:00  deployment    ledger            L1, rollback, 2 changes
  14:00  deployment    ledger-api        L2, not completed
  15:00  incident      ledger            I1, restored 1 Oct 2026 09:30, not planned, café <U+001B>[31m <U+202E>

Thu 1 Oct 2026
  00:00  deployment    gateway           G1, source ci
TEXT
ok "days in UTC without a team file" diff expected out
ok "nothing on stderr" [ ! -s err ]
ok "in ASCII" gives 0 aplomb --ascii events --kind incident
ok "accents are taken off" says "cafe <U+001B>" out
ok "in a locale without UTF-8" gives 0 env LC_ALL=C "$APLOMB" -d "$db" events
ok "nothing but ASCII" is "$(tr -d '\n -~' < out | wc -c)" 0

# -- chosen ---------------------------------------------------------------------------------

ids() { grep -oE '"id": "[^"]*"' out | cut -d'"' -f4 | tr '\n' ' '; }
ok "one type" gives 0 aplomb events --kind deployment -f jsonl
ok "in order of time" is "$(ids)" "L1 L2 G1 "
ok "since an instant" gives 0 aplomb events -f jsonl --since 2026-09-30T14:00:00Z
ok "it is the first" is "$(ids)" "L2 I1 G1 "
ok "until an instant" gives 0 aplomb events -f jsonl --since 0 --until 2026-09-30T14:00:00Z
ok "it is not there any more" is "$(ids)" "L1 "
ok "until the end of a day" gives 0 aplomb events -f jsonl --kind deployment --until 2026-09-30
ok "that is midnight" is "$(ids)" "L1 L2 "
ok "a type that is none" gives 2 aplomb events --kind deployments
ok "is suggested" says "did you mean 'deployment'?"
ok "since a day" gives 0 aplomb events -f jsonl --since 2026-09-30 --until 2026-09-30
ok "takes that day in" bash -c "grep -q 2026-09-30T '$work/out' && ! grep -qv 2026-09-30T '$work/out'"
ok "an instant that is none" gives 2 aplomb events --since soon
ok "is named" says "--since"
ok "a format that is none" gives 2 aplomb events -f jsnl
ok "is suggested" says "did you mean 'jsonl'?"
ok "two teams" gives 2 aplomb events a b

# -- csv ------------------------------------------------------------------------------------

ok "csv without a type" gives 2 aplomb events -f csv
ok "asks for one" says "--kind"
ok "csv" gives 0 aplomb events -f csv --kind note
ok "with a header" is "$(tr '\r\n' '|!' < out)" \
	"team,at,text,id,source,capacity|!payments,2026-09-29T12:00:00Z,a runbook,,,|!"
ok "of nothing the header alone" gives 0 aplomb events -f csv --kind work
ok "one line" is "$(wc -l < out)" 1

# -- a team and its zone --------------------------------------------------------------------

cat > teams.yaml << 'YAML'
timezone: America/Chicago
teams:
  - id: payments
    services:
      - {id: ledger, aliases: [ledger-api]}
  - id: edge
    services:
      - id: gateway
YAML
ok "with a team file" gives 0 aplomb events --kind deployment
cat > expected << 'TEXT'
Tue 29 Sep 2026
  22:00  deployment    ledger            L1, rollback, 2 changes

Wed 30 Sep 2026
  09:00  deployment    ledger-api        L2, not completed
  19:00  deployment    gateway           G1, source ci
TEXT
ok "days are the organisation's" diff expected out
ok "one team" gives 0 aplomb events payments -f jsonl
ok "its services, their aliases, its own" is "$(grep -c . out)" 4
ok "another team" gives 0 aplomb events edge -f jsonl
ok "has one" is "$(ids)" "G1 "
ok "until the end of its day" gives 0 aplomb events -f jsonl --kind deployment --until 2026-09-29
ok "in the organisation's zone" is "$(ids)" "L1 "
ok "a team that is none" gives 3 aplomb events paymnts
ok "is suggested" says "did you mean 'payments'?"
echo 'teems: []' > teams.yaml
ok "a team file that is not valid" gives 0 aplomb events --kind deployment
ok "is said" says "teams.yaml:1:1"
ok "and the days are UTC's" says "Thu 1 Oct 2026" out
ok "with a team it is needed" gives 4 aplomb events payments
rm teams.yaml

# -- to a file ------------------------------------------------------------------------------

ok "to a file" gives 0 aplomb events -f jsonl -o saved.jsonl
ok "nothing on stdout" [ ! -s out ]
ok "all of it" is "$(wc -l < saved.jsonl)" 6
ok "that cannot be written" gives 1 aplomb events -f jsonl -o nowhere/saved.jsonl
ok "leaves the other as it was" is "$(wc -l < saved.jsonl)" 6

finish
