#!/usr/bin/env bash
# The agenda of a champions' meeting: another program finds the same in the events, nothing of
# what came later is in it, and it is the same to the byte each time.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

made=$(dirname "$APLOMB")/demo
as_of=2026-10-01T05:00:00Z
demo() { "$APLOMB" -q -t "$source_dir/data/demo/teams.yaml" -d "$made/demo.db" "$@"; }
agenda() { demo --as-of "$as_of" agenda "$@"; }

# -- recomputed -----------------------------------------------------------------------------

cat > "$work/recompute.py" << 'PYTHON'
import datetime, json, sys

agenda = json.load(open(sys.argv[1]))
events = [json.loads(line) for line in open(sys.argv[2])]
given = sys.argv[3] if len(sys.argv) > 3 else None

def at(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())

END = at(agenda["as_of"])
met = [at(e["at"]) for e in events if e["type"] == "meeting" and at(e["at"]) < END]
since = at(given) if given else max(met, default=END - agenda["window_days"] * 86400)
origin = "given" if given else "meeting" if met else "window"
if (at(agenda["since"]), agenda["since_is"]) != (since, origin):
    sys.exit(f"# since {agenda['since']}, {agenda['since_is']}, not {since}, {origin}")

loops = {"need": ("asked_at", "met_at"), "concern": ("raised_at", "acted_at"),
         "lesson": ("learned_at", "acted_at")}
seen = {"open": 0, "closed": 0}
for team in agenda["teams"]:
    expected = {"open": [], "closed": []}
    for e in events:
        if e["type"] not in loops or e["team"] != team["id"]:
            continue
        begun, done = (at(e[k]) if k in e else None for k in loops[e["type"]])
        if begun >= END:
            continue
        if done is None or done >= END:
            if e["type"] != "lesson":
                expected["open"].append((begun, e["type"], e["id"], END - begun))
        elif done >= since:
            expected["closed"].append((done, e["type"], e["id"], max(done - begun, 0)))
    for key, when in (("open", "at"), ("closed", "closed_at")):
        shown = [(at(i[when]), i["type"], i["id"], i["age_seconds"]) for i in team[key]]
        if [s[0] for s in shown] != sorted(s[0] for s in shown):
            sys.exit(f"# {team['id']}: {key} is not in order")
        if sorted(shown) != sorted(expected[key]):
            sys.exit(f"# {team['id']} {key}: {sorted(shown)}, not {sorted(expected[key])}")
        seen[key] += len(shown)
    if any(i["closed_at"] for i in team["open"]):
        sys.exit(f"# {team['id']}: what is open is closed")
if min(seen.values()) < int(sys.argv[4] if len(sys.argv) > 4 else 1):
    sys.exit(f"# only {seen} were compared")

# Others are quoted in the order of the YAML, with what they wrote last.
order = [team["id"] for team in agenda["teams"]]
for team in agenda["teams"]:
    about = team["conversation"] and team["conversation"]["capacity"]
    written = {}
    for e in events:
        if e["type"] == "note" and about and e.get("capacity") == about and at(e["at"]) < END \
                and e["team"] != team["id"]:
            written.setdefault(e["team"], []).append((at(e["at"]), e["text"]))
    expected = [(t, max(written[t])[1], len(written[t]) - 1) for t in order if t in written]
    if [(a["team"], a["text"], a["earlier"]) for a in team["accounts"]] != expected:
        sys.exit(f"# {team['id']}: {team['accounts']}, not {expected}")
PYTHON
demo events -f jsonl > "$work/events.jsonl"
recomputed() { # AS_OF [SINCE LEAST]
	demo --as-of "$1" agenda ${2:+--since "$2"} -f json > "$work/agenda.json" &&
		python3 "$work/recompute.py" "$work/agenda.json" "$work/events.jsonl" "${@:2}"
}
ok "another program finds the same" recomputed "$as_of"
ok "and that of a year before" recomputed 2025-10-01T05:00:00Z
ok "and since an instant that is given" recomputed "$as_of" 2026-07-09T05:00:00Z 25
ok "before anyone met the window says since when" \
	recomputed "$(python3 -c 'import json, sys
print(min(e["at"] for e in map(json.loads, open(sys.argv[1])) if e["type"] == "meeting"))' \
		"$work/events.jsonl")" "" 0
ok "which is said" grep -q '"since_is":"window"' "$work/agenda.json"

# -- as people read it ----------------------------------------------------------------------

agenda > "$work/text"
ok "it says since when" says "Since the champions' meeting of 22 Sep 2026." "$work/text"
ok "why this conversation" says "Why this one: it is less than the same team had before" \
	"$work/text"
ok "what others wrote is quoted" says 'Telemetry, 4 Aug 2026: "Automatic updates on' "$work/text"
ok "goals come up" says "review by 20 Oct 2026." "$work/text"
ok "what waits has its age" grep -qE '^ +[0-9]+ [A-Z][a-z]+.*, need open for [0-9.]+ days' \
	"$work/text"
ok "80 columns" test "$(wc -L < "$work/text")" -le 80
ok "no space at the ends of lines" bash -c "! grep -n ' \$' '$work/text'"
agenda > "$work/again"
ok "the same to the byte" cmp "$work/text" "$work/again"
for format in text markdown json; do
	ok "$format into a file" gives 0 agenda payments checkout -f "$format" -o "$work/file"
	agenda payments checkout -f "$format" > "$work/out"
	ok "is what is printed" cmp "$work/file" "$work/out"
done
ok "JSON ends in a question" python3 -c 'import json, sys
agenda = json.load(open(sys.argv[1]))
assert agenda["question"].endswith("?")
assert all(t["question"].endswith("?") for t in agenda["teams"])
assert len({tuple(t) for t in agenda["teams"]}) == 1' "$work/out"
ascii_only() { agenda payments search "$@" > "$work/out" && ! LC_ALL=C grep -n '[^ -~]' "$work/out"; }
for options in "" "-f markdown" "--plain"; do
	# shellcheck disable=SC2086 # several options
	ok "ASCII${options:+ with $options}" ascii_only --ascii $options
done
agenda --plain > "$work/plain"
ok "plain says a sentence a line" bash -c "! grep -nE '^ |[^.?]\$' <(grep . '$work/plain')"

ok "teams in the order of the YAML" gives 0 agenda search payments
ok "whatever order they are asked for" test "$(grep -nE '^(Payments|Search)' "$work/out" |
	cut -d: -f2 | tr '\n' ' ')" = "Payments Search "
ok "no such team" gives 3 agenda paymets
ok "suggests" says "did you mean 'payments'?"
ok "no such format" gives 2 agenda -f csv
ok "says which there are" says "text, markdown and json"
ok "since now" gives 2 agenda --since "$as_of"
ok "is refused" says "--since must lie before"
ok "no time" gives 2 agenda --since soon
ok "says where" says "--since"
ok "a date takes its day in" gives 0 agenda payments --since 2026-09-30
ok "and says it" says "Since 30 Sep 2026." "$work/out"
ok "with what was done on it" says "concern acted on after 35 days" "$work/out"

# -- nothing at or after as_of exists --------------------------------------------------------

cat > "$work/teams.yaml" << 'YAML'
teams:
  - {id: one, champion: "A\e[31m|`B"}
  - {id: two}
YAML
own() { "$APLOMB" -q -t "$work/teams.yaml" -d "$work/own.db" "$@"; }
ok "without a history" gives 0 own --as-of "$as_of" agenda
ok "there is a question still" says "Which of these would you like to begin with?" "$work/out"
gives 0 own record need --team one --id N-1 --asked_at 2026-09-01T09:00:00Z \
	--text "Access to our [log](x) | now"
gives 0 own record meeting --at 2026-09-15T09:00:00Z --team one
for format in text markdown json; do
	own --as-of "$as_of" agenda -f "$format" > "$work/before.$format"
done
gives 0 own record need --team one --id N-1 --asked_at 2026-09-01T09:00:00Z \
	--text "Access to our [log](x) | now" --met_at "$as_of"
gives 0 own record need --team two --asked_at "$as_of" --text "Later"
gives 0 own record meeting --at "$as_of" --team one
gives 0 own record note --team two --at "$as_of" --text "Later" --capacity needs_met
for format in text markdown json; do
	own --as-of "$as_of" agenda -f "$format" > "$work/after"
	ok "what comes later changes nothing in $format" cmp "$work/before.$format" "$work/after"
done
ok "a second later it does" gives 0 own --as-of 2026-10-01T05:00:01Z agenda one
ok "met since the meeting of that day" says "1 Oct, need met after 30 days" "$work/out"
ok "names are shown, not obeyed" bash -c \
	"! LC_ALL=C grep -n $'\e' '$work/before.text' '$work/before.markdown' '$work/before.json'"

finish
