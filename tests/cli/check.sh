#!/usr/bin/env bash
# aplomb check: what would make the data more useful, each with its place and the way out.
# shellcheck disable=SC2154,SC2317 # of check.sh; functions are called through ok
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
cd "$work" || exit 1

as_of=2026-10-01T00:00:00Z
check() { "$APLOMB" -q --as-of "$as_of" "$@" check; }
record() { "$APLOMB" -q record "$@" > /dev/null; }
# Events of the type, one a day, up to a day: series TYPE FROM TO FIELDS...
series() {
	python3 - "$@" << 'PYTHON'
import datetime, json, sys

kind, first, last, *fields = sys.argv[1:]
day, last = map(datetime.date.fromisoformat, (first, last))
while day <= last:
    print(json.dumps({"type": kind, "at": f"{day}T12:00:00Z"} | dict(f.split("=", 1) for f in fields)
                     | ({"good": 9, "total": 10} if kind == "slo_sample" else {})))
    day += datetime.timedelta(days=1)
PYTHON
}
section() { # TITLE: its lines in $work/section
	awk -v title="$1" '!NF { inside = 0 } index($0, title ": ") == 1 { inside = 1 } inside' \
		"$work/out" > "$work/section"
	test -s "$work/section"
}
in_section() { says "$1" "$work/section"; }
stdout_says() { says "$1" "$work/out"; }

# -- nothing to say -----------------------------------------------------------------------------

cat > teams.yaml << 'YAML'
teams:
  - id: payments
    services:
      - id: ledger
        aliases: ["https://git.example/acme/ledger"]
        slos: [{id: availability, target: 99%}]
YAML
series deployment 2026-09-01 2026-09-30 service=ledger > events.jsonl
series slo_sample 2026-09-01 2026-09-30 service=service/ledger slo=availability >> events.jsonl
"$APLOMB" -q import events events.jsonl > /dev/null
ok "nothing to say" gives 0 check
ok "  is said in one word" is "$(tail -1 out)" "Valid."
ok "  and no list" bash -c "! grep -q '^    ' out"

# -- names --------------------------------------------------------------------------------------

record deployment --service 'gateway' --at 2026-09-03T00:00:00Z
record deployment --service 'pkg:oci/gateway@sha256:1' --at 2026-09-03T00:00:00Z
record deployment --service 'https://git.example/acme/Cart.git' --at 2026-09-03T00:00:00Z
for digest in 1 2 3; do
	record deployment --service "pkg:oci/shop@sha256:$digest" --at 2026-09-03T00:00:00Z
done
record deployment --service 'ledgr' --at 2026-09-03T00:00:00Z
record deployment --service 'pkg:oci/ledger@sha256:2' --at 2026-09-03T00:00:00Z
record deployment --service "it's: a \"name\", #1" --at 2026-09-03T00:00:00Z
record deployment --service "$(printf 'B\303\274cher \033[31m')" --at 2026-09-03T00:00:00Z
record deployment --service 'null' --at 2026-09-03T00:00:00Z
ok "names without a service" gives 0 check
ok "  under a heading with their number" section "Names in the history that no team has yet"
ok "  a name that can be an id" in_section "- {id: gateway}   # 1 event"
ok "  one that looks like it" \
	in_section "# 'pkg:oci/gateway@sha256:1', 1 event, looks like 'gateway' above: add aliases: ['pkg:oci/gateway@sha256:1'] to it"
ok "  a name that cannot" \
	in_section "- {id: cart, aliases: ['https://git.example/acme/Cart.git']}   # 1 event"
ok "  names of one normal form are one line" \
	in_section "- {id: shop, aliases: ['pkg:oci/shop']}   # 3 events under 3 names"
ok "  a slip" in_section "# 'ledgr', 1 event, looks like service 'ledger': add aliases: ['ledgr'] there"
ok "  another form of a service's id" in_section \
	"looks like service 'ledger': add aliases: ['pkg:oci/ledger@sha256:2'] there"
ok "  quotes of a name are YAML's" in_section "aliases: ['it''s: a \"name\", #1']"
ok "  what a terminal would obey is escaped" in_section '\U0000001B[31m"]'
ok "  an id that YAML would take for nothing" in_section "- {id: 'null'}"
ok "  and nothing on stderr" test ! -s err

adopt() { # the lines as they stand, and what looks like a service as an alias
	{
		cat teams.yaml
		sed -n '/^    [-#]/s/^  /    /p' section
	} > adopted.yaml
	sed -i "s|aliases: \[\"https|aliases: [ledgr, 'pkg:oci/ledger', \"https|" adopted.yaml
}
adopt
ok "the lines can be pasted" gives 0 check -t adopted.yaml
section "Names in the history that no team has yet"
ok "  and leave only what was above" is "$(sed 1,2d section | wc -l)" 1
ok "  which looks like a service now" in_section "looks like service 'gateway'"
ok "in ASCII" gives 0 check --ascii
ok "  names can be pasted too" stdout_says '"B\U000000FCcher \U0000001B[31m"'

cat > shared.yaml << 'YAML'
teams:
  - id: payments
    services: [{id: gateway}, {id: gateway-old, aliases: ["component:gateway"]}]
YAML
record deployment --service 'service/gateway' --at 2026-09-04T00:00:00Z
ok "a name that could be of two services" gives 0 check -t shared.yaml
ok "  is said" section "Names in the history that could be of two services"
ok "  with both" in_section "'service/gateway', 1 event: 'gateway' and 'gateway-old'"

for i in $(seq 54); do
	echo "{\"type\": \"deployment\", \"service\": \"many-$i\", \"at\": \"2026-09-03T00:00:00Z\"}"
done | "$APLOMB" -q -d many.db import events - > /dev/null
ok "a long list" gives 0 check -d many.db
ok "  is cut" stdout_says "    and 34 more; 'aplomb check -v' lists all"
ok "with -v" gives 0 check -v -d many.db
ok "  it is whole" is "$(grep -c 'id: many-' out)" 54

printf 'teams:\n  - id: a\n    services: [many-50, manyx-7]\n' > numbered.yaml
ok "names that differ by their number" gives 0 check -v -t numbered.yaml -d many.db
ok "  are no slips" is "$(grep 'looks like' out | cut -c 5-)" \
	"# 'many-7', 1 event, looks like service 'manyx-7': add aliases: ['many-7'] there"

mkdir empty
ok "without a team file" bash -c "cd empty && '$APLOMB' -q -d ../many.db check > ../out"
ok "  the history has its say" stdout_says "no team file yet"
ok "  and its names" stdout_says "- {id: many-1}"
ok "with neither" gives 1 env -C empty "$APLOMB" check

# -- teams --------------------------------------------------------------------------------------

record need --team paymnets --asked_at 2026-09-03T00:00:00Z --text x
record work --team web --at 2026-09-03T00:00:00Z --kind business --hours 1
record meeting --at 2026-09-03T00:00:00Z --team web --team payments
record note --team 'a b' --at 2026-09-03T00:00:00Z --text x
ok "teams that are not in the team files" gives 0 check
ok "  are listed" section "Teams in the history that the team files do not name yet"
ok "  with the line that adopts them" in_section "- {id: web}   # 2 events (meeting, work)"
ok "  a slip" in_section "# 'paymnets', 1 event (need), looks like team 'payments'"
ok "  what can be no id" in_section "# 'a b', 1 event (note), cannot be an id"

# -- what there is none of ----------------------------------------------------------------------

cat > more.yaml << 'YAML'
teams:
  - id: payments
    collects: [deployments, incidents, updates, work]
    services:
      - id: ledger
        slos:
          - {id: availability, target: 99%}
          - {id: latency, target: 99%}
      - id: portal
  - id: app
    collects: [exercises]
YAML
series slo_sample 2026-09-29 2026-09-30 service=ledger slo=durability > more.jsonl
"$APLOMB" -q import events more.jsonl > /dev/null
record coverage --kind updates --until 2026-10-01T00:00:00Z --service ledger
ok "what there is none of yet" gives 0 check -t more.yaml
ok "  services" section "Services that nothing was recorded for yet"
ok "    with their place" in_section "more.yaml:9:13: service 'portal'"
ok "    but none that has events" is "$(sed 1,2d section | wc -l)" 1
ok "  kinds" section "Teams that collect what nothing came of yet"
ok "    but those that came or are known" in_section "more.yaml:2:9: team 'payments': incidents, work"
ok "    of a team, too" in_section "team 'app': exercises"
ok "  SLOs" section "SLOs without samples yet"
ok "    with their place" in_section "more.yaml:8:18: 'latency' of service 'ledger'"
ok "  targets" section "SLOs that have samples and no target yet"
ok "    with the line" in_section "- {id: durability, target: 99%}   # service 'ledger', 2 samples"
ok "  all of it is valid" stdout_says "Valid; what is said above would make it more useful."
ok "no word of what went wrong" bash -c \
	"! grep -iE 'fail|violation|\\b(bad|worst|missing|n/a)\\b' out"

# -- what there is no more of -------------------------------------------------------------------

cat > old.yaml << 'YAML'
teams:
  - id: payments
    services: [{id: daily}, {id: rare}, {id: known}, {id: weekly, slos: [{id: a, target: 99%}]}]
YAML
{
	series deployment 2026-06-01 2026-08-31 service=daily
	series deployment 2026-08-01 2026-08-07 service=rare
	series deployment 2026-06-01 2026-08-31 service=known
	series slo_sample 2026-06-01 2026-08-31 service=weekly slo=a
} > old.jsonl
"$APLOMB" -q -d old.db import events old.jsonl > /dev/null
"$APLOMB" -q -d old.db record coverage --kind deployments --until 2026-09-20T00:00:00Z \
	--service service/known > /dev/null
"$APLOMB" -q -d old.db record coverage --kind incidents --until 2026-09-16T00:00:00Z > /dev/null
"$APLOMB" -q -d old.db record coverage --kind work --until 2026-09-15T00:00:00Z > /dev/null
ok "what is no more" gives 0 check -t old.yaml -d old.db
ok "  what was regular" section "What came regularly and no longer does"
ok "    deployments" in_section "deployments of 'daily': the last 2026-08-31T12:00:00Z, 30 days ago; before, never more than 1 day apart"
ok "    samples" in_section "samples of 'a' of 'weekly'"
ok "    not the rare, nor what is known" is "$(sed 1,2d section | wc -l)" 2
ok "  what ended is said" section "Kinds that are known no further"
ok "    for all services at once" in_section "incidents of 'daily' and 3 other services: up to 2026-09-16T00:00:00Z, 15 days ago"
ok "    of teams where it is theirs" in_section "work of all teams: up to 2026-09-15T00:00:00Z, 16 days ago"
ok "    with nothing that is recent" is "$(sed 1,2d section | wc -l)" 2
ok "a month earlier" gives 0 "$APLOMB" -q --as-of 2026-09-10 -t old.yaml -d old.db check
ok "  nothing had stopped" bash -c "! grep -q 'no longer\\|no further' out"

# -- the future ---------------------------------------------------------------------------------

record_future() { "$APLOMB" -q -d future.db record deployment --service daily --at "$1" > /dev/null; }
record_future 1999-01-01T00:00:00Z
record_future 9999-01-01T00:00:00Z
record_future 9998-01-01T00:00:00Z
ok "events that lie in the future, by the clock" gives 0 "$APLOMB" -q -t old.yaml -d future.db check
ok "  are said" section "Events that lie in the future"
ok "  with the first" in_section "deployment: 2, the first 9998-01-01T00:00:00Z, row 3, 'daily'"
ok "as of an instant" gives 0 "$APLOMB" -q --as-of 2026-08-31T00:00:00Z -t old.yaml -d old.db check
section "Events that lie in the future"
ok "  what comes after it" in_section "deployment: 2, the first 2026-08-31T12:00:00Z"
"$APLOMB" -q -d now.db record deployment --service daily --at "$(date -u +%FT%TZ)" > /dev/null
ok "what was recorded just now" gives 0 "$APLOMB" -q -t old.yaml -d now.db check
ok "  does not" bash -c "! grep -q 'in the future' out"

# -- notes --------------------------------------------------------------------------------------

note() { "$APLOMB" -q -d notes.db record note --team crew --at "2026-08-0${1}T10:00:00Z" --text "$2" "${@:3}"; }
note 1 "about all"
note 2 "about one" --capacity lead_time
note 3 "about none" --capacity leadtime
note 4 "nor this" --capacity "$(printf 'x\033[31m')"
ok "notes about what is no capacity" gives 0 "$APLOMB" -q -t old.yaml -d notes.db check
ok "  are said" section "Notes about a capacity that there is not"
ok "  with the nearest" in_section "'leadtime', of 'crew', 2026-08-03T10:00:00Z; did you mean 'lead_time'?"
ok "  shown, not obeyed" in_section "'x<U+001B>[31m', of 'crew', 2026-08-04T10:00:00Z"
ok "  and no other" is "$(sed 1,2d section | wc -l)" 2

# -- the compact form ---------------------------------------------------------------------------

for day in $(seq 10 99); do
	echo "{\"type\":\"deployment\",\"service\":\"daily\",\"at\":17000${day}000}"
done | "$APLOMB" -q -d packed.db import events
ok "what was packed says what its rows say" gives 0 "$APLOMB" -q -t old.yaml -d packed.db check
ok "  and it was packed" is "$(sqlite3 packed.db 'SELECT count(*) > 0 FROM compact_part')" 1
sqlite3 packed.db "DELETE FROM deployment WHERE rowid = 5; UPDATE deployment SET kind = 'hotfix' WHERE rowid = 6"
ok "rows that another program changed are read" gives 0 "$APLOMB" -q -t old.yaml -d packed.db check
sqlite3 packed.db "DROP TRIGGER deployment_after_INSERT;
	INSERT INTO deployment (service, at) VALUES ('daily', 1700000000), ('nightly', 5)"
ok "rows behind the triggers' back" gives 4 "$APLOMB" -q -t old.yaml -d packed.db check
ok "  are said, with the way out" says "knows nothing of the rows of 1 service; 'aplomb check --mend'"
ok "  which mends it" gives 0 "$APLOMB" -q -t old.yaml -d packed.db check --mend
ok "  and says so" grep -q "^The compact form of the history was made anew.$" out
sqlite3 packed.db "UPDATE compact_part SET columns = x'00' WHERE key = (SELECT max(key) FROM compact_part)"
ok "a part that says something else" gives 4 "$APLOMB" -q -t old.yaml -d packed.db check
ok "  names what it is of" says "of the deployment rows of 'nightly' does not say what they say"
ok "mending a history that is not there" gives 0 "$APLOMB" -q -t old.yaml -d none.db check --mend
ok "  makes none" test ! -e none.db

# -- what is not valid --------------------------------------------------------------------------

sqlite3 old.db "PRAGMA ignore_check_constraints = 1; UPDATE deployment SET at = -5 WHERE rowid = 3"
ok "values that are no records" gives 4 check -t old.yaml -d old.db
ok "  are said on stderr, with their place" says "table 'deployment', row 3, column 'at'"
ok "  not among the advice" bash -c "! grep -q 'row 3' out"
ok "an instant that is none" gives 2 "$APLOMB" --as-of tomorrow check

finish
