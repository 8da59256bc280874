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
press q q q

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
