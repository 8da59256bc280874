#!/bin/sh
# The direction of includes: each room includes itself and the rooms below it, no others
# (the table in CONTRIBUTING.md). Curses, libyaml, SQLite and libRmath stay in theirs.
# shellcheck disable=SC2044,SC2013 # the paths and includes of this tree hold no spaces
set -eu
cd "$(dirname "$0")/../.."
status=0
complain() { echo "layers: $*" >&2; status=1; }

room_may() { # directory, pattern of the rooms it may include
	for file in $(find "$1" -maxdepth 1 -name '*.[ch]' 2> /dev/null); do
		for include in $(sed -n 's/^#include "\(.*\)"$/\1/p' "$file"); do
			echo "$include" | grep -Eq "^($2)/" || complain "$file includes $include"
		done
	done
}

room_may src/base 'base'
room_may src/model 'base|model'
room_may src/yaml 'base|yaml'
room_may src/catalog 'base|yaml|model|catalog'
room_may src/store 'base|model|store'
room_may src/capacity 'base|model|capacity'
room_may src/scorecard 'base|model|capacity|scorecard'
room_may src/intake 'base|yaml|model|store|intake'
room_may src/report 'base|model|capacity|scorecard|report'
room_may src/export 'base|model|capacity|scorecard|report|export'
room_may src/invocation 'base|model|capacity|catalog|store|export|invocation'
room_may src/board 'base|model|capacity|catalog|store|scorecard|intake|report|export|invocation|board'
room_may src/recording 'base|model|store|intake|report|invocation|recording'
room_may src/viewer 'base|model|catalog|store|scorecard|intake|report|export|ui|invocation|board|recording|viewer'
room_may ui/canvas 'base|ui/canvas'
room_may ui/keys 'base|ui/keys'
room_may ui/widgets 'base|model|report|ui/canvas|ui/keys|ui/widgets'
room_may ui/screens 'base|model|report|ui/canvas|ui/keys|ui/widgets|ui/screens'
room_may ui/session 'base|model|report|ui/canvas|ui/keys|ui/widgets|ui/screens|ui/session'
room_may ui/terminal 'base|ui/canvas|ui/keys|ui/terminal'
room_may ui 'base|ui/session|ui/terminal|ui'

# The map shows each room there is, and none that there is not.
# shellcheck disable=SC2016 # Markdown's quotes
rooms=$(sed -n '/^| room |/,/^$/s/^| \([^|]*\) |.*/\1/p' CONTRIBUTING.md | grep -o '`[^`]*/`' | tr -d '`')
for room in $rooms; do
	[ -d "$room" ] || complain "CONTRIBUTING.md shows $room, which is not there"
done
for room in $(find src ui data tests man -mindepth 0 -maxdepth 1 -type d); do
	case $room in src | ui | tests) continue ;; esac # rooms of rooms
	echo "$rooms" | grep -qxF "$room/" || complain "CONTRIBUTING.md does not show $room/"
done

only() { # pattern, pattern of the paths that may name it
	for file in $(grep -lE "$1" -r src ui --include='*.[ch]'); do
		echo "$file" | grep -Eq "$2" || complain "$file must not say $1"
	done
}
only '#include <(ncurses|curses|term)' '^ui/terminal/'
only '#include <yaml' '^src/yaml/'
only '#include <sqlite3' '^src/(store|intake)/'
only '#include <Rmath' '^src/base/statistics.c'
only '\<(time|clock_gettime|getenv|setlocale) ?\(' '^(src/(command|invocation|board|recording|viewer|base/zone|intake/git_process|main)|ui/terminal/)'
exit $status
