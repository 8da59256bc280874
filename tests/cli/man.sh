#!/usr/bin/env bash
# The manual is lint-clean, forgets nothing that the program knows, and what it shows works.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

# shellcheck source=tests/support/manual.sh
. "$source_dir/tests/support/manual.sh"

sql() { sqlite3 -batch -bail "$@"; }

# -- lint and layout ----------------------------------------------------------------------------

if command -v mandoc > /dev/null; then
	for page in "${pages[@]}"; do
		ok "$page is lint-clean" mandoc -T lint -W warning "$page"
		mandoc -T utf8 "$page" | col -bx > "$work/page"
		ok "$page fits 80 columns" test "$(wc -L < "$work/page")" -le 80
	done
else
	echo "# mandoc is not here: lint skipped"
fi

# The words that a reader meets; literal words of an interface stand in .Li and .Ql.
not_our_words='failures?|violations?|breach|worst|offenders?|non-compliant|N/A|degraded|poor'
ok "the manual keeps to the project's words" \
	test -z "$(grep -nwiE "$not_our_words" "${pages[@]}" | grep -vE ':[0-9]+:\.(Li|Ql) ')"

references_lead_somewhere() {
	local title name lost=0
	while IFS='|' read -r title name; do
		grep -qxE "\.S[hs] $title" "man/$name" && continue
		echo "# there is no section $title in $name"
		lost=1
	done < <(awk '
		/^\.Dq / { title = substr($0, 5); lines = 0 }
		/^\.Xr aplomb/ && title != "" && lines <= 2 { print title "|" $2 "." $3 }
		{ if (++lines > 2) title = "" }' "${pages[@]}")
	return $lost
}
ok "references to sections lead somewhere" references_lead_somewhere

# -- aplomb(1): commands, options, environment, exit status, keys -------------------------------

"$APLOMB" --help > "$work/help"
mapfile -t commands < <(sed -nE 's/^  aplomb ([a-z]+).*/\1/p' "$work/help")
ok "every command stands in aplomb(1)" \
	each_stands "$program_page" '^\.It Nm aplomb Cm %( |$)' "${commands[@]}"

pages_are_named() {
	local page title unnamed=0
	for page in "${pages[@]:1}"; do
		title=$(basename "${page%.*}")
		grep -qF "$title(${page##*.})" "$work/help" && continue
		echo "# --help does not name $title(${page##*.})"
		unnamed=1
	done
	return $unnamed
}
ok "--help names every other page" pages_are_named
ok "within 80 columns" test "$(wc -L < "$work/help")" -le 80

for command in "${commands[@]}"; do "$APLOMB" "$command" --help; done >> "$work/help"
mapfile -t options < <(grep -oE '(^ +|-[a-zA-Z], )--[a-z][a-z-]*' "$work/help" |
	sed 's/.*--//' | sort -u)
section "$program_page" OPTIONS > "$work/options"
ok "every option stands in aplomb(1)" \
	each_stands "$work/options" '^\.It (.* )?Fl -%( |$)' "${options[@]}"
mapfile -t letters < <(sed -nE 's/^  -([a-zA-Z]), --.*/\1/p' "$work/help" | sort -u)
ok "every short option stands in aplomb(1)" \
	each_stands "$work/options" '^\.It Fl %( |$)' "${letters[@]}"

# TZ is set and put back for the C library; it is not for users.
mapfile -t variables < <(grep -rhoE '(getenv\(|is_set\(|xdg_path\(.*)"[A-Z][A-Z_]+"' src ui |
	grep -oE '"[A-Z_]+"' | tr -d '"' | cat - <(grep -ohE 'APLOMB_[A-Z_]+"' src/invocation/options.c |
	tr -d '"') | grep -vxE 'TZ' | sort -u)
ok "every variable of the environment stands in aplomb(1)" \
	each_stands "$program_page" '^\.It (.* )?Ev %( |$)' "${variables[@]}"

mapfile -t statuses < <(sed -nE 's/^\tERROR_[A-Z_]+ = ([0-9]+).*/\1/p' src/base/error.h)
section "$program_page" "EXIT STATUS" > "$work/statuses"
ok "every exit status stands in aplomb(1)" \
	each_stands "$work/statuses" '^\.It %$' "${statuses[@]}"

mapfile -t formats < <(sed -nE 's/^\t\.name = "([a-z]+)",/\1/p' \
	src/intake/{events,csv,git}.c)
ok "every import format of its own stands in aplomb(1)" \
	each_stands "$program_page" '^\.It Cm %$' "${formats[@]}"
mapfile -t formats < <(sed -n 's/^-- map: //p' data/intake/*.sql)
ok "every mapping stands in aplomb-import(5)" \
	each_stands "$import_page" '^\.Ss %$' "${formats[@]}"

section "$program_page" "SCREENS AND KEYS" | grep -E '^\.It (Ic|Sy click)' |
	sed -e 's/\\&//g' -e 's/\\\[<-\]/←/; s/\\\[da\]/↓/; s/\\\[ua\]/↑/; s/\\\[->\]/→/' |
	tr -s ' ,' '\n' > "$work/keys"
keys_are_told() {
	local key lost=0
	while read -r key; do
		grep -qxF -- "$key" "$work/keys" && continue
		echo "# a key that aplomb(1) does not tell of: $key"
		lost=1
	done < <(sed -n '/key_bindings\[\]/,/^};/p' ui/keys/keys.c |
		sed -E "s/INPUT_CONTROL\('(.)'\)/'Ctrl-\1'/" | grep -oE "'[^']+'" | tr -d "'"
		sed -nE "s/.*\{INPUT_[A-Z_]+, \"([^\"]+)\"\}.*/\1/p" ui/keys/keys.c |
			grep -vxF Backspace)
	return $lost
}
ok "every key stands in aplomb(1)" keys_are_told

# -- aplomb-events(5): types, fields, tables ----------------------------------------------------

"$APLOMB" record --help > "$work/help"
mapfile -t types < <(sed -n '/^Types/,$ s/^  \([a-z_]*\)$/\1/p' "$work/help")
ok "every event type stands in aplomb-events(5)" \
	each_stands "$events_page" '^\.Ss %$' "${types[@]}"

# The help's "  --name PLACEHOLDER  words; required" against ".It Sy name Ta kind Ta words".
fields_agree() {
	local type=$1 line name kind bold count=0 lost=0
	section "$events_page" "$type" > "$work/type"
	while read -r line; do
		name=${line#--}
		name=${name%% *}
		bold=''
		[[ $line == *"; required" ]] && bold='Sy '
		case $line in
		"--change REV=T"*) name=changes kind=list ;;
		"--team ID"*) name=teams kind=list ;;
		"--$name TEXT"*) kind=text ;;
		"--$name T "*) kind=instant ;;
		"--$name N"*) kind='(whole|number)' ;;
		"--$name [true|false]"*) kind=boolean ;;
		"--$name WORD"*) kind=word ;;
		*) kind="a kind for $line" ;;
		esac
		count=$((count + 1))
		grep -qE "^\.It $bold$name Ta $kind Ta" "$work/type" && continue
		echo "# not as the program says it: $type $name ($kind, ${bold:-not }required)"
		lost=1
	done < <("$APLOMB" record "$type" --help | sed -nE 's/^  (--[a-z_]+ [A-Z[].*)/\1/p')
	if [ "$count" != "$(grep -c '^\.It .* Ta ' "$work/type")" ] || [ "$count" = 0 ]; then
		echo "# $type has $count fields, the manual another number"
		lost=1
	fi
	return $lost
}
words=0
words_agree() {
	local word lost=0
	section "$events_page" "$1" > "$work/type"
	for word in $("$APLOMB" record "$1" --help | sed -nE 's/.*one of: ([a-z_ ]+).*/\1/p'); do
		words=$((words + 1))
		grep -qE "^\.Cm (.* )?$word( |$)" "$work/type" && continue
		echo "# lacking: the word $word of $1"
		lost=1
	done
	return $lost
}
for type in "${types[@]}"; do
	ok "the fields of $type are those of the program" fields_agree "$type"
	ok "and so are its words" words_agree "$type"
done
ok "words were compared" test "$words" -ge 20

example events.jsonl "$events_page" | awk '/^\{/ && NR > 1 { print "" } { printf "%s", $0 }
	END { print "" }' > "$work/events.jsonl"
example deployment.csv "$events_page" > "$work/deployment.csv"
ok "the example of JSON Lines is taken" \
	gives 0 "$APLOMB" -d "$work/example.db" import events "$work/events.jsonl"
ok "every line of it" says "5 added"
ok "the example of CSV is taken" \
	gives 0 "$APLOMB" -d "$work/csv.db" import csv --type deployment "$work/deployment.csv"
ok "both rows of it" says "2 added"

# Columns as the database itself has them, by the section that describes each table.
columns_stand() {
	local table name is_required bold lost=0
	section "$events_page" "THE DATABASE" > "$work/database"
	while IFS='|' read -r table name is_required; do
		case $table:$name in
		change:* | meeting_team:* | compact_*:* | event:*)
			grep -qE "^\.It (Cm $table|\"\"|Cm) (Ta )?(Cm )?$name Ta" "$work/database" &&
				continue
			;;
		*:rowid) continue ;;
		*)
			bold=''
			[ "$is_required" = 1 ] && [ "$name" != source ] && bold='Sy '
			section "$events_page" "$table" | grep -qE "^\.It $bold$name Ta" && continue
			;;
		esac
		echo "# lacking: column $name of $table"
		lost=1
	done < "$work/columns"
	return $lost
}
if command -v sqlite3 > /dev/null; then
	sql "$work/example.db" "SELECT m.name, p.name, p.\"notnull\"
		FROM sqlite_schema AS m, pragma_table_info(m.name) AS p
		WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%'" \
		> "$work/columns"
	ok "every table has columns to compare" \
		test "$(cut -d'|' -f1 "$work/columns" | sort -u | wc -l)" -gt "${#types[@]}"
	ok "every table and column stands in aplomb-events(5)" columns_stand
	for pragma in application_id user_version; do
		ok "$pragma is what the manual says" grep -qE \
			"(^|[ ,])$(sql "$work/example.db" "PRAGMA $pragma")( |$)" \
			<(section "$events_page" Versions)
	done

	ok "rows of another program are inserted as the manual says" \
		sql "$work/example.db" ".read '|cat'" < <(example rows.sql "$events_page")
	"$APLOMB" -d "$work/example.db" events -f jsonl > "$work/out"
	ok "and read back" says '"id": "4713", "source": "ci", "revision": "77d01aa"' "$work/out"
	for query in last collected weeks changes open pending; do
		example "query-$query.sql" "$events_page" > "$work/query.sql"
		ok "the query '$query' is SQL" test -s "$work/query.sql"
		ok "and runs" sql "$work/example.db" ".read '$work/query.sql'" > "$work/out"
	done
	ok "a row is removed as the manual says" \
		sql "$work/example.db" ".read '|cat'" < <(example mend.sql "$events_page")
	ok "with its changes" test 0 = \
		"$(sql "$work/example.db" "SELECT count(*) FROM change WHERE revision = '77d01aa'")"
	sql "$work/example.db" "INSERT INTO need (team, asked_at, text) VALUES ('paymnets', 5, 'x');
		INSERT INTO meeting (rowid, at) VALUES (99, 5);
		INSERT INTO meeting_team VALUES (99, 'paymnets'), (99, 'payments')"
	ok "a team is renamed as the manual says" \
		sql "$work/example.db" ".read '|cat'" < <(example rename.sql "$events_page")
	ok "everywhere" test 0 = \
		"$(sql "$work/example.db" "SELECT count(*) FROM event WHERE team = 'paymnets' OR
			text LIKE '%paymnets%'")"
else
	echo "# sqlite3 is not here: tables and queries skipped"
fi

# -- aplomb-teams(5): the examples --------------------------------------------------------------

for name in smallest.yaml teams.yaml anchors.yaml mixed.yaml; do
	example "$name" "$teams_page" > "$work/$name"
	ok "the example $name is there" test -s "$work/$name"
	ok "and is valid" gives 0 "$APLOMB" -q -t "$work/$name" check
done
mapfile -t keys < <(sed -nE '/_keys\[\] = \{/,/NULL/ s/"/\n"/gp' src/catalog/{native,services,goals}.c |
	sed -nE 's/^"([a-z_]+)$/\1/p' | sort -u)
ok "every key stands in aplomb-teams(5)" \
	each_stands "$teams_page" '^\.(It )?Cm %( |$)' "${keys[@]}"
ok "and in its complete example" each_stands "$work/teams.yaml" '(^|[^a-z_])%:' \
	"${keys[@]}"
mapfile -t kinds < <(sed -n '/collected_kind_names/,/};/p' src/model/catalog.c |
	grep -oE '"[a-z_]+"' | tr -d '"')
ok "every kind that may be collected stands in aplomb-teams(5)" \
	each_stands "$teams_page" '^\.It Cm %$' "${kinds[@]}"
printf 'teams:\n  - id: a\n    servces: []\n' > "$work/slip.yaml"
ok "the refusal that it shows" gives 4 "$APLOMB" -t "$work/slip.yaml" check
ok "reads as shown" says "slip.yaml:3:5: 'servces' is not a key of a team; did you mean 'services'?"

# -- aplomb-capacities(7): capacities, reasons, figures -----------------------------------------

"$APLOMB" demo -f json > "$work/demo.json"
mapfile -t capacities < <(grep -oE '"id":"[a-z_]+","state"' "$work/demo.json" |
	cut -d'"' -f4 | sort -u)
ok "every capacity stands in aplomb-capacities(7)" \
	each_stands "$capacities_page" '^\.Ss .*: %$' "${capacities[@]}"
ok "in its overview, too" \
	each_stands "$capacities_page" '^\.It Cm % Ta' "${capacities[@]}"
ok "and in aplomb-teams(5), with the form of its goal" \
	each_stands "$teams_page" '^\.It Cm (.* )?%( |$)' "${capacities[@]}"

mapfile -t reasons < <(awk '
	/^static const char \*reason_of/ { inside = 1 }
	inside && /^}/ { inside = 0 }
	(inside && /return "/) || /reason = / || /\? "/' src/capacity/*.c |
	grep -oE '"[^"]+"' | grep -vE '"(one|several) owners?"' | tr -d '"' | sort -u)
ok "the reasons for leaving something out are found" test "${#reasons[@]}" -ge 13
ok "every one of them stands in aplomb-capacities(7)" \
	each_stands "$capacities_page" '^\.Dq %( |$)' "${reasons[@]}"

mapfile -t figures < <(grep -oE '"[a-z0-9_]+":' "$work/demo.json" | tr -d '":' | sort -u)
cat "$program_page" "$capacities_page" > "$work/both"
ok "every key of the JSON snapshot stands in the manual" \
	each_stands "$work/both" '^\.(It )?Li (.* )?%( |$)' "${figures[@]}"

finish
