#!/usr/bin/env bash
# import events and csv: one transaction, contradictions kept out, what is not valid named.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

db=$work/aplomb.db
aplomb() { "$APLOMB" -d "$db" "$@"; }
jsonl() { aplomb -q events -f jsonl "$@"; }
lines() { jsonl | wc -l; }
from_stdin() {
	local file=$1
	shift
	aplomb "$@" < "$file"
}
from_pipe() {
	local file=$1
	shift
	# shellcheck disable=SC2002 # a pipe is what is tried
	cat "$file" | aplomb "$@"
}

cat > "$work/one.jsonl" << 'LINES'
{"type": "deployment", "service": "ledger", "at": "2026-09-01T10:00:00Z", "id": "L1", "changes": [{"revision": "a", "committed_at": "2026-09-01T08:00:00Z"}]}
{"type": "incident", "service": "ledger", "started_at": "2026-09-02T10:00:00Z", "id": "I1"}
{"type": "update", "service": "gateway", "component": "pkg:npm/x", "version": "2", "released_at": "2026-09-03T00:00:00Z"}
LINES
cat > "$work/later.jsonl" << 'LINES'
{"type": "incident", "service": "ledger", "started_at": "2026-09-02T10:00:00Z", "id": "I1", "restored_at": "2026-09-02T10:21:00Z"}
{"type": "update", "service": "gateway", "component": "pkg:npm/x", "version": "2", "applied_at": "2026-09-05T00:00:00Z"}
{"type": "deployment", "service": "ledger", "at": "2026-09-03T10:00:00Z", "id": "L2"}
LINES

# -- events ---------------------------------------------------------------------------------

ok "a file" gives 0 aplomb import events "$work/one.jsonl"
ok "is added" is "$(cat "$work/err")" "3 added"
ok "nothing on stdout" [ ! -s "$work/out" ]
jsonl > "$work/first"
ok "again" gives 0 aplomb import events "$work/one.jsonl"
ok "is known" is "$(cat "$work/err")" "3 already known"
ok "changes nothing" cmp "$work/first" <(jsonl)
ok "newer facts" gives 0 aplomb import events "$work/later.jsonl"
ok "complete" is "$(cat "$work/err")" "1 added, 2 completed"
jsonl > "$work/both"
ok "the older file again" gives 0 aplomb import events "$work/one.jsonl"
ok "takes nothing back" cmp "$work/both" <(jsonl)
db=$work/turned.db
ok "the other way round" gives 0 aplomb -q import events "$work/later.jsonl" "$work/one.jsonl"
ok "is quiet with -q" [ ! -s "$work/err" ]
ok "gives the same" cmp "$work/both" <(jsonl)
db=$work/stdin.db
ok "stdin" gives 0 from_stdin "$work/one.jsonl" import events
ok "a pipe, as -" gives 0 from_pipe "$work/later.jsonl" import events -
ok "gives the same" cmp "$work/both" <(jsonl)
db=$work/twice.db
ok "stdin twice" gives 2 from_stdin "$work/one.jsonl" import events - -
ok "is refused" says "'-' is stdin, which can be read only once"
ok "as each in its format" gives 2 from_stdin "$work/one.jsonl" import auto - -
db=$work/out.db
ok "what came out" gives 0 from_pipe "$work/both" import events
ok "goes in" cmp "$work/both" <(jsonl)
ok "an empty file" gives 0 aplomb import events /dev/null
ok "is said" says "nothing to import"

# -- what differs ---------------------------------------------------------------------------

db=$work/aplomb.db
cat > "$work/differs.jsonl" << 'LINES'
{"type": "deployment", "service": "ledger", "at": "2026-09-04T10:00:00Z", "id": "L3"}
{"type": "incident", "service": "ledger", "started_at": "2026-09-02T10:00:00Z", "id": "I1", "restored_at": "2026-09-02T11:00:00Z"}
LINES
ok "a value that differs" gives 0 aplomb import events "$work/differs.jsonl"
ok "is kept out, by its line" says "$work/differs.jsonl:2: "
ok "counted" says "1 added, 1 with a value kept out"
ok "and not taken" says '"restored_at": "2026-09-02T10:21:00Z"' <(jsonl --kind incident)
ok "with --replace" gives 0 aplomb import events --replace "$work/differs.jsonl"
ok "is replaced" says "1 replaced, 1 already known"
ok "and taken" says '"restored_at": "2026-09-02T11:00:00Z"' <(jsonl --kind incident)
for i in $(seq 20); do
	echo '{"type": "incident", "service": "ledger", "started_at": "2026-09-02T10:00:00Z", "id": "I1", "restored_at": '"$i}"
done > "$work/many.jsonl"
ok "many that differ" gives 0 aplomb import events "$work/many.jsonl"
ok "are counted" says "20 with a value kept out"
ok "but not all listed" is "$(wc -l < "$work/err")" 6

# -- what is not valid ----------------------------------------------------------------------

jsonl > "$work/before"
{
	head -1 "$work/differs.jsonl" | sed 's/L3/L4/; s/-04T/-05T/'
	echo
	echo '{"type": "deployment", "servce": "ledger", "at": 0}'
	echo '{"type": "deployment", "service": "ledger", "at": "2026-09-06T10:00:00Z", "id": "L5"}'
	echo 'nonsense'
} > "$work/bad.jsonl"
ok "a record that is not valid" gives 4 aplomb import events "$work/one.jsonl" "$work/bad.jsonl"
ok "is named by file and line" says "$work/bad.jsonl:3: 'servce' is not a field of deployment; did you mean 'service'?"
ok "nothing was kept" says "nothing was imported"
ok "indeed" cmp "$work/before" <(jsonl)
ok "from stdin" gives 4 from_pipe "$work/bad.jsonl" import events
ok "by its line" says "stdin:3: "
ok "with --skip-invalid" gives 0 aplomb import events --skip-invalid "$work/bad.jsonl"
ok "they are listed" says "$work/bad.jsonl:3: "
ok "each" says "$work/bad.jsonl:5: this is not valid JSON"
ok "and counted" says "2 added, 2 passed over"
ok "the good are there" is "$(lines)" "$(($(wc -l < "$work/before") + 2))"
ok "a file that is not there" gives 1 aplomb import events "$work/nowhere"
ok "is named" says "$work/nowhere cannot be opened"
printf '%s\n' '{"type": "note", "team": "t", "at": "2026-09-06T10:00", "text": "x"}' > "$work/zone.jsonl"
ok "an instant without a zone" gives 4 aplomb import events "$work/zone.jsonl"
ok "with one to assume" gives 0 aplomb import events --assume-zone America/Chicago "$work/zone.jsonl"
ok "is that zone's" says 2026-09-06T15:00:00Z <(jsonl --kind note)

# -- csv ------------------------------------------------------------------------------------

db=$work/csv.db
printf '\xef\xbb\xbfservice,at,id,changes,url\r\n%s\r\n%s\r\n%s' \
	"ledger,2026-09-01T10:00:00Z,\"a \"\"b\"\", c\",x=2026-09-01T08:00:00Z;y," \
	"ledger,2026-09-02T10:00:00Z,'=1+1,,\"two
lines\"" \
	"gateway,1788300000,g,," > "$work/deployments.csv"
ok "csv" gives 0 aplomb import csv --type deployment "$work/deployments.csv"
ok "is added" is "$(cat "$work/err")" "3 added"
ok "quotes are taken off" says '"id": "a \"b\", c"' <(jsonl)
ok "guards too" says '"id": "=1+1"' <(jsonl)
ok "lists are read" says '"changes": [{"revision": "x", "committed_at": "2026-09-01T08:00:00Z"}, {"revision": "y"}]' <(jsonl)
aplomb events --kind deployment -f csv > "$work/again.csv"
ok "what comes out" gives 0 aplomb import csv --type deployment "$work/again.csv"
ok "goes in" is "$(cat "$work/err")" "3 already known"
ok "a guard is put back" says ",'=1+1," "$work/again.csv"
printf 'service,at\nledger,2026-10-01T00:00:00Z\nledger,soon\nledger,2026-10-02T00:00:00Z,x\n' > "$work/bad.csv"
ok "a row that is not valid" gives 4 aplomb import csv --type deployment "$work/bad.csv"
ok "is named" says "$work/bad.csv:3: at: "
ok "nothing was kept" is "$(lines)" 3
ok "rows may be passed over" gives 0 aplomb import csv --type deployment --skip-invalid "$work/bad.csv"
ok "and are counted" says "1 added, 2 passed over"
printf 'service,att\n' > "$work/header.csv"
ok "a header that is not known" gives 4 aplomb import csv --type deployment "$work/header.csv"
ok "is named" says "$work/header.csv:1: the column 'att' is not a field of deployment; did you mean 'at'?"
printf 'service,at\nx,1\n"y,2\n' > "$work/open.csv"
ok "a quote that is not closed" gives 4 aplomb import csv --type deployment --skip-invalid "$work/open.csv"
ok "is named" says "$work/open.csv:3: "
ok "csv whose header is of one type" gives 0 aplomb import csv "$work/deployments.csv"
ok "needs no --type" says "already known"
ok "a header that tells of none" gives 2 aplomb import csv "$work/header.csv"
ok "asks for it" says "--type T"
ok "a type that is none" gives 2 aplomb import csv --type deploymnt "$work/deployments.csv"
ok "is suggested" says "did you mean 'deployment'?"

# -- coverage -------------------------------------------------------------------------------

db=$work/covered.db
ok "complete until" gives 0 aplomb import events --complete-until 2026-09-30T00:00:00Z "$work/both"
ok "each kind of each service" is "$(jsonl --kind coverage | sort | tr '\n' ' ')" \
	"$(printf '{"type": "coverage", "kind": "%s", "until": "2026-09-30T00:00:00Z", "service": "%s"} ' \
		changes ledger deployments ledger incidents ledger updates gateway)"
ok "an instant that is none" gives 2 aplomb import events --complete-until soon "$work/both"

# -- a dry run ------------------------------------------------------------------------------

db=$work/dry/aplomb.db
mkdir "$work/dry"
ok "a history" gives 0 aplomb -q import events "$work/one.jsonl"
sqlite3 "$db" 'PRAGMA journal_mode = DELETE' > /dev/null
rm -f "$db"-* "$db.lock"
sum=$(sha256sum < "$db")
ok "a dry run" gives 0 aplomb import --dry-run events "$work/later.jsonl"
ok "says what would come" is "$(tr -s ' ' < "$work/out" | tr '\n' ';')" \
	"deployment 1 to add;incident 1 to complete;update 1 to complete;"
ok "changes no byte" is "$(sha256sum < "$db")" "$sum"
ok "leaves nothing beside it" is "$(ls "$work/dry")" aplomb.db
exec 9> "$db.lock"
flock 9
ok "waits for no writer" gives 0 timeout 4 "$APLOMB" -d "$db" import --dry-run events "$work/later.jsonl"
exec 9>&-
db=$work/dry/empty.db
: > "$db"
ok "of an empty file" gives 0 aplomb import --dry-run events "$work/one.jsonl"
ok "leaves it empty" [ ! -s "$db" ]
db=$work/dry/none.db
ok "of no history" gives 0 aplomb import --dry-run events "$work/one.jsonl"
ok "begins none" [ ! -e "$db" ]
db=$work/dry/foreign.db
sqlite3 "$db" 'CREATE TABLE t (x)'
ok "of another's database" gives 4 aplomb import --dry-run events "$work/one.jsonl"

# -- how it is asked for --------------------------------------------------------------------

ok "no format" gives 2 aplomb import
ok "asks for it" says "which format?"
ok "a slip" gives 2 aplomb import event "$work/both"
ok "is suggested" says "did you mean 'events'?"
ok "a slip of a mapped one" gives 2 aplomb import pagerdty
ok "is suggested" says "did you mean 'pagerduty'?"
ok "something else" gives 2 aplomb import xyzxyz
ok "is no format" says "'xyzxyz' is not a format; there are events, csv, git, "
ok "an option of another format" gives 2 aplomb import events --service s "$work/both"
ok "is not expected" says "'--service' is not an option of 'aplomb import events'"
cat > "$work/pages.json" << 'JSON'
{"id": "P1", "incident_number": 1, "created_at": "2026-01-02T03:04:05Z", "status": "triggered",
 "service": {"id": "S", "summary": "ledger"}, "alerts": []}
JSON
ok "another tool's records as events" gives 4 aplomb import events "$work/pages.json"
ok "are named" says "like PagerDuty incidents; try 'aplomb import pagerduty'"
ok "as a table" gives 4 aplomb import csv --type incident "$work/pages.json"
ok "are named" says "$work/pages.json: this does not look like events as CSV but like PagerDuty"
ok "as a table of no type" gives 4 aplomb import csv "$work/pages.json"
ok "are named" says "try 'aplomb import pagerduty'"
ok "as what they hold an empty list of" gives 4 aplomb import alertmanager "$work/pages.json"
ok "are named" says "like PagerDuty incidents; try 'aplomb import pagerduty'"
printf '{"alerts": []}\n' > "$work/empty.json"
ok "an empty answer" gives 0 aplomb import alertmanager "$work/empty.json"
ok "is nothing" says "nothing to import"
printf '{"type": "\033[31m"}\n' > "$work/hostile.jsonl"
printf '{"type": "x\\u001b[31m\\u202e"}\n' > "$work/hostile2.jsonl"
ok "hostile text" gives 4 aplomb import events "$work/hostile.jsonl"
ok "hostile text, escaped" gives 4 aplomb import events "$work/hostile2.jsonl"
ok "is shown, not obeyed" says "<U+001B>[31m<U+202E>"

# -- names that no team has -----------------------------------------------------------------

foreign() { gives 0 "$APLOMB" -t "$work/teams.yaml" -d "$work/names.db" import events "$@"; }
printf 'teams: [{id: a, services: [{id: ledger}]}]\n' > "$work/teams.yaml"
ok "a name that no team has is added" foreign "$work/one.jsonl"
ok "and said" says "'gateway' is no team's service yet; 'aplomb check' says how to adopt it"
ok "once" foreign "$work/one.jsonl"
ok "as nothing of it was added now" is "$(cat "$work/err")" "3 already known"
printf '{"type": "note", "team": "a", "at": "2026-09-05T00:00:00Z", "text": "x"}\n' > "$work/note.jsonl"
printf '{"type": "incident", "service": "%s", "started_at": "2026-09-09T10:00:00Z"}\n' \
	pager ledger 'Shop API' > "$work/several.jsonl"
ok "what has a team and no service" foreign "$work/note.jsonl"
ok "is nothing to say" is "$(cat "$work/err")" "1 added"
ok "of several" foreign "$work/several.jsonl"
ok "the first is named" says "'pager' and others are no team's services yet; 'aplomb check' says how to adopt them"
long=$(printf '%079d' 0)
printf '{"type": "incident", "service": "%sé", "started_at": "2026-09-11T10:00:00Z"}\n' "$long" \
	> "$work/long.jsonl"
ok "a name of more than is shown" foreign "$work/long.jsonl"
ok "ends with a whole character" says "'$long' is no team's service yet"
printf 'teams: [\n' > "$work/teams.yaml"
printf '{"type": "incident", "service": "b", "started_at": "2026-09-10T10:00:00Z"}\n' > "$work/b.jsonl"
ok "a team file that cannot be read" foreign "$work/b.jsonl"
ok "is no matter of importing" is "$(cat "$work/err")" "1 added"

finish
