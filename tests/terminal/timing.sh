#!/bin/bash
# First frame, keys and Esc are answered at once; where the machine is slow, by its own measure.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

python3 "$(dirname "$0")/../support/terminal_times.py" "$APLOMB" > "$work/times"
# shellcheck disable=SC2317 # called through check
within() { grep -q "^$1 .* within$" "$work/times"; }
sed 's/^/# /' "$work/times"
open_terminal 80 24 # what a check that does not hold shows
check "the first frame comes within 50 ms" within first_frame
check "a key is answered within 16 ms" within key
check "Esc within 30 ms more than another key" within escape
finish
