#!/bin/bash
# Once open, the screens are confined, and what is written goes through a helper, which ends
# with them however they end.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

if ! "$APLOMB" doctor | grep -q 'Landlock, version'; then
	echo "skipped: this kernel has no Landlock"
	exit 0
fi

mkdir "$work/teams" "$work/history" "$work/out"
cat > "$work/teams/teams.yaml" <<'YAML'
teams:
  - id: a
    name: Alpha
    services: [web]
YAML
"$APLOMB" -q -d "$work/history/h.db" record deployment --service web \
	--at 2026-03-02T10:00Z --id 1

# The processes of the program that were started in this terminal: the viewer, and its helper.
viewer() { pgrep -f -P "$(tmux -L "$socket" display-message -p '#{pane_pid}')" -x "$APLOMB .*"; }
helper() { pgrep -P "$(viewer)"; }

# shellcheck disable=SC2317 # called by check
is_confined() { grep -q '^NoNewPrivs:.1' "/proc/$(viewer)/status"; }
# shellcheck disable=SC2317 # called by check
is_filtered() { grep -q '^Seccomp:.2' "/proc/$(viewer)/status"; }
# shellcheck disable=SC2317 # called by check
is_alone() { # PROCESS: its session is its own
	[ "$(ps -o sid= -p "$1" | tr -d ' ')" = "$1" ]
}
# shellcheck disable=SC2317 # called by check
is_gone() { # PROCESS: soon
	for _ in {1..50}; do
		[ -e "/proc/$1" ] || return 0
		sleep 0.05
	done
	return 1
}

open_terminal 80 24
type_line "cd $work/out && \$APLOMB -t $work/teams/teams.yaml -d $work/history/h.db --as-of 2026-03-09 a"
check_shows "the team is shown" "Alpha"
check_shows "with its deployment" "0.083 a week"
check "the viewer is confined" is_confined
if "$APLOMB" doctor | tr -s ' \n' ' ' | grep -q 'by a list of system calls'; then
	check "and system calls are refused to it" is_filtered
fi
process=$(helper)
check "the helper is of a session of its own" is_alone "$process"
sed -i 's/Alpha/Beta/' "$work/teams/teams.yaml"
check_shows "a team file that changed is read again" "Beta"
sed 's/Beta/Gamma/' "$work/teams/teams.yaml" > "$work/teams/new" &&
	mv "$work/teams/new" "$work/teams/teams.yaml"
check_shows "so is one that was replaced" "Gamma"
"$APLOMB" -q -d "$work/history/h.db" record deployment --service web \
	--at 2026-03-03T10:00Z --id 2
check_shows "what is recorded meanwhile is seen" "0.17 a week"
page=$work/out/a-2026-03-09.txt
press e Enter
check "an export is written where one stands" wait_for_file "$page"
press q q
check_shows "one leaves" "ready>"
check "and the helper with one" is_gone "$process"

type_line "\$APLOMB -t $work/teams/teams.yaml -d $work/history/h.db"
check_shows "shown again" "Gamma"
process=$(helper)
kill -KILL "$(viewer)"
check "a viewer that is killed leaves no helper" is_gone "$process"

# Of a history that comes later it begins the log, for all who write the history.
mkdir "$work/later"
"$APLOMB" -q -d "$work/history/h.db" backup "$work/later/new.db"
chmod 660 "$work/later/new.db"
[ "$(id -u)" != 0 ] || chown 61001:61002 "$work/later" "$work/later/new.db"
# shellcheck disable=SC2317 # called by check
is_as_the_history() { # ENDING
	[ "$(stat -c '%a %u %g' "$work/later/h.db$1")" = "$(stat -c '%a %u %g' "$work/later/h.db")" ]
}
type_line "clear; umask 077; \$APLOMB -t $work/teams/teams.yaml -d $work/later/h.db --as-of 2026-03-09 a"
check_shows "without a history" "not collected"
mv "$work/later/new.db" "$work/later/h.db"
check_shows "one that comes is shown" "0.17 a week"
check "its log is for whom it is" is_as_the_history -wal
check "and the index of that" is_as_the_history -shm
press q q
wait_for "ready>"

# A helper that does not answer keeps nobody: what ends the program ends it then, too.
# shellcheck disable=SC2317 # called by check
is_waiting() { # KEYS...: those that choose a format; what is written fits no channel
	type_line "cd $work/out && rm -f all-teams* && \$APLOMB demo"
	wait_for "All teams"
	press e "$@"
	wait_for Preview
	process=$(helper)
	kill -STOP "$process"
	press Enter
	sleep 0.2
	shows Preview
}
for signal in TERM HUP QUIT; do
	remember_terminal
	case $signal in QUIT) format=(Down Right Right Right Right) ;; *) format=() ;; esac
	check "a helper that is stopped is waited for" is_waiting "${format[@]}"
	kill -s "$signal" "$(viewer)"
	check_shows "$signal ends it meanwhile" BEFORE
	check "$signal as that signal" status_is $((128 + $(kill -l "$signal")))
	check "$signal leaves the terminal as before" terminal_is_as_before
	kill -CONT "$process"
	check "the helper ends once it goes on" is_gone "$process"
done
remember_terminal
check "a helper that is stopped is waited for" is_waiting
press C-c
check_shows "Ctrl-C ends it meanwhile" BEFORE
check "Ctrl-C leaves the terminal as before" terminal_is_as_before
kill -CONT "$process"
check "and what was asked for is done" wait_for_file "$work/out/all-teams-2026-09-30.txt"
finish
