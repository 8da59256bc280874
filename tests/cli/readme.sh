#!/usr/bin/env bash
# What the README tells to type works as it stands.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

# commands_under HEADING: what stands there in blocks of commands.
commands_under() {
	awk -v heading="## $1" '/^## /{ inside = $0 == heading }
		inside && /^```/{ block = !block; next } inside && block' \
		"$source_dir/README.md" > "$work/commands"
}
commands_under "Five minutes with your own"
ok "nine lines point it at one's own" test "$(grep -c '^aplomb' "$work/commands")" = 9

# A repository with two releases, and a directory to begin in.
mkdir -p "$HOME/src/shop" "$work/begin"
seeds=$source_dir/tests/fuzz/seeds
cp "$seeds/intake-pagerduty/answer.json" "$work/begin/incidents.json"
repository() { git -C "$HOME/src/shop" -c user.name=x -c user.email=x@example.org "$@"; }
repository init -q
for release in 1.0 1.1; do
	repository commit -q --allow-empty -m "Release $release"
	repository tag -a -m "$release" "$release"
done

aplomb() { "$APLOMB" "$@"; }
cd "$work/begin" || exit 1
number=0
while read -r command; do
	number=$((number + 1))
	ok "line $number" gives 0 eval "$command"
done < "$work/commands"
ok "a team file, a history and a snapshot are there" \
	test -s teams.yaml -a -s aplomb.db -a -s scorecards.md
aplomb events > "$work/events"
ok "the releases are in the history" test "$(grep -c first-service "$work/events")" = 2
ok "and the incidents" test "$(grep -c incident "$work/events")" = 1

# With a small file of each tool.
commands_under "What it reads"
ok "three lines read other tools" test "$(grep -c '^aplomb' "$work/commands")" = 3
mkdir "$work/other" && cd "$work/other" || exit 1
mkdir catalog
cp "$seeds"/catalog/{backstage,sloth}.yaml catalog/
cp "$seeds/intake-cdevents/two.jsonl" events.json
cp "$seeds/intake-alertmanager/webhook.json" alerts.json
cp "$seeds/intake-cyclonedx/bom.json" bom.json
cp "$seeds/intake-pagerduty/answer.json" incidents.json
while read -r command; do
	ok "as it stands: $command" gives 0 eval "$command"
done < "$work/commands"
ok "the last one would add" says "incident" "$work/out"
aplomb events > "$work/events"
for what in ledger deployment incident update; do
	ok "the history holds of it: $what" says "$what" "$work/events"
done

for page in aplomb-tutorial.7 aplomb-import.5 aplomb.1 aplomb-teams.5 aplomb-events.5 aplomb-capacities.7; do
	ok "the page it names exists: $page" test -s "$source_dir/man/$page"
done
finish
