#!/usr/bin/env bash
# Whatever form of a service's name the events came under, the scorecard is the same.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

example=$source_dir/tests/cli/example
as_of=2026-10-01T00:00:00Z

# With an alias for each service: its repository.
python3 - "$example/teams.yaml" "$example/events.jsonl" "$work" << 'PYTHON'
import json, random, sys

teams, events, work = sys.argv[1:]
lines = [json.loads(line) for line in open(events, encoding="utf-8")]
services = sorted({e["service"] for e in lines if "service" in e})
text = open(teams, encoding="utf-8").read()
variants = {}
for service in services:
    repository = f"https://git.example/Acme/{service}.git"
    text = text.replace(f"- id: {service}\n",
                        f"- id: {service}\n        aliases: ['{repository}']\n")
    variants[service] = [service, f"service/{service}", f"Component:default/{service}",
                         f"system:{service}", repository.lower(), repository[:-4] + "/",
                         f"git@git.example:acme/{service}.git",
                         f"git+ssh://git@git.example:2222/Acme/{service}#main",
                         f"git.example/acme/{service}"]
open(f"{work}/teams.yaml", "w", encoding="utf-8").write(text)
random.seed(5)
# What identifies an event without an id holds its name: one name for those of a type.
chosen = {}
with open(f"{work}/variants.jsonl", "w", encoding="utf-8") as out:
    for event in lines:
        if "service" in event:
            service = event["service"]
            if "id" in event:
                event["service"] = random.choice(variants[service])
            else:
                event["service"] = chosen.setdefault((service, event["type"]),
                                                     random.choice(variants[service]))
        print(json.dumps(event), file=out)
PYTHON
aplomb() { "$APLOMB" -q -t "$work/teams.yaml" -d "$1" --as-of "$as_of" "${@:2}"; }

ok "import under the ids" gives 0 aplomb "$work/ids.db" import events "$example/events.jsonl"
ok "import under variants" gives 0 aplomb "$work/variants.db" import events "$work/variants.jsonl"
ok "the variants differ" test "$(sqlite3 "$work/variants.db" \
	'SELECT count(DISTINCT service) FROM event')" -gt 8
aplomb "$work/ids.db" export -f json > "$work/ids.json"
aplomb "$work/variants.db" export -f json > "$work/variants.json"
ok "the readings are of the example" \
	python3 "$source_dir/tests/support/compare_json.py" "$example/expected.json" "$work/ids.json"
ok "and the same to the byte under variants" cmp "$work/ids.json" "$work/variants.json"
ok "no name is without a service" gives 0 aplomb "$work/variants.db" check
ok "  and check does not list one" bash -c "! grep -q 'aliases: ' '$work/out'"
team=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["teams"][0]["id"])' \
	"$work/ids.json")
ok "a team's events are listed under every variant" test \
	"$(aplomb "$work/ids.db" events "$team" -f jsonl | wc -l)" = \
	"$(aplomb "$work/variants.db" events "$team" -f jsonl | wc -l)"
ok "names are kept as they came" bash -c \
	"'$APLOMB' -q -d '$work/variants.db' events -f jsonl | grep -q 'Component:default/'"

finish
