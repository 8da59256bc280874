# shellcheck shell=bash
# Reads the manual: its pages, sections and examples. Sourced after check.sh by the tests of man/.

cd "${source_dir:?check.sh says it}" || exit 1
program_page=man/aplomb.1
teams_page=man/aplomb-teams.5
events_page=man/aplomb-events.5
capacities_page=man/aplomb-capacities.7
import_page=man/aplomb-import.5
tutorial_page=man/aplomb-tutorial.7
# shellcheck disable=SC2034 # for those who source this
pages=("$program_page" "$teams_page" "$events_page" "$import_page" "$capacities_page"
	"$tutorial_page")

# section PAGE TITLE: what stands under .Sh TITLE or .Ss TITLE, up to the next of its kind.
section() {
	awk -v title="$2" '
		/^\.S[hs] / {
			name = substr($0, 5)
			if (name == title) { inside = $1; next }
			if (inside && ($1 == ".Sh" || $1 == inside)) inside = ""
		}
		inside { print }' "$1"
}

# example NAME PAGE: the literal display under the comment that names it, as a reader sees it.
example() {
	awk -v mark=".\\\\\" example: $1" '
		$0 == mark { marked = 1; next }
		marked && /^\.Bd/ { inside = 1; next }
		inside && /^\.Ed/ { exit }
		inside { print }' "$2" |
		sed -e "s/\\\\(aq/'/g" -e 's/\\(ga/`/g' -e 's/\\(ti/~/g' -e 's/\\(ha/^/g' \
			-e 's/\\&//g' -e 's/\\e/\\/g'
}

# each_stands WHERE PATTERN WORD...: PATTERN, % for the word, is found for every word. At least
# one word is due: none at all means that this test lost sight of what it compares.
each_stands() {
	local where=$1 pattern=$2 word lacking=0
	shift 2
	[ $# -gt 0 ] || { echo "# nothing to look for with $pattern"; return 1; }
	for word; do
		grep -qE -e "${pattern//%/$word}" "$where" && continue
		echo "# lacking in $where: $word"
		lacking=1
	done
	return $lacking
}
