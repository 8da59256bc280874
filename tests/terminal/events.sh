#!/bin/bash
# The history on a real terminal: kinds, days, one event whole, finding, the mouse.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

selected() { screen | grep -F "▸"; }
cursor_line() { screen | sed -n "$(($(flag cursor_y) + 1))p"; }

open_terminal 80 24
type_line "\$APLOMB demo"
wait_for "All teams"
press E
check_shows "E opens the events of the team" "Payments › Events"
check_shows "all of them first" "[All "
check_shows "the newest day is on top" "Wed 30 Sep 2026"
check "the cursor is on the selection" [ "$(cursor_line)" = "$(selected)" ]
press Right
check_shows "the right arrow shows another kind" "[Deployments "
first=$(selected)
press G
sleep 0.3
check "G goes to the oldest" [ "$(selected)" != "$first" ]
check "which the cursor follows" [ "$(cursor_line)" = "$(selected)" ]
press g
sleep 0.3
check "g goes back to the newest" [ "$(selected)" = "$first" ]
press Enter
check_shows "Enter shows the whole record" "in short"
check_shows "with what was not given" "not given"
press Escape
check_shows "Escape goes back" "[Deployments "
press Left
check_shows "the left arrow, too, to all kinds" "[All "
press / I N C
sleep 0.3
check "what is looked for is found" [ "$(selected | grep -c INC)" = 1 ]
press Enter n
sleep 0.3
check "and the next one" [ "$(selected | grep -c INC)" = 1 ]
press / C a r d Enter
sleep 0.3
check "a service is found by the name that is shown" \
	[ "$(selected | grep -c "Card gateway")" = 1 ]
press s
check_shows "s shows one service alone" "· only "
press s t
check_shows "t shows all teams" "All teams › Events"
press p
check_shows "p changes the period" "26 weeks to"

resize 100 30
check_shows "from 100 columns on there is a calendar" " Mon "
press Tab
check_shows "Tab goes there" "Tab list"
day=$(screen | grep -oE "[A-Z][a-z]{2} [0-9]+ [A-Z][a-z]{2} 2026: " | head -n 1)
press Left
sleep 0.3
check "a week back is another day" \
	[ "$(screen | grep -oE "[A-Z][a-z]{2} [0-9]+ [A-Z][a-z]{2} 2026: " | head -n 1)" != "$day" ]
press Tab
check_shows "and back to the list" "Tab days"
# Row 3, column 14: a kind; as the terminal reports a press of the first button.
send() { tmux -L "$socket" send-keys -l "$1"; }
press g
send $'\e[M /#'
check_shows "a click chooses a kind" "[Deployments "

resize 40 12
check_shows "on a small terminal they are shown, too" "› Events"
check_shows "with the selection" "▸"
press Escape
check_shows "Escape leads back" "Payments"
press q
sleep 0.2
finish
