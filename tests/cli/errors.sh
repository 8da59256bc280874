#!/usr/bin/env bash
# What goes wrong is said with its place and the way out, and the exit status tells which kind.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
cd "$work" || exit 1

# said STATUS TEXT COMMAND...: it ends with that status and says so on stderr, not on stdout.
said() {
	local status=$1 text=$2
	shift 2
	gives "$status" "$@" && says "$text" && test ! -s "$work/out"
}

ok "no team file: says how to begin" said 1 "aplomb init" "$APLOMB" show
ok "a team file that is not there" said 1 "nowhere.yaml" "$APLOMB" -t nowhere.yaml show

cat > teams.yaml << 'YAML'
teams:
  - id: payments
    services: [{id: ledger}]
YAML
ok "no history yet: not collected, and how to begin" gives 0 "$APLOMB" show payments
ok "  said on stdout" says "not collected" "$work/out"
ok "  said on stderr" says "aplomb import git"

# What nobody named is a file or a directory: a pipe of that name would be waited for.
mkdir -p planted/teams elsewhere config/aplomb
mkfifo planted/teams.yaml
for command in "show" "check" "export" "agenda"; do
	# shellcheck disable=SC2086 # words are words
	ok "a pipe named teams.yaml: $command" gives 1 env -C planted timeout 10 "$APLOMB" $command
	ok "  is refused" says "teams.yaml: neither a file nor a directory; name it with '-t teams.yaml' if it is meant"
done
ok "what is offered to the shell" gives 0 env -C planted timeout 10 "$APLOMB" completion words show ""
ok "  is nothing of it" test ! -s "$work/out"
ok "doctor" gives 0 env -C planted timeout 10 "$APLOMB" doctor
ok "  says what it is" says "neither file nor directory" "$work/out"
ln -sf /dev/zero planted/teams.yaml
ok "a link to a device" gives 1 env -C planted timeout 10 "$APLOMB" show
ok "  is refused" says "teams.yaml: neither a file nor a directory"
mkfifo config/aplomb/teams.yaml
ok "a pipe in the configuration directory" gives 1 env -C elsewhere timeout 10 "$APLOMB" show
ok "  is refused" says "$work/config/aplomb/teams.yaml: neither a file nor a directory; name it with '-t $work/config/aplomb/teams.yaml' if it is meant"
rm -r config
rm planted/teams.yaml
mkfifo planted/teams.yaml
cat teams.yaml > planted/teams.yaml &
ok "a pipe that is named is read" gives 0 env -C planted timeout 10 "$APLOMB" -t teams.yaml show payments
wait
rm planted/teams.yaml
ln -s ../teams.yaml planted/teams.yaml
ok "a link to a file is one" gives 0 env -C planted "$APLOMB" show payments
rm -r planted/teams.yaml planted/teams
ln -s ../by-team planted/teams
mkdir by-team
cp teams.yaml by-team/
ok "a link to a directory, too" gives 0 env -C planted "$APLOMB" show payments
rm -r planted by-team elsewhere

ok "unknown option, nearest suggested" said 2 "did you mean '--window'?" "$APLOMB" --windw 12w show
ok "option of another command" said 2 "not an option of" "$APLOMB" --repo . show
ok "option without its value" said 2 "needs a value" "$APLOMB" show -t
ok "flag with a value" said 2 "takes no value" "$APLOMB" --ascii=yes show
ok "unknown letter" said 2 "'-z'" "$APLOMB" -z
ok "a slip in a command" said 2 "did you mean 'aplomb export'?" "$APLOMB" exprot
ok "a slip in a team" said 3 "did you mean 'payments'?" "$APLOMB" paymnets
ok "unknown team" said 3 "there is no team 'nobody'" "$APLOMB" show nobody
ok "unknown team to export" said 3 "there is no team" "$APLOMB" export payments nobody
ok "unknown capacity, nearest suggested" said 3 "did you mean 'restore_time'?" \
	"$APLOMB" show payments restore_tmie
ok "a part of a capacity's name" said 3 "did you mean 'deploy_cadence'?" \
	"$APLOMB" show payments cadence
ok "the beginning of a team's id" said 3 "did you mean 'payments'?" "$APLOMB" pay
ok "the beginning of a command" said 2 "did you mean 'aplomb export'?" "$APLOMB" exp
ok "the beginning of an option" said 2 "did you mean '--window'?" "$APLOMB" --wind 12w
ok "an option that is like no other" said 2 "see 'aplomb --help'" "$APLOMB" --xyzzy
ok "a team without a name" said 3 "there is no team ''" "$APLOMB" ''
ok "no path to the history" said 2 "'--db' names nothing" "$APLOMB" -d '' show
ok "  nor to the team files" said 2 "'--teams' names nothing" "$APLOMB" --teams= show
ok "what --as-of takes, dates among it" said 2 "expected a date such as" "$APLOMB" --as-of yesterday show
ok "one word too many" said 2 "one too many" "$APLOMB" show payments lead_time now
ok "unknown format" said 2 "there is no export format" "$APLOMB" export -f yaml
ok "a date that does not exist" said 2 "2026-02-30" "$APLOMB" --as-of 2026-02-30 show
ok "an instant without a zone" said 2 "zone" "$APLOMB" --as-of 2026-02-03T04:05:06 show
ok "a window of no days" said 2 "--window" "$APLOMB" --window 0d show
ok "a window of half a day" said 2 "--window" "$APLOMB" --window 12h show
ok "a variable that says what it cannot" said 2 "APLOMB_BANDS: '2020'" \
	env APLOMB_BANDS=2020 "$APLOMB" show
ok "  or when" said 2 "APLOMB_AS_OF: 'soon'" env APLOMB_AS_OF=soon "$APLOMB" show
ok "  or how far" said 2 "APLOMB_WINDOW: '12h'" env APLOMB_WINDOW=12h "$APLOMB" show
ok "an unknown edition" said 2 "2019, 2021 and none" "$APLOMB" --bands 2020 show
ok "an unknown colour choice" said 2 "--color" "$APLOMB" --color sometimes show

printf 'teams:\n  - id: payments\n    servces: [ledger]\n' > broken.yaml
ok "a slip in the YAML, with file, line and column" \
	said 4 "broken.yaml:3:5: 'servces' is not a key of a team; did you mean 'services'?" \
	"$APLOMB" -t broken.yaml check

echo "this is no database" > text.db
ok "a file that is no history" said 4 "text.db" "$APLOMB" -d text.db show
sqlite3 foreign.db 'CREATE TABLE t(x); INSERT INTO t VALUES (1)'
ok "a database of another program" said 4 "foreign.db" "$APLOMB" -d foreign.db show
ok "  is not written to either" said 4 "foreign.db" "$APLOMB" -d foreign.db record deployment \
	--service ledger --at 2026-01-01T00:00:00Z

"$APLOMB" -d good.db record deployment --service ledger --at 2026-01-01T00:00:00Z
sqlite3 good.db 'PRAGMA user_version = 99' > /dev/null
ok "a history of a newer aplomb" said 4 "newer" "$APLOMB" -d good.db show

"$APLOMB" -q -d odd.db import events "$source_dir/tests/cli/example/events.jsonl"
sqlite3 odd.db "PRAGMA ignore_check_constraints = 1;
	UPDATE deployment SET at = -5 WHERE rowid = 3;
	UPDATE incident SET started_at = 999999999999 WHERE rowid = 2"
ok "values that no record can have" gives 4 "$APLOMB" -d odd.db check
ok "  the first is named" says "table 'deployment', row 3, column 'at'"
ok "  and the second" says "table 'incident', row 2, column 'started_at'"

ln -s around.db around.db
ok "a history that cannot be looked at is not taken for none" \
	said 1 "around.db" "$APLOMB" -d around.db show
ok "  nor where one would be mended" \
	said 1 "around.db" "$APLOMB" -d around.db forget need n1 --yes
ok "  nor when trying an import" said 1 "around.db" \
	"$APLOMB" -d around.db import events --dry-run "$source_dir/tests/cli/example/events.jsonl"

ok "an output that cannot be written" said 1 "nowhere/out" "$APLOMB" export -o nowhere/out
"$APLOMB" -q -d kept.db record need --team payments --asked_at 2026-01-01T00:00:00Z --text spare
for place in kept.db ./kept.db foreign.db; do
	before=$(sha256sum < "$place")
	ok "an output over a database, $place" said 1 "'$place' is a history, or another SQLite database" \
		"$APLOMB" -d kept.db export -f json -o "$place"
	ok "  leaves it as it is" test "$(sha256sum < "$place")" = "$before"
done
for ending in -wal -shm -journal .lock .spool; do
	ok "an output over what is kept beside a history, $ending" \
		said 1 "'kept.db$ending' belongs to the database beside it" \
		"$APLOMB" -d kept.db export -f json -o "kept.db$ending"
done
ok "and no other file of such a name" gives 0 "$APLOMB" export -o notes.lock
cp teams.yaml here.yaml && mkdir folder && sed "s/payments/web/" teams.yaml > folder/a.yaml
for place in here.yaml ./here.yaml "$work/here.yaml" folder/a.yaml; do
	before=$(sha256sum < "$place")
	ok "an output over a team file, $place" said 1 "'$place' is a team file" \
		"$APLOMB" -t here.yaml -t folder --read-only export -o "$place"
	ok "  leaves it as it is" test "$(sha256sum < "$place")" = "$before"
done
for place in folder/card.yaml "$work/folder/card.yml"; do
	ok "nor one that would be read as one, $place" \
		said 1 "'$place' would be read as a team file" \
		"$APLOMB" -t here.yaml -t folder export -o "$place"
	ok "  nothing is written" test ! -e "$place"
done
ok "but what is none, beside them" gives 0 "$APLOMB" -t folder export -o folder/card.md
ok "hostile names are shown, not obeyed" \
	said 3 "<U+001B>" "$APLOMB" show "$(printf 'a\033[31mb')"
long=$(printf '%079d' 0)
ok "a long word is cut between characters" \
	said 2 "'$long' is not a type of event" "$APLOMB" record "${long}é"
ok "nothing of stderr obeys" bash -c "! grep -q $'\\033' '$work/err'"

ok "help" gives 0 "$APLOMB" --help
ok "  names every command" bash -c "for c in show export events import record check init demo; do
	grep -q \"aplomb \$c\" '$work/out' || exit 1; done"
for command in show export events import check init demo; do
	ok "help of $command" gives 0 "$APLOMB" "$command" --help
done
for command in show record import; do
	"$APLOMB" "$command" --help > "$work/said"
	ok "help $command" gives 0 "$APLOMB" help "$command"
	ok "  is what --help says" cmp "$work/said" "$work/out"
done
ok "help alone" gives 0 "$APLOMB" help
ok "  is all of it" says "aplomb export" "$work/out"
ok "help of no command" said 2 "did you mean 'export'?" "$APLOMB" help exprot
ok "stdout that takes nothing" said 1 "cannot write standard output" \
	bash -c "exec '$APLOMB' --version > /dev/full"
for words in "" show export events import record check agenda doctor; do
	# shellcheck disable=SC2086 # words are words
	"$APLOMB" $words --help > "$work/said"
	ok "help of '$words' fits 80 columns" bash -c "! LC_ALL=C.UTF-8 grep -E '.{81}' '$work/said'"
done
ok "version" gives 0 "$APLOMB" --version
ok "  is one line" test "$(wc -l < "$work/out")" = 1
ok "options may stand after the command" gives 0 "$APLOMB" show payments --window 30d --ascii
ok "a team named like a command: show reaches it" bash -c "
	printf 'teams:\n  - id: export\n' > named.yaml
	'$APLOMB' -q -t named.yaml show export | grep -q '^export'"

finish
