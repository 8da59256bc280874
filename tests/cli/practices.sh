#!/usr/bin/env bash
# Practices: another program finds the same figures in the events, and recording by hand is all
# that they need.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

made=$(dirname "$APLOMB")/demo
demo() { "$APLOMB" -q -t "$source_dir/data/demo/teams.yaml" -d "$made/demo.db" "$@"; }

recomputed() {
	demo --as-of "$1" export -f json > "$work/snapshot.json" &&
		demo events -f jsonl > "$work/events.jsonl" &&
		python3 - "$work/snapshot.json" "$work/events.jsonl" << 'END'
import datetime, json, math, statistics, sys

snapshot = json.load(open(sys.argv[1]))
events = [json.loads(line) for line in open(sys.argv[2])]

def at(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()

END, DAY = at(snapshot["as_of"]), 86400
BEGIN = END - snapshot["window_days"] * DAY

def inside(text):
    return text is not None and BEGIN <= at(text) < END

def of(kind, team=None):
    return [e for e in events if e["type"] == kind and (team is None or e.get("team") == team)]

def loop(kind, team, begun, done):
    items = [e for e in of(kind, team) if inside(e[begun])]
    finished = [at(e[done]) - at(e[begun]) for e in items if done in e and at(e[done]) < END]
    still = [END - at(e[begun]) for e in items if done not in e or at(e[done]) >= END]
    longest = max(finished, default=0)
    times = sorted(finished) + sorted(max(s, longest) for s in still)
    return len(finished), len(items), statistics.median(times) if times else None

def share(hits, n):
    return hits / n if n else None, n

def figures(team):
    id = team["id"]
    met, needs, needed = loop("need", id, "asked_at", "met_at")
    acted, concerns, _ = loop("concern", id, "raised_at", "acted_at")
    done, lessons, _ = loop("lesson", id, "learned_at", "acted_at")
    visits = [e for e in of("shadowing", id) if inside(e["at"])]
    meetings = [e for e in of("meeting") if inside(e["at"])]
    rules = [e for e in of("rule") if e.get("team", id) == id]
    retired = sum(inside(e.get("retired_at")) for e in rules)
    added = sum(inside(e.get("added_at")) for e in rules)
    work = [e for e in of("work", id) if inside(e["at"])]
    hours = sum(e["hours"] for e in work)
    tried = [e for e in of("exercise", id) if inside(e["at"]) and e.get("kind") != "real"]
    held = [e for e in tried if e["outcome"] != "missed"
            and at(e.get("detected_at", e["at"])) < END]
    sent = [e for e in tried if e.get("sent")]
    reported = sum(e["reported"] for e in sent if at(e.get("first_reported_at", e["at"])) < END)
    checks = {}
    for e in sorted(of("check"), key=lambda e: at(e["at"])):
        if e["service"] in {s["id"] for s in team["services"]} and at(e["at"]) < END:
            checks[e["service"], e["check"]] = e
    seen = [e["passed"] for e in checks.values() if at(e["at"]) >= END - 90 * DAY]
    return {
        "needs_met": share(met, needs), "concerns_acted_on": share(acted, concerns),
        "lessons_acted_on": share(done, lessons),
        "shadowing": (sum(e["days"] for e in visits) if visits else None, len(visits)),
        "champions": share(sum(id in e["teams"] for e in meetings), len(meetings)),
        "simplification": (retired - added if retired + added else None, retired + added),
        "planned_work": share(sum(e["hours"] for e in work if e["kind"] != "unplanned"), hours),
        "defence": share(len(held), len(tried)),
        "reporting": share(reported, sum(e["sent"] for e in sent)),
        "secure_configuration": share(sum(seen), len(seen)),
    }, needed

compared = 0
for team in snapshot["teams"]:
    wanted, needed = figures(team)
    shown = {c["id"]: c for c in team["capacities"]}
    for id, (value, n) in wanted.items():
        c = shown[id]
        same = c["n"] == round(n) and ((value is None) == (c["value"] is None)) and (
            value is None or math.isclose(value, c["value"], rel_tol=1e-8))
        if not same:
            sys.exit(f"# {team['id']} {id}: {c['value']} of {c['n']}, not {value} of {n}")
        compared += value is not None
    median = shown["needs_met"]["details"]["met_median"]
    if median != needed and not math.isclose(median, needed, rel_tol=1e-8):
        sys.exit(f"# {team['id']}: needs met after {median}, not {needed}")
if compared < 80:
    sys.exit(f"# only {compared} figures were compared")
END
}
ok "another program finds the same figures" recomputed 2026-10-01T05:00:00Z
ok "and those of a year before" recomputed 2025-10-01T05:00:00Z

# -- by hand --------------------------------------------------------------------------------

cat > "$work/teams.yaml" << 'END'
goals: {shadowing: 1 day, simplification: 1, needs_met: 50%}
teams:
  - {id: payments, champion: Ines, services: [{id: ledger}]}
  - {id: search}
END
aplomb() { "$APLOMB" -q -t "$work/teams.yaml" -d "$work/hand.db" "$@"; }
value() {
	python3 - "$work/hand.json" "$@" << 'END'
import json, sys
readings = {c["id"]: c for t in json.load(open(sys.argv[1]))["teams"] if t["id"] == "payments"
            for c in t["capacities"]}
if not eval("(" + sys.argv[2] + ")", readings):
    print("#", {key: (c["state"], c["value"], c["n"]) for key, c in readings.items()})
    sys.exit(1)
END
}
show_json() { aplomb --as-of 2026-10-01T00:00:00Z export -f json > "$work/hand.json"; }

gives 0 aplomb record need --team payments --asked_at 2026-09-01T09:00:00Z --id N-1 \
	--text "Access to our log"
gives 0 aplomb record walkaround --team payments --id W-1 --at 2026-09-01T10:00:00Z
gives 0 aplomb record concern --team payments --walkaround W-1 --id C-1 \
	--raised_at 2026-09-01T10:20:00Z --text "Two alarms for one thing"
gives 0 aplomb record lesson --team payments --id L-1 --went_right yes \
	--learned_at 2026-09-03T15:00:00Z --text "The runbook did"
gives 0 aplomb record shadowing --team payments --days 1 --direction to_security \
	--at 2026-09-14T09:00:00Z
gives 0 aplomb record meeting --at 2026-09-22T15:00:00Z --team payments --team search
gives 0 aplomb record rule --id R-1 --text "A ticket for every update" \
	--hours_per_month 38 --retired_at 2026-09-22T09:00:00Z
gives 0 aplomb record work --team payments --at 2026-09-25T16:00:00Z --kind unplanned --hours 14
gives 0 aplomb record exercise --team payments --at 2026-09-08T13:00:00Z --outcome detected \
	--sent 18 --reported 8 --first_reported_at 2026-09-08T13:09:00Z
gives 0 aplomb record check --service ledger --check tls-modern --passed yes \
	--at 2026-09-08T13:00:00Z --source probe
show_json
ok "an afternoon of recording gives a full page" value '{c["state"] for c in (needs_met,
	concerns_acted_on, lessons_acted_on, shadowing, champions, simplification, planned_work,
	reporting, defence, secure_configuration)} <= {"few", "measured"}'
ok "goals of days and of rules are met" value 'shadowing["goal"]["met"] and
	simplification["goal"]["met"]'
ok "it is attested, and says when" value 'needs_met["evidence_grade"] == "attested" and
	needs_met["evidence_newest"] == "2026-09-01T09:00:00Z"'
ok "a need waits until it is met" value 'needs_met["value"] == 0 and
	needs_met["details"]["open"] == 1'
ok "the list says for how long" gives 0 aplomb --as-of 2026-10-01T00:00:00Z show payments needs_met
ok "in days" says "open for 30 days" "$work/out"
ok "and asks for its next step" grep -qE '(longest|oldest of these needs).*\?$' "$work/out"
gives 0 aplomb record rule --id R-2 --team payments --text "Two people look" \
	--added_at 2025-10-01T00:00:00Z
gives 0 aplomb record rule_review --rule R-2 --fits no --at 2026-09-02T09:00:00Z
ok "rules that stand are listed" gives 0 aplomb --as-of 2026-10-01T00:00:00Z show payments simplification
ok "with age and what their review says" grep -qE \
	'stands for 365 days, does not fit the work +R-2' "$work/out"
ok "and a question for the next step" grep -qE '^(Which|What).*(rule|rules).*\?$' "$work/out"
show_json
cp "$work/hand.json" "$work/before.json"
gives 0 aplomb record need --team payments --asked_at 2026-09-01T09:00:00Z --id N-1 \
	--text "Access to our log" --met_at 2026-10-05T09:00:00Z
gives 0 aplomb record need --team payments --asked_at 2026-10-03T09:00:00Z --text "And a map"
show_json
ok "what comes later changes nothing of what was" cmp "$work/before.json" "$work/hand.json"
ok "what nobody collects stands in one line" gives 0 aplomb show search
ok "with its names" says "Not collected yet: Reporting, Defence, Needs met" "$work/out"

finish
