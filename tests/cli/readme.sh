#!/usr/bin/env bash
# What the README tells to type works as it stands.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

# The commands under "Point it at your own".
awk '/^## /{ inside = $0 ~ /your own$/ } inside && /^```/{ block = !block; next } inside && block' \
	"$source_dir/README.md" > "$work/commands"
ok "five lines point it at one's own" test "$(grep -c '^aplomb' "$work/commands")" = 5

# A repository with two releases, and a directory to begin in.
mkdir -p "$HOME/src/shop" "$work/begin"
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
	test -s teams.yaml -a -s aplomb.db -a -s scorecards.json
aplomb events > "$work/events"
ok "the releases and the incident are in the history" \
	test "$(grep -c first-service "$work/events")" = 3

for page in aplomb.1 aplomb-teams.5 aplomb-events.5 aplomb-capacities.7; do
	ok "the page it names exists: $page" test -s "$source_dir/man/$page"
done
finish
