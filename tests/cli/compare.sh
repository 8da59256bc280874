#!/usr/bin/env bash
# Then and now of one team: what was shown then, what is shown now, what lay in between.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

compare() { "$APLOMB" demo "$@"; }

ok "a span back" gives 0 compare payments --then 12w
cp "$work/out" "$work/span"
ok "names both windows" says "Then: the 12 weeks to 8 Jul 2026. Now: the 12 weeks to 30 Sep 2026." \
	"$work/span"
ok "what changed" grep -q 'Restore time .*↗ growing' "$work/span"
ok "says by which test" says "Mann-Whitney test on 13 and 12 restores, p under 0.001" "$work/span"
ok "whether goals were met" says "5 of 6" "$work/span"
ok "the services" says "Card gateway" "$work/span"
ok "what happened in between" says "12 incidents restored" "$work/span"
ok "what helped" says "what helped, 14 Jul 2026, Restore time: Rehearsed" "$work/span"
ok "a question at the end" grep -q '^Restore time: .*?$' "$work/span"
ok "80 columns" bash -c "! grep -nE '^.{81}| \$' '$work/span'"

# The same instant, however it is given.
ok "a date" gives 0 compare payments --then 2026-07-08
ok "is the end of that day" cmp "$work/out" "$work/span"
ok "without --then, one window back" gives 0 compare payments --now 2026-09-30
ok "is the same" cmp "$work/out" "$work/span"

# What is told of an instant is what a scorecard of that instant says.
values() { # from column, cells: capacity and value of each row of the team's own
	awk -v from="$1" -v cells="$2" '/^Services/ || /^  Not collected yet/ { exit }
		/^  [A-Z]/ { value = substr($0, from, cells); sub(/ +$/, "", value)
			print substr($0, 3, 16) value }'
}
for team in payments checkout loyalty; do
	gives 0 compare "$team" --then 2026-05-20 --now 2026-09-30
	# A scorecard folds the practices that are not collected; then and now may tell them.
	grep -v Ownership "$work/out" | values 20 14 | tail -n +2 |
		grep -v 'not collected$' > "$work/then"
	grep -v Ownership "$work/out" | values 40 14 | tail -n +2 |
		grep -v 'not collected$' > "$work/now"
	for day in then=2026-05-20 now=2026-09-30; do
		"$APLOMB" demo "$team" --as-of "${day#*=}" -o "$work/card"
		grep -v Ownership "$work/card" | values 20 15 | tail -n +2 |
			sed -e 's/nothing happene*d*/quiet 12 weeks/' -e '/not collected/d' \
			> "$work/card.${day%=*}"
		ok "$team ${day%=*} is the scorecard of ${day#*=}" \
			diff "$work/card.${day%=*}" "$work/${day%=*}"
	done
done
ok "there were values to compare" test "$(wc -l < "$work/now")" -ge 6

ok "windows that share days" gives 0 compare payments --then 4w
ok "are not tested" says "not tested: the two windows share 56 days" "$work/out"
ok "have no verdict" bash -c "! grep -E '(cadence|time|success).*(growing|steady|conversation)' '$work/out'"
ok "censuses are of an instant" says "net change among the 148 components" "$work/out"

ok "--ascii" gives 0 compare payments --then 1y --ascii
ok "is ASCII" bash -c "! LC_ALL=C grep -nP '[^\\x20-\\x7e]' '$work/out'"
ok "-o FILE" gives 0 compare payments --then 12w -o "$work/file"
ok "holds the same" cmp "$work/file" "$work/span"
refused='fail|violat|breach|offend|degrad|improve|\b(bad|worst|poor|alert|red|amber|green|missing|N/A)\b'
for team in payments checkout loyalty; do compare "$team" --then 24w; done > "$work/words"
ok "no refused word" bash -c "! grep -niE '$refused' '$work/words'"

# An own history; incidents that were restored later were still open then.
example=$source_dir/tests/cli/example
"$APLOMB" -q -d "$work/aplomb.db" import events "$example/events.jsonl"
own() { "$APLOMB" -q -t "$example/teams.yaml" -d "$work/aplomb.db" "$@"; }
ok "compare a team of one's own" gives 0 own compare payments --now 2026-09-30 --then 2026-06-30
ok "an unknown team" gives 3 own compare paymets --then 12w
ok "names the nearest" says "payments"
ok "no team" gives 2 own compare --then 12w
ok "says what is meant" says "aplomb compare TEAM --then T"
ok "two teams are never compared" gives 2 own compare payments web
ok "then after now" gives 2 own compare payments --then 2026-07-01 --now 2026-06-30
ok "says so" says "--then must lie before"
ok "no instant" gives 2 own compare payments --then yesterday
ok "says which option" says "--then"
ok "nor for now" gives 2 own compare payments --now yesterday
ok "says which option" says "--now"
ok "options of compare are of compare" gives 2 own show payments --then 12w
ok "without a history" gives 0 "$APLOMB" -q -t "$example/teams.yaml" -d "$work/none.db" compare payments
ok "nothing is told as nothing" says "not collected" "$work/out"

finish
