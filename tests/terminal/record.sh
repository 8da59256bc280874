#!/bin/bash
# Recording in the room: one of each kind with the keys, taken back, and what comes of a history
# that was made by hand alone.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

# Keys that need no time between them.
keys() { tmux -L "$socket" send-keys "$@"; }
type_text() { tmux -L "$socket" send-keys -l "$1"; }
# shellcheck disable=SC2317 # called by check
jsonl() { "$APLOMB" -q -d "$work/here/aplomb.db" events -f jsonl; }
# shellcheck disable=SC2317 # called by check
holds() { jsonl | grep -qF -- "$1"; }
# shellcheck disable=SC2317 # called by check
lines() { [ "$(jsonl | wc -l)" = "$1" ]; }
# add KIND: opens the form at the kind of that number.
add() {
	keys a
	[ "$1" = 0 ] || keys -N "$1" Right
}

mkdir -p "$work/here"
day=$(date -d "20 days ago" +%F)
words=$(LC_ALL=C date -d "20 days ago" "+%a %-d %b %Y")
cat > "$work/here/teams.yaml" <<'YAML'
organization: Northwind
timezone: Europe/Paris
teams:
  - {id: payments, name: Payments, champion: Ines Duarte, services: [{id: ledger}]}
  - {id: checkout, name: Checkout, services: [{id: basket}]}
YAML
open_terminal 96 30 "HOME=$work"
type_line "cd $work/here && \$APLOMB payments"
check_shows "a scorecard without a history" "Payments"

# -- one of each kind -----------------------------------------------------------------------

keys a
check_shows "a opens the form" "[Note]"
check_shows "of the team one looks at" " payments"
check_shows "and says what is missing" "What is it? Type it in a sentence."
keys Enter
check_shows "Enter records nothing yet" "What is it?"
tmux -L "$socket" set-buffer "$(printf '%01100d' 0)"
tmux -L "$socket" paste-buffer -p
check_shows "a text that does not fit is not cut in silence" "does not fit"
keys C-u
type_text 'The queue replay helped'
check_shows "what is typed is the text" "▸ Text    The queue replay helped"
check_shows "and said exactly" "Enter records: note, payments, "
keys Enter
check_shows "it is recorded" "Recorded. u takes it back."
check "and on disk" holds '"text": "The queue replay helped"'
add 1
type_text 'A test database'
keys Enter
check_shows "a need" "Recorded."
add 2
type_text 'Builds take an hour'
keys Down Down C-u
type_text "$day 10:00"
check_shows "at a time of its own, in the organisation's zone" "concern, payments, $words 10:00: Builds"
keys C-u
type_text 'soon'
check_shows "a time that is none says what is expected" "When? now, 11:40, 2026-09-30"
keys C-u
type_text '2999-01-01'
check_shows "one to come is refused" "still to come"
keys Enter
check_shows "and what was typed stays" "Builds take an hour"
keys C-u
type_text "$day 10:00"
keys Enter
check_shows "a concern" "Recorded."
raised=$(date -u -d "TZ=\"Europe/Paris\" $day 10:00" +%FT%TZ)
check "is what was said" holds \
	"{\"type\": \"concern\", \"team\": \"payments\", \"raised_at\": \"$raised\", \"text\": \"Builds take an hour\"}"
add 3
type_text 'Drills pay'
keys Down Down Down Right
check_shows "a lesson from what went right" "[what went right]"
keys Enter
check_shows "is recorded" "Recorded."
check "as that" holds '"went_right": true'
add 4
check_shows "what is open, the oldest first" "1 of 2, the oldest first"
check_shows "is what Enter closes" ": concern, payments, $words 10:00:"
keys Enter
check_shows "acted on" "Recorded."
check "is known of the concern" holds '"text": "Builds take an hour", "acted_at": "'
add 4
check_shows "then the lesson" "1 of 1"
keys Enter
check_shows "is acted on too" "Recorded."
add 5
check_shows "the need is open" "need, payments, "
keys Enter
check_shows "and met" "Recorded."
check "is known of the need" holds '"text": "A test database", "met_at": "'
add 6
keys Down
type_text ', chekout'
check_shows "a team that is none suggests" "did you mean 'checkout'?"
keys BSpace BSpace BSpace BSpace
type_text 'ckout'
check_shows "a meeting of two teams" "Enter records: meeting, checkout, payments"
keys Enter
check_shows "is recorded" "Recorded."
check "with both" holds '"teams": ["checkout", "payments"]'
add 6
check_shows "a team that was there already" "They are in the meeting of that day already."
press Escape
check "five events in all" lines 5

# -- what it comes to -----------------------------------------------------------------------

"$APLOMB" -q -d "$work/here/aplomb.db" record shadowing --team payments --at "$(date -u +%FT00:00:00Z)" \
	--days 2 --direction to_security
"$APLOMB" -q -d "$work/here/aplomb.db" record walkaround --team payments --at "${day}T08:00:00Z"
"$APLOMB" -q -t "$work/here/teams.yaml" -d "$work/here/aplomb.db" export payments -f json > "$work/card.json"
# shellcheck disable=SC2317 # called by check
practices() {
	python3 - "$work/card.json" <<'PYTHON'
import json, sys
team = json.load(open(sys.argv[1]))["teams"][0]
of = {c["id"]: c for c in team["capacities"]}
want = {"needs_met": 1, "concerns_acted_on": 1, "lessons_acted_on": 1, "champions": 1,
        "shadowing": 2, "ownership": 1}
for capacity, value in want.items():
    got = of[capacity]
    assert got["state"] in ("few", "measured") and got["value"] == value, got
PYTHON
}
check "a history made by hand gives every practice" practices

# -- taking back ----------------------------------------------------------------------------

keys u
check_shows "u takes the last one back" "Taken back: meeting, checkout, payments"
keys u
check_shows "what was closed is open again" "It is again as it was: need, payments"
check "on disk too" sh -c "! '$APLOMB' -q -d '$work/here/aplomb.db' events -f jsonl | grep -q met_at"
keys u u u u u u
check_shows "down to the first" "Taken back: note, payments"
keys u
check_shows "and no further" "Nothing was recorded here that could be taken back."
check "what others recorded stays" lines 2
keys a
type_text 'kept'
chmod a-w "$work/here/aplomb.db" "$work/here"
if [ "$(id -u)" != 0 ]; then
	press Enter
	check_shows "a history that cannot be written says so" "aplomb.db"
	check_shows "and what was typed stays" " kept"
fi
chmod u+w "$work/here" "$work/here/aplomb.db"
tmux -L "$socket" set-buffer "$(printf 'two\nlines')"
keys C-u
tmux -L "$socket" paste-buffer -p
check_shows "what is pasted is one line" " two lines"
press Escape q q
check_shows "left" "ready>"

# -- where nothing is kept, and where it is not seen ----------------------------------------

type_line "clear; \$APLOMB --as-of 2026-09-30 payments"
check_shows "as of a past day" "30 Sep 2026"
keys a
type_text 'later'
check_shows "says that it will not be seen" "Not seen here: this scorecard speaks as of Thu 1 Oct 2026 00:00."
press Escape q q
type_line "clear; \$APLOMB --read-only payments"
check_shows "read-only" "Payments"
keys a
check_shows "says so" "Nothing is recorded here: --read-only"
type_text 'x'
keys Enter
check "and records nothing" lines 2
press Escape q q
type_line "clear; \$APLOMB demo payments"
check_shows "the demo" "Payments"
keys a
check_shows "keeps nothing" "The demo keeps nothing"
press Escape q q

# -- what others close meanwhile ------------------------------------------------------------

for name in first second third; do
	"$APLOMB" -q -d "$work/here/aplomb.db" record need --team checkout --text "the $name" --id "$name" \
		--asked_at "$(date -u -d "3 days ago ${#name} minutes" +%FT%TZ)"
done
# shellcheck disable=SC2317 # called by check
is_selected() { screen | grep -q "^ ▸ .* 20..  the $1"; }
meet() { "$APLOMB" -q -d "$work/here/aplomb.db" amend need "$1" --yes --met_at "$(date -u +%FT%TZ)"; }
type_line "clear; \$APLOMB checkout"
check_shows "three needs" "0 of 3"
add 5
keys Down Right
check_shows "the second of them" "2 of 3"
chosen=$(screen | sed -n 's/^ ▸ .* 20..  the //p')
others=$(printf '%s\n' first second third | grep -vx "$chosen")
check "one of three" test "$(wc -l <<< "$others")" = 2
meet "$(sed -n 1p <<< "$others")"
check_shows "one that another met goes" "of 2, the"
check "and what was selected still is" is_selected "$chosen"
meet "$chosen"
check_shows "what another met is not swapped for its neighbour" "closed or changed meanwhile"
keys Enter
check_shows "Enter records nothing unseen" "[Met]"
check "of the last one" sh -c "! '$APLOMB' -q -d '$work/here/aplomb.db' events -f jsonl | grep 'the $(sed -n 2p <<< "$others")' | grep -q met_at"
keys Enter
check_shows "but what it then says" "Recorded."
press q q

exit "$failed"
