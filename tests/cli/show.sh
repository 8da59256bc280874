#!/usr/bin/env bash
# What `show` and the text export print: every event behind a number, in 80 columns, the same
# each time, and only words that fit the product.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

example=$source_dir/tests/cli/example
as_of=2026-10-01T00:00:00Z
"$APLOMB" -q -d "$work/aplomb.db" import events "$example/events.jsonl"
aplomb() { "$APLOMB" -q -t "$example/teams.yaml" -d "$work/aplomb.db" --as-of "$as_of" "$@"; }
capacities="deploy_cadence lead_time change_success restore_time slo_attainment
	patch_freshness ownership"

# all_texts [OPTION]: everything that there is to show, one after the other.
all_texts() {
	local team capacity

	aplomb "$@" show
	for team in payments web new; do
		aplomb "$@" show "$team"
		for capacity in $capacities invest collected; do
			aplomb "$@" show "$team" "$capacity"
		done
	done
	aplomb "$@" export
}
all_texts > "$work/utf8"
all_texts --ascii > "$work/ascii"
LC_ALL=C all_texts > "$work/c"

ok "there is something to show" test "$(wc -l < "$work/utf8")" -gt 500
ok "at most 80 columns" bash -c "! grep -nE '^.{81}' '$work/utf8' '$work/ascii'"
ok "no spaces at the ends of lines" bash -c "! grep -n ' \$' '$work/utf8'"
ok "--ascii is ASCII" bash -c "! LC_ALL=C grep -nP '[^\\x20-\\x7e]' '$work/ascii'"
ok "so is the C locale" cmp "$work/ascii" "$work/c"
ok "UTF-8 has glyphs" grep -q '✓ met' "$work/utf8"
all_texts > "$work/again"
ok "the same bytes twice" cmp "$work/utf8" "$work/again"

# Ids of events are the history's own words; theirs are not ours to choose.
refused='fail|violat|breach|offend|degrad|improve|\b(bad|worst|poor|alert|red|amber|green|missing)\b'
sed 's/L-failed//' "$work/utf8" > "$work/words"
ok "no refused word" bash -c "! grep -niE '$refused|n/a|below standard|non-compliant' '$work/words'"
ok "every text names what it speaks for" test \
	"$(grep -c '2026-10-01T00:00:00Z' "$work/utf8")" = 32

# Each event of the window is there, counted or left out, once.
aplomb show payments deploy_cadence > "$work/cadence"
aplomb show payments restore_time > "$work/restores"
python3 - "$example/events.jsonl" "$work" > "$work/differences" << 'PYTHON'
import json, re, sys
from datetime import datetime, timedelta, timezone

end = datetime(2026, 10, 1, tzinfo=timezone.utc)
begin = end - timedelta(days=84)
events = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]

def compare(name, kind, at, why):
    known = {event["id"]: event for event in events if event["type"] == kind and "id" in event}
    expected = sorted(
        (id, why(event)) for id, event in known.items()
        if event["service"] in ("ledger", "gateway")
        and begin <= datetime.fromisoformat(event[at].replace("Z", "+00:00")) < end)
    shown = []
    for line in open(f"{sys.argv[2]}/{name}", encoding="utf-8"):
        if re.match(r"  \d\d [A-Z][a-z][a-z] \d\d:\d\d  ", line):
            id = [word for word in line.split() if word in known]
            left_out = re.search(r"left out: (.*?)  ", line)
            shown.append((" ".join(id), left_out.group(1) if left_out else ""))
    if sorted(shown) != expected or not expected:
        print(name, sorted(set(shown) ^ set(expected)), len(shown), len(expected))

def why_no_deployment(event):
    if event.get("kind") == "rollback":
        return "rollback"
    if event.get("outcome") == "failed":
        return "not completed"
    return "" if event.get("environment", "production") == "production" else "not production"

def why_no_restore(event):
    if event.get("restored_at", "9") < event["started_at"]:
        return "restored before it started"
    if event.get("planned"):
        return "planned maintenance"
    return "" if event.get("environment", "production") == "production" else "not production"

compare("cadence", "deployment", "at", why_no_deployment)
compare("restores", "incident", "started_at", why_no_restore)
PYTHON
ok "every event is counted or left out with its reason" test ! -s "$work/differences"
cat "$work/differences"

# A file is put in place whole; what was asked for and is not there says what there is.
ok "show to a file" gives 0 aplomb -o "$work/file.txt" show payments
aplomb show payments > "$work/shown"
ok "it holds the same" cmp "$work/file.txt" "$work/shown"
ok "a team that is not there" gives 3 aplomb show payment
ok "names the nearest" says "payments"
ok "a capacity that is not there" gives 3 aplomb show payments restore_tim
ok "names the nearest" says "restore_time"
ok "a directory that is not there" gives 1 aplomb -o "$work/none/file" export
ok "says which" says "none/file"

# Nothing recorded yet is told apart from nothing that happened, and says how to begin.
ok "without a history" gives 0 "$APLOMB" -q -t "$example/teams.yaml" -d "$work/none.db" show
ok "it says how to begin" says "Nothing is collected yet" "$work/out"

# Where to invest next, and why: each capacity that is asked stands there once, as JSON has it.
aplomb export -f json > "$work/export.json"
for team in payments web new; do
	aplomb show "$team" invest > "$work/invest"
	ok "$team: why it is asked what it is asked" python3 -c '
import json, sys
team = next(t for t in json.load(open(sys.argv[1]))["teams"] if t["id"] == sys.argv[3])
text = open(sys.argv[2]).read()
titles = ["Deploy cadence", "Lead time", "Change success", "Restore time", "SLO attainment",
          "Patch freshness", "Secure settings"]
assert all(text.count("\n  " + title + ": ") == 1 for title in titles), text
room = text.split("Room to grow\n")[1].split("\n\n")[0] if "Room to grow\n" in text else ""
if team["invest"]["mode"] == "general":
    assert room and len(team["invest"]["because"]) == len(
        [line for line in room.split("\n") if line[2:].startswith(tuple(titles[:5]))]), room
assert team["invest"]["question"] in " ".join(text.split())' \
		"$work/export.json" "$work/invest" "$team"
done

# What is collected: each capacity once, under what its state says, and of when that is.
"$APLOMB" show --help | sed -nE 's/^  ([a-z_]+)  +([A-Z].*)/\1\t\2/p' > "$work/titles"
for team in payments web new; do
	aplomb show "$team" collected > "$work/collected"
	ok "$team: what is collected" python3 -c '
import json, sys
team = next(t for t in json.load(open(sys.argv[1]))["teams"] if t["id"] == sys.argv[3])
text = open(sys.argv[2]).read()
titles = dict(line.rstrip("\n").split("\t") for line in open(sys.argv[4]))
not_yet = text.split("Not collected yet\n")[1].split("\n\n")[0] if "Not collected yet\n" in text else ""
for capacity in team["capacities"]:
    line = "\n  " + titles[capacity["id"]] + ": "
    if capacity["id"] != "ownership":
        assert text.count(line) == 1, line
        assert (line in "\n" + not_yet) == (capacity["state"] == "uncollected"), line' \
		"$work/export.json" "$work/collected" "$team" "$work/titles"
	ok "$team: as of when" grep -q "^as of .*bands: " "$work/collected"
done

finish
