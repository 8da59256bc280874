#!/bin/bash
# Ctrl-Z gives the terminal back; fg brings the screen again, in the size that it has by then.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

open_terminal 100 30
remember_terminal
type_line "\$APLOMB demo"
wait_for "All teams"
press j j
sleep 0.2
selected=$(screen | grep -F "▸" | cut -c 1-16)

press C-z
check_shows "Ctrl-Z stops it" "Stopped"
check "the terminal is as before" terminal_is_as_before
resize 80 24
type_line "clear; echo BEFORE; fg"
check_shows "fg shows the screen again" "All teams"
sleep 0.3
check "in its new size" [ "$(screen | sed -n 2p | wc -m)" = 81 ]
check "with the same selection" [ "$(screen | grep -F "▸" | cut -c 1-16)" = "$selected" ]
press j
sleep 0.2
check "keys are answered" [ "$(screen | grep -F "▸" | cut -c 1-16)" != "$selected" ]
press C-z
check_shows "it can be stopped again" "Stopped"
type_line "fg"
check_shows "and continued again" "All teams"

# Stopped without being asked, and the screen written over meanwhile.
kill -STOP "$(program_pid)"
check_shows "SIGSTOP stops it too" "Stopped"
type_line "clear; echo BEFORE; fg"
check_shows "and it draws itself again" "All teams"
press q
wait_for "ready>"
check "the terminal is as before in the end" terminal_is_as_before
finish
