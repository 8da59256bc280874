#!/bin/bash
# Practices by month and the organisation's goals: the ways in and out.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

cursor_line() { screen | sed -n "$(($(flag cursor_y) + 1))p"; }
selected() { screen | grep -F "▸"; }

open_terminal 80 24
type_line "\$APLOMB demo"
check_shows "the goals stand above the teams" "teams meet their goal for deploy cadence"
press o
check_shows "o shows all of them" "8 of 9 teams see 90 % of changes land well (3 not measured)."
press Escape
check_shows "Escape goes back" "Payments"
press P
check_shows "P shows practices of all teams" "[Needs]"
check_shows "how each is known, in words" "attested 17 Sep"
check_shows "and where nobody collects it" "not collected"
check "the cursor is on the selection" [ "$(cursor_line)" = "$(selected)" ]
press Right Tab
check_shows "Right and Tab go to other practices" "[Concerns]"
press Left
check_shows "Left goes back" "[Walkarounds]"
press j Enter
check_shows "Enter shows all practices of the team" "Checkout › Practices"
check_shows "with the same one selected" "▸ Walkarounds"
press Enter
check_shows "Enter opens what is behind it" "Checkout › Concerns closed"
press P
check_shows "P there is the team's" "Checkout › Practices"
press t
check_shows "t shows it of all teams" "[Walkarounds]"
check_shows "with the team selected" "▸ Checkout"
press Escape Escape Escape
check_shows "back, and back" "[Walkarounds]"
for size in "40 12" "160 45" "200 60" "80 24"; do
	# shellcheck disable=SC2086 # two numbers
	resize $size
	sleep 0.3
	check_shows "resized to $size it is shown" "▸ Checkout"
	check "with the cursor on it" [ "$(cursor_line)" = "$(selected)" ]
done
press Left Left
check_shows "Left from the first practice goes out" "Restore time"

press Enter P
check_shows "P on a scorecard shows its team" "Payments › Practices"
press q
check_shows "q goes up to the scorecard" "CAPACITY"
press Escape :
tmux -L "$socket" send-keys -l "practices by month"
press Enter
check_shows "and from the palette" "[Needs]"
press q :
tmux -L "$socket" send-keys -l "organisation"
press Enter
check_shows "so are the goals" "All teams › Goals"
press q q
finish
