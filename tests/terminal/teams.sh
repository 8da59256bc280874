#!/bin/bash
# All teams on a real terminal: groups fold, a filter chooses, and the view comes back.
# shellcheck disable=SC2317 # functions are called through check
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

# The line that is selected: where the cursor rests.
selected() { screen | sed -n "$(($(flag cursor_y) + 1))p"; }
selects() {
	for _ in {1..60}; do
		[[ $(selected) == *"$1"* ]] && return 0
		sleep 0.05
	done
	return 1
}

open_terminal 100 30
remember_terminal
type_line "\$APLOMB demo"
wait_for "All teams"
press j Left
check "left goes to the group" selects "▾ Commerce"
press Down w
check_shows "why is asked of a number" "Select a number first"
press Right w
check_shows "and answered of the one selected" "The arithmetic"
press Escape Left Left
check "back on the group" selects "▾ Commerce"
press Left
check_shows "and folds it" "▸ Commerce  3 teams"
check "its teams are folded away" hides "Checkout"
press Right
check_shows "right opens it" "Checkout"
press Space
check_shows "space folds" "▸ Commerce  3 teams"
press / c a r t Enter
check "finding opens the group" selects "Checkout"
press -
check_shows "- folds all" "▸ Platform  3 teams"
press +
check "+ unfolds all, and the selection is back" selects "Checkout"
press f t a g : p
check_shows "a filter at each letter" "1 of 12 teams: tag:p"
check_shows "with what it can become" " pci "
press Tab Enter
check_shows "Tab completes it" "1 of 12 teams: tag:pci"
check "only what matches is shown" hides "Checkout"
check "which is selected" selects "Payments"
press Escape
check "Escape shows all" hides "of 12 teams"
check "with what was selected before" selects "Checkout"
press f n o w h e r e Enter
check_shows "nothing matches: it is said" "No team has all of: nowhere"
press Escape q
check_shows "q leaves" BEFORE
check "the terminal is as before" terminal_is_as_before
check "the demo is not remembered" [ ! -e "$work/state-1" ]

# A history of one's own, and another one.
for name in north south; do
	mkdir "$work/$name"
	cat > "$work/$name/teams.yaml" << YAML
organization: $name
groups: [{id: shop, name: Shop}, {id: web, name: Web, parent: shop}]
teams:
  - {id: till, name: Till, group: shop, tags: [pci], services: [{id: till}]}
  - {id: site, name: Site, group: web, services: [{id: site}]}
  - {id: lone, name: Lone, services: [{id: lone}]}
YAML
	"$APLOMB" -q -d "$work/$name/aplomb.db" record deployment --service site \
		--at "$(date -u -d "3 days ago" +%Y-%m-%dT%H:%M:%SZ)"
done
state=$work/state
start() { # NAME [OPTION...]
	local name=$1
	shift
	type_line "clear; cd $work/$name && \$APLOMB -q $*"
	wait_for "All teams"
}

open_terminal 100 30 XDG_STATE_HOME="$state"
remember_terminal
start north
check "the first time nothing is remembered" selects "Till"
press p v G Up Up Space f s i t e Enter
check_shows "a filter" "1 of 3 teams: site"
press q
check_shows "it is left" "ready>"
check "the directory is one's own" [ "$(stat -c %a "$state/aplomb")" = 700 ]
start north
check_shows "the window is as it was left" "26 weeks to"
check_shows "so is the filter" "1 of 3 teams: site"
press Escape
check_shows "and what was folded" "▸ Web  1 team"
check "and the selection" selects "Web"
press q
wait_for "ready>"
start south
check_shows "another history is another view" "12 weeks to"
press q
wait_for "ready>"
start north --window 28d
check_shows "--window is obeyed" "4 weeks to"
press q
wait_for "ready>"
start north
check_shows "for that time" "26 weeks to"
press q
wait_for "ready>"
type_line "clear; \$APLOMB -q | head -3"
check_shows "text is of the usual window" "12 weeks"

# A signal ends it: what was seen is kept.
start north
press p
wait_for "1 year to"
kill -TERM "$(program_pid)"
wait_for "ready>"
start north
check_shows "ended by a signal it is remembered, too" "1 year to"
press q
wait_for "ready>"

# Whatever stands there, and whatever cannot be written: it starts, and says nothing.
for file in "$state"/aplomb/view-*; do head -c 3000 /dev/urandom > "$file"; done
start north
check_shows "a file of other bytes is nothing" "12 weeks to"
press q
wait_for "ready>"
rm -r "$state" && echo > "$state"
start north
press q
check_shows "a directory that cannot be made is no complaint" "ready>"
check "and status 0" status_is 0
check "nor a word" hides "cannot"
check "the terminal is as before all that" [ "$(flag alternate_on)" = 0 ]
finish
