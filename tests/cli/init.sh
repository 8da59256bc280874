#!/bin/bash
# aplomb init: makes what can be used at once, and overwrites nothing.
set -u
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
unset APLOMB_TEAMS APLOMB_DB
cd "$directory" || exit 1
status=0
check() { # what, command...
	local what=$1
	shift
	if "$@"; then
		echo "ok   $what"
	else
		echo "LACK $what"
		status=1
	fi
}

"$APLOMB" init > said 2> complained
check "init ends well" test $? = 0
check "nothing on stderr" test ! -s complained
check "says that it made the team file" grep -qF "Made teams.yaml" said
check "says that it made the history" grep -qF "Made aplomb.db" said
check "names three commands to type" test "$(grep -c '^  aplomb' said)" = 3
check "the team file is there" test -s teams.yaml
check "the history is there" test -s aplomb.db
check "no other file is left" test "$(find . -type f ! -name said ! -name complained ! \
	-name teams.yaml ! -name 'aplomb.db*' | wc -l)" = 0
"$APLOMB" check > said 2>&1
check "what it made is valid" test $? = 0
"$APLOMB" show > said 2>&1
check "a scorecard can be shown" test $? = 0
check "with the starter's team" grep -qF "First team" said

echo "# mine" >> teams.yaml
cp teams.yaml mine.yaml
"$APLOMB" record deployment --service first-service --at 2026-09-01T10:00:00Z
"$APLOMB" events -f jsonl > before
"$APLOMB" init > said
check "again ends well" test $? = 0
check "the team file stays" cmp -s teams.yaml mine.yaml
check "and it says so" grep -qF "teams.yaml is there already" said
"$APLOMB" events -f jsonl > after
check "the history stays" cmp -s before after
check "with its record" test -s after
check "and it says so too" grep -qF "aplomb.db is there already" said

rm teams.yaml
"$APLOMB" init > said
check "what is missing is made" grep -qF "Made teams.yaml" said
check "what is there stays" grep -qF "aplomb.db is there already" said

mkdir -p other/teams
"$APLOMB" init other > said
check "a directory of team files counts as one" test ! -e other/teams.yaml
check "and stays" grep -qF "other/teams is there already" said

"$APLOMB" init deep/er/ > said
check "a directory is made with those above it" test -s deep/er/teams.yaml
check "paths are said without a double slash" grep -qF "Made deep/er/aplomb.db" said

touch file
"$APLOMB" init file > said 2> complained
check "a file is no directory" test $? = 1
check "and that is said" grep -q "file: this directory cannot be made: Not a directory" complained
"$APLOMB" init a b > said 2> complained
check "two directories are too many" test $? = 2
"$APLOMB" init "" > said 2> complained
check "no name is no directory" test $? = 1

ln -s nowhere/teams.yaml link.yaml
mkdir linked && ln -s ../link.yaml linked/teams.yaml
"$APLOMB" init linked > said 2>&1
check "a symbolic link is not followed into the void" grep -qF "linked/teams.yaml is there already" said
exit $status
