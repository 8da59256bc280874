#!/usr/bin/env bash
# What cannot be written waits beside the history, or is said to be nowhere: exit 75 and 1.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
cd "$work" || exit 1

aplomb() { "$APLOMB" -d a.db "$@"; }
input=/dev/null # of locked
lines() { aplomb -q events -f jsonl | wc -l; }
waiting() { find a.db.spool -name '[0-9]*.json' | wc -l; }
lose_patience() { # PID: once it waits for the lock. Valgrind hides that: its 10 seconds pass then.
	local waits='^Name:\s*aplomb.*SigCgt:\s*[0-9a-f]*[2367abef][0-9a-f]{3}\s'
	[ -z "${UNDER_VALGRIND-}" ] || return 0
	until ! [ -d "/proc/$1" ] || tr '\n' ' ' < "/proc/$1/status" | grep -qE "$waits"; do
		sleep 0.01
	done
	sleep 0.05
	kill -ALRM "$1"
}
# locked ARGUMENT...: aplomb while another holds the writers' lock, out of patience once it waits.
locked() {
	local pid status=0
	exec 9< a.db.lock
	flock 9
	"$APLOMB" "$@" < "$input" 9<&- &
	pid=$!
	lose_patience $pid
	wait $pid || status=$?
	exec 9<&-
	return $status
}
note() { "$APLOMB" -d a.db record note --team t --at "$1" --text "$2"; }

# -- one that goes on after 10 seconds: the end of this script looks at it -------------------

incident() { echo '{"type": "incident", "service": "s", "started_at": 5, "id": "'"$1"'", "title": "'"$2"'"}'; }
incident I known | "$APLOMB" -q -d long.db record --stdin
mkfifo long
exec 9< long.db.lock
flock 9
"$APLOMB" -v -d long.db record --stdin < long > long.out 2> long.err 9<&- &
long=$!
exec 7> long
incident I other >&7
incident J new >&7
lose_patience $long
for _ in $(seq 3000); do
	[ "$(grep -c spooled long.out)" = 2 ] && break
	sleep 0.01
done
exec 9<&-
long_began=$SECONDS

# -- a lock held too long -------------------------------------------------------------------

ok "a first event" gives 0 note 1 first
ok "a lock that is held" gives 75 locked -d a.db record note --team t --at 2 --text second
ok "the event waits" is "$(waiting)" 1
ok "and is not in the history" is "$(lines)" 1
ok "said in one sentence" is "$(cat "$work/err")" "aplomb: a.db: another program has been writing for \
10 seconds; the event waits in a.db.spool, and the next to write takes it in"
ok "nothing is acknowledged" is "$(cat "$work/out")" ""
ok "with no team file" gives 0 aplomb check
ok "check says how many" says "Spool: 1 event waits in a.db.spool; the next to write takes it in." "$work/out"
ok "doctor" gives 0 aplomb doctor
ok "says so too" says "events that wait to be taken in 1, set aside as not valid 0" "$work/out"
ok "a dry run" gives 0 aplomb import events --dry-run - < /dev/null
ok "leaves it" is "$(waiting)" 1
ok "the next to record" gives 0 note 3 third
ok "takes it in" is "$(lines)" 3
ok "and says so" is "$(cat "$work/err")" "aplomb: 1 event that waited in a.db.spool was taken in"
ok "nothing waits" is "$(waiting)" 0

# -- lines of stdin -------------------------------------------------------------------------

printf '{"type": "note", "team": "t", "at": %d, "text": "x"}\n' 11 12 13 > lines.jsonl
input=lines.jsonl
record_lines=(-v -d a.db record --stdin)
ok "lines while it is held" gives 75 locked "${record_lines[@]}"
ok "each is told from what is recorded" is "$(tr '\n' ';' < "$work/out")" "1 spooled;2 spooled;3 spooled;"
ok "why, once" is "$(grep -c 'another program' "$work/err")" 1
ok "and how many in the end" says "aplomb: 0 recorded; 3 wait in a.db.spool, and the next to write takes them in"
ok "they wait" is "$(waiting)" 3
ok "again, as one told to try again does" gives 0 "$APLOMB" "${record_lines[@]}" < lines.jsonl
ok "they were taken in before" is "$(tr '\n' ';' < "$work/out")" "1 already known;2 already known;3 already known;"
ok "and are there once" is "$(lines)" 6
printf '{"type": "note", "team": "t", "at": 14, "text": "x"}\n{"type": "nte"}\n' > lines.jsonl
ok "a line that is not valid" gives 4 locked "${record_lines[@]}"
ok "is said with those before" says "0 recorded, 1 spooled; line 2: 'nte' is not a type of event"
ok "which wait" is "$(waiting)" 1

# -- others that write take it in -----------------------------------------------------------

: > empty.jsonl
printf '{"type": "note", "team": "t", "at": 15, "text": "x"}\n' > one.jsonl
ok "an import" gives 0 aplomb import events one.jsonl
ok "takes it in" is "$(lines)" 8
ok "an import while it is held" gives 75 locked -d a.db import events one.jsonl
ok "is to be given again" says "for 10 seconds; try again later"
ok "and nothing waits: it has its file" is "$(waiting)" 0
ok "a value to replace" gives 75 locked -d a.db record incident --service s --started_at 5 --id I --title new --replace
ok "with one that is known" gives 0 aplomb -q amend note team=t at=15 --text y --yes
sqlite3 a.db "UPDATE incident SET title = 'old'"
ok "was taken in before that" is "$(lines)" 9
ok "a value to replace" gives 75 locked -d a.db record incident --service s --started_at 5 --id I --title new --replace
ok "is" gives 0 note 16 x
ok "replaced" says '"title": "new"' <(aplomb events -f jsonl)

# -- those that write already ---------------------------------------------------------------

title() { aplomb -q events -f jsonl | grep -o '"id": "O".*"title": "[a-z]*"' | grep -o '[a-z]*"$'; }
mkfifo lines
"$APLOMB" -v -d a.db record --stdin --replace < lines > answers 2> said &
recorder=$!
exec 8> lines
say_title() { # waits for its answer
	local count
	count=$(wc -l < answers)
	echo '{"type": "incident", "service": "s", "started_at": 6, "id": "O", "title": "'"$1"'"}' >&8
	for _ in $(seq 500); do
		[ "$(wc -l < answers)" = "$count" ] || break
		sleep 0.01
	done
}
say_title first
ok "another's value, while one records" gives 75 locked -d a.db record incident --service s --started_at 6 --id O --title older --replace
say_title newer
ok "goes before what is recorded then" is "$(title)" 'newer"'
ok "and waits no longer" is "$(waiting)" 0
ok "a writer that comes later" gives 0 note 19 x
ok "leaves the newer one" is "$(title)" 'newer"'
ok "one more waits" gives 75 locked -d a.db record incident --service s --started_at 6 --id O --title older
say_title newest
exec 8>&-
wait $recorder
ok "what is not as it is known, said once" is "$(grep -c 'set aside' said)" 1
rm a.db.spool/* answers said lines

# -- what somebody put there ----------------------------------------------------------------

printf '{"type": "note", "team": "t", "txt": "\\u001b[31m"}' > $'a.db.spool/0\e[31m\n.json'
ok "what is no event" gives 0 note 17 x
ok "is set aside, with why" says "did you mean 'text'?; it is set aside as 0<U+001B>[31m<U+000A>.json.set-aside"
ok "no control gets out" is "$(tr -d '\n[:print:]' < "$work/err" | wc -c)" 0
ok "check" gives 0 aplomb check
ok "names it" says "a.db.spool/0<U+001B>[31m<U+000A>.json.set-aside" "$work/out"
ok "and the way out" says "Set aside in the spool: 1" "$work/out"
rm -r a.db.spool

# -- where it cannot wait either ------------------------------------------------------------

rm -f a.db.lock
ln -s /nowhere a.db.lock
: > a.db.spool
ok "no spool" gives 1 "$APLOMB" -d a.db record note --team t --at 18 --text $'h\u00e9 "\e'
ok "is said after the event" is "$(sed -n 2p "$work/err" | cut -d';' -f3-)" \
	" nor can it wait: a.db.spool is no directory, and cannot be the spool; remove it; the line above is the event, for 'aplomb record --stdin'"
ok "in ASCII" is "$(head -1 "$work/err")" \
	'{"type": "note", "team": "t", "at": "1970-01-01T00:00:18Z", "text": "h\u00e9 \"\u001b"}'
ok "nothing is acknowledged" is "$(cat "$work/out")" ""
rm a.db.lock a.db.spool
grep '^{' "$work/err" > later.jsonl
ok "recorded later" gives 0 "$APLOMB" -d a.db record --stdin < later.jsonl
ok "it is what it was" says 'h\u00e9 \"\u001b' <(aplomb events -f jsonl | sed 's/é/\\u00e9/')
ok "a directory that is none" gives 1 "$APLOMB" -d none/a.db record note --team t --at 1 --text x
ok "a directory as a history" gives 1 "$APLOMB" -d "$work" record note --team t --at 1 --text x
ok "has no spool" test ! -e "$work.spool"
echo text > b.db
ok "what is no history" gives 4 "$APLOMB" -d b.db record note --team t --at 1 --text x
ok "has none either" test ! -e b.db.spool
ok "which is on stderr" is "$(head -1 "$work/err")" '{"type": "note", "team": "t", "at": "1970-01-01T00:00:01Z", "text": "x"}'
ok "for later" says "is no SQLite database; the line above is the event, for 'aplomb record --stdin'"
sqlite3 other.db "CREATE TABLE t(x)"
ok "another program's database" gives 4 "$APLOMB" -d other.db record note --team t --at 1 --text x
ok "has none either" test ! -e other.db.spool
ok "--read-only" gives 2 "$APLOMB" --read-only -d c.db record note --team t --at 1 --text x
ok "leaves nothing" test ! -e c.db.spool -a ! -e c.db

# -- what the history refuses ---------------------------------------------------------------

sqlite3 a.db "PRAGMA wal_checkpoint(truncate)" > "$work/out"
before=$(lines)
cp a.db good.db
sqlite3 a.db "CREATE TRIGGER other AFTER INSERT ON need BEGIN SELECT 1; END"
ok "another's trigger" gives 75 note 31 x
ok "keeps the event out" says "so nothing is written. If you know it"
ok "it waits" is "$(waiting)" 1
input=lines.jsonl
printf '{"type": "note", "team": "t", "at": %d, "text": "x"}\n' 32 33 > lines.jsonl
ok "lines" gives 75 "$APLOMB" -v -d a.db record --stdin < lines.jsonl
ok "wait too" is "$(tr '\n' ';' < "$work/out")" "1 spooled;2 spooled;"
sqlite3 a.db "DROP TRIGGER other; CREATE UNIQUE INDEX other ON note (team, at, text)"
ok "another's unique index" gives 75 note 34 x
ok "keeps it waiting behind those" is "$(waiting)" 4
ok "and none is set aside" is "$(find a.db.spool -name '*.set-aside')" ""
sqlite3 a.db "DROP INDEX other"
ok "once it is gone" gives 0 note 37 x
ok "all is there" is "$(lines)" $((before + 5))
cp a.db good.db
dd if=/dev/zero of=a.db bs=1 seek=100 count=3996 conv=notrunc status=none
ok "a damaged history" gives 75 note 35 x
ok "says so" says "a.db: damaged ("
ok "and where the event is" says "; the event waits in a.db.spool, and the next to write takes it in"
ok "lines for it" gives 75 "$APLOMB" -v -d a.db record --stdin < lines.jsonl
ok "wait" is "$(waiting)" 3
rm -f a.db-wal a.db-shm
cp good.db a.db
ok "put back" gives 0 note 36 x
ok "it takes them in" is "$(lines)" $((before + 7))
ok "nothing waits" is "$(waiting)" 0

# -- a row that is not valid ----------------------------------------------------------------

printf '{"type": "incident", "service": "s", "started_at": 5, "id": "I", "title": "x"}\n{"type": "note", "team": "t", "at": 41, "text": "x"}\n' > lines.jsonl
ok "an event and another" gives 75 locked -d a.db record --stdin < lines.jsonl
sqlite3 a.db "UPDATE incident SET source = source, title = CAST(x'ff' AS TEXT) WHERE id = 'I'"
ok "with a row that is not valid" gives 0 "$APLOMB" -q -d a.db record note --team t --at 42 --text x
ok "what meets it is set aside" is "$(find a.db.spool -name '*.set-aside' | wc -l)" 1
ok "and said, -q or not" says "it is set aside as"
ok "nothing waits" is "$(waiting)" 0
ok "the other is there" is "$(sqlite3 a.db "SELECT count(*) FROM note WHERE at IN (41, 42)")" 2

# -- where there is no history any more -----------------------------------------------------

mkdir gone.db.spool
printf "teams:\n  - {id: t}\n" > gone.yaml
printf '{"type": "note", "team": "t", "at": 43, "text": "x", "id": "G"}\n' > gone.db.spool/1-1.json
ok "mending begins one for what waits" gives 0 aplomb -t gone.yaml -d gone.db check --mend
ok "and takes it in" is "$(sqlite3 gone.db "SELECT id FROM note")" G
ok "but none where nothing waits" gives 0 aplomb -t gone.yaml -d none.db check --mend
ok "there is none" test ! -e none.db

# -- a link that leads nowhere yet -----------------------------------------------------------

mkdir unmounted
ln -s unmounted/a.db link.db
ok "a link to what is not there" gives 1 "$APLOMB" -d link.db record note --team t --at 44 --text x
ok "is no place to wait beside" says "link.db is a link to what cannot be found"
ok "the event is told" says '"text": "x"'
ok "nothing waits where nobody looks" is "$(find . -name '*.spool' -path '*link*')" ""

# -- a history of two names -----------------------------------------------------------------

ln a.db twice.db
ok "a history of two names is not written" gives 75 note 45 x
ok "which a check says, beside an old row" gives 4 aplomb check
ok "beside what waits" says "Nothing is written now: a.db: has 2 names (hard links)" out
rm twice.db
ok "with one it is" gives 0 note 46 x
ok "and takes in what waited" is "$(waiting)" 0

# -- a history that is moved while one records ------------------------------------------------

mkfifo moved
"$APLOMB" -v -d moved.db record --stdin < moved > moved.out 2> moved.err &
moved=$!
exec 8> moved
say() { # N: one more event, and wait for its answer
	echo '{"type": "note", "team": "t", "at": '"$1"', "text": "x"}' >&8
	until [ "$(wc -l < moved.out)" -ge "$1" ]; do sleep 0.01; done
}
say 1
"$APLOMB" -q -d moved.db backup kept.db
say 2
rm -f moved.db moved.db-wal moved.db-shm
cp kept.db moved.db
say 3
exec 8>&-
status=0
wait $moved || status=$?
ok "one who records into a file that is no more" is "$status" 75
ok "is told" says "it, its log or its index was moved, replaced or removed while it was open" moved.err
ok "what was put back is as it was" is "$(sqlite3 moved.db "SELECT group_concat(at) FROM note")" 1
ok "the next to write" gives 0 "$APLOMB" -d moved.db record note --team t --at 4 --text x
ok "takes in what waits" is "$(sqlite3 moved.db "SELECT group_concat(at) FROM (SELECT at FROM note ORDER BY at)")" 1,3,4

# -- the one of the beginning ---------------------------------------------------------------

while [ $((SECONDS - long_began)) -lt 11 ]; do sleep 0.1; done
incident K new >&7
exec 7>&-
status=0
wait $long || status=$?
ok "one that waited is set aside" is "$status" 4
ok "each has its answer" is "$(tr '\n' ';' < long.out)" "1 spooled;2 spooled;3 recorded;"
ok "as is said where it happens" is "$(grep -c 'long.db.spool/.*a value differs from what is known: .*it is set aside as' long.err)" 1
ok "and in the end" says "1 recorded; 1 that waited in long.db.spool is set aside there; 'aplomb check' lists it" long.err
ok "the other is there" is "$(sqlite3 long.db "SELECT group_concat(id) FROM incident")" I,J,K

finish
