#!/usr/bin/env bash
# aplomb backup: a whole copy while others write. aplomb rescue: what can be read of a damaged one.
# shellcheck disable=SC2094,SC2154,SC2317 # files are waited for; of check.sh; functions are called through ok
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
cd "$work" || exit 1

events() { # COUNT: deployments with a change each, and some notes
	python3 - "$1" << 'PYTHON'
import json, sys
for i in range(int(sys.argv[1])):
    at = 1_700_000_000 + i * 600
    print(json.dumps({"type": "deployment", "service": f"s{i % 7}", "at": at, "id": f"d{i}",
                      "changes": [{"revision": f"c{i}", "committed_at": at - 60}]}))
    if i % 10 == 0:
        print(json.dumps({"type": "note", "team": "crew", "at": at, "text": f"note {i} " * 20}))
PYTHON
}
events 3000 > events.jsonl
"$APLOMB" -q -d h.db import events events.jsonl
all_of() { "$APLOMB" -q -d "$1" events -f jsonl | sort; }
no_leftovers() { ! compgen -G '.aplomb-*' > /dev/null; }

# -- backup -------------------------------------------------------------------------------------

chmod 640 h.db
ok "a backup" gives 0 "$APLOMB" -d h.db backup b.db
ok "  is said in one sentence" grep -qE '^Backed up 3300 events to b\.db \(.* KiB\), and read them back\.$' err
ok "  and nothing on stdout" test ! -s out
ok "  holds the same events" is "$(all_of b.db | sha256sum)" "$(all_of h.db | sha256sum)"
ok "  passes every check" gives 0 "$APLOMB" -q -d b.db check --deep
ok "  has the rights of the history" is "$(stat -c %a b.db)" 640
ok "  and leaves nothing else" no_leftovers
ok "of no history" gives 1 "$APLOMB" -d none.db backup n.db
ok "  says so" says "there is no history at none.db to back up; name another with -d"
ok "another one says nothing with -q" gives 0 "$APLOMB" -q -d h.db backup quiet.db
ok "  at all" test ! -s err
ln -s . through
ok "through a directory that is a link" gives 0 "$APLOMB" -q -d h.db backup through/linked.db
ok "  it is there" cmp -s b.db linked.db
within() { (cd through && "$APLOMB" -q -d h.db backup through/within.db); }
ok "  in a directory that one is in through a link" within

refuses() { # STATUS WORDS FILE: it is not written over, with the words
	local before after
	before=$(sha256sum "$3" 2> /dev/null)
	gives "$1" "$APLOMB" -d h.db backup "$3" && says "$2" || return 1
	after=$(sha256sum "$3" 2> /dev/null)
	is "$after" "$before" && no_leftovers
}
ln h.db hard.db
ln -s b.db soft.db
echo "minutes of the meeting" > minutes.txt
sqlite3 foreign.db 'CREATE TABLE t (x)'
mkdir directory
touch empty.db
ok "not over the history itself" refuses 2 "is the history itself" h.db
ok "  by another name" refuses 2 "is the history itself" hard.db
ok "not through a link" refuses 1 "is a symbolic link" soft.db
ok "not over a file of another kind" refuses 1 "is there already" minutes.txt
ok "not over another program's database" refuses 1 "is there already" foreign.db
ok "not over another history" refuses 1 "is there already" b.db
ok "not over an empty file" refuses 1 "is there already" empty.db
ok "not over a directory" refuses 1 "is a directory" directory
ok "not in a directory that is not there" refuses 1 "No such file" nowhere/b.db
for part in h.db-wal h.db-shm h.db-journal h.db.lock h.db.spool; do
	ok "not by the name of a part of a history, $part" refuses 2 "would be taken for a part" "$part"
done
rm hard.db
echo "something" > used.db-wal
ok "not beside the log of a history that stood there" refuses 1 "'used.db-wal' is there" used.db
ok "without a file" gives 2 "$APLOMB" -d h.db backup
ok "without a history" gives 1 "$APLOMB" -d none.db backup new.db
ok "  makes none" test ! -e none.db -a ! -e new.db

backs_up_within() { # KIB: may be as large as a file gets
	(trap '' XFSZ && ulimit -f "$1" && exec "$APLOMB" -d h.db backup within/full.db)
}
mkdir within
ok "where there is no room" gives 1 backs_up_within 200
ok "  says so of the file as it was named" grep -q '^aplomb: within/full\.db: File too large' err
ok "  and leaves nothing" is "$(ls -A within)" ""

# While others write, without end.
for writer in 1 2; do
	while [ ! -e enough ]; do
		"$APLOMB" -q -d h.db record note --team "w$writer" --at "$(date +%s)" \
			--text "$RANDOM$RANDOM" > /dev/null 2>> writers
	done &
done
backs_up() { # as one whole moment, three times in a row
	for _ in 1 2 3; do
		rm -f while.db
		gives 0 "$APLOMB" -q -d h.db backup while.db || return 1
		gives 0 "$APLOMB" -q -d while.db check --deep || return 1
	done
}
ok "while others write" backs_up
touch enough
wait
ok "  who are not kept from it" test ! -s writers

cp h.db hurt.db
python3 - << 'PYTHON'
# A leaf of the changes, so that the events can still be counted.
data = bytearray(open("hurt.db", "rb").read())
at = data.rfind(b"c2999")
data[at - at % 4096:at - at % 4096 + 8] = b"\xff" * 8
open("hurt.db", "wb").write(data)
PYTHON
ok "a check of a damaged history" gives 4 "$APLOMB" -d hurt.db check
ok "  tells it in lines" is "$(grep -c '<U+000A>\|\*\*\*' "$work/out" "$work/err" | grep -vc ':0$')" 0
ok "no backup of a damaged history" gives 4 "$APLOMB" -d hurt.db backup kept.db
ok "  says the way out" says "aplomb rescue"
ok "  and leaves nothing" test ! -e kept.db
ok "  whatever its name" no_leftovers

# A leaf of an index over the next one: sound pages that count other rows than there are.
cp h.db hurt.db
python3 - "$(sqlite3 h.db "SELECT rootpage FROM sqlite_schema WHERE name = 'deployment_by_time'")" << 'PYTHON'
import sys
data = bytearray(open("hurt.db", "rb").read())
def number(at, size):
    return int.from_bytes(data[at:at + size], "big")
def leaf(cell): # its place, that of the page to the left of a cell of the root
    root = (int(sys.argv[1]) - 1) * 4096
    return (number(root + number(root + 12 + 2 * cell, 2), 4) - 1) * 4096
data[leaf(1):leaf(1) + 4096] = data[leaf(0):leaf(0) + 4096]
open("hurt.db", "wb").write(data)
PYTHON
ok "nor of one whose index is" gives 4 "$APLOMB" -d hurt.db backup kept.db
ok "  says so in one line" is "$(grep -c 'damaged, so no copy of it was kept ([^*]*); .*aplomb rescue' "$work/err")" 1
ok "  and leaves nothing" test ! -e kept.db
ok "  whatever its name" no_leftovers
ok "  a check says the same" gives 4 "$APLOMB" -d hurt.db check

# -- rescue -------------------------------------------------------------------------------------

ok "of a whole history" gives 0 "$APLOMB" rescue b.db whole.db
ok "  everything is saved" says "Saved 3300 events in whole.db." out
ok "  and that is said" says "Every row could be read." out
ok "  it is the same" is "$(all_of whole.db | sha256sum)" "$(all_of b.db | sha256sum)"
ok "  and valid" gives 0 "$APLOMB" -q -d whole.db check --deep
ok "not over what is there" gives 1 "$APLOMB" rescue b.db whole.db
ok "one file is not enough" gives 2 "$APLOMB" rescue b.db

damage() { # PYTHON: the pages of d.db, changed
	rm -f d.db* new.db
	cp b.db d.db
	python3 - "$1" << 'PYTHON'
import sqlite3, sys
data = bytearray(open("d.db", "rb").read())
def page(number, fill=b"\xa5"):
    data[(number - 1) * 4096:number * 4096] = fill * 4096
def bytes_of(number):
    return slice((number - 1) * 4096, number * 4096)
def two_leaves(table): # far from each other, neither at an end
    leaves = [n for n, in sqlite3.connect("file:d.db?immutable=1", uri=True).execute(
        "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path", [table])]
    return bytes_of(leaves[3]), bytes_of(leaves[-4])
def root_of(name):
    return bytes_of(sqlite3.connect("file:d.db?immutable=1", uri=True).execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]).fetchone()[0])
def swap(first, second):
    data[first], data[second] = data[second], data[first]
def number_of_a_row(leaf): # where its first byte lies, one of two
    cell = leaf.start + int.from_bytes(data[leaf.start + 28:leaf.start + 30], "big")
    while data[cell] & 0x80:
        cell += 1
    return cell + 1
def page_of(text):
    return data.find(text) // 4096 + 1
exec(sys.argv[1])
open("d.db", "wb").write(data)
PYTHON
	before=$(sha256sum < d.db)
}
rescues() { # STATUS: d.db to new.db, which is whole; d.db stays as it is
	gives "$1" timeout 20 "$APLOMB" rescue d.db new.db && cp out said && cp err problems &&
		gives 0 "$APLOMB" -q -d new.db check --deep &&
		is "$(sha256sum < d.db)" "$before" && test ! -e d.db-wal
}
saved() { # AT-LEAST: so many events
	local count
	count=$(sed -n 's/^Saved \([0-9]*\) events.*/\1/p' said)
	[ "${count:-0}" -ge "$1" ] || { echo "# saved $count, not $1"; return 1; }
}
damage 'page(page_of(b"note 1000 "))'
ok "a damaged page" rescues 4
ok "  costs the rows that lay in it" saved 3270
ok "  and says which" grep -q "^note: what is after row .*, before row .*, cannot be read" problems
ok "  and what to do" says "Import again what lies there" said
damage 'page(1)'
ok "without the first page" rescues 0
ok "  all is saved" saved 3300
damage 'page(page_of(b"CREATE TABLE incident"), b"\0")'
ok "without a page of the schema" rescues 0
ok "  all is saved" saved 3300
damage 'del data[len(data) // 2:]'
ok "a file that ends in the middle" rescues 4
ok "  gives what is there" saved 100
damage 'import re; data = bytearray(re.sub(rb"note 1000 note", b"note \xff000 note", data, count=1))'
ok "a row that is no event" rescues 4
ok "  costs that row" saved 3299
ok "  and is named" says "note row 101 is no event" problems
damage ''
sqlite3 d.db 'DROP TABLE note; CREATE VIEW note AS SELECT 1 AS rowid'
before=$(sha256sum < d.db)
ok "a view in a table's place" rescues 4
ok "  costs that kind alone" saved 3000

# Wrong numbers and pages in the place of others hide nothing else.
without_changes() { # as many events as are said to be saved without all of their changes
	local said_so
	said_so=$(sed -n 's/^ *\([0-9]*\) events\{0,1\} \(is\|are\) saved without .*/\1/p' said)
	is "${said_so:-0}" "$(sqlite3 new.db \
		'SELECT count(*) FROM deployment WHERE rowid NOT IN (SELECT deployment FROM change)')"
}
same_events() { is "$(all_of new.db | sha256sum)" "$(all_of b.db | sha256sum)"; }
for way in '|= 0x3f' '&= 0xc0'; do
	damage "data[number_of_a_row(two_leaves('deployment')[0])] $way"
	ok "a row with another's number ($way)" rescues 4
	ok "  costs its changes alone" says "  1 event is saved without all of its changes or teams" said
	ok "  and no event" saved 3300
	ok "  nor any other's changes" without_changes
done
for table in deployment change; do
	damage "swap(*two_leaves('$table'))"
	ok "two pages of $table that changed places" rescues 0
	ok "  cost nothing" same_events
done
damage 'first, second = two_leaves("deployment"); data[first] = data[second]'
ok "a page of events over another" rescues 4
ok "  costs what lay there" saved 3100
ok "  and saves no event twice" says "that stand for events saved already" said
damage 'first, second = two_leaves("change"); data[second] = data[first]'
ok "a page of changes over another" rescues 4
ok "  costs no event" saved 3300
ok "  and all that lost changes are counted" without_changes
damage 'swap(root_of("change"), root_of("deployment_by_time"))'
ok "an index in the place of all changes" rescues 4
ok "  costs no event" saved 3300
ok "  and all that lost changes are counted" without_changes
damage 'leaf, _ = two_leaves("change"); data[leaf.start + 2048:leaf.stop] = bytes(2048)'
ok "half a page of changes without a byte" rescues 4
ok "  costs no event" saved 3300
ok "  and all that lost changes are counted" without_changes
damage 'leaf, _ = two_leaves("change"); data[leaf] = bytes(4096)'
ok "a whole page of them" rescues 4
ok "  costs no event" saved 3300
ok "  and all that lost changes are counted" without_changes

# A history that was being written when the disk failed: a log lies beside it.
rm -f d.db* new.db
cp b.db d.db
: > live.out
{
	echo '{"type":"note","team":"crew","at":1800000000,"text":"only in the log"}'
	for _ in {1..200}; do
		grep -q recorded live.out && break
		sleep 0.02
	done
	cp d.db-wal kept-wal
} | "$APLOMB" -v -d d.db record --stdin > live.out
cp b.db d.db
cp kept-wal d.db-wal
printf '%4096s' '' | dd of=d.db conv=notrunc status=none
ok "the first page damaged and a log beside it" gives 0 "$APLOMB" rescue d.db new.db
ok "  what both hold is saved" says "Saved 3301 events in new.db." out
ok "  it is left as it is" cmp -s kept-wal d.db-wal
rm d.db*

# A log that holds 60 transactions more, and what becomes of it.
logged() { # PYTHON: of the log, two frames and more for each transaction
	rm -f d.db* new.db
	cp b.db live.db
	python3 - "$1" << 'PYTHON'
import sqlite3, sys
database = sqlite3.connect("live.db", isolation_level=None)
database.execute("PRAGMA wal_autocheckpoint = 0")
def note(i):
    database.execute("INSERT INTO note (team, at, text) VALUES ('crew', ?, 'logged')", (i,))
for i in range(60):
    note(i)
def log():
    return bytearray(open("live.db-wal", "rb").read())
data = log()
exec(sys.argv[1])
open("d.db", "wb").write(open("live.db", "rb").read())
open("d.db-wal", "wb").write(data)
PYTHON
	cp d.db-wal kept-wal
}
logged ''
ok "a log that is whole" gives 0 "$APLOMB" rescue d.db new.db
ok "  is read" says "Saved 3360 events" out
ok "  and valid" gives 0 "$APLOMB" -d d.db check --deep
logged 'data[len(data) // 2] ^= 1'
ok "a log that is damaged in the middle" gives 4 "$APLOMB" rescue d.db new.db
ok "  is said" says "'d.db-wal' is damaged: what was recorded after that place of it is not saved" err
ok "  and counted" says "what was recorded last" out
ok "  and left as it is" cmp -s kept-wal d.db-wal
ok "  is not valid" gives 4 "$APLOMB" -d d.db check --deep
ok "  which says the way out" says "its log is damaged, and what was recorded after that place"
for at in 0 8 24; do
	logged "data[$at] ^= 1"
	ok "a log whose header is damaged (byte $at)" gives 4 "$APLOMB" rescue d.db new.db
	ok "  is said" says "'d.db-wal' is damaged" err
done
for damage in 'b"#" * 4096' 'b"#"'; do # of the header, nothing or all but a byte
	for byte in 0 24; do
		logged "data[$byte] ^= 1"
		python3 -c "open('d.db', 'r+b').write($damage)"
		ok "its header and the first page of the file ($damage)" gives 4 "$APLOMB" rescue d.db new.db
		ok "  what the file holds is saved" says "Saved 3300 events in new.db." out
		ok "  and that the log was not read is said" says "'d.db-wal' cannot be read" err
		ok "  and counted" says "what was recorded last" out
	done
done
logged 'data[len(data) // 2] ^= 1'
python3 -c "open('d.db', 'r+b').write(bytes(4096))"
ok "its middle and the first page of the file" gives 4 "$APLOMB" rescue d.db new.db
ok "  what was recorded before that place is saved" grep -q '^Saved 33[23]. events' out
ok "  and the rest is said to be lost" says "'d.db-wal' is damaged" err
logged ''
python3 -c "
file = open('d.db', 'r+b')
file.truncate(len(file.read()) - 20 * 4096)"
ok "a file that lost its end, and a log that is whole" gives 4 "$APLOMB" rescue d.db new.db
ok "  what it recorded is saved" is "$(sqlite3 new.db "SELECT count(*) FROM note WHERE text = 'logged'")" 60
logged 'del data[-5000:]'
ok "a log whose end was not written" gives 0 "$APLOMB" rescue d.db new.db
ok "  is an ordinary one" gives 0 "$APLOMB" -d d.db check --deep
logged 'data[-5000] ^= 1'
ok "a transaction that the power cut short" gives 0 "$APLOMB" rescue d.db new.db
logged '
whole = len(data)
database.execute("PRAGMA cache_size = 5")
database.execute("BEGIN")
for i in range(2000):
    note(100 + i)
data = log()
assert len(data) > whole + 10 * 4120'
ok "a transaction without an end" gives 0 "$APLOMB" rescue d.db new.db
ok "  is not in it" says "Saved 3360 events" out
logged '
whole = len(data)
database.execute("PRAGMA wal_checkpoint(RESTART)")
note(100)
data = log()
assert len(data) == whole'
ok "a log that was begun anew over what it held" gives 0 "$APLOMB" rescue d.db new.db
ok "  is whole as well" says "Saved 3361 events" out
for command in "rescue d.db new.db" "check --deep"; do
	logged ''
	truncate -s 1T d.db-wal
	# shellcheck disable=SC2086 # words
	ok "a log of a terabyte of nothing: $command" gives 0 timeout 20 "$APLOMB" -d d.db $command
done
rm -f d.db* live.db*

# Readable pages between damaged ones are found, however many are damaged before them.
python3 -c '
for i in range(6000):
    print("""{"type":"need","team":"crew","asked_at":%d,"id":"n%d","text":"a need%60s"}""" % (1_700_000_000 + i, i, "."))
' > needs.jsonl
rm -f b.db
"$APLOMB" -q -d b.db import events needs.jsonl
damage '
leaves = [n for n in range(1, len(data) // 4096 + 1)
          if data[(n - 1) * 4096] == 13 and b"a need" in data[(n - 1) * 4096:n * 4096]]
damaged = leaves[10:50] + leaves[51:110]
readable = 6000
for n in damaged:
    readable -= int.from_bytes(data[(n - 1) * 4096 + 3:(n - 1) * 4096 + 5], "big")
    page(n)
print(readable)' > readable
ok "many damaged pages, and one between them that is not" rescues 4
ok "  cost only the rows that lay in them" says "Saved $(cat readable) events" said

echo "no database at all, and nothing that one could read" > d.db
ok "what is no database" gives 4 "$APLOMB" rescue d.db none.db
ok "  makes no history" test ! -e none.db

head -c 3000 b.db > little.db
ok "of which nothing is left" gives 4 "$APLOMB" rescue little.db nothing.db
ok "  is not sent round in a circle" says "little.db: nothing of it can be read as a history; put back a copy"
ok "  and nothing is made" test ! -e nothing.db

finish
