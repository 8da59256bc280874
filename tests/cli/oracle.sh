#!/usr/bin/env bash
# Every number of a snapshot, made again by an oracle that shares nothing with the program: of the
# worked example, of the demo, of made-up histories. `make oracle` looks longer.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

oracle=$source_dir/tests/oracle
example=$source_dir/tests/cli/example
aplomb() { "$APLOMB" -q -t "$teams" -d "$history.db" "$@"; }
# shown AS_OF WINDOW EDITION [TEAM...]: one more snapshot of the history.
shown() {
	aplomb --as-of "$1" --window "$2" --bands "$3" export -f json "${@:4}" > "$history.$1.$2.json"
}
agrees() {
	aplomb events -f jsonl > "$history.jsonl"
	python3 "$oracle/oracle.py" "$teams" "$history.jsonl" "$history".*.json
}

teams=$example/teams.yaml history=$work/example
aplomb import events "$example/events.jsonl"
shown 2026-10-01T00:00:00Z 84d 2019
shown 2026-10-01T00:00:00Z 1y 2021
ok "the worked example" agrees

teams=$source_dir/data/demo/teams.yaml history=$work/demo
cp "$(dirname "$APLOMB")/demo/demo.db" "$history.db"
shown 2026-09-30 12w 2019 payments telemetry
shown 2025-11-02 4w 2021 insights partners # the day the clocks change
shown 2024-10-06 1d none checkout          # one of its first days
shown 2024-08-01 1y 2019 loyalty           # before anything happened
ok "the demo" agrees

cd "$source_dir" || exit 1
ok "made-up histories" python3 "$oracle/histories.py" "$APLOMB" 1 10
# It can tell: a snapshot that says it were of another window.
sed 's/"window_days":1,/"window_days":2,/' "$history.2024-10-06.1d.json" > "$work/other.json"
ok "a difference is seen" gives 1 python3 "$oracle/oracle.py" "$teams" "$history.jsonl" \
	"$work/other.json"
finish
