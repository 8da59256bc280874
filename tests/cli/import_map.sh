#!/usr/bin/env bash
# Mappings: what they read, how they complete, what they may not, and what is said of it.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
aplomb() { "$APLOMB" "$@"; }
jsonl() { aplomb -d "$db" events -f jsonl "$@" 2> /dev/null; }
example() { # as tests/cli/man.sh has it
	awk -v mark=".\\\\\" example: $1" '
		$0 == mark { marked = 1; next }
		marked && /^\.Bd/ { inside = 1; next }
		inside && /^\.Ed/ { exit }
		inside { print }' "$source_dir/man/aplomb-import.5" |
		sed -e "s/\\\\(aq/'/g" -e 's/\\e/\\/g'
}

# -- the manual's example -----------------------------------------------------------------------

example own.json > lines.json
example own.sql > releaser.sql
db=own.db
ok "the manual's example" gives 0 aplomb -d "$db" import --map releaser.sql --dry-run -v lines.json
ok "lists what it would add" says \
	'add {"type": "deployment", "service": "ledger", "at": "2025-09-30T11:40:00Z", "id": "4f2a", "source": "releaser", "outcome": "succeeded", "revision": "4f2a"}' out
ok "counts it" says "deployment   2 to add" out
ok "says what it passes over" says "1 record: it does not say how it ended"
ok "says that it is dry" says "a dry run: nothing was written"
ok "and begins no history" test ! -e "$db"
ok "in earnest" gives 0 aplomb -d "$db" import --map releaser.sql lines.json
ok "it adds them" says "2 added"
ok "twice" gives 0 aplomb -d "$db" import --map releaser.sql lines.json
ok "is once" says "2 already known"
ok "a dry run over a history" gives 0 aplomb -d "$db" import --map releaser.sql --dry-run lines.json
ok "says what it would leave" says "deployment   2 known already" out
ok "of one service" gives 0 aplomb -d other.db import --map releaser.sql --service web --source x \
	--environment staging lines.json
db=other.db
ok "whatever the records say" says '"service": "web", "at": "2025-09-30T11:40:00Z", "id": "4f2a", "source": "x", "outcome": "succeeded", "environment": "staging"' <(jsonl)

# -- forms of documents -------------------------------------------------------------------------

db=forms.db
head='-- map: forms
-- wrapped in: items
SELECT document, 1 AS recognised FROM document;
'
cat > forms.sql <<< "$head SELECT document, 'note' AS type, 't' AS team, body ->> 'at' AS at,
	body ->> 'x' AS text, line AS id FROM document WHERE body ->> 'x' IS NOT NULL"
counts() { # FILE COUNT: so many events come of it
	rm -f "$db"*
	gives 0 aplomb -d "$db" import --map forms.sql "$1" || return 1
	is "$(jsonl | wc -l)" "$2"
}
one='{"at": 10, "x": "a"}' two='{"at": 20, "x": "b ] } \" ,"}'
echo "$one" > f; ok "one document" counts f 1
printf '%s\n%s' "$one" "$two" > f; ok "JSON Lines without the last newline" counts f 2
printf '%s\r\n\r\n%s\r\n' "$one" "$two" > f; ok "JSON Lines with CR LF" counts f 2
printf '\x1e%s\n\x1e%s\n' "$one" "$two" > f; ok "a JSON sequence" counts f 2
printf '[%s,\n%s]' "$one" "$two" > f; ok "a list" counts f 2
printf '[[%s],\n[%s]]' "$one" "$two" > f; ok "a list of lists" counts f 2
printf '[%s][\n%s]\n' "$one" "$two" > f; ok "lists after each other" counts f 2
printf '{"n": {"items": 3}, "items": [%s,\n%s], "more": false}' "$one" "$two" > f
ok "a wrapped list" counts f 2
ok "items keep their lines" is "$(jsonl | grep -o '"id": "[0-9]*"' | tr '\n' ' ')" '"id": "1" "id": "2" '
printf '\xef\xbb\xbf%s' "$one" > f; ok "with a byte order mark" counts f 1
printf '[]' > f; ok "an empty list" counts f 0
printf '' > f; ok "an empty file" counts f 0
refused() { # STATUS-4 TEXT: the file f is refused with it
	rm -f "$db"*
	gives 4 aplomb -d "$db" import --map forms.sql f || return 1
	says "$1"
}
printf '[%s,\n%s' "$one" "$two" > f; ok "a list cut short" refused "f: the list that begins on line 1 is not closed; is the file cut short?"
printf '%s\n{"at": 3' "$one" > f; ok "an object cut short" refused "f: the object that begins on line 2 is not closed"
printf '[%s\n%s]' "$one" "$two" > f; ok "a list without a comma" refused "f: line 2: a comma or ] is expected in the list that begins on line 1"
printf '%s\n\n{"at": nul}\n' "$one" > f; ok "what is no JSON" refused 'f:3: this is not valid JSON: {"at": nul}'
ok "may be passed over" gives 0 aplomb -d "$db" import --skip-invalid --map forms.sql f
ok "and is counted" says "1 added, 1 passed over as not valid"
printf '%s\nstarted at 9:00, all well\n%s\n' "$one" "$two" > f
ok "a line of a log" refused "f:2: this is not JSON: started at 9:00, all well"
ok "may be passed over" gives 0 aplomb -d "$db" import --skip-invalid --map forms.sql f
ok "as one" says "2 added, 1 passed over as not valid"
printf '<?xml version="1.0"?>\n<a>\n{"x": 1}\n</a>\n' > f; ok "XML" refused "f:1: this is not JSON, it looks like XML or HTML"
rm -f "$db"*
ok "may be passed over" gives 0 aplomb -d "$db" import --skip-invalid --map forms.sql f
ok "as one" says "1 passed over as not valid"
printf '{"at": 1, "x": "a\\u0000b"}' > f; ok "a NUL in a text" refused "f:1: there is a NUL"
printf 'x\0y' > f; ok "a NUL byte" refused "f: there is a NUL byte on line 1"
printf '\x1f\x8b\x08' > f; ok "a packed file" refused "f: this is not UTF-8 text; is it packed?"

sed -i '1a -- documents: csv' forms.sql
printf 'at,x,y\r\n10,a,\r\n20,"b,\nc",2\r\n' > f; ok "CSV" counts f 2
printf 'at,x\n10,a\n20\n' > f; ok "a row of another length" refused "f:3: the row has 1 cells, but the header has 2"
sed -i 's/documents: csv/documents: stanzas/' forms.sql
printf 'at: 10\nx: a\n b\n\n\nat: 20\nx: c' > f; ok "stanzas" counts f 2
ok "a value goes on" says '"text": "a\u000a b"' <(jsonl)
printf 'at 10\n' > f; ok "what is no stanza" refused "f: line 1: 'Key: value' is expected"
sed -i 's/documents: stanzas/documents: front-matter/' forms.sql
printf -- '---\nat: "10"\nx: yes # so\n---\nText: x\n' > f; ok "front matter" counts f 1
ok "scalars are texts" says '"text": "yes"' <(jsonl)
printf -- '\xef\xbb\xbf\n---\nat: 10\nx: a\n---\n' > f; ok "front matter behind a mark and a blank line" counts f 1
printf -- '---\nat: 10\n' > open; cp open f; ok "front matter that is open" refused "f:1: the front matter is not closed by a second line of ---"
printf -- '# Title\n' > f; ok "a page without" refused "f:1: the page does not begin with a line of ---"
printf -- '---\nat: 10\n  x: a\n---\n' > f; ok "a page whose YAML is none" refused "f:1: front matter:3:"
printf -- '---\nat: 20\nx: b\n---\n' > page
ok "pages that are not sound" gives 0 aplomb -d "$db" import --skip-invalid --map forms.sql f open page
ok "may be passed over" says "1 added, 2 passed over as not valid"

sed -i 's/documents: front-matter/documents: json csv front-matter/' forms.sql
printf ' \n%s' "$one" > f; ok "of several forms, JSON" counts f 1
printf '\xef\xbb\xbf[%s]' "$one" > f; ok "of several forms, a list" counts f 1
printf '"at",x\n10,a\n' > f; ok "of several forms, CSV" counts f 1
printf '\xef\xbb\xbfat,x\n10,a\n' > f; ok "of several forms, CSV with a mark" counts f 1
printf -- '---\nat: 10\nx: a\n---\n' > f; ok "of several forms, front matter" counts f 1
printf '' > f; ok "of several forms, nothing" counts f 0
sed -i 's/documents: json csv/documents: json cvs/' forms.sql
ok "a form that is none" refused "forms.sql:2: documents are json, csv, front-matter or stanzas"

# -- times --------------------------------------------------------------------------------------

db=times.db
cat > times.sql <<'E2'
-- map: times
SELECT document, 1 AS recognised FROM document;
SELECT document, 'note' AS type, 't' AS team, body ->> 'x' AS text, instant(body ->> 'x') AS at
	FROM document;
E2
reads() { # TEXT INSTANT: instant() takes the text for it
	rm -f "$db"*
	printf '{"x": "%s"}\n' "$1" > f
	gives 0 aplomb -d "$db" import --assume-zone Europe/Berlin --map times.sql f || return 1
	says "\"at\": \"$2\"" <(jsonl)
}
for text in 1619639400 1619639400123 1619639400123456789 "2021-04-28T19:50:00Z" \
	"2021-04-28 21:50:00 +0200" "2021-04-28 21:50:00 +02:00" "2021-04-28 21:50:00+02" \
	"2021-04-28T21:50:00.123+0200" "2021-04-28 19:50:00 UTC" "2021-4-28 21:50" \
	"2021-04-28T14:20:00-0530"; do
	ok "the time $text" reads "$text" 2021-04-28T19:50:00Z
done
printf '{"x": "2021-04-28 21:50:00 +020"}\n' > f
ok "a time with half an offset" gives 4 aplomb -d "$db" import --map times.sql f
ok "is refused as it stands" says "f:1: at: '2021-04-28 21:50:00 +020' is not an instant"
printf '{"x": 1e300}\n' > f
ok "a number beyond all epochs" gives 4 aplomb -d "$db" import --map times.sql f
ok "is no time" says "f:1: at: '1.0e+300' is not an instant"

# -- how large a document, or a mapping, may be --------------------------------------------------

# What claims to be a mapping is read within a limit.
mapping=$'-- map: long\nSELECT document, 1 AS recognised FROM document;\n'
printf '%s%*s' "$mapping" $((1024 * 1024 - ${#mapping})) '' > long.sql
echo '{}' > f
ok "a mapping of 1 MiB" gives 0 aplomb -d "$db" import --map long.sql --dry-run f
echo >> long.sql
ok "a longer one" gives 4 aplomb -d "$db" import --map long.sql --dry-run f
ok "is refused" says "long.sql: the mapping is longer than 1 MiB"
truncate -s 1T long.sql
ok "however long it is" gives 4 timeout 20 "$APLOMB" -d "$db" import --map long.sql --dry-run f
ok "is refused, too" says "long.sql: the mapping is longer than 1 MiB"
rm long.sql

printf -- '-- map: large\n-- largest: 1\nSELECT document, 1 AS recognised FROM document;\n' > large.sql
{ printf '{"x": "'; head -c 1048576 /dev/zero | tr '\0' y; printf '"}\n{"x": 1}\n'; } > f
ok "a document that is too large" gives 4 aplomb -d "$db" import --map large.sql f
ok "is refused" says "f:1: the document is longer than 1 MiB"
sed -i 's/largest: 1/largest: 2/' large.sql
ok "unless the mapping says so" gives 0 aplomb -d "$db" import --map large.sql f
sed -i 's/largest: 2/largest: much/' large.sql
ok "in a number" gives 4 aplomb -d "$db" import --map large.sql f
ok "of MiB" says "large.sql:2: largest: a number of MiB"

# -- what is completed --------------------------------------------------------------------------

db=loops.db
cat > loops.sql <<'E2'
-- map: loops
SELECT document, 1 AS recognised FROM document;
SELECT document, 'incident' AS type, body ->> 'id' AS id, body ->> 's' AS service,
	body ->> 'began' AS started_at, body ->> 'ended' AS restored_at FROM document
	WHERE body ->> 'id' IS NOT NULL;
SELECT document, 'incident' AS type, body ->> 'seen_id' AS id, body ->> 's' AS service,
	body ->> 'by' AS started_by FROM document WHERE body ->> 'seen_id' IS NOT NULL;
SELECT document, 'it is none of its own' AS note, 'incident' AS type, body ->> 'part' AS id,
	body ->> 'ended' AS restored_at FROM document WHERE body ->> 'part' IS NOT NULL;
SELECT document, 'update' AS type, 's' AS service, body ->> 'c' AS component,
	body ->> 'v' AS version, body ->> 'seen' AS applied_by FROM document
	WHERE body ->> 'c' IS NOT NULL;
E2
began='{"id": "1", "s": "web", "began": 100}' ended='{"id": "1", "ended": 900}'
printf '%s\n%s\n' "$ended" "$began" > f
ok "an end before its beginning" gives 0 aplomb -d "$db" import --map loops.sql f
ok "is read after it" says '"started_at": "1970-01-01T00:01:40Z", "id": "1", "source": "loops", "restored_at": "1970-01-01T00:15:00Z"' <(jsonl)
rm -f "$db"*
echo "$ended" > f
ok "an end without a beginning" gives 0 aplomb -d "$db" import --map loops.sql f
ok "is said" says "1 record: incident whose service is known neither here nor in the history"
echo "$began" | aplomb -q -d "$db" import --map loops.sql
ok "an end of what is known" gives 0 aplomb -d "$db" import --map loops.sql f
ok "completes it" says "1 completed"
echo '{"part": "2", "ended": 900}' > f
ok "a note with an end" gives 0 aplomb -d "$db" import --map loops.sql f
ok "says itself why it is nothing" is "$(grep -c record "$work/err")" 1
echo '{"id": "2", "s": "web", "began": 800}' | aplomb -q -d "$db" import --map loops.sql
ok "where it is known" gives 0 aplomb -d "$db" import --map loops.sql f
ok "it is completed" says "1 completed"
ok "and the note is said all the same" says "1 record: it is none of its own"
for seen in 300 200 400; do
	echo "{\"c\": \"zlib\", \"v\": \"1\", \"seen\": $seen}" | aplomb -d "$db" import --map loops.sql 2> /dev/null
done
ok "the earliest sighting counts" says '"applied_at": "1970-01-01T00:03:20Z"' <(jsonl --kind update)
for seen in 300 200 400; do
	echo "{\"seen_id\": \"7\", \"s\": \"web\", \"by\": $seen}"
done > f
while read -r line; do echo "$line" | aplomb -d "$db" import --map loops.sql 2>> f.err; done < f
ok "so does that of an incident" says '"started_at": "1970-01-01T00:03:20Z", "id": "7"' <(jsonl)
echo '{"seen_id": "7", "by": 150}' > f
ok "of which the service is known" gives 0 aplomb -d "$db" import --map loops.sql f
ok "it is earlier still" says '"started_at": "1970-01-01T00:02:30Z", "id": "7"' <(jsonl)
ok "none of them contradicts" is "$(grep -c 'kept out' f.err)" 0

# -- what is known completely -------------------------------------------------------------------

db=covered.db
sed 's/^-- map: loops/&\n-- collects: incidents/' loops.sql > covered.sql
echo "$began" > f
ok "complete until, of one service" gives 0 aplomb -d "$db" import --map covered.sql \
	--complete-until 2026-01-01T00:00:00Z --service quiet /dev/null
ok "is known though nothing happened" says '"kind": "incidents", "until": "2026-01-01T00:00:00Z", "service": "quiet"' <(jsonl)
ok "complete until, of what is read" gives 0 aplomb -d "$db" import --map covered.sql \
	--complete-until 2026-01-01T00:00:00Z f
ok "is known of its service" says '"kind": "incidents", "until": "2026-01-01T00:00:00Z", "service": "web"' <(jsonl)
ok "and of no other" is "$(jsonl --kind coverage | wc -l)" 2

# -- what is refused, what was released ---------------------------------------------------------

db=releases.db
cat > releases.sql <<'E2'
-- map: releases
-- takes: --releases
SELECT document, 1 AS recognised FROM document;
SELECT document, 'it has no c' AS refused FROM document WHERE body ->> 'c' IS NULL;
SELECT document, NULL AS note FROM document;
SELECT document, 'update' AS type, 's' AS service, component, version, released_at, security
FROM document JOIN release ON component = body ->> 'c';
E2
printf '{"c": "zlib"}\n{"x": 1}\n' > f
ok "a document that the mapping refuses" gives 4 aplomb -d "$db" import --map releases.sql f
ok "is said with its line" says "f:2: it has no c"
echo '{"c": "zlib"}' > f
ok "nothing but a document that was read" gives 0 aplomb -d "$db" import --map releases.sql f
ok "is no remark" is "$(grep -c record err)" 0
for name in component package name; do
	printf '%s,version,released_at,security\nzlib,1,1970-01-01T00:00:30Z,\nzlib,1,,true\nzlib,,10,\n' \
		"$name" > known.csv
	rm -f "$db"*
	ok "releases by $name" gives 0 aplomb -d "$db" import --map releases.sql --releases known.csv f
	ok "are known" is "$(jsonl)" '{"type": "update", "service": "s", "component": "zlib", "version": "1", "released_at": "1970-01-01T00:00:30Z", "security": true, "source": "releases"}'
done

# -- tables of JSON -----------------------------------------------------------------------------

db=tree.db
echo '{"a": [1, {"b": 2}]}' > f
for tree in each tree; do
	printf -- '-- map: tree\nSELECT document, 1 AS recognised FROM document;
SELECT document, (SELECT group_concat(t.fullkey) FROM json_%s(body) AS t) AS note FROM document;\n' \
		$tree > tree.sql
	ok "json_$tree in a mapping" gives 0 aplomb -d "$db" import --map tree.sql --dry-run f
done
ok "  which is whole" says '$,$.a,$.a[0],$.a[1],$.a[1].b'

# -- what a mapping may not ---------------------------------------------------------------------

forbidden() { # SQL TEXT: a mapping that holds the SQL is refused with the text
	printf -- '-- map: x\n\n%s\n' "$1" > bad.sql
	gives 4 aplomb -d no.db import --map bad.sql lines.json || return 1
	says "${2:-bad.sql:3: a mapping may select from}"
}
for sql in "ATTACH 'x.db' AS x" "PRAGMA user_version" "CREATE TABLE x (y)" "DROP TABLE document" \
	"INSERT INTO document VALUES (9, 'f', 1, '')" "DELETE FROM document" "VACUUM INTO 'x.db'" \
	"CREATE TEMP TABLE x (y)" "SELECT name FROM sqlite_schema" "SELECT load_extension('x')" \
	"SELECT date('now')" "SELECT random()" "SELECT CURRENT_TIMESTAMP" "SELECT readfile('/etc/passwd')" \
	"SELECT * FROM pragma_database_list" "BEGIN" "CREATE VIRTUAL TABLE x USING fts5(y)" \
	"UPDATE sqlite_temp_master SET sql = ''" "SELECT sqlite_version()"; do
	ok "no mapping: $sql" forbidden "$sql" "bad.sql:3: "
done
ok "no mapping: behind a view" forbidden "SELECT document, 1 AS recognised FROM document;
CREATE TEMP VIEW seen AS SELECT document, load_extension('x') AS x FROM document;
SELECT document, x AS note FROM seen" "bad.sql:4: a mapping may select from"
ok "SQL that is none behind a view" forbidden "SELECT document, 1 AS recognised FROM document;
CREATE TEMP VIEW seen AS SELECT document FROM document;
SELECT document, x AS note FROM seen" "bad.sql:5: no such column: x"
ok "no file came of it" test ! -e x.db
ok "SQL that is none" forbidden "SELEKT 1" 'bad.sql:3: near "SELEKT": syntax error'
ok "a column that is no field" forbidden "SELECT document, 1 AS recognised FROM document;
SELECT document, 'incident' AS type, 'x' AS servce FROM document" \
	"lines.json:1: the mapping's column 'servce' is not a field of incident; did you mean 'service'?"
ok "a type that is none" forbidden "SELECT document, 1 AS recognised FROM document;
SELECT document, 'incdent' AS type FROM document" "'incdent' is not a type of event"
ok "no recognition" forbidden "SELECT document, 'x' AS note FROM document" \
	"bad.sql: one statement must say 'recognised'"
ok "a parameter that there is not" forbidden "SELECT document, 1 AS recognised FROM document;
SELECT document, :x AS note FROM document" "there is no parameter ':x'"
printf -- "-- map: x\n-- takes: --threshold\nSELECT document, 1 AS recognised FROM document;\n" > takes.sql
ok "a threshold" gives 0 aplomb import --dry-run --map takes.sql --threshold -1.5e1 lines.json
ok "is a number" gives 2 aplomb import --dry-run --map takes.sql --threshold 7x lines.json
ok "or is refused" says "--threshold: '7x' is not a number"
echo "SELECT 1" > bad.sql
ok "no head" gives 4 aplomb import --map bad.sql lines.json
ok "is said" says "bad.sql:1: a mapping begins with '-- map: NAME'"
ok "no mapping at all" gives 1 aplomb import --map none.sql lines.json

# -- a file of something else -----------------------------------------------------------------------

db=other_file.db
printf '{"y": 1}\n{"y": 2}\n' > y.json
printf '[]x' > broken.json
ok "a file of something else" gives 4 aplomb -d "$db" import --map releaser.sql y.json lines.json
ok "is refused as a whole" says "y.json: this does not look like lines of our releaser"
ok "or passed over" gives 0 aplomb -d "$db" import --skip-invalid --map releaser.sql y.json broken.json lines.json
ok "as one" says "2 added, 2 passed over as not valid"
ok "and nothing of it is a remark" is "$(grep -c "nothing that is counted" err)" 0

# -- which format -------------------------------------------------------------------------------

printf '{"type": "note", "team": "t", "at": 10, "text": "x"}\n' > events.jsonl
printf 'team,asked_at,text\nt,20,y\n' > needs.csv
db=auto.db
ok "auto" gives 0 aplomb -d "$db" import auto events.jsonl needs.csv
ok "finds events" says "events.jsonl: events"
ok "finds csv" says "needs.csv: csv"
ok "and reads both" is "$(jsonl | wc -l)" 2
echo hello > text
ok "what is none" gives 4 aplomb -d "$db" import auto events.jsonl text
ok "is said" says "text: this looks like no one format"
ok "or is passed over" gives 0 aplomb -d skipped.db import auto --skip-invalid text events.jsonl
ok "with its reason" says "text: this looks like no one format"
ok "and counted" says "1 added, 1 passed over as not valid"
ok "auto without files" gives 2 aplomb import auto

finish
