#!/usr/bin/env bash
# No text that the demo shows says a word that the product refuses: every export, every
# scorecard, every "why", then and now, every agenda, plain or not.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

demo() { "$APLOMB" demo "$@"; }
refused='fail(ed|ure|ures|s)?|violat[a-z]*|breach[a-z]*|bad|worst|worse|offenders?|improved?|degraded?|poor|alerts?|non-compliant|compliant|N/A|missing|nan|null|red|amber|rank(ed|ing)?|score|league|grade[ds]?|blame[ds]?|mistakes?'

# Titles of events and names of packages are not ours.
words_of() { # FILE
	sed 's/pkg:[^ ,:]*//g; /<style>/,/<\/style>/d; /<div class="behind">/,/<\/details>/d' "$1" |
		grep -nwiE "$refused"
}
says_no_refused_word() { # ARGUMENT...: what the demo prints for them
	demo "$@" > "$work/said" 2> "$work/err" || return 1
	! words_of "$work/said" > "$work/found" || { head -5 "$work/found"; return 1; }
}

demo -f json > "$work/snapshot.json"
mapfile -t teams < <(python3 -c 'import json, sys
print(*[t["id"] for t in json.load(open(sys.argv[1]))["teams"]], sep="\n")' "$work/snapshot.json")
mapfile -t capacities < <(python3 -c 'import json, sys
print(*[c["id"] for c in json.load(open(sys.argv[1]))["teams"][0]["capacities"]], sep="\n")' \
	"$work/snapshot.json")
ok "the demo has teams and capacities" test "${#teams[@]}" -gt 10 -a "${#capacities[@]}" -gt 5

for format in text markdown html; do
	ok "$format" says_no_refused_word -f "$format"
done
ok "plain" says_no_refused_word -f text --plain
ok "all teams" says_no_refused_word -o -
ok "all teams, plain" says_no_refused_word -o - --plain
agenda() { # OPTION...: what to talk about, of the demo's own files
	"$APLOMB" -q -t "$source_dir/data/demo/teams.yaml" -d "$(dirname "$APLOMB")/demo/demo.db" \
		--as-of 2026-10-01T05:00:00Z agenda "$@" > "$work/said" || return 1
	grep -q Payments "$work/said" || return 1
	sed -i 's/:null\>//g' "$work/said" # no word, in JSON
	! words_of "$work/said" > "$work/found" || { head -5 "$work/found"; return 1; }
}
for options in "-f text" "-f markdown" "-f json" "--plain" "--ascii" "--since 2025-10-01"; do
	# shellcheck disable=SC2086 # several words
	ok "agenda $options" agenda $options
done
for team in "${teams[@]}"; do
	ok "$team" says_no_refused_word "$team"
	ok "$team then and now" says_no_refused_word "$team" --then 12w
	# Why: of a team with everything, of one with little, a quiet one and one without.
	case $team in payments | loyalty | partners | forecasting) ;; *) continue ;; esac
	ok "$team invest" says_no_refused_word "$team" invest
	ok "$team collected" says_no_refused_word "$team" collected
	for capacity in "${capacities[@]}"; do
		demo "$team" "$capacity" > "$work/said"
		# The events behind it come last, with their titles.
		sed -i '/^[0-9]* .* counted/,$d' "$work/said"
		words_of "$work/said" > "$work/found"
		ok "$team $capacity" test ! -s "$work/found"
	done
done

finish
