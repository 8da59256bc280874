#!/bin/bash
# More teams than are read before the first frame: they come while one looks on, what is shown
# first, and no key waits for them.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

reference=$(dirname "$APLOMB")/tests/bench/reference
"$reference" --scale 0.15 --rate 0.01 --years 1 "$work/large.db" "$work/large.yaml" > "$work/made" 2>&1
large() { "$APLOMB" -q -t "$work/large.yaml" -d "$work/large.db" --as-of 2026-10-01 "$@"; }
teams=$(grep -c '^  - id: team-' "$work/large.yaml")
check "there are more than sixteen teams" [ "$teams" -gt 16 ]

open_terminal 100 24
type_line "\$APLOMB -t $work/large.yaml -d $work/large.db --as-of 2026-10-01"
check_shows "the teams are shown" "▸  Team 001"
press End Home NPage
check_shows "a page further, whatever is still to be read" "▸  Team 0"
press f
tmux -L "$socket" send-keys -l "is:growing"
press Enter
check_shows "in the end all are read, and the goals are counted" "teams meet"
check "nobody is being read any more" bash -c "! grep -q 'teams are read' <<< '$(screen)'"
press Escape Home j
check_shows "back at the first" "▸  Team 001"
value=$(large show team-001 | sed -n 's/^ *Patch freshness  *\([0-9]* of [0-9]*\).*/\1/p')
check "'show' prints a value" [ -n "$value" ]
check "what is shown is what 'show' prints" \
	bash -c "grep -q '▸  Team 001.* ${value/ of //}' <<< '$(screen)'"
press q

large export -f json > "$work/all.json"
check "one processor says what all of them say" \
	cmp "$work/all.json" <(taskset -c 0 "$APLOMB" -q -t "$work/large.yaml" -d "$work/large.db" \
		--as-of 2026-10-01 export -f json)
large export team-002 -f json > "$work/one.json"
check "a team alone is what it is among all" python3 - "$work" << 'END'
import json, sys
of = lambda name: {t["id"]: t for t in json.load(open(f"{sys.argv[1]}/{name}.json"))["teams"]}
assert of("one")["team-002"] == of("all")["team-002"]
END

finish
