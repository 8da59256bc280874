# For the shell tests: a temporary directory, checks that say what they checked, a status.
# Usage: . tests/support/check.sh; checks ...; finish
# shellcheck shell=bash

set -u
export LC_ALL=C.UTF-8
unset APLOMB_TEAMS APLOMB_DB APLOMB_AS_OF APLOMB_WINDOW APLOMB_BANDS APLOMB_READ_ONLY NO_COLOR
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
APLOMB=${APLOMB:-$source_dir/build/release/aplomb}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data
checks=0
not_ok=0

# ok DESCRIPTION COMMAND...: the command succeeds.
ok() {
	local what=$1
	shift
	checks=$((checks + 1))
	if "$@"; then
		echo "ok $checks - $what"
	else
		echo "not ok $checks - $what"
		not_ok=$((not_ok + 1))
	fi
}

# gives STATUS COMMAND...: the command ends with that status; its output is in $work/out, err.
gives() {
	local expected=$1 status=0
	shift
	"$@" > "$work/out" 2> "$work/err" || status=$?
	[ "$status" = "$expected" ] && return 0
	echo "# status $status, not $expected: $*"
	sed 's/^/# /' "$work/err"
	return 1
}

# says TEXT [FILE]: the last command's stderr (or FILE) holds the text.
says() {
	grep -qF -- "$1" "${2:-$work/err}" && return 0
	echo "# lacking: $1"
	sed 's/^/# /' "${2:-$work/err}" | head -20
	return 1
}

# is FOUND EXPECTED: both are the same text.
is() {
	[ "$1" = "$2" ] && return 0
	echo "# '$1', not '$2'"
	return 1
}

finish() {
	echo "$((checks - not_ok)) passed, $not_ok failed"
	[ "$not_ok" = 0 ]
}
