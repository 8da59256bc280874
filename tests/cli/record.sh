#!/usr/bin/env bash
# record: one event from the command line, many from stdin; what is refused, in which words.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

db=$work/aplomb.db
aplomb() { "$APLOMB" -q -d "$db" "$@"; }
jsonl() { aplomb events -f jsonl "$@"; }
lines() { jsonl | wc -l; }

# -- one event ------------------------------------------------------------------------------

ok "a deployment" gives 0 aplomb record deployment --service ledger --at 2026-09-30T11:40:00Z \
	--id L1 --source ci --kind hotfix --outcome=succeeded --environment production \
	--revision abc --committed_at 1790700000 --change a=2026-09-30T08:00:00Z --change b=5=7 \
	--fixes L0 --url=https://ci.example/1
ok "says nothing" is "$(cat "$work/out" "$work/err")" ""
ok "comes out as it went in" is "$(jsonl)" \
	'{"type": "deployment", "service": "ledger", "at": "2026-09-30T11:40:00Z", "id": "L1", "source": "ci", "kind": "hotfix", "outcome": "succeeded", "environment": "production", "revision": "abc", "committed_at": "2026-09-29T16:40:00Z", "changes": [{"revision": "a", "committed_at": "2026-09-30T08:00:00Z"}, {"revision": "b=5", "committed_at": "1970-01-01T00:00:07Z"}], "fixes": "L0", "url": "https://ci.example/1"}'
ok "the same again" gives 0 "$APLOMB" -v -d "$db" record deployment --service ledger \
	--at 1790768400 --id L1 --source ci
ok "is already known" says "already known"
ok "and adds nothing" is "$(lines)" 1
ok "a meeting of two teams" gives 0 aplomb record meeting --at 0 --team checkout --team=payments
ok "names both" is "$(jsonl --kind meeting)" \
	'{"type": "meeting", "at": "1970-01-01T00:00:00Z", "teams": ["checkout", "payments"]}'
ok "a flag alone is true" gives 0 aplomb record check --passed --service s --check c --at 1
ok "a flag at the end too" gives 0 aplomb record check --service s --check d --at 1 --passed
ok "a flag may say false" gives 0 aplomb record check --service s --check e --at 1 --passed false
ok "as they were" is "$(jsonl --kind check | grep -o '"passed": [a-z]*' | tr '\n' ' ')" \
	'"passed": true "passed": true "passed": false '
ok "a value that begins with dashes" gives 0 aplomb record note --team t --at 0 --text=--note
ok "an instant without a zone" gives 2 aplomb record need --team t --text x --asked_at 2026-07-01T09:00
ok "says what is wanted" says "asked_at"
ok "or a zone to assume" gives 0 aplomb record need --team t --text x \
	--asked_at 2026-07-01T09:00 --assume-zone Europe/Paris
ok "is that zone's" says 2026-07-01T07:00:00Z <(jsonl --kind need)
ok "a zone that is none" gives 2 aplomb record need --team t --text x --asked_at 2026-07-01T09:00 \
	--assume-zone Europe/Pariss

# -- facts that come later, and facts that differ -------------------------------------------

ok "an open incident" gives 0 aplomb record incident --service ledger --started_at 100 --id I1
ok "is restored" gives 0 "$APLOMB" -v -d "$db" record incident --service ledger --started_at 100 --id I1 \
	--restored_at 200
ok "says completed" says "completed"
ok "and is one" is "$(jsonl --kind incident | wc -l)" 1
jsonl > "$work/before"
ok "another restore time" gives 4 aplomb record incident --service ledger --started_at 100 --id I1 \
	--restored_at 300
ok "names the field" says restored_at
ok "and the way out" says --replace
ok "changes nothing" cmp "$work/before" <(jsonl)
ok "with --replace" gives 0 aplomb record incident --service ledger --started_at 100 --id I1 \
	--restored_at 300 --replace
ok "it is taken" says '"restored_at": "1970-01-01T00:05:00Z"' <(jsonl --kind incident)

# -- what is refused ------------------------------------------------------------------------

jsonl > "$work/before"
# refused TEXT ARGUMENT...: misused, with that word on stderr.
refused() {
	local text=$1
	shift
	ok "refused: record $*" gives 2 aplomb record "$@"
	ok "  says: $text" says "$text"
}
refused "which type of event"
refused "did you mean 'deployment'?" deploymnt --service s
refused "'zzz' is not a type of event" zzz
refused "needs 'at'" deployment --service s
refused "did you mean '--service'?" deployment --servce s --at 0
refused "'--author' is not a field of deployment" deployment --service s --at 0 --author me
refused "did you mean '--change'?" deployment --service s --at 0 --changes a=1
refused "'--service' is given twice" deployment --service s --service t --at 0
refused "'--service' needs a value" deployment --at 0 --service
refused "'--service' needs a value" deployment --service --at 0
refused "did you mean 'rollback'?" deployment --service s --at 0 --kind rolback
refused "at: " deployment --service s --at yesterday
refused "REVISION=T" deployment --service s --at 0 --change abc
refused "given twice" deployment --service s --at 0 --change a=1 --change a=2
refused "good" slo_sample --service s --slo x --at 0 --good 2 --total 1
refused "'stray' is not expected here" deployment stray --service s --at 0
refused "global options go before 'record'" deployment -q --service s --at 0
refused "the type of event comes before" --service s
refused "leave 'deployment' out" deployment --stdin
refused "must not be empty" deployment --service "" --at 0
refused "UTF-8" deployment --service $'\xff' --at 0
refused "<U+001B>" deployment --service s --at 0 --kind $'\e[31mred'
ok "no control gets out" is "$(tr -d '\n[:print:]' < "$work/err" | wc -c)" 0
ok "nothing was recorded" cmp "$work/before" <(jsonl)

# -- help -----------------------------------------------------------------------------------

ok "help" gives 0 aplomb record --help
ok "lists the types" says "  rule_review" "$work/out"
ok "help of a type" gives 0 aplomb record deployment --help
for field in service at id source kind outcome environment revision committed_at change fixes url; do
	ok "lists --$field" says "--$field " "$work/out"
done

# -- stdin ----------------------------------------------------------------------------------

db=$work/stdin.db
cat > "$work/good.jsonl" << 'LINES'
{"type": "deployment", "service": "s", "at": 1, "id": "a"}

{"type": "incident", "service": "s", "started_at": 2}
LINES
record_stdin() { aplomb record --stdin < "$1"; }
ok "lines" gives 0 record_stdin "$work/good.jsonl"
ok "say nothing" is "$(cat "$work/out" "$work/err")" ""
ok "are recorded" is "$(lines)" 2
ok "with -v each is said" gives 0 "$APLOMB" -v -d "$db" record --stdin < "$work/good.jsonl"
ok "by its line" is "$(tr '\n' ';' < "$work/out")" "1 already known;3 already known;"
printf '%s\n' '{"type": "note", "team": "t", "at": 1, "text": "first"}' \
	'{"type": "note", "team": "t", "at": 2}' \
	'{"type": "note", "team": "t", "at": 3, "text": "third"}' > "$work/bad.jsonl"
ok "a line that is not valid" gives 4 record_stdin "$work/bad.jsonl"
ok "is named" says "1 recorded; line 2: note: needs 'text'"
ok "what came before is kept" is "$(jsonl --kind note)" \
	'{"type": "note", "team": "t", "at": "1970-01-01T00:00:01Z", "text": "first"}'

# Durable before the next is asked for: a reader sees each as soon as it is said.
mkfifo "$work/pipe"
"$APLOMB" -v -d "$work/pipe.db" record --stdin < "$work/pipe" > "$work/said" &
exec 3> "$work/pipe"
echo '{"type": "note", "team": "t", "at": 1, "text": "one"}' >&3
for _ in $(seq 400); do
	[ -s "$work/said" ] && break
	sleep 0.05
done
ok "a line is said while the pipe is open" is "$(cat "$work/said")" "1 recorded"
db=$work/pipe.db
ok "and there for others" is "$(lines)" 1
exec 3>&-
wait

# -- every type, whole ----------------------------------------------------------------------

db=$work/types.db
cat > "$work/types.jsonl" << 'LINES'
{"type": "deployment", "service": "s", "at": "1970-01-01T00:00:00Z", "id": "d", "source": "ci", "kind": "normal", "outcome": "failed", "environment": "staging", "revision": "r", "committed_at": "1970-01-01T00:00:00Z", "changes": [{"revision": "c"}], "fixes": "x", "url": "u"}
{"type": "incident", "service": "s", "started_at": "1970-01-01T00:00:01Z", "id": "i", "source": "p", "detected_at": "1970-01-01T00:00:02Z", "restored_at": "1970-01-01T00:00:03Z", "caused_by": "d", "severity": "high", "environment": "production", "planned": false, "title": "t \"é\" \u001b", "url": "u"}
{"type": "slo_sample", "service": "s", "slo": "a", "at": "1970-01-01T00:00:02Z", "good": 0.1, "total": 3, "seconds": 60, "source": "m"}
{"type": "update", "service": "s", "component": "pkg:npm/x", "version": "1", "released_at": "1970-01-01T00:00:02Z", "applied_at": "1970-01-01T00:00:03Z", "security": true, "source": "m"}
{"type": "check", "service": "s", "check": "c", "at": "1970-01-01T00:00:04Z", "passed": false, "source": "m", "title": "t"}
{"type": "exercise", "team": "t", "at": "1970-01-01T00:00:05Z", "outcome": "detected", "id": "e", "source": "x", "kind": "real", "detected_at": "1970-01-01T00:00:06Z", "title": "t", "sent": 10, "reported": 4, "first_reported_at": "1970-01-01T00:00:07Z"}
{"type": "need", "team": "t", "asked_at": "1970-01-01T00:00:06Z", "text": "x", "id": "n", "source": "x", "met_at": "1970-01-01T00:00:07Z"}
{"type": "walkaround", "team": "t", "at": "1970-01-01T00:00:07Z", "id": "w", "source": "x", "title": "t"}
{"type": "concern", "team": "t", "raised_at": "1970-01-01T00:00:08Z", "text": "x", "id": "c", "source": "x", "walkaround": "w", "acted_at": "1970-01-01T00:00:09Z"}
{"type": "shadowing", "team": "t", "at": "1970-01-01T00:00:09Z", "days": 0.5, "direction": "to_security", "id": "s", "source": "x"}
{"type": "meeting", "at": "1970-01-01T00:00:10Z", "teams": ["a", "b"], "id": "m", "source": "x"}
{"type": "lesson", "team": "t", "learned_at": "1970-01-01T00:00:11Z", "text": "x", "id": "l", "source": "x", "from": "i", "went_right": true, "acted_at": "1970-01-01T00:00:12Z"}
{"type": "rule", "text": "x", "id": "r", "source": "x", "team": "t", "added_at": "1970-01-01T00:00:12Z", "retired_at": "1970-01-01T00:00:13Z", "hours_per_month": 2.5, "aim": "a"}
{"type": "rule_review", "rule": "r", "at": "1970-01-01T00:00:13Z", "fits": false, "id": "v", "source": "x"}
{"type": "work", "team": "t", "at": "1970-01-01T00:00:14Z", "kind": "unplanned", "hours": 3, "id": "k", "source": "x", "aim": "risk"}
{"type": "coverage", "kind": "incidents", "until": "1970-01-01T00:00:15Z", "service": "s", "source": "x"}
{"type": "note", "team": "t", "at": "1970-01-01T00:00:16Z", "text": "x", "id": "o", "source": "x", "capacity": "restore_time"}
LINES
ok "every type with every field" gives 0 record_stdin "$work/types.jsonl"
jsonl > "$work/all.jsonl"
ok "in whatever order" diff <(sort "$work/types.jsonl") <(sort "$work/all.jsonl")
ok "again" gives 0 record_stdin "$work/types.jsonl"
ok "changes nothing" cmp "$work/all.jsonl" <(jsonl)

finish
