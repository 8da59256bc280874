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
# Of the two hues alone, on the terminal's own background.
# shellcheck disable=SC2317
has_only() { # HUES
	! styled_screen | grep -oE $'\e\\[[0-9;]*m' | tr -d $'\e[m' |
		sed -E "s/(^|;)38;5;($1)(;|\$)/\1\3/g" | tr ';' '\n' |
		grep -qE '^(3[0-8]|4[0-8]|9[0-7]|10[0-7])$'
}
# shellcheck disable=SC2317
has_only_of_sixteen() {
	! styled_screen | grep -oE $'\e\\[[0-9;]*m' | tr -d $'\e[m' | tr ';' '\n' |
		grep -qE '^(3[0124578]|4[0-8]|9[0-7]|10[0-7])$'
}
# shellcheck disable=SC2317
has_bold_and_underline() {
	styled_screen | grep -q $'\e\\[1m.*↗' && styled_screen | grep -q $'\e\\[4m.*◇'
}
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

open_terminal 100 30 LINES=30000 COLUMNS=30000
type_line "LINES=30000 COLUMNS=30000 \$APLOMB demo"
check_shows "the terminal's size goes before LINES and COLUMNS" "All teams"
# shellcheck disable=SC2317
takes_little_memory() {
	awk '/^VmHWM/ { exit $2 > 200000 }' "/proc/$(pgrep -P "$(flag pane_pid)" -x aplomb)/status"
}
check "and so do its cells" takes_little_memory

open_terminal 100 30
type_line "\$APLOMB --ascii demo"
check_shows "--ascii shows the teams" "All teams"
check "in ASCII" has_no_byte_beyond_ascii

open_terminal 100 30
type_line "\$APLOMB demo"
wait_for "All teams"
check "verdicts have a hue" has_color
check "there is no other one" has_only '74|178'
for keys in "Enter" "j j j Enter" "w" "c" "Escape E" "Enter" "Escape :" "Escape e" "Escape ?"; do
	# shellcheck disable=SC2086 # several keys
	press $keys
	sleep 0.15
	check "nor after $keys" has_only '74|178'
done
open_terminal 100 30 "COLORFGBG=0;15"
type_line "\$APLOMB demo"
wait_for "All teams"
check "another on a light background" has_light_color
check "and no third" has_only '25|130'
open_terminal 100 30
type_line "TERM=screen \$APLOMB demo"
wait_for "All teams"
check "one of eight where there are no more" has_sixteen_color
check "cyan and yellow alone" has_only_of_sixteen
open_terminal 100 30 NO_COLOR=1
type_line "\$APLOMB demo"
wait_for "All teams"
check "NO_COLOR is obeyed" has_no_color
check "bold and underline stand for the hues" has_bold_and_underline
open_terminal 100 30
type_line "\$APLOMB --color never demo"
wait_for "All teams"
check "so is --color never" has_no_color

for term in dumb unknown-terminal ""; do
	open_terminal 100 30
	type_line "clear; TERM=$term \$APLOMB demo > $work/text; echo status \$?"
	check_shows "TERM='$term' ends well" "status 0"
	open_terminal 100 30
	type_line "clear; TERM=$term \$APLOMB demo | head -n 3"
	check_shows "TERM='$term' into a pipe prints text" "Northwind: all teams"
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
