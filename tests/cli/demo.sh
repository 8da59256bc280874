#!/usr/bin/env bash
# The demo organisation shows all there is to see, and is the same whenever it is made.
# shellcheck disable=SC2317 # functions are called through ok
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

made=$(dirname "$APLOMB")/demo
demo() {
	"$APLOMB" -q -t "$source_dir/data/demo/teams.yaml" -d "$made/demo.db" \
		--as-of 2026-10-01T05:00:00Z "$@"
}

"$made/generate" > "$work/once.jsonl"
LC_ALL=C TZ=Asia/Tokyo "$made/generate" > "$work/twice.jsonl"
ok "the generator prints the same again" cmp "$work/once.jsonl" "$work/twice.jsonl"
ok "and what the program was built with" cmp "$work/once.jsonl" "$made/events.jsonl"

gives 0 "$APLOMB" -q -d "$work/again.db" import events "$work/once.jsonl"
"$APLOMB" -q -d "$work/again.db" events -f jsonl > "$work/again.jsonl"
demo events -f jsonl > "$work/events.jsonl"
ok "all that was printed is in the history" \
	test "$(wc -l < "$work/events.jsonl")" = "$(wc -l < "$work/once.jsonl")"
ok "imported again it is the same history" cmp "$work/again.jsonl" "$work/events.jsonl"

sed 's/.*"type": *"\([a-z_]*\)".*/\1/' "$work/events.jsonl" | sort -u > "$work/types"
tr ' ' '\n' << 'END' > "$work/all_types"
check concern coverage deployment exercise incident lesson meeting need note rule rule_review
shadowing slo_sample update walkaround work
END
ok "every type of event occurs" diff "$work/all_types" "$work/types"

nothing_later() {
	! grep -oE '20(26-1[0-2]|2[7-9]-..)-[0-9TZ:-]+' "$work/events.jsonl" | grep -v '^2026-10-01T0[0-4]'
}
ok "nothing happens at or after its end" nothing_later
ok "its history takes at most 6 MB" test "$(wc -c < "$made/demo.db")" -le 6000000

# What a scorecard shows as not collected is there on purpose, and check says it.
advised() {
	gives 0 demo check && says "'stream' is named by 2 teams" "$work/out" &&
		is "$(sed -n "s/.*teams.yaml:.*service '\([a-z-]*\)'$/\1/p" "$work/out" | xargs)" \
			"grower-portal feeds harvest-forecast grower-portal" &&
		is "$(sed -n "s/.*teams.yaml:.*team '\([a-z-]*\)': .*/\1/p" "$work/out" | xargs)" \
			"loyalty partners" &&
		says "updates of 'routes': up to" "$work/out" &&
		is "$(grep -c '^    ' "$work/out")" 8
}
ok "check says what is not collected on purpose, and no more" advised
all_named() {
	python3 - "$work/events.jsonl" "$work/demo.json" << 'END'
import json, sys
named = {s["id"] for t in json.load(open(sys.argv[2]))["teams"] for s in t["services"]}
told = {e["service"] for e in map(json.loads, open(sys.argv[1])) if "service" in e}
if not told or told - named:
    sys.exit(f"# {told - named}")
END
}

ok "export it" gives 0 demo export -f json -o "$work/demo.json"
ok "every service of the history is in the team file" all_named

# found EXPRESSION: it holds of the snapshot.
found() {
	python3 - "$work/demo.json" "$1" << 'END'
import json, sys

teams = {t["id"]: {c["id"]: c for c in t["capacities"]}
         for t in json.load(open(sys.argv[1]))["teams"]}
headlines = [team[name] for team in teams.values() for name in
             ("deploy_cadence", "patch_freshness", "restore_time", "slo_attainment")]
states = {c["state"] for c in headlines}
verdicts = [c["change"] for c in headlines]
told = [verdict for verdict in verdicts if verdict != "gathering"]
covered = {c["covered_until"] for c in headlines}

def change(team, capacity):
    return teams[team][capacity]["change"]

if not eval(sys.argv[2]):
    for team, capacities in teams.items():
        print("#", team, {c["id"]: (c["state"], c["value"], c["change"])
                          for c in capacities.values()})
    sys.exit(1)
END
}

ok "every state occurs among the headlines" \
	found 'states == {"measured", "few", "quiet", "uncollected"}'
ok "every verdict occurs among the headlines" \
	found 'set(verdicts) == {"growing", "steady", "conversation", "gathering"}'
ok "three in four of what can be told are steady" \
	found 'told.count("steady") >= 0.75 * len(told)'
ok "Payments restores more quickly since it rehearsed" \
	found 'change("payments", "restore_time") == "growing"'
rehearsed() {
	grep '"note"' "$work/events.jsonl" | grep '"payments"' | grep '"restore_time"' |
		grep '2026-07-14T' | grep -q 'Rehearsed the queue replay runbook'
}
ok "and noted that it did" rehearsed
ok "Runtime's deploy cadence is growing" \
	found 'change("runtime", "deploy_cadence") == "growing"'
ok "Search's lead time is growing" found 'change("search", "lead_time") == "growing"'
ok "Telemetry's patch freshness is growing" \
	found 'change("telemetry", "patch_freshness") == "growing"'
ok "Checkout's patch freshness is worth a conversation" \
	found 'change("checkout", "patch_freshness") == "conversation"'
ok "Stock's lead time is worth a conversation" \
	found 'change("stock", "lead_time") == "conversation"'
ok "one of Delivery's collectors stopped in August" found '"2026-08-21T05:00:00Z" in covered'
ok "one of its incidents is still open" \
	found 'teams["delivery"]["restore_time"]["details"]["open"] == 1'
ok "Partners is wired up and quiet" found '{teams["partners"][name]["state"] for name in
	("deploy_cadence", "restore_time", "slo_attainment", "patch_freshness")} == {"quiet"}'
ok "nothing of Forecasting is collected yet but what all teams share" found '{c["state"] for c in
	teams["forecasting"].values()
	if c["id"] not in ("ownership", "champions", "simplification")} == {"uncollected"}'

# The binary alone, without the files it was made from.
alone() { (cd / && "$APLOMB" demo "$@"); }
alone > "$work/alone"
demo show > "$work/shown"
ok "aplomb demo shows all teams" cmp "$work/alone" "$work/shown"
alone payments restore_time > "$work/alone"
demo show payments restore_time > "$work/shown"
ok "and why a number is what it is" cmp "$work/alone" "$work/shown"
alone -f json > "$work/alone"
ok "and exports" cmp "$work/alone" "$work/demo.json"

finish
