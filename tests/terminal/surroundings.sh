#!/bin/bash
# Locale, TERM, NO_COLOR, pipes: what it does where it cannot do everything.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

# shellcheck disable=SC2317 # called through check
has_no_byte_beyond_ascii() { ! screen | LC_ALL=C grep -q '[^ -~]'; }
# shellcheck disable=SC2317
has_no_color() { ! styled_screen | grep -Eq $'\e\\[[0-9;]*(38;5|3[0-7]|4[0-7]|9[0-7])'; }
# shellcheck disable=SC2317
has_color() { styled_screen | grep -Eq $'\e\\[[0-9;]*38;5;(74|178)'; }
# shellcheck disable=SC2317
has_light_color() { styled_screen | grep -Eq $'\e\\[[0-9;]*38;5;(25|130)'; }
# shellcheck disable=SC2317
has_sixteen_color() { styled_screen | grep -Eq $'\e\\[[0-9;]*3(3|6)m'; }

open_terminal 100 30 LC_ALL=C
type_line "\$APLOMB demo"
check_shows "LC_ALL=C shows the teams" "All teams"
check "in ASCII" has_no_byte_beyond_ascii
press Enter
wait_for CAPACITY
check "the scorecard too" has_no_byte_beyond_ascii
press Enter
wait_for "EVENTS BEHIND IT"
check "the capacity too" has_no_byte_beyond_ascii
press '?'
wait_for "Signs"
check "the help too" has_no_byte_beyond_ascii

open_terminal 100 30
type_line "\$APLOMB --ascii demo"
check_shows "--ascii shows the teams" "All teams"
check "in ASCII" has_no_byte_beyond_ascii

open_terminal 100 30
type_line "\$APLOMB demo"
wait_for "All teams"
check "verdicts have a hue" has_color
open_terminal 100 30 "COLORFGBG=0;15"
type_line "\$APLOMB demo"
wait_for "All teams"
check "another on a light background" has_light_color
open_terminal 100 30
type_line "TERM=screen \$APLOMB demo"
wait_for "All teams"
check "one of eight where there are no more" has_sixteen_color
open_terminal 100 30 NO_COLOR=1
type_line "\$APLOMB demo"
wait_for "All teams"
check "NO_COLOR is obeyed" has_no_color
open_terminal 100 30
type_line "\$APLOMB --color never demo"
wait_for "All teams"
check "so is --color never" has_no_color

for term in dumb unknown-terminal ""; do
	open_terminal 100 30
	type_line "clear; TERM=$term \$APLOMB demo > $work/text; echo status \$?"
	check_shows "TERM='$term' ends well" "status 0"
	open_terminal 100 30
	type_line "clear; TERM=$term \$APLOMB demo | head -n 3; echo done"
	check_shows "TERM='$term' into a pipe prints text" "done"
	open_terminal 100 30
	type_line "clear; TERM=$term \$APLOMB demo; echo status \$?"
	check_shows "TERM='$term' on the terminal prints text" "status 0"
	check "TERM='$term' stays on the main screen" [ "$(flag alternate_on)" = 0 ]
done

open_terminal 100 30
type_line "\$APLOMB --no-mouse demo"
wait_for "All teams"
check "--no-mouse leaves the mouse alone" [ "$(flag mouse_any_flag)" = 0 ]
open_terminal 100 30
type_line "\$APLOMB demo"
wait_for "All teams"
check "else clicks are taken" [ "$(flag mouse_any_flag)" = 1 ]

open_terminal 100 30
type_line "\$APLOMB demo < /dev/null | cat > $work/text; echo status \${PIPESTATUS[0]}"
check_shows "no terminal at all: status 0" "status 0"
check "and text" test -s "$work/text"
check "without an escape" [ "$(tr -dc '\033' < "$work/text" | wc -c)" = 0 ]
finish
