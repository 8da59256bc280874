#!/usr/bin/env bash
# What others planted in a history is shown safely, or refused with its place; never obeyed.
# shellcheck disable=SC2154,SC2317 # of check.sh; functions are called through ok
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
cd "$work" || exit 1
size=${APLOMB_TEST_TEXT_BYTES:-20000000}
patience=${UNDER_VALGRIND:+10}5 # seconds

cat > teams.yaml << 'YAML'
teams:
  - id: payments
    services: [{id: ledger, slos: [{id: availability, target: 99%}]}]
YAML
record() { "$APLOMB" -q -d "$1" record "${@:2}"; }
record plain.db deployment --service ledger --at 2026-09-01T10:00:00Z --id d1 --revision r1 > /dev/null
record plain.db slo_sample --service ledger --slo availability --at 2026-09-01T00:00:00Z \
	--good 9 --total 10 > /dev/null
record plain.db note --team payments --at 2026-09-02T00:00:00Z --text "pairing" > /dev/null

# planted SQL: a copy of the history, planted.db, after somebody ran that on it.
planted() {
	rm -rf planted.db*
	cp plain.db planted.db
	sqlite3 -batch planted.db "$1" > /dev/null || echo "# not planted: $1"
}
in_schema() { # NAME FROM TO: the object's text, changed behind SQLite's back
	planted "PRAGMA writable_schema = ON;
		UPDATE sqlite_schema SET sql = replace(sql, '$2', '$3') WHERE name = '$1'"
}
reads() { gives "$1" timeout "$patience" "$APLOMB" -q --as-of 2026-10-01 -d planted.db "${@:2}"; }
exports() { reads "$1" export -f json; }
writes() {
	gives "$1" timeout "$patience" "$APLOMB" -q -d planted.db record incident --service ledger \
		--started_at 2026-09-03T00:00:00Z
}
exports_or_says() { "$APLOMB" -q -d planted.db export -f json > out 2> err || says "$1"; }
differ() { [ "$1" != "$2" ]; }
are_29_and_31() { [[ "$1" == *29* && "$2" == *31* ]]; }
rows() { sqlite3 -batch planted.db "SELECT count(*) FROM \"$1\""; }
no_controls() { ! LC_ALL=C grep -q $'[\001-\010\013\014\016-\037\177]' out err; }

# -- triggers -----------------------------------------------------------------------------------

planted "CREATE TABLE loot (x); CREATE TRIGGER greedy AFTER INSERT ON incident BEGIN
	INSERT INTO loot VALUES (NEW.service); END"
ok "a trigger that writes: reading takes no notice" exports 0
ok "  recording refuses it, and the event waits" writes 75
ok "  by its name, with the way out" says "planted.db: has a trigger 'greedy' that is not aplomb's"
ok "  and it did not run" is "$(rows loot) $(rows incident)" "0 0"
ok "  'check --deep' finds it" reads 4 check --deep
ok "  by its name" says "'greedy'"
sqlite3 planted.db "DROP TRIGGER greedy"
ok "  taken off, recording goes on" writes 0
ok "  with what waited" is "$(rows incident)" 1

planted "CREATE TRIGGER greedy BEFORE DELETE ON note BEGIN SELECT load_extension('x'); END"
ok "a trigger that loads code" writes 75
planted "CREATE TABLE own (x); CREATE VIEW seen AS SELECT x FROM own;
	CREATE TRIGGER odd INSTEAD OF INSERT ON seen BEGIN DELETE FROM deployment; END"
ok "a trigger on a view of one's own" writes 75
planted "DROP TRIGGER deployment_after_INSERT; CREATE TRIGGER deployment_after_INSERT
	AFTER INSERT ON deployment BEGIN DELETE FROM note; END"
ok "a trigger that goes by the name of one of ours" writes 75
ok "  keeps its name in the refusal" says "'deployment_after_INSERT'"
planted "CREATE TRIGGER calm AFTER INSERT ON incident BEGIN DELETE FROM note; END;
	PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'index',
	sql = 'create/**/trigger' || substr(sql, 15) WHERE name = 'calm'"
ok "a trigger that says to be an index" writes 75
ok "  and did not run" bash -c '! grep -q "^Recorded" out'

# SQLite takes a byte order mark before a word for a space.
mark=$(printf '\xef\xbb\xbf')
for create in "CREATE ${mark}TRIGGER" "CREATE $mark/**/$mark TRIGGER"; do
	planted "CREATE TRIGGER marked AFTER INSERT ON incident BEGIN DELETE FROM deployment; END;
		PRAGMA writable_schema = ON; UPDATE sqlite_schema
		SET sql = replace(sql, 'CREATE TRIGGER', '$create') WHERE name = 'marked'"
	ok "a trigger behind a byte order mark" writes 75
	ok "  did not run" is "$(rows deployment)" 1
	ok "  is found by 'check --deep'" reads 4 check --deep
	ok "  by its name" says "'marked'"
done
planted "CREATE INDEX odd ON note (text); PRAGMA writable_schema = ON;
	UPDATE sqlite_schema SET sql = 'CREATE SOMETHING odd' WHERE name = 'odd'"
ok "what nobody knows" gives 75 timeout "$patience" "$APLOMB" -q -d planted.db record note --team payments \
	--at 2026-09-03T00:00:00Z --text odd

# A trigger that comes while a recorder runs.
planted ""
{
	echo '{"type":"note","team":"payments","at":1,"text":"before"}'
	sleep ${UNDER_VALGRIND:+1}0.3
	sqlite3 -batch -cmd ".timeout 5000" planted.db "CREATE TRIGGER late AFTER INSERT ON note BEGIN DELETE FROM deployment; END"
	echo '{"type":"note","team":"payments","at":2,"text":"after"}'
} | gives 75 "$APLOMB" -q -d planted.db record --stdin
ok "a trigger that comes while recording goes on" says "'late'"
ok "  did not run" is "$(rows deployment) $(rows note)" "1 2"

# -- what stands where files belong that are opened with it ----------------------------------------

planted "PRAGMA wal_checkpoint(TRUNCATE)"
rm -f planted.db-wal planted.db-shm planted.db.lock
put_fifo() { mkfifo "$1"; }
put_directory() { mkdir "$1"; }
put_link() { mkfifo fifo; ln -s fifo "$1"; }
put_device() { ln -s /dev/zero "$1"; }
for ending in -journal -wal -shm; do
	for what in fifo directory link device; do
		"put_$what" "planted.db$ending"
		ok "a $what as planted.db$ending: a reader refuses" reads 1 events
		ok "  by its name, with the way out" says "'planted.db$ending' is not a file, and SQLite would open it with the history; remove it"
		ok "  where scorecards are made, too" reads 1 show
		ok "  and a writer, and the event waits" writes 75
		rm -r "planted.db$ending" planted.db.spool
		rm -f fifo
	done
done
ln -s planted.db linked.db
mkfifo planted.db-wal
ok "beside what a link leads to" gives 1 timeout "$patience" "$APLOMB" -q -d linked.db events
ok "  it is named by the link" says "linked.db"
rm planted.db-wal linked.db
rm -f planted.db.lock
for what in fifo directory link; do
	"put_$what" planted.db.lock
	ok "a $what as the lock: the event waits" writes 75
	ok "  and it is named" says "planted.db.lock: "
	ok "  with the way out" says " where the writers' lock belongs; remove it"
	ok "  while one reads on" reads 0 events
	rm -r planted.db.lock
	rm -f fifo
done
ok "taken away, it is recorded" writes 0

# A journal of an interrupted write that spanned several files: SQLite deletes the one it names.
plant_journal() { # NAMED: beside planted.db
	python3 -B - planted.db "$1" << 'PYTHON'
import struct
import sys

history, named = sys.argv[1], sys.argv[2].encode()
magic = bytes([0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7])
with open(history, "rb") as file:
    content = file.read()
size = int.from_bytes(content[16:18], "big")
head = magic + struct.pack(">IIIII", 0, 1, len(content) // size, 512, size)
tail = struct.pack(">I", 2**30 // size + 1) + named + struct.pack(">II", len(named), sum(named))
with open(history + "-journal", "wb") as file:
    file.write(head.ljust(512, b"\0") + tail + magic)
PYTHON
}
planted "PRAGMA journal_mode = DELETE"
echo "Dear diary" > diary.txt
plant_journal diary.txt
ok "a journal that names another file: a reader does not undo it" reads 1 events
ok "  and says what does" says "planted.db: an interrupted write must be undone first, which the next to record does; 'aplomb check --mend' does it at once"
ok "  a writer undoes it and records" writes 0
ok "  the event" is "$(rows incident)" 1
ok "  and the file is there" grep -q "Dear diary" diary.txt
ok "  while the journal is not" test ! -e planted.db-journal
plant_again() {
	planted "PRAGMA journal_mode = DELETE"
	plant_journal "$1"
}
plant_again diary.txt
ok "'check --mend' undoes it, too" reads 0 check --mend
ok "  and the file is there" grep -q "Dear diary" diary.txt
ok "  while the journal is not" test ! -e planted.db-journal
cp plain.db other.db
echo log > other.db-wal
plant_again other.db-wal
ok "another history's log that is named" writes 0
ok "  is there" test -e other.db-wal
mkfifo named.fifo
plant_again named.fifo
ok "a pipe that is named" writes 0
ok "  is there, and not waited for" test -p named.fifo
plant_again no-such-file.txt
ok "where it names none there is nothing to undo" writes 0

# -- tables that are others ----------------------------------------------------------------------

refused() { # WHAT NAME: readers and writers refuse it, naming the table
	ok "$1: a reader refuses" reads 4 events
	ok "  with its name" says "'$2' is not as aplomb makes it"
	ok "  a writer, too, and the event waits" writes 75
}
planted "DROP TABLE note; CREATE VIEW note AS WITH RECURSIVE endless (x) AS
	(SELECT 1 UNION ALL SELECT x FROM endless) SELECT x AS rowid, 'payments' AS team FROM endless"
refused "a view in a table's place" note
planted "ALTER TABLE note ADD COLUMN more TEXT AS (hex(zeroblob(1000000))) VIRTUAL"
refused "a generated column" note
in_schema deployment 'service TEXT NOT NULL' 'service TEXT COLLATE NOCASE NOT NULL'
refused "another collation" deployment
in_schema slo_sample 'STRICT' ''
refused "a table that takes any type" slo_sample
planted "DROP TABLE walkaround; CREATE VIRTUAL TABLE walkaround USING fts5(team, at, id, source, title)"
refused "a virtual table" walkaround
planted "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'other' WHERE name = 'note'"
ok "a table that another name stands beside" reads 4 events

planted "CREATE TABLE mine (x); CREATE VIEW seen AS SELECT * FROM deployment;
	CREATE INDEX by_url ON deployment (url)"
ok "tables, views and indices of one's own are left alone" exports 0
ok "  by writers" writes 0
ok "  and by 'check --deep', which counts them" reads 0 check --deep
ok "  in its account" says "left alone: 3 of your own" out
planted "CREATE TABLE mine (x REFERENCES note (rowid) ON DELETE CASCADE)"
ok "a table of one's own that refers to ours is left alone" writes 0
ok "  by 'check --deep', too" reads 0 check --deep
planted "CREATE TABLE mine (x REFERENCES incident (url))"
ok "one that refers to what tells no rows apart" writes 75
ok "  is named" says 'planted.db: not as a history of schema 4 should be: foreign key mismatch - "mine" referencing "incident"'
ok "  by 'check --deep', too" reads 4 check --deep
ok "  once" is "$(grep -c '"mine"' err)" 1
sqlite3 planted.db "DROP TABLE mine"
ok "  taken off, what waited is recorded" writes 0
harmful() { # WHAT NAME: an index of others that writing would run, or be refused by
	ok "$1: reading takes no notice" exports 0
	ok "  recording refuses it, and the event waits" writes 75
	ok "  by its name" says "planted.db: has an index '$2' that is not aplomb's and is unique, partial or on an expression"
	ok "  with the way out" says "Take it off with 'DROP INDEX' in an SQLite tool; the event waits"
	ok "  'check' finds it and does not run it" reads 4 check
	ok "  by its name" says "'$2'"
	ok "  once, with '--deep' as well" reads 4 check --deep
	ok "  by its name" is "$(grep -c "'$2'" err)" 1
	sqlite3 planted.db "DROP INDEX $2"
	ok "  taken off, what waited is recorded" writes 0
	ok "  and nothing is set aside" is "$(ls planted.db.spool) $(rows incident)" " 1"
}
planted "CREATE UNIQUE INDEX one_incident ON incident (service)"
harmful "a unique index that could keep events out" one_incident
planted "CREATE INDEX slow ON deployment (length(printf('%.*c', 3000000, 'x')))"
harmful "an index on what takes long" slow
planted "CREATE INDEX partial ON incident (title) WHERE length(printf('%.*c', 3000000, 'x')) > 1"
harmful "an index on some rows" partial
planted "CREATE TABLE mine (x); CREATE UNIQUE INDEX of_mine ON mine (x + 1) WHERE x > 1"
ok "indices on a table of one's own are left alone" writes 0
ok "  by 'check --deep', too" reads 0 check --deep
planted "CREATE UNIQUE INDEX one_note ON note (team); PRAGMA writable_schema = ON;
	UPDATE sqlite_schema SET sql = replace(sql, 'CREATE ', 'CREATE $mark') WHERE name = 'one_note'"
ok "  behind a byte order mark as well" reads 4 check --deep
ok "  by its name" says "'one_note'"

# -- values -------------------------------------------------------------------------------------

# a text of bytes that nobody typed
planted "UPDATE note SET text = CAST(x'41001b5b33316d' AS TEXT)"
ok "a NUL" reads 4 events
ok "  has its place" says "planted.db: table 'note', row 1, column 'text': a text with a NUL in it"
planted "UPDATE note SET text = CAST(x'41ff' AS TEXT)"
ok "invalid UTF-8" reads 4 events
ok "  has its place" says "column 'text': a text that is not valid UTF-8"
ok "  and none where charts are made" reads 4 show payments lead_time
planted "UPDATE note SET text = char(27) || ']0;title' || char(7) || char(155) || '31m' || char(8238)"
ok "controls are shown" reads 0 events
ok "  and not obeyed" no_controls
ok "  in exports, too" reads 0 events -f jsonl
ok "  either" no_controls
planted "UPDATE note SET text = printf('%.*c', $size, 'x')"
ok "a text of 20 MB" reads 4 events
ok "  is refused with its place" says "table 'note', row 1, column 'text': a text of more than 64 KiB"
ok "  by a check as well" reads 4 check
planted "UPDATE deployment SET service = printf('%.*c', $size, 'x')"
ok "a service of 20 MB" reads 4 events
ok "  is no service of theirs where scorecards are made" exports 0
planted "PRAGMA ignore_check_constraints = ON; UPDATE slo_sample SET good = 9e999, total = 9e999"
ok "infinity" reads 4 events
ok "  has its place" says "column 'good': not a finite number"

deploys() {
	gives "$1" timeout "$patience" "$APLOMB" -q -d planted.db record deployment --service ledger \
		--at 2026-09-03T00:00:00Z --id d2
}
numbered() { # WHAT SQL: no other deployment can have a row
	planted "$2"
	ok "$1: reading takes no notice" reads 0 events
	ok "  the next event waits" deploys 75
	ok "  for what is said" says "planted.db: table 'deployment' has given its last row number, so it can take nothing more"
	ok "  with the way out" says "save its events in a new history with 'aplomb rescue'"
	ok "  'check' finds it" reads 4 check
	ok "  and says the same" says "table 'deployment' has given its last row number"
	rm -rf saved.db*
	ok "  rescued" gives 0 "$APLOMB" -q rescue planted.db saved.db
	rm -f planted.db planted.db-* && mv saved.db planted.db
	ok "  it takes the next, and what waits" deploys 0
	ok "  with what there was" is "$(rows deployment)" 2
}
last=9223372036854775807
numbered "the last number in SQLite's count" "UPDATE sqlite_sequence SET seq = $last"
numbered "one beyond it" "UPDATE sqlite_sequence SET seq = 1e300"
numbered "a row of the last number" "INSERT INTO deployment (rowid, service, at) VALUES ($last, 'ledger', 1);
	DELETE FROM deployment WHERE at <> 1; UPDATE sqlite_sequence SET seq = 1"

at() { # AT: a deployment at an instant that an integer says
	planted "PRAGMA ignore_check_constraints = ON; UPDATE deployment SET at = $1"
}
for at in -1 253402300800 9223372036854775807 -9223372036854775808; do
	at "$at"
	ok "an instant beyond the bounds, $at" reads 4 events
	ok "  has its place" says "table 'deployment', row 1, column 'at': not an instant"
	ok "  in a check" reads 4 check
	ok "  and in scorecards, if they read it" exports_or_says "not an instant"
done
for at in 0 253402300799; do
	at "$at"
	ok "an instant at a bound, $at" reads 0 events -f jsonl
	ok "  is exported" exports 0
done
reads 0 events -f jsonl
ok "  and said" says 9999-12-31T23:59:59Z out
at 951782400
ok "a leap day" reads 0 events -f jsonl
ok "  is one" says '"2000-02-29T00:00:00Z"' out
ok "a leap day that never was" gives 2 "$APLOMB" -q -d planted.db --as-of 1900-02-29 show
ok "  nor this one" gives 2 "$APLOMB" -q -d planted.db --as-of 2026-02-29 show

# -- zones: days that begin at odd times, twice, or not at all -------------------------------------

day_of() { # ZONE INSTANT: the local day that events stand under
	printf 'timezone: %s\nteams: [{id: payments, services: [{id: ledger}]}]\n' "$1" > zone.yaml
	rm -f day.db*
	record day.db deployment --service ledger --at "$2" > /dev/null
	"$APLOMB" -q -t zone.yaml -d day.db --as-of "$2" export -f json > /dev/null || return 1
	"$APLOMB" -q -t zone.yaml -d day.db events | head -1
}
ok "Kathmandu, 5:45 ahead" is "$(day_of Asia/Kathmandu 2026-03-01T18:15:00Z)" \
	"$(day_of Asia/Kathmandu 2026-03-02T18:14:59Z)"
ok "Lord Howe, whose clocks move half an hour" is "$(day_of Australia/Lord_Howe 2026-04-04T13:00:00Z)" \
	"$(day_of Australia/Lord_Howe 2026-04-05T13:29:59Z)"
ok "  and back" is "$(day_of Australia/Lord_Howe 2026-10-03T13:30:00Z)" \
	"$(day_of Australia/Lord_Howe 2026-10-04T12:59:59Z)"
ok "Apia, which left out 30 December 2011" differ \
	"$(day_of Pacific/Apia 2011-12-30T09:59:59Z)" "$(day_of Pacific/Apia 2011-12-30T10:00:00Z)"
ok "  the day after the 29th is the 31st" are_29_and_31 \
	"$(day_of Pacific/Apia 2011-12-30T09:59:59Z)" "$(day_of Pacific/Apia 2011-12-30T10:00:00Z)"
ok "Sao Paulo, where midnight was skipped" is "$(day_of America/Sao_Paulo 2018-11-04T03:00:00Z)" \
	"$(day_of America/Sao_Paulo 2018-11-05T01:59:59Z)"

mkfifo pipe
mkdir -p zones/Europe
mkfifo zones/Europe/Berlin
printf 'timezone: Europe/Berlin\nteams: [{id: payments, services: [{id: ledger}]}]\n' > zone.yaml
ok "a pipe that TZ names is not opened" gives 0 env TZ=":$work/pipe" \
	timeout "$patience" "$APLOMB" -q -t zone.yaml -d plain.db check
ok "one in the database of zones" gives 4 env TZDIR="$work/zones" \
	timeout "$patience" "$APLOMB" -q -t zone.yaml -d plain.db check
ok "  is no zone" says "'Europe/Berlin' is not a time zone that this system knows"

finish
