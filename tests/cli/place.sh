#!/usr/bin/env bash
# Where a history lies: what was acknowledged is not lost by what others do to the files beside it.
# shellcheck disable=SC2154,SC2317 # of check.sh; functions are called through ok
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
cd "$work" || exit 1

deploy() { # HISTORY ID ARGUMENT...
	"$APLOMB" -q -d "$1" record deployment --service api --at 2026-09-01T10:00:00Z --id "${@:2}"
}
ids() { # HISTORY: sorted
	"$APLOMB" -q -d "$1" events -f jsonl | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p' | sort | tr '\n' ' '
}
line() { printf '{"type":"deployment","service":"api","at":%d,"id":"%s"}\n' "$RANDOM" "$1"; }
# open_recorder HISTORY: one that stays open; it takes lines from descriptor 7.
open_recorder() {
	rm -f lines
	mkfifo lines
	"$APLOMB" -v -d "$1" record --stdin < lines > recorder.out 2> recorder.err &
	recorder=$!
	exec 7> lines
}
says_so() { # COUNT: the open recorder has answered so many lines
	for _ in $(seq 1000); do
		[ "$(wc -l < recorder.out)" -ge "$1" ] && return
		sleep 0.01
	done
	return 1
}
close_recorder() {
	exec 7>&-
	wait "$recorder"
}

# -- a log whose file is empty -----------------------------------------------------------------

# What a killed writer leaves: nearly all of it lies in the log.
open_recorder h.db
for i in 1 2 3 4 5; do line "d$i" >&7; done
ok "five are recorded" says_so 5
kill -9 "$recorder"
wait "$recorder" 2> /dev/null
exec 7>&-
cp h.db-wal kept-wal
for content in '' x; do
	for command in events show check "check --deep" doctor "backup b.db" "check --mend" \
		"record deployment --service api --at 9 --id d9"; do
		printf '%s' "$content" > h.db
		# shellcheck disable=SC2086 # words
		"$APLOMB" -d h.db $command > out 2> err
		ok "a file of ${#content} bytes: $command leaves the log" cmp -s kept-wal h.db-wal
		rm -rf h.db.spool h.db-shm
	done
	ok "  record says so" says "h.db: is not there, or empty, and 'h.db-wal' is a log that would be lost"
	printf '%s' "$content" > h.db
	rm -f n.db
	ok "  rescue saves what it holds" gives 0 "$APLOMB" -q rescue h.db n.db
	ok "  all of it" is "$(ids n.db)" "d1 d2 d3 d4 d5 "
	ok "  and leaves it" cmp -s kept-wal h.db-wal
done
rm -rf h.db* n.db

# -- through a link -------------------------------------------------------------------------------

mkdir real
deploy real/h.db d0
open_recorder real/h.db
line d1 >&7
ok "one more" says_so 1
kill -9 "$recorder"
wait "$recorder" 2> /dev/null
exec 7>&-
ln -s real/h.db link.db
ok "rescue through a link" gives 0 "$APLOMB" -q rescue link.db n.db
ok "  takes the log as well" is "$(ids n.db)" "d0 d1 "
rm -rf real link.db n.db

# -- the log's index is removed ------------------------------------------------------------------

open_recorder h.db
line d1 >&7
ok "a recorder that stays" says_so 1
rm h.db-shm
ok "another one, after the log's index was removed" deploy h.db d2
line d3 >&7
ok "the first one answers" says_so 2
close_recorder
ok "  and ends" is $? 75
ok "  having put what it got beside the history" says spooled recorder.out
ok "nothing is lost" is "$(deploy h.db d4 && ids h.db)" "d1 d2 d3 d4 "
open_recorder h.db
line d5 >&7
ok "an idle one" says_so 1
rm h.db-shm
ok "  and another after that" deploy h.db d6
close_recorder
ok "nothing is lost either" is "$(ids h.db)" "d1 d2 d3 d4 d5 d6 "
rm -rf h.db*

# -- names ----------------------------------------------------------------------------------------

deploy h.db d1
for ending in -wal -shm -journal .lock .spool; do
	ok "a part of a history by name, $ending" gives 2 deploy "h.db$ending" d2
	ok "  is refused" says "h.db$ending: a part of the history beside it; name that, without '$ending'"
done
rm -rf h.db-* h.db*.spool
echo victim > victim.txt
for ending in -wal -shm -journal; do
	for way in "ln" "ln -s"; do
		rm -f "h.db$ending"
		$way victim.txt "h.db$ending"
		ok "h.db$ending by $way: the event waits" gives 75 deploy h.db d2
		ok "  it is named" says "'h.db$ending' is a link, or another name of a file"
		ok "  reading is refused, too" gives 1 "$APLOMB" -d h.db events
		ok "  and the file is as it was" grep -qx victim victim.txt
		rm -f "h.db$ending"
	done
done
ok "taken away, it is recorded" deploy h.db d3
ok "  with what waited" is "$(ids h.db)" "d1 d2 d3 "

# -- links that cannot be followed now ---------------------------------------------------------

rm -rf h.db*
ln -s loop-b loop-a
ln -s loop-a loop-b
: > file
ln -s file/h.db under-file
for link in loop-a under-file; do
	ok "a link that cannot be followed, $link: the event cannot wait" gives 1 deploy $link d1
	ok "  is said" says "$link is a link to what cannot be found"
	ok "  and the event printed" says '"id": "d1"'
	ok "  and nothing is left" test ! -e $link.spool
done

# -- a clock that is set back ------------------------------------------------------------------------

deploy h.db d1
mkdir h.db.spool
line='{"type":"deployment","service":"api","at":1788256800,"id":"d1","environment":"later"}'
echo "$line" > h.db.spool/9000000000000000000-00000000000000000000000000000001.replace.json
exec 9< h.db.lock
flock 9
ok "what waits after what came by a later clock" gives 75 timeout 30 "$APLOMB" -q -d h.db record \
	deployment --service api --at 2026-09-01T10:00:00Z --id d1 --environment last --replace 9<&-
exec 9<&-
ok "both are taken in" deploy h.db d2
ok "  the one that came last at last" is \
	"$(sqlite3 h.db "SELECT environment FROM deployment WHERE id = 'd1'")" last

# -- mounts -----------------------------------------------------------------------------------------

mkdir elsewhere
: > elsewhere/h.db
mounted() { # COMMAND: with h.db mounted over elsewhere/h.db
	unshare -m -- sh -c 'mount --bind h.db elsewhere/h.db && exec "$@"' sh "$@"
}
if mounted true 2> /dev/null; then
	ok "a file that is mounted by itself is not written" gives 1 mounted "$APLOMB" -q \
		-d elsewhere/h.db record deployment --service api --at 5 --id d5
	ok "  and said to be" says "elsewhere/h.db: is mounted by itself, and those who write it elsewhere would lose what is written here; mount its directory"
	ok "  nor can it wait beside it" says "nor can it wait: elsewhere/h.db is mounted by itself"
	ok "  and the event is printed" says '"id": "d5"'
	ok "  and nothing is left" test ! -e elsewhere/h.db.spool
	ok "  nor read without a word" gives 0 mounted "$APLOMB" -d elsewhere/h.db events
	ok "  of its log" says "elsewhere/h.db: is mounted by itself, so what its log holds elsewhere is not seen"
	ok "  by its own name it is written" mounted "$APLOMB" -q -d h.db record deployment \
		--service api --at 5 --id d6
fi

finish
