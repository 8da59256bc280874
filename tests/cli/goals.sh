#!/usr/bin/env bash
# The organisation's goals: each snapshot of all teams counts those that have met them, all of
# them alike, and one of some teams counts none.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

for format in json text markdown html; do
	"$APLOMB" demo -f "$format" > "$work/all.$format"
	"$APLOMB" demo payments -f "$format" > "$work/one.$format"
done
"$APLOMB" demo -f text --plain > "$work/all.plain"
"$APLOMB" demo payments -f text --plain > "$work/one.plain"
"$APLOMB" demo > "$work/all.overview"
"$APLOMB" demo -o - --plain > "$work/all.aloud"

# The counts follow from the readings, and each text has them.
counts_alike() {
	python3 - "$work" << 'END'
import html, json, re, sys

work = sys.argv[1]
snapshot = json.load(open(f"{work}/all.json"))
texts = {name: " ".join(html.unescape(open(f"{work}/all.{name}").read()).replace("\\", "").split())
         for name in ("text", "markdown", "html", "plain", "overview", "aloud")}
assert [g["capacity"] for g in snapshot["goals"]] == [
    "deploy_cadence", "lead_time", "change_success", "restore_time", "patch_freshness",
    "secure_configuration"]
for goal in snapshot["goals"]:
    readings = [c for t in snapshot["teams"] for c in t["capacities"]
                if c["id"] == goal["capacity"] and c["goal"]]
    measured = [c for c in readings if c["goal"]["met"] is not None]
    assert goal["teams"] == len(readings) == 12
    assert goal["measured"] == len(measured) < 12
    assert all(c["state"] == "measured" for c in measured)
    assert goal["met"] == sum(c["goal"]["met"] for c in measured)
    assert goal["own"] == sum(c["goal"]["value"] != goal["value"] for c in measured)
    sentence = re.search(rf"{goal['met']} of {goal['measured']} teams [^()]*\([^()]*"
                         rf"{goal['teams'] - goal['measured']} not measured\)", texts["text"])[0]
    for name, text in texts.items():
        assert sentence in text, (name, sentence)
END
}
ok "every snapshot of all teams counts alike" counts_alike
for format in text markdown html plain; do
	ok "$format of all teams has the goals" grep -q "organisation.*s goals" "$work/all.$format"
	ok "$format of one team has none" sh -c "! grep -q 'organisation.*s goals' '$work/one.$format'"
done
ok "JSON of one team knows none" grep -q '"goals":null}' "$work/one.json"

cat > "$work/own.yaml" << 'END'
teams: [{id: t, services: [{id: s}], goals: {lead_time: 1d}}]
END
own() { "$APLOMB" -q -t "$work/own.yaml" -d "$work/none.db" --as-of 2026-09-30 "$@"; }
ok "a goal of a team alone is not the organisation's" gives 0 own export -f json
ok "so there is none" grep -q '"goals":\[\]}' "$work/out"
ok "and of all teams" gives 0 own show
ok "nothing is said of any" sh -c "! grep -q goal '$work/out'"
finish
