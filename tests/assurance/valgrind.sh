#!/usr/bin/env bash
# Runs scripts of tests/ with the program under valgrind: a read of what was never written, or
# memory that is lost, makes the command exit 99, which no test expects. What it says itself of
# system calls that it does not know (those of confinement) is no finding; UNDER_VALGRIND tells
# scripts that they fail.
# valgrind.sh SCRIPT ...
set -eu
cd "$(dirname "$0")/../.."
: "${APLOMB:?the path of the binary}"
[ $# -gt 0 ] || { echo "valgrind: no script is named; there are tests/cli/*.sh" >&2; exit 1; }

wrapped=$(mktemp -d)
chmod 1777 "$wrapped" # tests/cli/two_users.sh runs it as others
trap 'rm -rf "$wrapped"' EXIT
cat > "$wrapped/aplomb" << SH
#!/bin/sh
exec valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
	--show-leak-kinds=definite \
	--log-file=$wrapped/log-%p "$APLOMB" "\$@"
SH
chmod +x "$wrapped/aplomb"
built=$(cd "$(dirname "$APLOMB")" && pwd)
ln -s "$built/demo" "$built/tests" "$wrapped/" # some scripts look for them there
status=0
for script in "$@"; do
	echo "== $script, under valgrind"
	UNDER_VALGRIND=1 APLOMB="$wrapped/aplomb" bash "$script" > "$wrapped/out" 2>&1 || {
		grep -E 'NOT OK|not ok' "$wrapped/out" || tail -5 "$wrapped/out"
		status=1
	}
	tail -1 "$wrapped/out"
	if found=$(grep -rh --include='log-*' '^==' "$wrapped"); then
		head -40 <<< "$found"
		status=1
	fi
	find "$wrapped" -name 'log-*' -delete
done
exit "$status"
