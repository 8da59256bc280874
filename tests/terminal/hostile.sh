#!/bin/bash
# Names and titles made to be obeyed are shown on every screen: no byte of theirs gets out.
# shellcheck disable=SC2317 # functions are called through check
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

cat > "$work/teams.yaml" << 'YAML'
organization: "Bell\a title \e]0;owned\a"
groups: [{id: g, name: "Turned \u202e group"}]
teams:
  - id: t
    name: "Red \e[31m team"
    group: g
    purpose: "Cursor \e[6;1Hat C1 \x9b31m, overwritten \b\b\b\r"
    champion: "Zero\u200bwidth \U000E0041 tag"
    services: [{id: s, name: "Clear \e[2J\e[H service"}]
YAML
at() { date -u -d "$1 days ago" +%Y-%m-%dT%H:%M:%SZ; }
"$APLOMB" -q -d "$work/aplomb.db" record incident --service s --started_at "$(at 9)" \
	--restored_at "$(at 8)" --id $'I\e]52;c;b3duZWQ=\a' --title $'Title \e]0;owned\a \u202e'
"$APLOMB" -q -d "$work/aplomb.db" record note --team t --at "$(at 5)" --capacity restore_time \
	--text $'Noted \e[31m\u202e'

# The bytes that the program drew with: none of these is its own.
harmless() {
	[ -s "$work/drawn" ] && ! LC_ALL=C grep -qP \
		'\x1b\]|\x07|\x1b\[31m|\xe2\x80(\xae|\x8b)|\xf3\xa0\x81\x81|\xc2\x9b|\x08\x08\x08' \
		"$work/drawn"
}

open_terminal 100 30
type_line "cd $work; clear"
wait_for "ready>"
tmux -L "$socket" pipe-pane "cat > $work/drawn"
type_line "\$APLOMB -q"
check_shows "the name of a team stands as it is written" "Red <U+001B>[31m team"
check_shows "so does its group's" "Turned <U+202E> group"
check_shows "and its purpose" "Cursor <U+001B>[6;1Hat C1 <U+009B>31m, overwritten"
check_shows "to its last byte" "<U+0008><U+0008><U+0008><U+000D>"
press Enter
check_shows "on its scorecard, too" "Cursor <U+001B>[6;1Hat C1 <U+009B>31m"
check_shows "with its champion" "Zero<U+200B>width <U+E0041>"
check_shows "and its service" "Clear <U+001B>[2J"
press j j j Enter
check_shows "a capacity shows its events" "EVENTS BEHIND IT"
check_shows "with their titles" "Title <U+001B>]0;owned<U+0007>"
check_shows "under the team's name" "Red <U+001B>[31m team › Restore time"
press w
wait_for "The rule"
press c
check_shows "then and now shows notes" "Noted <U+001B>[31m<U+202E>"
press Escape Escape Escape E
check_shows "events show what was noted" "Noted <U+001B>[31m<U+202E>"
press j Enter
check_shows "and titles" "Title <U+001B>]0;owned<U+0007> <U+202E>"
check_shows "and one record whole, its id too" "I<U+001B>]52;c;b3duZWQ=<U+0007>"
press Escape Escape Escape e
check_shows "the export dialog names the team" "Red <U+001B>[31m"
press Escape : R e d
check_shows "so does the palette" "Red <U+001B>[31m team"
press Escape
sleep 0.2
check "nothing of it was obeyed" harmless
check "nor by the terminal" [ "$(flag pane_title)" != owned ]
tmux -L "$socket" pipe-pane
printf 'teams: [{id: t, "Red \\e[31m": 1}]\n' > "$work/teams.yaml"
check_shows "nor is what an error quotes" "Red <U+001B>[31m"
press q
wait_for "ready>"
finish
