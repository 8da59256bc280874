#!/usr/bin/env bash
# The manual tells of every file, key, column and word that the program's own tables hold.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
# shellcheck source=tests/support/manual.sh
. "$source_dir/tests/support/manual.sh"

# strings FILE...: what stands between quotes in C, but for comments and includes.
strings_in() {
	grep -vhE '^[[:space:]]*(\*|/\*|#include)' "$@" | sed 's|/\*.*||' |
		grep -oE '"[^"]*"' | tr -d '"'
}
# table NAME FILE: the words of an array.
table() {
	awk -v name="$1" 'index($0, name "[") && /= \{/ { inside = 1 } inside { print } /;/ { inside = 0 }' "$2" |
		sed 's|/\*.*||' | grep -oE '"[^"]+"' | tr -d '"'
}

# -- files --------------------------------------------------------------------------------------

section "$program_page" FILES > "$work/files"
mapfile -t files < <(strings_in src/*/*.[ch] |
	grep -E '^[^ ]*(\.(lock|spool|yaml|json|part|set-aside)|-wal|-shm|-journal|aplomb\.db)$|^(view-|\.aplomb-|/proc/)' |
	sed 's/%[0-9]*[a-z]*//g; s/^\.\././' | sort -u)
ok "the names of files are found" test "${#files[@]}" -ge 12
mapfile -t endings < <(printf '%s\n' "${files[@]}" | grep '^\.[a-z-]*[a-z]$')
mapfile -t names < <(printf '%s\n' "${files[@]}" | grep -v '^\.[a-z-]*[a-z]$')
ok "every file stands in aplomb(1)" each_stands "$work/files" \
	'(^|[^A-Za-z0-9.-])%([^A-Za-z0-9_-]|$)' "${names[@]//./\\.}"
ok "and every ending" each_stands "$work/files" '%([^A-Za-z0-9_-]|$)' "${endings[@]//./\\.}"

# -- keys, screen by screen ---------------------------------------------------------------------

# The table of keys, as the manual puts it: "Screen Ta keys", those that move left out.
keys_by_screen() {
	python3 - ui/keys/keys.h ui/keys/keys.c << 'PYTHON'
import re, sys

header, source = (open(path).read().replace("\\\n", " ") for path in sys.argv[1:])
values = dict(re.findall(r"(KEY_SCREEN_\w+) = ([^,]+?),", header))
values.update(re.findall(r"#define (\w+) (.+)", source))

def mask(expression):
    return eval(re.sub(r"[A-Z_]{3,}\w*", lambda m: str(mask(values[m[0]])), expression))

titles = {
    "All teams": "TEAMS", "typing a filter": "FILTER", "Scorecard": "CARDS",
    "Capacity": "CAPACITY", "Practices": "PRACTICES", "of one team": "PRACTISED",
    "Goals": "GOALS", "What is collected": "COLLECTED", "Then and now": "THEN", "Where to invest next": "INVEST",
    "Champions' meeting": "AGENDA", "Events": "LISTED", "the calendar": "CALENDAR",
    "one event": "RECORD", "Export": "EXPORT", "Add": "ADD", "Commands": "PALETTE",
    "Help": "HELP"}
named = {"INPUT_TAB": "Tab", "INPUT_ENTER": "Enter", "INPUT_ESCAPE": "Esc",
         "INPUT_SPACE": "Space", "INPUT_F1": "F1"}
told = 0
for title, screens in titles.items():
    told |= mask(screens)
    keys = []
    for codes, where in re.findall(r"\{ACTION_(?!CLICK|WHEEL|REDRAW)\w+, \{([^}]+)\}, ([^,]+),",
                                   source):
        if mask(where) & mask(screens):
            keys += [named.get(code, code.strip("'")) for code in codes.split(", ")
                     if code in named or re.fullmatch(r"'[^hjklgG]'", code)]
    print(title, "Ta", " ".join(dict.fromkeys(keys)))
forgotten = [name for name, value in values.items() if name.startswith("KEY_SCREEN_")
             and name not in ("KEY_SCREEN_END", "KEY_SCREEN_GONE", "KEY_SCREEN_TEAMS_NONE")
             and not mask(value) & told]
if forgotten:
    print("a screen without a row:", *forgotten)
PYTHON
}
keys_by_screen > "$work/keys"
section "$program_page" "Keys by screen" | sed -n 's/^\.It Sy //p' | sed 's/\\&//g; s/ Ta Ic / Ta /' > "$work/told"
ok "the keys of each screen are those of its table" diff "$work/told" "$work/keys"

# -- the snapshots ------------------------------------------------------------------------------

"$APLOMB" demo -f csv | head -n 1 | tr -d '\r' | tr ',' '\n' > "$work/columns"
section "$program_page" "THE CSV SNAPSHOT" | sed -n 's/^\.It Li //p' | tr -d ' ' |
	tr ',' '\n' > "$work/told"
ok "the columns of the CSV snapshot are those of the manual" \
	diff <(sort "$work/told") <(sort "$work/columns")

json_keys() { grep -oE '"[a-z0-9_]+":' | tr -d '":' | sort -u; }
history=$(dirname "$APLOMB")/demo/demo.db
"$APLOMB" -q -t data/demo/teams.yaml -d "$history" --as-of 2026-10-01T05:00:00Z agenda -f json \
	> "$work/agenda.json"
mapfile -t keys < <(json_keys < "$work/agenda.json")
ok "the agenda has keys" test "${#keys[@]}" -ge 25
section "$program_page" "THE JSON SNAPSHOT" > "$work/json"
section "$program_page" "THE JSON AGENDA" >> "$work/json"
ok "every key of the JSON agenda stands in aplomb(1)" \
	each_stands "$work/json" '^\.(It )?Li (.* )?%( |$)' "${keys[@]}"
"$APLOMB" demo -f json | cat - "$work/agenda.json" | json_keys > "$work/keys"
mapfile -t told < <(sed -nE 's/^\.It Li //p' "$work/json" | tr -d ' ' | tr ',' '\n' | sort -u)
ok "and the manual tells of no key that there is not" each_stands "$work/keys" '^%$' "${told[@]}"

mapfile -t words < <(
	table reading_state_names src/model/reading.c
	table verdict_names src/model/reading.c
	table evidence_grade_names src/model/reading.c
	table band_names src/model/reading.c
	table invest_mode_names src/model/scorecard.c
	table agenda_origin_names src/scorecard/agenda_make.c
	table agenda_reason_names src/scorecard/agenda_make.c
	sed -n '/^const char \*unit_name/,/^}/p; /^const char \*band_edition_name/,/^}/p' \
		src/export/figure.c | grep -oE '"[^"]+"' | tr -d '"'
	sed -nE 's/.*set_test\(reading, "([a-z_]+)".*/\1/p' src/scorecard/verdict.c)
ok "the words of the snapshots are found" test "${#words[@]}" -ge 30
ok "every one of them stands in aplomb(1)" \
	each_stands "$work/json" '^(\.Dq )?"?%"?( |$)' "${words[@]}"

mapfile -t words < <(
	table states ui/screens/teams_filter.c
	table fields ui/screens/teams_filter.c)
section "$program_page" Filters > "$work/filters"
ok "every word of a filter stands in aplomb(1)" \
	each_stands "$work/filters" '^\.(Li|It Cm) %( |$)' "${words[@]}"

# -- editions of bands --------------------------------------------------------------------------

section "$capacities_page" "DORA'S BANDS" > "$work/bands"
mapfile -t words < <(sed -n '/^const char \*band_edition_name/,/^}/p' src/export/figure.c |
	grep -oE '"[0-9]+"' | tr -d '"')
ok "every edition of the bands has its table in aplomb-capacities(7)" \
	each_stands "$work/bands" '(^|[^0-9])%([^0-9]|$)' "${words[@]}"

# -- what is read of other formats --------------------------------------------------------------

for title in Backstage OpenSLO Sloth Pyrra; do
	format=${title,,}
	# What all have in common stands before the first.
	section "$teams_page" "OTHER FORMATS" | sed '/^\.Ss/,$d' > "$work/formats"
	section "$teams_page" "$title" >> "$work/formats"
	mapfile -t keys < <(strings_in "src/catalog/$format.c" |
		grep -E '^[A-Za-z][A-Za-z./-]+[A-Za-z]$' | sort -u)
	ok "what is read of $format is found" test "${#keys[@]}" -ge 8
	ok "each key and word of $format stands in aplomb-teams(5)" \
		each_stands "$work/formats" '(^|[^A-Za-z])%([^A-Za-z]|$)' "${keys[@]//./\\.}"
done

# -- importing ----------------------------------------------------------------------------------

mapfile -t options < <("$APLOMB" import --help | sed -n '/^Options:/,/^Options of all/p' |
	sed -nE 's/^ +--([a-z-]+) .*/\1/p' | sort -u)
ok "import has options" test "${#options[@]}" -ge 15
cat "$import_page" "$events_page" > "$work/import" # the latter tells of git and csv
ok "each is told of where formats are" \
	each_stands "$work/import" '-%([ ,]|$)' "${options[@]}"

section "$import_page" MAPPINGS > "$work/mappings"
mapfile -t heads < <(sed -n '/^static bool take_pair/,/^}/p' src/intake/map_head.c |
	grep -oE '\{?("[a-z ]+", &|strlen\("[a-z]+"\))' | grep -oE '[a-z ]+"' | tr -d '"' | sort -u)
ok "what a mapping begins with is found" test "${#heads[@]}" -ge 9
ok "each head of a mapping stands in aplomb-import(5)" \
	each_stands "$work/mappings" '^\.It Li "-- %:"' "${heads[@]}"
mapfile -t forms < <(table document_form_names src/intake/documents.c)
ok "each form of documents, too" each_stands "$work/mappings" '^\.Li %( |$)' "${forms[@]}"
finish
