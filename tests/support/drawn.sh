# A program that is looked at and left with q, where there is no tmux. Sourced.
# shellcheck shell=bash

: "${work:?a directory}"
# The first line that script writes is the command.
has_drawn() { tail -n +2 "$work/drawn" | grep -aF -e "$1" > /dev/null; }

# drawn TEXT COMMAND: in a terminal of its own COMMAND draws TEXT and, after q, ends with 0. What it
# wrote is left in $work/drawn. DRAWN_SECONDS (60) is how long it may take to get there.
drawn() {
	local text=$1 command=$2 status=0 seconds=${DRAWN_SECONDS:-60} script keys
	local tenths=$((seconds * 10))
	: > "$work/drawn"
	rm -f "$work/keys"
	mkfifo "$work/keys"
	TERM=xterm timeout $((seconds + 20)) script -qefc "stty rows 24 columns 80; $command" "$work/drawn" \
		< "$work/keys" > /dev/null 2>&1 &
	script=$!
	exec {keys}> "$work/keys"
	until has_drawn "$text"; do
		if [ $((tenths -= 1)) -le 0 ] || ! kill -0 "$script" 2> /dev/null; then
			kill "$script" 2> /dev/null
			break
		fi
		sleep 0.1
	done
	(printf q >&"$keys") 2> /dev/null # apart: it may have ended by itself
	wait "$script" || status=$?
	exec {keys}>&-
	[ "$status" = 0 ] && has_drawn "$text" && return 0
	echo "# status $status of: $command"
	tail -c 2000 "$work/drawn" | tr -d '\033' | sed 's/^/# /' | tail -20
	return 1
}
