#!/usr/bin/env bash
# What aplomb-capacities(7) says under "Begin" works as it stands: by the end of an afternoon of
# it no capacity is left that nobody collects.
# shellcheck disable=SC2317 # functions are called through ok
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

page=$source_dir/man/aplomb-capacities.7

# begin CAPACITY: a file for each display under its "Begin", as a reader sees it.
begin() {
	awk -v capacity="$1" -v prefix="$work/$1" '
		/^\.S[hs] / { inside = $NF == capacity && $1 == ".Ss"; begun = 0 }
		/^\.It Sy / { begun = inside && $3 == "Begin" }
		begun && /^\.Ed/ { shown = 0 }
		shown { print > (prefix "." count) }
		begun && /^\.Bd/ { shown = 1; count++ }' "$page"
	[ ! -e "$work/$1.1" ] || sed -i -e "s/\\\\(aq/'/g" -e 's/\\(ha/^/g' -e 's/\\&//g' \
		-e 's/\\e/\\/g' "$work/$1".[0-9]
}

# -- a place where a reader would type it ---------------------------------------------------------

mkdir "$work/bin" "$work/shop"
cd "$work/shop" || exit 1
cat > teams.yaml << 'END'
teams:
  - id: payments
    champion: Ines
    services:
      - {id: ledger, slos: [{id: availability, target: 99.9%}]}
  - {id: search}
END
ln -s "$APLOMB" "$work/bin/aplomb"
# npm answers as it would of an application that uses express.
cat > "$work/bin/npm" << 'END'
#!/bin/sh
case $1 in
sbom) cat << 'BOM' ;;
{"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
 "metadata": {"timestamp": "2026-09-20T10:00:00Z",
  "component": {"type": "application", "name": "shop", "version": "1.0.0", "purl": "pkg:npm/shop@1.0.0"}},
 "components": [{"type": "library", "name": "express", "version": "4.21.2", "purl": "pkg:npm/express@4.21.2"}]}
BOM
view) echo '{"created": "2010-12-29T19:38:25.450Z", "modified": "2025-03-31T14:01:16.500Z",
 "4.21.2": "2024-12-05T23:12:45.480Z", "5.1.0": "2025-03-31T14:01:13.000Z"}' ;;
esac
END
chmod +x "$work/bin/npm"
export PATH=$work/bin:$PATH GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
commit() {
	GIT_AUTHOR_DATE=$1 GIT_COMMITTER_DATE=$1 git -c user.name=x -c user.email=x@example.org \
		commit -q --allow-empty -m "$2"
}
tag() { GIT_COMMITTER_DATE=$1 git -c user.name=x -c user.email=x@example.org tag -a -m "$2" "$2"; }
git init -q .
commit 2026-08-03T10:00:00Z one && tag 2026-08-04T10:00:00Z v1
commit 2026-08-10T10:00:00Z two && tag 2026-08-11T10:00:00Z v2
commit 2026-08-12T10:00:00Z three
export LAST=v2 CI_PIPELINE_ID=4711

# -- each in its turn -----------------------------------------------------------------------------

aplomb demo -f json > "$work/demo.json"
mapfile -t capacities < <(grep -oE '"id":"[a-z_]+","state"' "$work/demo.json" |
	sed -E 's/"id":"([a-z_]+)".*/\1/' | awk '!seen[$0]++')
ok "there are capacities" test "${#capacities[@]}" -ge 17
for capacity in "${capacities[@]}"; do
	begin "$capacity"
	for display in "$work/$capacity".[0-9]; do
		[ -e "$display" ] || continue
		if grep -q 'jq ' "$display" && ! command -v jq > /dev/null; then
			echo "# jq is not here: $(basename "$display") skipped"
			continue
		fi
		ok "$(basename "$display"): $(grep -oE -m1 'aplomb (record|import) [a-z]+' "$display")" \
			gives 0 bash -euo pipefail "$display"
		# The next pipeline has a number of its own.
		CI_PIPELINE_ID=$((CI_PIPELINE_ID + 1))
	done
done
ok "every capacity but ownership shows how to begin" is \
	"$(for capacity in "${capacities[@]}"; do
		[ -e "$work/$capacity.1" ] || echo "$capacity"
	done)" ownership

# The examples are of September 2026; the rest is of the clock of this machine. Before the one has
# come, what was looked at today lies too far back by then.
as_of=$(($(date +%s) + 60))
waiting=slo_attainment # one night's sample is not half of an objective's window
if [ "$as_of" -lt 1790812800 ]; then
	as_of=1790812800
	waiting+=" secure_configuration"
fi
command -v jq > /dev/null || waiting+=" patch_freshness"
told() {
	gives 0 aplomb --as-of "$as_of" --window 3650d export -f json payments &&
		python3 - "$work/out" "$waiting" << 'END'
import json, sys
readings = {c["id"]: c for c in json.load(open(sys.argv[1]))["teams"][0]["capacities"]}
wrong = {id: (c["state"], c["excluded"]) for id, c in readings.items()
         if c["state"] == "uncollected" or c["state"] == "quiet"
         and id not in sys.argv[2].split()}
if wrong or len(readings) < 17:
    sys.exit(f"# {wrong}")
got = {id: c["value"] for id, c in readings.items()}
if not (got["needs_met"] == 1 and got["concerns_acted_on"] == 1 and got["restore_time"] == 1260
        and got["shadowing"] == 0.5 and got["champions"] == 1
        and got["simplification"] == 0):
    sys.exit(f"# {got}")
END
}
ok "by the evening every capacity is collected" told

# What the page promises of doing it twice, and of where it is pointed at.
aplomb events -f jsonl > "$work/before"
again() { bash -euo pipefail "$work/needs_met.1" && bash -euo pipefail "$work/concerns_acted_on.2"; }
ok "what is recorded twice" gives 0 again
aplomb events -f jsonl > "$work/after"
ok "is recorded once" cmp "$work/before" "$work/after"
ok "the help of show leads there" gives 0 aplomb show --help
ok "with the names to ask for" says "aplomb-capacities(7)" "$work/out"
ok "each of them" test "$(grep -cE "^  ($(IFS='|'; echo "${capacities[*]}")) " "$work/out")" = \
	"${#capacities[@]}"

led_there() {
	local capacity lost=0
	for capacity in "${capacities[@]}"; do
		# What all teams share is there for Forecasting, too.
		case $capacity in ownership | champions | simplification) continue ;; esac
		aplomb demo forecasting "$capacity" | tr -s '\n ' ' ' > "$work/why"
		says "to begin aplomb-capacities(7) says how, under $capacity." "$work/why" || lost=1
		aplomb demo forecasting "$capacity" --plain > "$work/why"
		says "To begin: aplomb-capacities(7) says how, under $capacity." "$work/why" || lost=1
	done
	return $lost
}
ok "why of what nobody collects leads there, too" led_there
ok "and of what is collected does not" bash -c "! aplomb demo payments restore_time | grep -q 'to begin'"

finish
