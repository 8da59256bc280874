#!/bin/bash
# Start, move, open, find, go back, resize, quit: on a real terminal.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

open_terminal 100 30
remember_terminal
type_line "\$APLOMB demo"
check_shows "the teams are shown" "All teams"
check_shows "with the keys below" "q quit"
check "on the alternate screen" [ "$(flag alternate_on)" = 1 ]
check_shows "the first team is selected" "▸"

first=$(screen | grep -F "▸")
press j
sleep 0.2
check "down selects another" [ "$(screen | grep -F "▸")" != "$first" ]
press k
sleep 0.2
check "up selects the first again" [ "$(screen | grep -F "▸")" = "$first" ]
check "the cursor is on the selection" \
	[ "$(screen | sed -n "$(($(flag cursor_y) + 1))p")" = "$first" ]

press Enter
check_shows "Enter opens its scorecard" "CAPACITY"
press Enter
check_shows "Enter opens a capacity" "EVENTS BEHIND IT"
press w
check_shows "w says why" "The rule"
press Escape
check_shows "Escape goes back to the chart" "EVENTS BEHIND IT"
press Escape
check_shows "and to the scorecard" "CAPACITY"
press Left
check_shows "so does the left arrow" "All teams"
press '?'
check_shows "there is help" "one line down"
press q
check_shows "q goes up" "All teams"
press p
check_shows "p changes the period" "26 weeks to"
press / z z z z
check_shows "what is looked for is shown" "/zzzz"
press Escape
check_shows "and not any more" "q quit"


# Row 6, column 5 (counted from 1), as the terminal reports a press of the first button, and
# that it was let go.
send() { tmux -L "$socket" send-keys -l "$1"; }
send $'\e[M %&\e[M#%&'
sleep 0.2
check "a click selects a team" [ "$(flag cursor_y)" = 5 ]
line() { screen | sed -n "$(($(flag cursor_y) + 1))p"; }
wheel=$(line)
send $'\e[Ma%&'
sleep 0.2
check "the wheel selects further down" [ "$(flag cursor_y)" -gt 5 ]
send $'\e[M`%&'
sleep 0.2
check "and back up" [ "$(line)" = "$wheel" ]
press End
sleep 0.2
last=$(line)
press Home
sleep 0.2
top=$(line)
check "End and Home go to both ends" [ "$last" != "$top" ]
press G
sleep 0.2
check "G is the last, too" [ "$(line)" = "$last" ]
press g
sleep 0.2
check "g the first" [ "$(line)" = "$top" ]
press NPage
sleep 0.2
page=$(line)
check "a page down is further" [ "$page" != "$top" ]
press PPage
sleep 0.2
check "a page up is back" [ "$(line)" = "$top" ]
send $'\e[M %(\e[M#%('
sleep 0.2
send $'\e[99;99R'
send $'\e[200~'
sleep 0.2
check "a report of the terminal is no key" [ "$(flag cursor_y)" = 7 ]
check_shows "nor does it lead elsewhere" "All teams"
tmux -L "$socket" set-buffer $'qqq\njjj'
tmux -L "$socket" paste-buffer -p
check_shows "pasted letters are no keys" "Pasted text goes where text is typed"
sleep 2.1
press :
tmux -L "$socket" paste-buffer -p
check_shows "where text is typed they are text" ": qqq jjj"
press C-u
send 'resto'
check_shows "letters find a capacity of the team" "▸ Checkout: Restore time"
press Escape
check_shows "and back" "All teams"

first=$(screen | grep -F "▸")
for size in "80 24" "40 12" "160 45" "100 30"; do
	# shellcheck disable=SC2086 # two numbers
	resize $size
	sleep 0.3
	check_shows "resized to $size the teams are shown" "All teams"
done
resize 18 8
check_shows "a window too small shows a word" "enlarge"
resize 100 30
sleep 0.3
check "and then what was there" [ "$(screen | grep -F "▸")" = "$first" ]

press q
check_shows "q leaves" BEFORE
check "with status 0" status_is 0
check "the terminal is as before" terminal_is_as_before
finish
