#!/usr/bin/env bash
# What the tests of a coverage build went through (make coverage): lines and branches of src/ and
# ui/, all together, room by room, and file by file in build/coverage/coverage.txt. Ends non-zero
# below COVERAGE_LINES (90) or COVERAGE_BRANCHES (80) per cent, and where a room in which a mistake
# would be believed (sanitising, instants, statistics, checks of YAML, the store) misses more branches
# than COVERAGE_ROOMS leaves it: those that need another machine, or whose other side cannot be.
#
# The branches of an assert are left out: it is for our own mistakes, which no test may make.
# All else counts, what runs out of memory included.
set -eu
cd "$(dirname "$0")/../.."
build=build/coverage
report=$build/coverage.info
rooms_wanted=${COVERAGE_ROOMS-src/base/=98 src/yaml/=97 src/catalog/=96 src/store/=91}
options=(--rc lcov_branch_coverage=1 --rc 'lcov_excl_br_line=LCOV_EXCL_BR_LINE|\bassert\(')

lcov -q "${options[@]}" --capture --directory "$build" --output-file "$report.all" 2> /dev/null
lcov -q "${options[@]}" --extract "$report.all" "$PWD/src/*" "$PWD/ui/*" \
	--output-file "$report"
rm -f "$report.all"

# The records of an lcov file: lines found and hit, branches found and hit, of each file.
awk -v root="$PWD/" -v lines_wanted="${COVERAGE_LINES:-90}" \
	-v branches_wanted="${COVERAGE_BRANCHES:-80}" -v rooms_wanted="$rooms_wanted" '
function share(hit, found) { return found ? 100 * hit / found : 100 }
function row(name, lf, lh, bf, bh) {
	printf "%6.1f %6.1f  %s: %d of %d lines, %d of %d branches missed\n", share(lh, lf),
		share(bh, bf), name, lf - lh, lf, bf - bh, bf
}
/^SF:/  { file = substr($0, 4); sub(root, "", file) }
/^LF:/  { lf = substr($0, 4) }
/^LH:/  { lh = substr($0, 4) }
/^BRF:/ { bf = substr($0, 5) }
/^BRH:/ { bh = substr($0, 5) }
/^end_of_record/ {
	row(file, lf, lh, bf, bh)
	room = file
	sub(/\/[^\/]*$/, "/", room)
	rooms[room] = 1
	room_lf[room] += lf; room_lh[room] += lh; room_bf[room] += bf; room_bh[room] += bh
	all_lf += lf; all_lh += lh; all_bf += bf; all_bh += bh
	lf = lh = bf = bh = 0
}
END {
	for (room in rooms) {
		names = names " " room
		row(room, room_lf[room], room_lh[room], room_bf[room], room_bh[room])
	}
	row("all", all_lf, all_lh, all_bf, all_bh)
	if (!all_lf || share(all_lh, all_lf) < lines_wanted ||
			share(all_bh, all_bf) < branches_wanted) {
		printf "coverage: less than %s %% of lines or %s %% of branches\n", lines_wanted,
			branches_wanted
		status = 1
	}
	count = split(rooms_wanted, wanted, " ")
	for (i = 1; i <= count; i++) {
		split(wanted[i], pair, "=")
		if (!room_bf[pair[1]]) {
			printf "coverage: no branch is known in %s; rooms are%s\n", pair[1], names
			status = 1
		} else if (share(room_bh[pair[1]], room_bf[pair[1]]) < pair[2]) {
			printf "coverage: less than %s %% of branches in %s\n", pair[2], pair[1]
			status = 1
		}
	}
	exit status
}' "$report" > "$build/coverage.txt" && status=0 || status=1
echo " lines branches (per cent); file by file in $build/coverage.txt"
grep '/: ' "$build/coverage.txt" | sort -k3
grep -E ' all: |^coverage' "$build/coverage.txt"
exit "$status"
