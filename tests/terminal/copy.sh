#!/bin/bash
# y copies what one looks at: to tmux's buffer where there is a tmux, else by OSC 52.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

# copied_is ARGUMENT ...: tmux's newest buffer is what the demo shows of that.
# shellcheck disable=SC2317 # called by check
copied_is() {
	"$APLOMB" demo "$@" > "$work/expected"
	tmux -L "$socket" show-buffer > "$work/copied"
	cmp "$work/expected" "$work/copied"
}

# tmux's newest buffer is what the demo begins with: the title and the organisation's goals.
# shellcheck disable=SC2317 # called by check
goals_are_copied() {
	"$APLOMB" demo | sed '/^ *Deploy /,$d' > "$work/expected"
	tmux -L "$socket" show-buffer | sed '/^as of/,$d' > "$work/copied"
	cmp "$work/expected" "$work/copied"
}

# The text that the terminal was sent by OSC 52 is what the demo shows.
# shellcheck disable=SC2317 # called by check
sent_is() {
	"$APLOMB" demo "$@" > "$work/expected"
	tr -d '\n' < "$work/sent" | grep -ao $'\033]52;c;[A-Za-z0-9+/=]*\a' | tail -n 1 |
		sed $'s/^\033]52;c;//; s/\a$//' | base64 -d > "$work/copied"
	cmp "$work/expected" "$work/copied"
}

lines() { "$APLOMB" demo "$@" | wc -l; }

open_terminal 80 24
type_line "\$APLOMB demo"
check_shows "the teams are shown" "All teams"
press j y
check_shows "in tmux its buffer is filled" "Copied $(lines checkout) lines to tmux's buffer."
check "with the selected team as text" copied_is checkout
press Enter y
check_shows "so on its scorecard" "Copied $(lines checkout) lines to tmux's buffer."
press j Enter y
check_shows "and on a capacity" "Copied $(lines checkout lead_time) lines to tmux's buffer."
check "with why this number" copied_is checkout lead_time
press q q i y
check_shows "and on where to invest next" "Copied $(lines checkout invest) lines to tmux's buffer."
check "with why it is asked" copied_is checkout invest
press Escape C y
check_shows "and on what is collected" "Copied $(lines checkout collected) lines to tmux's buffer."
check "with what begins the rest" copied_is checkout collected
press Escape P Down y
check_shows "of the practices of all teams it is the one selected" \
	"Copied $(lines loyalty needs_met) lines to tmux's buffer."
check "of the team selected" copied_is loyalty needs_met
press q o y
check_shows "and the goals are copied, too" "lines to tmux's buffer."
check "as all teams begin with them" goals_are_copied
press q g k y
check_shows "a group says what to select" "Select a team first"
press q

open_terminal 80 24
tmux -L "$socket" pipe-pane "cat > $work/sent"
type_line "env -u TMUX \$APLOMB demo payments"
check_shows "without tmux the scorecard is shown" "CAPACITY"
press y
check_shows "what went to the terminal is said with its doubt" \
	"Copied $(lines payments) lines by OSC 52; the terminal may have refused."
check "it is the team as text" sent_is payments
press :
tmux -L "$socket" send-keys -l 'copy as text'
check_shows "the palette knows the key" "copy as text, for a clipboard"
press Escape q
finish
