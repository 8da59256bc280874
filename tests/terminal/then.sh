#!/bin/bash
# Then and now: from teams, scorecard and capacity; what then is; on to a capacity and back.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

cursor_line() { screen | sed -n "$(($(flag cursor_y) + 1))p"; }
selected() { screen | grep -F "▸"; }

open_terminal 100 42
type_line "\$APLOMB demo"
check_shows "the teams are shown" "All teams"
press c
check_shows "c shows then and now of the team at hand" "Payments › Then and now"
check_shows "the window before, at first" "Then: the 12 weeks before, to 8 Jul"
check_shows "what helped in between" "What helped"
check_shows "with its date and capacity" "14 Jul 2026, Restore time: Rehearsed"
check "the cursor is on the selection" [ "$(cursor_line)" = "$(selected)" ]
press Escape
check_shows "Escape goes back" "All teams"

press Enter j j j
sleep 0.2
press c
check_shows "c shows it from a scorecard" "Payments › Then and now"
check_shows "with the capacity selected there" "▸ Restore time"
check_shows "by which test it was told" "Mann-Whitney test on 13 and"
restore=$(selected)
press c
check_shows "c: half a year earlier" "Then: half a year earlier"
press c
check_shows "c: a year earlier" "Then: the same 12 weeks a year earlier, to 30 Sep 2025"
check_shows "the same capacity is selected" "▸ Restore time"
check "with other values" [ "$(selected)" != "$restore" ]
press '['
check_shows "[ goes further back" "a year and 12 weeks earlier"
press ']' c
check_shows "c: the window before again" "Then: the 12 weeks before"
check "with its values" [ "$(selected)" = "$restore" ]
press Enter
check_shows "Enter opens the capacity" "EVENTS BEHIND IT"
press c
check_shows "c shows it from a capacity" "▸ Restore time"
press Escape
check_shows "and back" "EVENTS BEHIND IT"
press Escape
check_shows "and back to then and now" "Then: the 12 weeks before"
press '?'
check_shows "its keys are explained" "then: a window earlier"
press Escape

for size in "80 24" "40 12" "160 45" "200 60" "100 30"; do
	# shellcheck disable=SC2086 # two numbers
	resize $size
	sleep 0.3
	check_shows "resized to $size it is shown" "Then and now"
	check "with the selection where the cursor is" [ "$(cursor_line)" = "$(selected)" ]
done
check "and the same as before" [ "$(selected)" = "$restore" ]
press q
check_shows "q goes up to the scorecard" "CAPACITY"
press q q
check_shows "and at last out" "ready>"

open_terminal 80 24 LC_ALL=C
type_line "\$APLOMB demo payments --ascii"
check_shows "in ASCII too there is a scorecard" "CAPACITY"
press c
check_shows "and then and now" "o Then: the 12 weeks before, to 8 Jul   @ Now"
check "with nothing but ASCII" [ -z "$(screen | LC_ALL=C tr -d '\000-\177')" ]
press q q q
finish
