#!/usr/bin/env bash
# The worked example: every boundary of the arithmetic in one small organisation.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

example=$source_dir/tests/cli/example
compare=$source_dir/tests/support/compare_json.py
as_of=2026-10-01T00:00:00Z
aplomb() { "$APLOMB" -q -t "$example/teams.yaml" -d "$work/aplomb.db" "$@"; }
export_json() { aplomb --as-of "${1:-$as_of}" export -f json; }

ok "import the example" gives 0 aplomb import events "$example/events.jsonl"
export_json > "$work/first.json"
ok "the readings agree with expected.json" \
	python3 "$compare" "$example/expected.json" "$work/first.json"

ok "import it again" gives 0 aplomb import events "$example/events.jsonl"
export_json > "$work/again.json"
ok "importing twice changes nothing" cmp "$work/first.json" "$work/again.json"

# The future: everything again, years later, and facts that complete what was open.
python3 - "$example/events.jsonl" > "$work/future.jsonl" << 'PYTHON'
import datetime, json, sys

def later(text):
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at + datetime.timedelta(days=800)).strftime("%Y-%m-%dT%H:%M:%SZ")

for line in open(sys.argv[1], encoding="utf-8"):
    event = json.loads(line)
    for key, value in event.items():
        if key.endswith("_at") or key == "at":
            event[key] = later(value)
    if "id" in event:
        event["id"] += "-later"
    if event["type"] == "update":
        event["version"] += "9"
    event.pop("changes", None)
    print(json.dumps(event))
print('{"type": "incident", "id": "I-open", "source": "pager", "service": "ledger",'
      ' "started_at": "2026-09-30T23:50:00Z", "restored_at": "2026-10-02T00:00:00Z"}')
print('{"type": "update", "source": "sbom", "service": "ledger",'
      ' "component": "pkg:npm/behind", "version": "3.1.0", "applied_at": "2026-10-05T00:00:00Z"}')
print('{"type": "coverage", "kind": "incidents", "until": "2026-11-01T00:00:00Z"}')
PYTHON
ok "import the future" gives 0 aplomb import events "$work/future.jsonl"
export_json > "$work/past.json"
ok "the past is as it was, to the byte" cmp "$work/first.json" "$work/past.json"
ok "and the present is not" bash -c \
	"! '$APLOMB' -q -t '$example/teams.yaml' -d '$work/aplomb.db' --as-of 2028-12-31 \
		export -f json | cmp -s - '$work/first.json'"

# What was shown 84 days ago is what is called `previous` today.
python3 - "$work/first.json" <(export_json 2026-07-09T00:00:00Z) << 'PYTHON' > "$work/previous"
import json, sys

now, then = (json.load(open(path)) for path in sys.argv[1:])
for team, past in zip(now["teams"], then["teams"]):
    for here, there in [(team, past)] + list(zip(team["services"], past["services"])):
        for reading, before in zip(here["capacities"], there["capacities"]):
            if reading["id"] == "ownership":
                continue
            shown = {key: before[key] for key in ("state", "value", "n")}
            if reading["previous"] != shown:
                print(here["id"], reading["id"], reading["previous"], shown)
PYTHON
ok "previous is the reading as it was shown then" test ! -s "$work/previous"

# In any order, the same history.
shuf --random-source=<(yes) "$example/events.jsonl" > "$work/shuffled.jsonl"
ok "import in another order" gives 0 "$APLOMB" -q -d "$work/shuffled.db" \
	import events "$work/shuffled.jsonl"
"$APLOMB" -q -t "$example/teams.yaml" -d "$work/shuffled.db" --as-of "$as_of" export -f json \
	> "$work/shuffled.json"
ok "the order of importing does not matter" cmp "$work/first.json" "$work/shuffled.json"

finish
