#!/bin/bash
# However it ends, the terminal is as it was, and the parent sees which signal ended it.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

# Under the address sanitizer too, these signals are the program's own to end by.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}handle_segv=0:handle_sigbus=0:handle_abort=0

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
