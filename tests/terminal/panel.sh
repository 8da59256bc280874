#!/bin/bash
# What is said below the list is said whole: every capacity of every team of the demo, in 80x24.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

# see FIRST KEY ...: keeps the lines of the panel from that one on, then presses the keys.
see() {
	tmux -L "$socket" capture-pane -p -S "$1" -E 22 >> "$work/said"
	shift
	tmux -L "$socket" send-keys "$@"
	sleep 0.02
}
# shellcheck disable=SC2317 # called by check
is_whole() { grep -q "$1" "$work/said" && ! grep '…$' "$work/said"; }

open_terminal 80 24
type_line "\$APLOMB demo"
wait_for "All teams"
resize 160 45
wait_for "Planned work"
check "beside the list a count is whole, too" grep -qE 'gathering +2,969$' <(screen)
resize 80 24
press v
for _ in {1..15}; do
	see 20 l
	see 20 l
	see 20 l
	see 20 l
	see 20 h h h h j
done
check "what all teams say is whole" is_whole "Telemetry · Patch freshness"
press q
wait_for "ready>"
for team in payments stock; do
	type_line "\$APLOMB demo $team"
	wait_for "CAPACITY"
	for _ in {1..12}; do see 19 j; done
	press q q
	wait_for "ready>"
done
check "and what their scorecards say" is_whole "Lead time: .*"
finish
