#!/bin/bash
# When nothing happens nothing is done: no time spent, no wake-up, nothing drawn.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

open_terminal 100 30
type_line "\$APLOMB demo"
wait_for "All teams"
press j g
sleep 0.5
pid=$(program_pid)
check "the program runs" [ -r "/proc/$pid/status" ]
wakeups() { awk '/ctxt_switches/ { sum += $2 } END { print sum }' "/proc/$pid/status"; }
ticks() { awk '{ print $14 + $15 }' "/proc/$pid/stat"; }
tmux -L "$socket" pipe-pane "cat > $work/drawn"
before_wakeups=$(wakeups)
before_ticks=$(ticks)
sleep 3
check "no wake-up in three seconds" [ "$(wakeups)" = "$before_wakeups" ]
check "no time spent" [ "$(ticks)" = "$before_ticks" ]
check "nothing drawn" [ ! -s "$work/drawn" ]

# A key that changes nothing draws next to nothing.
press k
sleep 0.3
check "a key that changes nothing draws nothing much" \
	[ "$(stat -c %s "$work/drawn" 2> /dev/null || echo 0)" -lt 64 ]
finish
