#!/usr/bin/env bash
# --plain tells everything, one sentence a line, without a column or a glyph.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

demo() { "$APLOMB" demo "$@"; }
demo -f json > "$work/demo.json"
mapfile -t teams < <(python3 -c 'import json, sys
for team in json.load(open(sys.argv[1]))["teams"]: print(team["id"])' "$work/demo.json")
capacities="deploy_cadence lead_time change_success restore_time slo_attainment
	patch_freshness secure_configuration reporting defence needs_met concerns_acted_on
	lessons_acted_on shadowing champions ownership simplification planned_work"

all_plain() {
	local team capacity
	demo "$@" --plain
	demo "$@" -f text --plain
	for team in "${teams[@]}"; do
		demo "$@" "$team" --plain
		demo "$@" "$team" --then 24w --plain
		# Why: of a team with everything, of one with little, a quiet one and one without.
		case $team in payments | loyalty | partners | forecasting) ;; *) continue ;; esac
		for capacity in $capacities; do demo "$@" "$team" "$capacity" --plain; done
	done
}
all_plain > "$work/plain" 2> "$work/complaints"
ok "nothing ends before its time" test ! -s "$work/complaints"
ok "there is something to read" test "$(wc -l < "$work/plain")" -gt 1000
ok "every line is a sentence" bash -c "! grep -nvE '^\$|[.?!]\$' '$work/plain'"
ok "no line is indented, no column" bash -c "! grep -nE '^ |  |	' '$work/plain'"
# Names may hold what they like; these are ours, and a screen reader stumbles over them.
ok "no glyph" bash -c "! grep -nP '[\x{2190}-\x{21ff}\x{2500}-\x{27bf}\x{b7}\x{2026}\x{2022}]' '$work/plain'"
ok "no sign in place of a word" bash -c "! grep -nE '[|<>]|--| [·~*_-] ' '$work/plain'"
ok "no sentence is empty" bash -c "! grep -nE ': *[.]\$|; *[.;]|[.][.]|: *;|, *[.;]|[(][)]' '$work/plain'"
refused='fail|violat|breach|offend|degrad|improve|\b(bad|worst|poor|alert|red|amber|green|missing|N/A)\b'
ok "no refused word" bash -c "! grep -vE \"pkg:|INC-\" '$work/plain' | grep -niE '$refused'"
all_plain --ascii > "$work/ascii"
ok "--ascii is ASCII" bash -c "! LC_ALL=C grep -nP '[^\\x20-\\x7e]' '$work/ascii'"
ok "APLOMB_PLAIN asks for it, too" cmp <(demo payments --plain) <(APLOMB_PLAIN=1 "$APLOMB" demo payments)

# Nothing that the snapshot tells of a capacity is left out.
demo -f text --plain > "$work/snapshot"
python3 - "$work/demo.json" "$work/snapshot" > "$work/lacking" << 'PYTHON'
import json, re, sys

titles = {"deploy_cadence": "deploy cadence", "lead_time": "lead time",
          "change_success": "change success", "restore_time": "restore time",
          "slo_attainment": "SLO attainment", "patch_freshness": "patch freshness",
          "secure_configuration": "secure settings", "reporting": "reporting",
          "defence": "defence", "needs_met": "needs met",
          "concerns_acted_on": "concerns closed", "lessons_acted_on": "lessons acted on",
          "shadowing": "shadowing", "champions": "champions", "ownership": "ownership",
          "simplification": "simplification", "planned_work": "planned work"}
verdicts = {"conversation": "worth a conversation"}
snapshot = open(sys.argv[2], encoding="utf-8").read().split("\nTeam ")[1:]
compared = told = 0

def sentence(lines, subject, capacity):
    begin = f"{subject}{titles[capacity['id']]}: "
    return next((line for line in lines if line.lower().startswith(begin.lower())), None)

def check(lines, subject, capacity):
    global compared
    line = sentence(lines, subject, capacity)
    if line is None:
        uncollected = f"{subject}not collected yet: "
        if capacity["state"] != "uncollected" or not any(
                titles[capacity["id"]] in line for line in lines if line.startswith(uncollected)):
            print("no sentence", subject, capacity["id"])
        return
    expected = []
    if capacity["state"] in ("measured", "few"):
        expected.append(f"{capacity['n']:,}")
        if capacity["id"] not in ("ownership", "shadowing", "simplification"):
            expected.append(verdicts.get(capacity["change"], capacity["change"]))
        if capacity["interval"]:
            expected.append("likely ")
    if capacity["goal"]:
        expected.append("the goal is ")
        expected.append({True: ": met", False: ": room to grow", None: ": not judged yet"}[
            capacity["goal"]["met"]])
    if capacity["bands"]:
        expected += ["DORA 2019: "] + capacity["bands"]
    if capacity["test"] and capacity["test"]["p"] is not None:
        expected += ["told by ", "p "]
    if capacity["usual"] and capacity["state"] == "measured":
        # A shift that reads as what was usual before is not told twice.
        shifted = capacity["shifts"] and "; before, " in line
        expected.append("; since " if shifted else "the usual here is ")
    for left_out in capacity["excluded"]:
        words = {"failed": "not completed", "planned": "planned maintenance"}
        expected += [str(left_out["n"]), words.get(left_out["reason"], left_out["reason"])]
    for words in expected:
        compared += 1
        if words not in line:
            print(f"lacking '{words}' in: {line}")

for team in json.load(open(sys.argv[1], encoding="utf-8"))["teams"]:
    lines = next(part for part in snapshot if f", id {team['id']}.\n" in part).split("\n")
    about = [team["name"], f"Purpose: {team['purpose'] or ''}",
             team["invest"]["question"]] + ([f"Security champion: {team['champion']}."]
                                            if team["champion"] else [])
    for words in about:
        if words not in "\n".join(lines):
            print(f"lacking '{words}'")
    for capacity in team["capacities"]:
        check(lines, "", capacity)
        for shift in capacity["shifts"]:
            begin = f"{titles[capacity['id']]}: Since ".lower()
            if not any(line.lower().startswith(begin) for line in lines):
                print("no shift of", team["id"], capacity["id"])
            told += "; since " in sentence(lines, "", capacity)
        for slo in capacity["details"].get("slos", []):
            if not any(line.startswith("SLO of ") for line in lines):
                print("no SLO of", team["id"])
    for service in team["services"]:
        for capacity in service["capacities"]:
            check(lines, f"{service['name']}, ", capacity)
if told < 3:
    print("of few shifts what is usual since is told:", told)
if compared < 500:
    print("compared only", compared)
PYTHON
ok "the snapshot tells all of every capacity" test ! -s "$work/lacking"
head -20 "$work/lacking"

# Every event behind a number is a sentence, as it is a line of the text.
events_of() { grep -E '^ *[0-9]{2} [A-Z][a-z]{2}( [0-9]{4})? [0-9]{2}:[0-9]{2}[, ]' "$1"; }
demo payments restore_time > "$work/text"
demo payments restore_time --plain > "$work/why"
ok "events of a number" test "$(events_of "$work/text" | wc -l)" -gt 5
ok "are sentences" test "$(events_of "$work/text" | grep -o 'INC-[0-9]*')" = \
	"$(events_of "$work/why" | grep -o 'INC-[0-9]*')"
ok "the rule" says "Counted are production incidents" "$work/why"
ok "the arithmetic" says "the median is the mean of the 6th and the 7th" "$work/why"
ok "and the weeks in place of a chart" says "Restore time by week, oldest first: 56 minutes" "$work/why"
ok "then and now" gives 0 demo payments --then 12w --plain
ok "is told by its test" says "Mann-Whitney test on 13 and 12 restores" "$work/out"
ok "with what helped" says "What helped, 14 Jul 2026" "$work/out"

# The history: as many sentences as events; other formats are what they are.
db=$(dirname "$APLOMB")/demo/demo.db
events() { "$APLOMB" -q -d "$db" events --since 2026-09-01 "$@"; }
events --plain > "$work/events"
ok "every event is a sentence" test "$(wc -l < "$work/events")" = "$(events -f jsonl | wc -l)"
ok "of one line" bash -c "! grep -nvE '^(Without a date|[A-Z][a-z]{2} [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} at [0-9]{2}:[0-9]{2}), [A-Za-z ]+.*[.?!]\$' '$work/events'"
ok "json stays json" cmp <(demo -f json --plain) "$work/demo.json"
ok "jsonl stays jsonl" cmp <(events -f jsonl --plain) <(events -f jsonl)

# What others wrote stays on its line.
printf 'teams:\n  - {id: a, name: "A\\nB\\e[31m", purpose: "two\\nlines"}\n' > "$work/foreign.yaml"
ok "foreign text" gives 0 "$APLOMB" -q -t "$work/foreign.yaml" -d "$work/none.db" show a --plain
ok "is shown, not obeyed" says "A<U+000A>B<U+001B>[31m." "$work/out"
ok "on one line" says "Purpose: two<U+000A>lines." "$work/out"
ok "how to begin" gives 0 "$APLOMB" -q -t "$work/foreign.yaml" -d "$work/none.db" --plain
ok "is said, too" says "Nothing is collected yet." "$work/out"

# On a terminal it prints and opens no screens.
printf '%s\n' 'import os, pty, sys' 'sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' > "$work/on_terminal.py"
TERM=xterm timeout 10 python3 "$work/on_terminal.py" "$APLOMB" demo --plain < /dev/null > "$work/terminal" 2>&1
ok "a terminal gets the same" cmp <(tr -d '\r' < "$work/terminal") <(demo --plain)

finish
