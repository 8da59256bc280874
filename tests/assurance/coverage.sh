#!/usr/bin/env bash
# What the tests of a coverage build went through (make coverage): lines and branches of src/ and
# ui/, all together and file by file where branches were missed. Ends non-zero below
# COVERAGE_LINES (90) or COVERAGE_BRANCHES (80) per cent.
set -eu
cd "$(dirname "$0")/../.."
build=build/coverage
report=$build/coverage.info
branches=(--rc lcov_branch_coverage=1)

lcov -q "${branches[@]}" --capture --directory "$build" --output-file "$report.all" 2> /dev/null
lcov -q "${branches[@]}" --extract "$report.all" "$PWD/src/*" "$PWD/ui/*" \
	--output-file "$report"
rm -f "$report.all"

# The records of an lcov file: lines found and hit, branches found and hit, of each file.
awk -v root="$PWD/" -v lines_wanted="${COVERAGE_LINES:-90}" \
	-v branches_wanted="${COVERAGE_BRANCHES:-80}" '
function share(hit, found) { return found ? 100 * hit / found : 100 }
/^SF:/  { file = substr($0, 4); sub(root, "", file) }
/^LF:/  { lf = substr($0, 4) }
/^LH:/  { lh = substr($0, 4) }
/^BRF:/ { bf = substr($0, 5) }
/^BRH:/ { bh = substr($0, 5) }
/^end_of_record/ {
	printf "%6.1f %6.1f  %s\n", share(lh, lf), share(bh, bf), file
	all_lf += lf; all_lh += lh; all_bf += bf; all_bh += bh
	lf = lh = bf = bh = 0
}
END {
	lines = share(all_lh, all_lf); branches = share(all_bh, all_bf)
	printf "%6.1f %6.1f  all: %d of %d lines, %d of %d branches\n", lines, branches, all_lh,
		all_lf, all_bh, all_bf
	if (lines < lines_wanted || branches < branches_wanted) {
		printf "coverage: less than %s %% of lines or %s %% of branches\n", lines_wanted,
			branches_wanted
		exit 1
	}
}' "$report" > "$build/coverage.txt" && status=0 || status=1
echo " lines branches (per cent), the least first; whole in $build/coverage.txt"
grep -v ' all: ' "$build/coverage.txt" | grep -v '^coverage' | sort -k2n | head -"${COVERAGE_SHOWN:-15}"
grep -E ' all: |^coverage' "$build/coverage.txt"
exit "$status"
