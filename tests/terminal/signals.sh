#!/bin/bash
# However it ends, the terminal is as it was, and the parent sees which signal ended it.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

# Under the address sanitizer too, these signals are the program's own to end by.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}handle_segv=0:handle_sigbus=0:handle_abort=0

open_terminal 90 25
# What the shell itself switches must not count below.
type_line "ulimit -c 0; bind 'set enable-bracketed-paste off'"
sleep 0.1
tmux -L "$socket" pipe-pane "cat > $work/drawn"
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

# What tmux does not tell: whatever was switched on was switched off as often.
# shellcheck disable=SC2317 # called through check
is_even() { # MODE
	local on off
	on=$(LC_ALL=C grep -ao $'\e'"\[?$1h" "$work/drawn" | wc -l)
	off=$(LC_ALL=C grep -ao $'\e'"\[?$1l" "$work/drawn" | wc -l)
	[ "$on" -ge 8 ] && [ "$on" = "$off" ]
}
check "pastes are not marked any more" is_even 2004
check "the mouse is left alone" is_even 1000
check "the main screen is shown" is_even 1049
finish
