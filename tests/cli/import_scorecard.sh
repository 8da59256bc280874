#!/usr/bin/env bash
# import scorecard: results of OpenSSF Scorecard, from its command line, its API, an attestation.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=all.db
aplomb() { "$APLOMB" -d "$db" "$@"; }
checks() { aplomb -q events --kind check -f jsonl; }
fresh() { rm -f "$db"*; }
# result DATE REPOSITORY CHECK...: a result; a check is NAME=SCORE.
result() {
	local date=$1 repository=$2 comma=
	shift 2
	printf '{"date": "%s", "repo": {"name": "%s", "commit": "68bc"}, ' "$date" "$repository"
	printf '"scorecard": {"version": "v5.0.0", "commit": "ccbc"}, "score": 7.1, "checks": ['
	for check; do
		printf '%s{"name": "%s", "score": %s, "reason": "seen by A Person", "details": null,' \
			"$comma" "${check%%=*}" "${check#*=}"
		printf ' "documentation": {"short": "Is %s well?", "url": "https://example.invalid"}}' "${check%%=*}"
		comma=,
	done
	printf '], "metadata": null}\n'
}

result 2025-03-03T10:30:43-06:00 github.com/acme/shop Branch-Protection=10 Fuzzing=9 Signed-Releases=-1 > one.json
ok "a result" gives 0 aplomb import scorecard one.json
checks > one.jsonl
ok "the highest score passes" says \
	'{"type": "check", "service": "github.com/acme/shop", "check": "Branch-Protection", "at": "2025-03-03T16:30:43Z", "passed": true, "source": "scorecard", "title": "Is Branch-Protection well?"}' one.jsonl
ok "a lower one does not" says '"check": "Fuzzing", "at": "2025-03-03T16:30:43Z", "passed": false' one.jsonl
ok "one of -1 is neither" is "$(grep -c Signed one.jsonl)" 0
ok "and counted" says "1 record: the check is inconclusive (a score of -1): neither passed nor missed"
ok "nobody's name" is "$(grep -c -i person one.jsonl)" 0
ok "twice" gives 0 aplomb import auto one.json
ok "is once" says "2 already known"

fresh
ok "a threshold" gives 0 aplomb import scorecard --threshold 8.5 one.json
ok "lets both pass" is "$(checks | grep -c '"passed": true')" 2
fresh
ok "a threshold above" gives 0 aplomb import scorecard --threshold=9.5 one.json
ok "lets one pass" is "$(checks | grep -c '"passed": true')" 1
ok "a threshold that is none" gives 2 aplomb import scorecard --threshold much one.json
ok "is refused" says "--threshold: 'much' is not a number"

# -- forms ---------------------------------------------------------------------------------------

fresh
{ result 2025-03-03 github.com/acme/shop A=10; result 2025-03-10 github.com/acme/shop A=0; } > lines.jsonl
ok "JSON Lines of the API's scan" gives 0 aplomb import scorecard lines.jsonl
ok "a day is its first second" is "$(checks | grep -o '"at": "[^"]*", "passed": [a-z]*' | tr '\n' ' ')" \
	'"at": "2025-03-03T00:00:00Z", "passed": true "at": "2025-03-10T00:00:00Z", "passed": false '
checks > lines.events
fresh
{ printf '['; result 2025-03-10 github.com/acme/shop A=0; printf ','; result 2025-03-03 github.com/acme/shop A=10; printf ']'; } > list.json
ok "a list, in another order" gives 0 aplomb import scorecard list.json
ok "is the same" cmp lines.events <(checks)
fresh
printf '{"_type": "https://in-toto.io/Statement/v1", "subject": [{"name": "github.com/acme/shop"}], "predicateType": "https://scorecard.dev/result/v0.1", "predicate": {"date": "2025-03-03T00:00:00Z", "scorecard": {"version": "v5"}, "checks": [{"name": "A", "score": 10}]}}' > attestation.json
ok "an attestation" gives 0 aplomb import scorecard attestation.json
ok "names its subject" says '"service": "github.com/acme/shop", "check": "A", "at": "2025-03-03T00:00:00Z", "passed": true' <(checks)
fresh
ok "of one service" gives 0 aplomb import scorecard --service shop lines.jsonl
ok "whatever the results say" is "$(checks | grep -c '"service": "shop"')" 2

# -- what is passed over, and refused ------------------------------------------------------------

fresh
result 2025-03-03 r A=11 B=null C='"10"' D=-2 > odd.json
sed -i 's/"metadata"/"x": 0, "metadata"/; s/"checks": \[/"checks": [7, "x", /' odd.json
ok "scores that are none" gives 0 aplomb import scorecard odd.json
ok "are counted: 11" says "1 record: the score 11 is not one of 0 to 10"
ok "a text" says "1 record: the score '10' is not one of 0 to 10"
ok "none" says "3 records: the score NULL is not one of 0 to 10"
printf '{"date": "2025-03-03", "repo": {"name": "r"}, "scorecard": {"version": "v5"}, "findings": [{"probe": "fuzzed", "outcome": "True"}]}' > probes.json
ok "probes" gives 0 aplomb import scorecard probes.json
ok "say neither" says "1 record: probes say what was found, not whether that is as it should be"
printf '{"date": "2025-03-03", "repo": {"name": "r"}, "scorecard": {"version": "v5"}, "checks": null}' > none.json
ok "no checks" gives 0 aplomb import scorecard none.json
printf '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "scorecard"}}, "results": []}]}' > run.sarif
ok "SARIF" gives 4 aplomb import scorecard run.sarif
ok "has no scores" says "run.sarif: this does not look like OpenSSF Scorecard results of '--format json'"
printf 'Aggregate score: 5.0 / 10\n\nCheck scores:\n' > run.log
ok "a log" gives 4 aplomb import scorecard run.log
ok "is no JSON" says "run.log:1: this is not JSON: Aggregate score: 5.0 / 10"
printf '{"type": "note", "team": "t", "at": 10, "text": "x"}\n' > events.jsonl
ok "another format" gives 4 aplomb import scorecard events.jsonl
ok "is said" says "events.jsonl: this does not look like OpenSSF Scorecard results of '--format json' but like"
printf '7 "x" null [1, true]\n' > values.json
ok "values that are no objects" gives 4 aplomb import scorecard values.json
ok "are none" says "values.json: this does not look like"

finish
