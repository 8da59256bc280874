#!/bin/bash
# The export dialog: a snapshot is written, nothing is replaced unasked, what cannot be says why.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

# shellcheck disable=SC2317 # called by check
lacks() { ! LC_ALL=C grep -q -- "$1" "$2"; }
# shellcheck disable=SC2317 # called by check
hides() { ! shows "$1"; }

open_terminal 80 24 "HOME=$work/home"
mkdir -p "$work/home" "$work/here"
type_line "cd $work/here && \$APLOMB demo"
check_shows "the teams offer it" "e export"
press e
check_shows "all teams come first there" "[All teams]  Payments"
check_shows "under a name with the day" " all-teams-2026-09-30.txt"
check_shows "and a preview of what is written" "Northwind"
press Down Right
check_shows "the ending follows the format" " all-teams-2026-09-30.md"
press Enter
check_shows "Enter writes and says so" "Written: all-teams-2026-09-30.md ("
"$APLOMB" demo -f markdown > "$work/expected"
check "what is written is what export makes" \
	cmp "$work/expected" "$work/here/all-teams-2026-09-30.md"

press Enter e
check_shows "on a scorecard its team comes first" "All teams  [Payments]"
press C-u
tmux -L "$socket" send-keys -l 'kept.txt'
check_shows "characters go into the name" " kept.txt"
echo "mine" > "$work/here/kept.txt"
press Enter
check_shows "a file that is there is asked about" "kept.txt is there already. Enter again replaces it"
check "and left as it was" grep -qx mine "$work/here/kept.txt"
press Escape
check_shows "any other key leaves it" "Preview"
check "the question is gone" hides "is there already"
press Enter
check_shows "the next Enter asks again" "is there already"
press Enter
check_shows "Enter again replaces it" "Written: kept.txt ("
check "by the team's snapshot" grep -q "Payments" "$work/here/kept.txt"
check "and by no other team's" lacks "^Checkout" "$work/here/kept.txt"
check "nothing else is left behind" [ "$(find "$work/here" | wc -l)" = 3 ]

press e C-u
tmux -L "$socket" send-keys -l 'no/such/place.txt'
press Enter
check_shows "what cannot be written says why" "No such file or directory"
check_shows "and stays" " no/such/place.txt"
press C-u
if [ "$(id -u)" != 0 ]; then
	mkdir -m 555 "$work/shut"
	tmux -L "$socket" send-keys -l "../shut/place.txt"
	press Enter
	check_shows "a directory that is shut says so" "Permission denied"
	press C-u
fi
tmux -L "$socket" send-keys -l "../here"
press Enter
check_shows "a directory is no file" "is a directory"
press C-u
tmux -L "$socket" send-keys -l '~''/card.txt'
press Enter
check_shows "~ is the user's home" "Written: ~/card.txt ("
check "where the file is" [ -s "$work/home/card.txt" ]
press q q
type_line "\$APLOMB --ascii demo payments"
check_shows "in ASCII" "CAPACITY"
press e Enter
check_shows "a snapshot is written" "Written: payments-2026-09-30.txt ("
check "in ASCII, too" lacks "[^ -~]" "$work/here/payments-2026-09-30.txt"
finish
