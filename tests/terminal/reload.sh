#!/bin/bash
# What is written while one looks is shown: a recorded event, a changed team file.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

cat > "$work/teams.yaml" << YAML
organization: Northwind
teams:
  - id: payments
    name: Payments
    services: [{id: ledger}]
YAML
# shellcheck disable=SC2317 # called through check
record() {
	"$APLOMB" -q -d "$work/aplomb.db" record deployment --service ledger \
		--at "$(date -u -d "$1 days ago" +%Y-%m-%dT%H:%M:%SZ)" --id "$1"
}

open_terminal 100 30
type_line "cd $work; \$APLOMB -q"
check_shows "a team without a history" "not collected"
check_shows "which is said" "There is no history yet"
record 3
check_shows "the first record begins it" "0.083/wk"
record 9
check_shows "the next one is shown too" "0.17/wk"
press Enter
wait_for CAPACITY
press j
wait_for "▸ Lead time"
sed -i 's/name: Payments/name: Settlements/' "$work/teams.yaml"
check_shows "a changed team file is read" "Settlements"
check_shows "and the selection stays" "▸ Lead time"
echo "  - id: [" >> "$work/teams.yaml"
check_shows "one that is not valid is said" "teams.yaml:"
check_shows "and what was there stays" "Settlements"
press j
check_shows "keys are answered meanwhile" "▸ Change success"
sed -i -e '$d' -e 's/name: Settlements/name: Clearing/' "$work/teams.yaml"
check_shows "once it is mended it is read" "Clearing"
check "and no more is said of it" hides "teams.yaml:"
press q q
check "and it can be left" status_is 0

# A directory of files, of which one names no team: it and a new one are watched, too.
mkdir "$work/teams"
printf 'teams: [{id: payments, services: [{id: ledger, aliases: [web]}]}]\n' > "$work/teams/a.yaml"
slo() { # TARGET
	printf 'apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: up}\nspec: {service: web, budgetingMethod: Occurrences, timeWindow: [{duration: 28d, isRolling: true}], objectives: [{target: %s}]}\n' "$1"
}
slo 0.5 > "$work/teams/b.yaml"
"$APLOMB" -q -d "$work/aplomb.db" record slo_sample --service ledger --slo up --good 90 --total 100 \
	--at "$(date -u -d "2 days ago" +%s)" --seconds 172700
for day in $(seq 4 18); do
	"$APLOMB" -q -d "$work/aplomb.db" record slo_sample --service ledger --slo up --good 90 --total 100 \
		--at "$(date -u -d "$day days ago" +%s)"
done
open_terminal 100 30
type_line "cd $work; \$APLOMB -q -t teams"
check_shows "an SLO of another file" "1/1"
slo 0.99 > "$work/teams/b.yaml"
check_shows "is read again when that file changes" "0/1"
printf 'teams: [{id: harbour}]\n' > "$work/teams/c.yaml"
check_shows "a new file is read" "harbour"
press q

# Where nothing can be watched one looks every two seconds: the directory is not there yet.
open_terminal 100 30
type_line "cd $work; \$APLOMB -q -d later/aplomb.db"
wait_for "not collected"
mkdir "$work/later"
"$APLOMB" -q -d "$work/later/aplomb.db" record deployment --service ledger --id 3 \
	--at "$(date -u -d "3 days ago" +%Y-%m-%dT%H:%M:%SZ)"
check_shows "a history is found that cannot be watched" "0.083/wk"
press q

# What waits beside the history is said in a word.
mkdir "$work/later/aplomb.db.spool"
echo '{"type": "note", "team": "payments", "at": 1, "text": "x"}' > "$work/later/aplomb.db.spool/1.json"
open_terminal 100 30
type_line "cd $work; \$APLOMB -q -d later/aplomb.db"
check_shows "an event that waits is told" "1 event waits to be taken in by the next that is recorded"
press q
finish
