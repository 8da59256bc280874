#!/usr/bin/env bash
# The set that `make bench` measures with, made small: it is a history like any other, it comes
# out the same each time, and a longer one ends in the rows of a shorter one.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

reference=$(dirname "$APLOMB")/tests/bench/reference
# Rows of a table, whatever numbers they have in it.
rows() { sqlite3 "$1" "SELECT service, at, id, revision, committed_at FROM deployment WHERE $2 ORDER BY at, id"; }

ok "a set of one team" gives 0 "$reference" --scale 0.005 --years 0.2 "$work/a.db" "$work/teams.yaml"
ok "and again" gives 0 "$reference" --scale 0.005 --years 0.2 "$work/b.db" "$work/again.yaml"
ok "has the same team files" cmp "$work/teams.yaml" "$work/again.yaml"
ok "and the same history" cmp "$work/a.db" "$work/b.db"
ok "that passes the check" gives 0 "$APLOMB" -t "$work/teams.yaml" -d "$work/a.db" check
ok "without a remark" is "$(grep -c 'Worth a look' "$work/out")" 0
ok "a longer one" gives 0 "$reference" --scale 0.005 --years 0.4 "$work/long.db" "$work/again.yaml"
ok "has more" test "$(rows "$work/long.db" 1 | wc -l)" -gt "$(rows "$work/a.db" 1 | wc -l)"
ok "and the same at its end" cmp <(rows "$work/a.db" "at > 1789000000") \
	<(rows "$work/long.db" "at > 1789000000")
ok "a size that is none" gives 2 "$reference" --scale much "$work/a.db" "$work/teams.yaml"
finish
