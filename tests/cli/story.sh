#!/usr/bin/env bash
# The demo tells how one team came to restore more quickly: it is asked what it needs, a concern
# is raised and acted on, a rehearsal noted, and the restores that follow are shorter.
# shellcheck disable=SC2317 # functions are called through ok
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

demo() {
	(cd / && "$APLOMB" demo "$@") > "$work/page" || return 1
	sed 's/^ *//' "$work/page" | tr -s '\n ' ' ' > "$work/flowing"
}
shows() { says "$1" "$work/flowing"; }
history() {
	"$APLOMB" -q -t "$source_dir/data/demo/teams.yaml" -d "$(dirname "$APLOMB")/demo/demo.db" \
		events "$@" -f jsonl
}

# From the need to the quicker restore, in the order of the story.
ok "Payments is asked what it needs" demo payments needs_met
ok "and what it asked for was met" grep -qE '09 Jul [0-9:]+ met after [0-9.]+ days [a-z0-9-]+ A copy of the payment queue' \
	"$work/flowing"
ok "a concern is raised on a walkaround" demo payments concerns_acted_on
ok "and acted on" grep -qE '09 Jul [0-9:]+ acted on after 5 days [a-z0-9-]+ Only one of us has ever replayed the queue' \
	"$work/flowing"
ok "walkarounds show their actions" grep -qE '3 walkarounds held' "$work/flowing"
ok "a lesson is learned from the first incident after" demo payments lessons_acted_on
ok "and acted on, too" grep -qE '16 Jul [0-9:]+ acted on after 8 days [a-z0-9-]+ The replay waited for a right' \
	"$work/flowing"
ok "some were learned from what went right" shows "3 learned from what went right"
ok "what helped is noted" demo payments restore_time
ok "before the restores it helped" shows "14 Jul Rehearsed the queue replay runbook"
ok "which are growing" shows "Growing: 18 min now, 55 min in the 12 weeks before"
ok "as a shift, from that week on" shows "Since 16 Jul all 8 weekly values are quicker"

# It is one chain: each link names the one before, and none comes earlier.
chained() {
	history payments --since 2026-07-08 > "$work/events" && python3 - "$work/events" << 'END'
import json, sys
events = [json.loads(line) for line in open(sys.argv[1])]

def one(kind, words):
    found = [e for e in events if e["type"] == kind and words in e.get("text", e.get("title", ""))]
    if len(found) != 1:
        sys.exit(f"# {len(found)} of {kind}: {words}")
    return found[0]

need = one("need", "A copy of the payment queue")
walk = one("walkaround", "An hour beside the person on call")
concern = one("concern", "Only one of us has ever replayed")
note = one("note", "Rehearsed the queue replay runbook")
lesson = one("lesson", "The replay waited for a right")
incident = next(e for e in events if e.get("id") == lesson["from"])
times = [need["asked_at"], need["met_at"], note["at"], incident["restored_at"],
         lesson["learned_at"], lesson["acted_at"]]
if times != sorted(times) or concern["walkaround"] != walk["id"] or \
   not walk["at"] < concern["raised_at"] < note["at"][:10] < concern["acted_at"] or \
   note["at"][:10] != concern["acted_at"][:10] or note["capacity"] != "restore_time":
    sys.exit(f"# {times} {walk} {concern} {note}")
END
}
ok "the rehearsal acted on the concern, and what came after on what it taught" chained

# The day before it began, nothing of it had happened.
ok "as of the eighth of July" demo --as-of 2026-07-08 payments restore_time
ok "no rehearsal is noted" bash -c "! grep -q Rehearsed '$work/flowing'"
ok "and nothing is growing" bash -c "! grep -q Growing: '$work/flowing'"

# Items wait for weeks or months, with every team; teams differ in what they collect.
open_items() {
	history > "$work/all" && python3 - "$work/all" << 'END'
import datetime, json, sys
as_of = datetime.datetime(2026, 10, 1, 5, tzinfo=datetime.timezone.utc)
asked = {"need": ("asked_at", "met_at"), "concern": ("raised_at", "acted_at"),
         "lesson": ("learned_at", "acted_at")}
ages, texts = [], []
for e in map(json.loads, open(sys.argv[1])):
    begun, done = asked.get(e["type"], (None, None))
    if begun and done not in e:
        ages.append((as_of - datetime.datetime.fromisoformat(e[begun].replace("Z", "+00:00"))).days)
        texts.append((e["team"], e["text"]))
if not ages or max(ages) > 120 or min(ages) > 14 or len(ages) < 20 or len(set(texts)) < len(texts):
    sys.exit(f"# {sorted(ages)}")
END
}
ok "open items are weeks to months old" open_items
states() {
	"$APLOMB" demo -f json > "$work/demo.json" && python3 - "$work/demo.json" << 'END'
import json, sys
practices = ("needs_met", "concerns_acted_on", "lessons_acted_on")
found = {}
for team in json.load(open(sys.argv[1]))["teams"]:
    for c in team["capacities"]:
        if c["id"] in practices:
            found.setdefault(c["state"], set()).add(team["id"])
least = {"measured": 4, "few": 5, "uncollected": 1}
if any(len(found.get(state, ())) < n for state, n in least.items()):
    sys.exit(f"# {found}")
END
}
ok "practices are measured here, few there and not collected elsewhere" states
agreed() {
	(cd / && "$APLOMB" demo payments patch_freshness) > "$work/out" &&
		says "review by 20 Oct 2026" "$work/out" &&
		(cd / && "$APLOMB" demo identity secure_configuration) > "$work/out" &&
		says "review by 16 Nov 2026" "$work/out"
}
ok "security-level objectives have a day on which they are talked over" agreed
notes_together() {
	history --kind note --since 2026-04-01 > "$work/notes" &&
		python3 - "$work/notes" << 'END'
import json, sys
teams = {}
for e in map(json.loads, open(sys.argv[1])):
    teams.setdefault(e.get("capacity"), set()).add(e["team"])
if min(len(teams[name]) for name in ("restore_time", "patch_freshness", "lead_time")) < 2:
    sys.exit(f"# {teams}")
END
}
ok "several teams say what helped with the same capacity" notes_together

finish
