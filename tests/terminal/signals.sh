#!/bin/bash
# However it ends, the terminal is as it was, and the parent sees which signal ended it.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

open_terminal 90 25
type_line "ulimit -c 0"
for signal in TERM INT HUP QUIT SEGV ABRT BUS; do
	remember_terminal
	type_line "\$APLOMB demo"
	wait_for "All teams"
	press j Enter
	wait_for CAPACITY
	kill -s "$signal" "$(program_pid)"
	check_shows "$signal ends it" BEFORE
	check "$signal as that signal" status_is $((128 + $(kill -l "$signal")))
	check "$signal leaves the terminal as before" terminal_is_as_before
done

remember_terminal
type_line "\$APLOMB demo"
wait_for "All teams"
press C-c
check_shows "Ctrl-C ends it" BEFORE
check "Ctrl-C leaves the terminal as before" terminal_is_as_before
finish
