#!/usr/bin/env bash
# Two users and one history: a group that records, a viewer with fewer rights, masks that hide.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

if [ "$(id -u)" != 0 ] || ! setpriv --reuid=61001 --regid=61000 --clear-groups true; then
	echo "ok 1 - skipped: to be two users takes root, and setpriv"
	exit 0
fi
cp "$APLOMB" "$work/aplomb"
chmod 711 "$work"
# Who they are, by number: none of them needs to be known to the system.
team=61000
alice() { as 61001 $team "$@"; }
bob() { as 61002 $team "$@"; }      # of the same group
carol() { as 61003 61003 "$@"; }    # of another
as() { (umask 077 && cd "$work" && exec setpriv --reuid="$1" --regid="$2" --clear-groups "${@:3}"); }
note() { "$1" "$work/aplomb" -q -d "$db" record note --team t --at "$2" --text x; }
lines() { "$1" "$work/aplomb" -q -d "$db" events -f jsonl | wc -l; }
rights() { stat -c '%a %u %g' "$1"; }
# place MODE OWNER: a directory of its own for a history, of the group.
place() {
	rm -rf "$work/place"
	mkdir "$work/place"
	chown "$2:$team" "$work/place"
	chmod "$1" "$work/place"
	db=$work/place/a.db
}

# leaves: nothing beside the history is another's than alice's.
leaves() { is "$(find "$work/place" -mindepth 1 ! -uid 61001)" ""; }

# -- a group that records -------------------------------------------------------------------

place 2770 0
ok "one records, with a mask that hides" gives 0 note alice 1
ok "the history is the group's" is "$(rights "$db")" "660 61001 $team"
ok "the lock, too" is "$(rights "$db.lock")" "660 61001 $team"
ok "another records" gives 0 note bob 2
ok "the log is the group's" is "$(rights "$db-wal" | cut -d' ' -f1,3)" "660 $team"
ok "and its index" is "$(rights "$db-shm" | cut -d' ' -f1,3)" "660 $team"
ok "and sees both" is "$(lines bob)" 2
rm -f "$db-wal" "$db-shm"
ok "a viewer who comes first" is "$(lines bob)" 2
ok "leaves nothing in the way" gives 0 note alice 3
ok "of anyone" gives 0 note bob 4
ok "one of another group sees nothing" gives 1 carol "$work/aplomb" -d "$db" events
ok "and is told why" says "cannot be opened: Permission denied"

# What one could not write the other takes in.
exec 9< "$db.lock"
flock 9
mv "$db.lock" "$db.kept"
ln -s /nowhere "$db.lock"
ok "what cannot be written" gives 75 note bob 5
ok "waits for the group" is "$(rights "$db.spool")" "2770 61002 $team"
ok "as the history is" is "$(stat -c '%a %g' "$db.spool"/*.json)" "660 $team"
mv "$db.kept" "$db.lock"
exec 9<&-
ok "the other takes it in" gives 0 note alice 6
ok "and it is there" is "$(lines alice)" 6
ok "once" is "$(find "$db.spool" -type f | wc -l)" 0

# Root passes by and leaves nothing that is root's.
rm -rf "$work/place/"*
ok "a history" gives 0 note alice 1
rm -f "$db-wal" "$db-shm" "$db.lock"
ok "where root records" gives 0 as 0 0 "$work/aplomb" -q -d "$db" record note --team t --at 2 --text x
ok "its lock is the owner's" is "$(rights "$db.lock")" "660 61001 $team"
ok "who records on" gives 0 note alice 3
ok "as others do" gives 0 note bob 4

# Nor where root begins it.
place 2770 61001
ok "where root begins" gives 0 as 0 0 "$work/aplomb" -q -d "$db" record note --team t --at 1 --text x
ok "the history is the directory's owner's" is "$(rights "$db")" "660 61001 $team"
ok "and so is all beside it" leaves
ok "who records on" gives 0 note alice 2
ok "as others do" gives 0 note bob 3

# -- a viewer who may only read -------------------------------------------------------------

# watched VIEWER: it looks while the other records; neither is stopped.
watched() {
	local i
	while [ ! -e "$work/end" ]; do
		"$1" "$work/aplomb" -q -d "$db" events -f jsonl || echo no >> "$work/unseen"
		echo >> "$work/looks"
	done > /dev/null 2>> "$work/unseen" &
	for i in $(seq 100 140); do
		note alice "$i" || echo "$i" >> "$work/unrecorded"
	done
	touch "$work/end"
	wait
	[ ! -e "$work/unrecorded" ] && [ ! -s "$work/unseen" ] && [ "$(wc -l < "$work/looks")" -gt 1 ] &&
		return
	echo "# looks: $(wc -l < "$work/looks"); what was said, and what was not recorded:"
	cat "$work/unseen" "$work/unrecorded"
	return 1
}

for mode in 2775 1777; do
	rm -f "$work"/{end,looks,unseen,unrecorded}
	place $mode 61001
	note alice 1
	chmod 664 "$db"
	rm -f "$db-wal" "$db-shm"
	ok "$mode: a viewer who comes first" is "$(lines carol)" 1
	ok "$mode: leaves nothing" leaves
	ok "$mode: that stops who records" gives 0 note alice 2
	ok "$mode: and sees what was recorded" is "$(lines carol)" 2
	rm -f "$db-shm"
	ok "$mode: without an index" is "$(lines carol)" 2
	ok "$mode: leaves nothing either" leaves
	ok "$mode: while one records another looks" watched carol
	ok "$mode: and leaves nothing" leaves
	ok "$mode: he may not record" gives 1 note carol 200
	ok "$mode: nor leave a spool that nobody would trust" leaves
	ok "$mode: all is there" is "$(lines alice)" 43
done

place 1777 61001
note alice 1
chmod 666 "$db" "$db-wal" "$db-shm"
ln -sf /nowhere "$db.lock"
ok "1777: who may write, but makes no spool that is trusted" gives 1 note carol 3
ok "1777: is told so" says "so nobody would take it in"
ok "1777: leaves none" test ! -e "$db.spool"

# -- a log that is being begun, or that he may not read --------------------------------------

place 1777 61001
note alice 1
chmod 664 "$db"
ok "a log that he may not read" gives 1 carol "$work/aplomb" -d "$db" events
ok "is named" says "'$db-wal' cannot be read by this user"
ok "and so is what to do" says "'chmod --reference=$db $db-wal'"
# SQLite gives a log and its index their rights a moment after it made them.
chmod 664 "$db-wal"
(sleep 0.2 && chmod 664 "$db-shm") &
ok "one that gets its rights in a moment" gives 0 carol "$work/aplomb" -d "$db" events
ok "is waited for, and no snapshot" is "$(cat "$work/err")" ""
wait

# -- a directory that may not be written -----------------------------------------------------

place 755 61001
note alice 1
rm -f "$db-wal" "$db-shm"
chmod 644 "$db"
ok "without a log" gives 0 carol "$work/aplomb" -d "$db" events
ok "it is a snapshot, and said to be" says "a snapshot: "
ok "doctor" gives 0 carol "$work/aplomb" -d "$db" doctor
ok "says so" says "a snapshot: " "$work/out"
ok "and what to do" says "2770 for the group that" "$work/out"
# A log that holds something, as after a power cut, without its index.
alice sqlite3 "$db" "PRAGMA journal_mode = WAL; INSERT INTO rule (text) VALUES ('x')" \
	"$(printf '.shell cp %s-wal %s-kept' "$db" "$db")" > "$work/out"
mv "$db-kept" "$db-wal"
rm -f "$db-shm"
chmod 644 "$db-wal"
ok "with a log" gives 1 carol "$work/aplomb" -d "$db" events
ok "it is said what it holds" says "a.db-wal' holds what the file does not yet"
ok "and what to do" says "or let a writer run 'aplomb record'"
ok "doctor" gives 0 carol "$work/aplomb" -d "$db" doctor
ok "says so" bash -c "tr -s ' \n' ' ' < '$work/out' | grep -qF 'holds what the file does not yet'"
ok "a writer" gives 0 note alice 2
ok "helps" gives 0 carol "$work/aplomb" -d "$db" events

finish
