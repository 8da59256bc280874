#!/usr/bin/env bash
# What a bug report needs, found and told, without a name of anyone's; never a failure.
# shellcheck disable=SC2088 # the ~ is what is looked for
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

unset TERM NO_COLOR COLORFGBG XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
mkdir "$work/empty" "$work/here"
cd "$work/empty" || exit 1
doctor() { TERM=xterm-256color "$APLOMB" doctor "$@"; }
# tells LABEL TEXT: the line of that label says so.
tells() {
	grep -E "^  $1 " "$work/out" | grep -qF -- "$2" && return 0
	echo "# $1: lacking: $2"
	grep -A1 -E "^  $1 " "$work/out" | sed 's/^/# /'
	return 1
}

ok "with nothing there" gives 0 doctor
ok "says nothing on standard error" test ! -s "$work/err"
ok "how to begin with teams" says "'aplomb init' writes one" "$work/out"
ok "and with a history" says "'aplomb record' and 'aplomb import' begin it" "$work/out"
ok "its own version" tells aplomb "$("$APLOMB" --version | cut -d' ' -f2)"
for library in "history sqlite3 SQLite" "YAML yaml-0.1 libyaml" "statistics libRmath library"; do
	read -r label package name <<< "$library"
	ok "the version of $name" tells "$label" "$(pkg-config --modversion "$package")"
done
ok "what the terminal can do" tells TERM "xterm-256color, known to terminfo"
ok "how many colours" says "256 colours" "$work/out"
ok "the locale" tells LC_ALL "$LC_ALL"
ok "that it is UTF-8" tells characters "UTF-8"
ok "where files are looked for" tells configuration "~/.config/aplomb"
ok "80 columns" bash -c "! grep -nE '^.{81}| \$' '$work/out'"

ok "an unknown terminal" gives 0 env TERM=nothing-like-it "$APLOMB" doctor
ok "says what to do instead" says "'aplomb show' prints the same as text" "$work/out"
ok "the C locale" gives 0 env LC_ALL=C "$APLOMB" doctor
ok "is ASCII, and says why" says "the locale is not UTF-8" "$work/out"
ok "NO_COLOR" gives 0 env NO_COLOR=1 "$APLOMB" doctor
ok "is minded" tells colours "not used"

# Where things come from.
cp "$source_dir/data/demo/teams.yaml" "$work/here/teams.yaml"
"$APLOMB" -q -d "$work/here/aplomb.db" record incident --service ledger --id INC-1 \
	--started_at 2026-09-01T10:00:00Z
cd "$work/here" || exit 1
ok "beside the files" gives 0 doctor
ok "found by default" tells path "teams.yaml (found by default)"
ok "the history, too" says "aplomb.db (found by default)" "$work/out"
ok "how many teams" tells content "valid: groups 4, teams 12"
ok "how many events" says "events 1, from 2026-09-01T10:00:00Z" "$work/out"
ok "the schema" tells schema "4 (this program writes 4)"
ok "how it is kept" says "with a write-ahead log" "$work/out"
ok "where it may be written" says "can be written" "$work/out"
grep -oE '(name|champion|purpose|id): *[^,}]+' teams.yaml | sed -E 's/^[a-z]+: *//; s/ *\}?$//' |
	grep -E '.{5}' | grep -vx directory > "$work/names"
ok "no name is in it" bash -c "[ -s '$work/names' ] && ! grep -nFf '$work/names' '$work/out'"
if grep -q 'Landlock, version' "$work/out"; then
	ok "where alone screens may write" says "~/here and below" "$work/out"
fi
if [ -z "${UNDER_VALGRIND-}" ]; then
	ok "what is refused to them" tells refused "programs"
fi
cd "$work/empty" || exit 1
ok "by option" gives 0 doctor -t "$work/here/teams.yaml" -d "$work/here/aplomb.db"
ok "says which" tells path "~/here/teams.yaml (from --teams)"
ok "and for the history" says "~/here/aplomb.db (from --db)" "$work/out"
ok "home is nowhere spelled out" bash -c "! grep -nF '$work' '$work/out'"
ok "by environment" gives 0 env APLOMB_DB="$work/here/aplomb.db" "$APLOMB" doctor
ok "says which" says "aplomb.db (from APLOMB_DB)" "$work/out"

# What is not valid is told and is no failure.
printf 'teams:\n  - {id: secret-team, servces: []}\n' > "$work/bad.yaml"
ok "YAML that is not valid" gives 0 doctor -t "$work/bad.yaml"
ok "says what to do" says "'aplomb check' says" "$work/out"
ok "and not what it holds" bash -c "! grep -n 'secret-team\|servces' '$work/out'"
echo "not a database" > "$work/bad.db"
ok "a history that is none" gives 0 doctor -d "$work/bad.db"
ok "says so" tells content "cannot be opened"
sqlite3 "$work/newer.db" 'PRAGMA application_id = 1095781442; PRAGMA user_version = 99;
	CREATE TABLE t(a)'
ok "a newer history" gives 0 doctor -d "$work/newer.db"
ok "says to update" says "update aplomb" "$work/out"
mkdir "$work/a
b"
ok "foreign text" gives 0 doctor -d "$work/a
b/x.db"
ok "is shown, not obeyed" says "~/a<U+000A>b/x.db" "$work/out"

ok "-o FILE" gives 0 doctor -o "$work/report"
ok "holds it" grep -q '^Versions$' "$work/report"
ok "a word too many" gives 2 doctor payments

printf '%s\n' 'import os, pty, sys' 'sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' > "$work/on_terminal.py"
TERM=xterm timeout 10 python3 "$work/on_terminal.py" "$APLOMB" doctor < /dev/null > "$work/out" 2>&1
ok "on a terminal" tells screens "can be drawn here"
ok "it is one" grep -qE '^  standard output +a terminal' "$work/out"

finish
