# shellcheck shell=bash
# A terminal to test in: an interactive bash in a tmux of its own. Sourced by tests/terminal.
#
# The prompt is "ready> "; $work is a directory that goes with the test. Each check prints one
# line; the script ends non-zero if any did not hold.

: "${APLOMB:?the path of the binary}"
export LC_ALL=C.UTF-8 # what the tests count are characters, wherever they run
terminals=0
socket=
work=$(mktemp -d)
failed=0

close_terminal() {
	[ -z "$socket" ] || tmux -L "$socket" kill-server 2> /dev/null
}
leave() {
	close_terminal
	rm -rf "$work"
}
trap leave EXIT
trap 'exit 1' INT TERM

if ! command -v tmux > /dev/null 2>&1; then
	echo "skipped: tmux is not installed"
	exit 0
fi

# open_terminal COLUMNS ROWS [VARIABLE=VALUE ...]: nothing is remembered in it from another one.
open_terminal() {
	local columns=$1 rows=$2
	shift 2
	close_terminal
	terminals=$((terminals + 1))
	socket=aplomb-test-$$-$terminals
	tmux -L "$socket" -f /dev/null new-session -d -x "$columns" -y "$rows" \
		env -u NO_COLOR -u COLORFGBG -u LC_ALL LANG=C.UTF-8 PS1='ready> ' \
		HISTFILE= "APLOMB=$APLOMB" "XDG_STATE_HOME=$work/state-$terminals" "$@" bash --norc
	tmux -L "$socket" set-option -g default-terminal tmux-256color
	wait_for 'ready>'
}

# Keys as tmux names them, each sent on its own.
press() {
	local key
	for key in "$@"; do
		tmux -L "$socket" send-keys "$key"
		sleep 0.05
	done
}

# A line typed at the prompt.
type_line() {
	tmux -L "$socket" send-keys -l "$1"
	tmux -L "$socket" send-keys Enter
}

screen() { tmux -L "$socket" capture-pane -p; }
styled_screen() { tmux -L "$socket" capture-pane -p -e; }
flag() { tmux -L "$socket" display-message -p "#{$1}"; }
resize() { tmux -L "$socket" resize-window -x "$1" -y "$2"; }

shows() { screen | grep -qF -- "$1"; }

# wait_for TEXT: until it is shown, at most five seconds. A line that is typed is shown too: wait
# for what it does not hold.
wait_for() {
	for _ in {1..100}; do
		shows "$1" && return 0
		sleep 0.05
	done
	return 1
}

# hides TEXT: it is not shown, or no more, soon.
hides() {
	for _ in {1..60}; do
		shows "$1" || return 0
		sleep 0.05
	done
	return 1
}

# wait_for_file FILE: until it has a line.
wait_for_file() {
	for _ in {1..100}; do
		[ -s "$1" ] && return 0
		sleep 0.05
	done
	return 1
}

# check WORDS COMMAND...: one line for each check.
check() {
	local words=$1
	shift
	if "$@"; then
		echo "ok: $words"
	else
		echo "NOT OK: $words"
		screen | sed 's/^/    /'
		failed=1
	fi
}

check_shows() { check "$1" wait_for "$2"; }

# status_is NUMBER: of what ran last at the prompt.
status_is() {
	rm -f "$work/status"
	type_line "echo \$? > $work/status"
	wait_for_file "$work/status" && [ "$(cat "$work/status")" = "$1" ]
}

# The process that the shell runs in the terminal; the kernel tells, so no tool is needed.
program_pid() {
	local shell child
	shell=$(flag pane_pid)
	read -r child _ < "/proc/$shell/task/$shell/children" || [ -n "$child" ]
	echo "${child:?nothing runs in the terminal}"
}

# Remembers how the terminal is before the program starts.
remember_terminal() {
	rm -f "$work"/modes-*
	type_line "clear; echo BEFORE; stty -g > $work/modes-before"
	wait_for_file "$work/modes-before"
}

# The terminal is as it was: modes, main screen, cursor, keypad, mouse.
terminal_is_as_before() {
	rm -f "$work/modes-after"
	type_line "stty -g > $work/modes-after"
	wait_for_file "$work/modes-after" &&
		cmp -s "$work/modes-before" "$work/modes-after" &&
		shows BEFORE &&
		[ "$(flag alternate_on)" = 0 ] &&
		[ "$(flag cursor_flag)" = 1 ] &&
		[ "$(flag keypad_flag)" = 0 ] &&
		[ "$(flag keypad_cursor_flag)" = 0 ] &&
		[ "$(flag mouse_any_flag)" = 0 ]
}

finish() { exit "$failed"; }
