#!/bin/bash
# The export dialog: a snapshot is written, nothing is replaced unasked, what cannot be says why.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

# shellcheck disable=SC2317 # called by check
lacks() { ! LC_ALL=C grep -q -- "$1" "$2"; }
# shellcheck disable=SC2317 # called by check

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
echo "theirs" > "$work/here/build"
tmux -L "$socket" send-keys -l "build"
press Enter
check_shows "what is there and no export stays" "its name does not end as an export's"
check "without a question" hides "Enter again"
press Enter
check "at each Enter" grep -qx theirs "$work/here/build"
press C-u
mkfifo "$work/here/pipe.txt"
tmux -L "$socket" send-keys -l "pipe.txt"
press Enter
check_shows "a pipe is no file" "a device or a pipe"
press Enter
check_shows "nor after another Enter" "a device or a pipe"
rm "$work/here/build" "$work/here/pipe.txt"
press C-u
tmux -L "$socket" send-keys -l '~''/card.txt'
press Enter
check_shows "~ is the user's home" "Written: ~/card.txt ("
check "where the file is" [ -s "$work/home/card.txt" ]
press c c c e
check_shows "then and now come first from there" "Payments  [Then and now]"
check_shows "under a name with both days" " payments-2025-09-30-2026-09-30.txt"
press Enter
check_shows "they are written" "Written: payments-2025-09-30-2026-09-30.txt ("
"$APLOMB" demo payments --then 2025-09-30 > "$work/expected"
check "as compare writes them" \
	cmp "$work/expected" "$work/here/payments-2025-09-30-2026-09-30.txt"
press q q f
tmux -L "$socket" send-keys -l 'group:supply'
press Enter e
check_shows "with a filter what it lets through comes first" "[3 of 12 teams]  All teams"
check_shows "and the filter is said" "Preview, filter group:supply"
press Enter
check_shows "it is written under a name of its own" "Written: 3-of-12-teams-2026-09-30.txt ("
"$APLOMB" demo stock delivery partners -f text > "$work/expected"
check "as export writes these teams" \
	cmp "$work/expected" "$work/here/3-of-12-teams-2026-09-30.txt"
press q
type_line "\$APLOMB demo checkout"
check_shows "elsewhere" "CAPACITY"
for keys in i P; do
	press "$keys" e
	check_shows "$keys e offers the team" "[Checkout]"
	press Escape Escape
done
press P t e
check_shows "of the practices of all teams all are first" "[All teams]"
press Escape q m e
check_shows "the champions' meeting is offered first" "[Champions' meeting]"
press Enter
check_shows "and written" "Written: checkout-meeting-2026-09-30.txt ("
press q q o e
check_shows "and from the goals all teams" "[All teams]"
press Escape q m e Enter
check_shows "the meeting of all teams has its own name" "Written: all-teams-meeting-2026-09-30.txt ("
press q q

type_line "\$APLOMB --ascii demo payments"
check_shows "in ASCII" "CAPACITY"
press e Enter
check_shows "a snapshot is written" "Written: payments-2026-09-30.txt ("
check "in ASCII, too" lacks "[^ -~]" "$work/here/payments-2026-09-30.txt"
press q q

yesterday=$(date -u -d yesterday +%F)
record() { "$APLOMB" -q -d "$work/here/aplomb.db" record "$@"; }
printf 'teams:\n  - id: one\n    services:\n      - {id: web, name: Website}\n' > "$work/here/teams.yaml"
record deployment --service web --at "${yesterday}T10:00:00Z" --id v1
record deployment --service web --at "${yesterday}T11:00:00Z" --id v2 --kind rollback
record incident --service web --started_at "${yesterday}T12:00:00Z" --title "a queue"
type_line "\$APLOMB"
check_shows "of a history of one's own" "not collected"
press E e
check_shows "e offers the events that are shown" "[one · All events]"
press Enter
check_shows "and writes them" "Written: one-events-$(date -u +%F).txt (4 lines)"
(cd "$work/here" && "$APLOMB" events one) > "$work/expected"
check "as events prints them" cmp "$work/expected" "$work/here/one-events-$(date -u +%F).txt"
press y
check_shows "y copies them" "Copied 4 lines to tmux's buffer."
tmux -L "$socket" show-buffer > "$work/copied"
check "in the same words" cmp "$work/expected" "$work/copied"
press Right e Tab Right
check_shows "of one type there is a table" "[csv]"
press Enter
check_shows "it is written" "Written: one-deployments-$(date -u +%F).csv (3 lines)"
(cd "$work/here" && "$APLOMB" events one --kind deployment -f csv) > "$work/expected"
check "as events writes it" \
	cmp "$work/expected" "$work/here/one-deployments-$(date -u +%F).csv"
press Enter y
check_shows "of a record that is open it is that one" "Copied 2 lines to tmux's buffer."
tmux -L "$socket" show-buffer > "$work/copied"
check "with its day and its words" grep -q "web .*v2, rollback" "$work/copied"
press e
check_shows "e offers it before its list" "[This deployment]"
press Escape q q q
finish
