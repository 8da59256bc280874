#!/usr/bin/env bash
# Runs every fuzz target over its seeds, and then for a while: FUZZ_SECONDS each (default 5),
# 0 for the seeds alone. FUZZ_ONLY names one. What makes a program stop is kept in build/fuzz/.
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${FUZZ_SECONDS:-5}
programs=build/fuzz/tests/fuzz
found=build/fuzz/found
mkdir -p "$found"
status=0
ran=0
names=

fuzz() { # NAME PROGRAM: with the seeds of that name
	local name=$1 program=$2 seeds=tests/fuzz/seeds/$1 corpus log
	names+=" $name"
	[ -n "${FUZZ_ONLY:-}" ] && [ "$FUZZ_ONLY" != "$name" ] && return
	[ -d "$seeds" ] || { echo "not ok - $name has no seeds"; status=1; return; }
	corpus=$(mktemp -d)
	log=$found/$name.log
	ran=$((ran + 1))
	# shellcheck disable=SC2086 # the options of a run by hand
	if "$programs/$program" "$seeds"/* > "$log" 2>&1 &&
		{ [ "$seconds" = 0 ] || "$programs/$program" -max_total_time="$seconds" \
			-max_len=16384 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
			-artifact_prefix="$found/$name-" ${FUZZ_OPTIONS:-} "$corpus" "$seeds" \
			> "$log" 2>&1; }; then
		echo "ok - $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") runs"
	else
		echo "not ok - $name: see $log"
		tail -5 "$log"
		status=1
	fi
	rm -rf "$corpus"
}

for name in catalog history instant text exports remembered event-lines; do
	fuzz "$name" "fuzz_${name//-/_}"
done
for format in auto events csv $(sed -n 's/^-- map: //p' data/intake/*.sql); do
	APLOMB_FUZZ_FORMAT=$format
	export APLOMB_FUZZ_FORMAT
	fuzz "intake-$format" fuzz_intake
done
echo "$ran targets"
[ "$ran" != 0 ] || {
	echo "not ok - no target is named '${FUZZ_ONLY:-}'; there are:$names"
	status=1
}
exit $status
