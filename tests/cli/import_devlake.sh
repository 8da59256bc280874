#!/usr/bin/env bash
# What is posted to DevLake, and its tables.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=devlake.db
jsonl() { "$APLOMB" -d "$db" events -f jsonl 2> /dev/null; }
import() { gives 0 "$APLOMB" -d "$db" import devlake "$@"; }
fresh() { # FILE...: imported into a new history
	rm -f "$db"*
	import "$@"
}
line() { is "$(jsonl)" "$1"; }

# -- deployments that are posted ----------------------------------------------------------------

deployment() { # ID MORE [COMMIT...]
	local id=$1 more=$2 commits=
	shift 2
	for commit; do
		commits+="${commits:+, }$commit"
	done
	printf '{"id": "%s", "displayTitle": "by Some Body", "startedDate": "2026-05-04T09:00:00+00:00",
		"finishedDate": "2026-05-04T09:05:00+00:00", %s"deploymentCommits": [%s]}\n' "$id" "$more" "$commits"
}
commit() { # REPOSITORY SHA [MORE]
	printf '{"repoUrl": "%s", "commitSha": "%s", "commitMsg": "Some Body was here", "refName": "main"%s}' "$1" "$2" "${3-}"
}
ledger=https://git.example/acme/ledger
landed='{"type": "deployment", "service": "'$ledger'", "at": "2026-05-04T09:05:00Z", "id": "d1", "source": "devlake", "outcome": "succeeded", "environment": "production", "revision": "aa"}'
deployment d1 '"result": "SUCCESS", "environment": "PRODUCTION", ' "$(commit $ledger aa)" > one.json
ok "a deployment" fresh one.json
ok "is read" line "$landed"
ok "twice" import one.json
ok "is once" says "1 already known"
deployment d1 '' "$(commit $ledger aa)" > f
ok "without a result" fresh f
ok "it succeeded in production, as DevLake takes it" line "$landed"
printf '{"pipeline_id": "d1", "repo_url": "%s", "commit_sha": "aa", "start_time": "2026-05-04T09:00:00+0000",
	"end_time": "2026-05-04T09:05:00+0000", "result": "SUCCESS", "environment": "PRODUCTION"}' $ledger > f
ok "in snake case" fresh f
ok "is the same" line "$landed"
printf '{"pipeline_id": "d1", "start_time": "2026-05-04T09:00:00Z", "end_time": "2026-05-04T09:05:00Z", "deployment_commits": [{"repo_url": "%s", "commit_sha": "aa"}]}' $ledger > f
ok "with a list in snake case" fresh f
ok "is the same" line "$landed"
printf '{"repo_url": "%s", "commit_sha": "aa", "start_time": "2026-05-04T09:00:00Z"}' $ledger > f
ok "with neither id nor end" fresh f
ok "is known by what it brought" says "\"at\": \"2026-05-04T09:00:00Z\", \"id\": \"$ledger aa\"" <(jsonl)
for place in STAGING TESTING DEVELOPMENT; do
	deployment d1 "\"environment\": \"$place\", " "$(commit $ledger aa)" > f
	ok "the environment $place" fresh f
	ok "is as DevLake has it ($place)" says "\"environment\": \"${place,,}\"" <(jsonl)
done
deployment d1 '"result": "FAILURE", ' "$(commit $ledger aa)" > f
ok "a failure" fresh f
ok "is one" says '"outcome": "failed"' <(jsonl)
for result in ABORT MANUAL sparkling; do
	{ deployment d1 "\"result\": \"$result\", " "$(commit $ledger aa)"; deployment d2 "\"result\": \"$result\", " "$(commit $ledger ab)"; } > f
	ok "the result $result" fresh f
	ok "is passed over with a count ($result)" says "2 records: the result '$result' says neither that it succeeded nor that it failed"
done
deployment d1 '' "$(commit r1 aa)" "$(commit r1 ab)" "$(commit r2 ba ', "result": "FAILURE", "finishedDate": "2026-05-04T09:04:00Z"')" > f
ok "several repositories" fresh f
ok "are several deployments" line '{"type": "deployment", "service": "r2", "at": "2026-05-04T09:04:00Z", "id": "d1 r2", "source": "devlake", "outcome": "failed", "environment": "production", "revision": "ba"}
{"type": "deployment", "service": "r1", "at": "2026-05-04T09:05:00Z", "id": "d1 r1", "source": "devlake", "outcome": "succeeded", "environment": "production", "changes": [{"revision": "aa"}, {"revision": "ab"}]}'
ok "of one service" fresh --service ledger f
ok "they are one" is "$(jsonl | grep -c '"service": "ledger".*"id": "d1".*"aa".*"ab".*"ba"')" 1
deployment d2 '' "$(commit $ledger ab)" > two.json
printf '[%s, %s]' "$(cat one.json)" "$(cat two.json)" > f
ok "a list" fresh f
jsonl > once
ok "and one after the other" fresh two.json one.json
ok "is the same" diff once <(jsonl)

# -- issues that are posted ---------------------------------------------------------------------

issue() { # KEY TYPE STATUS [MORE]
	printf '{"issueKey": "%s", "title": "Some Body", "type": "%s", "status": "%s", "originalStatus": "x", "createdDate": "2026-05-04T10:00:00+00:00",
		"creatorName": "Some Body", "assigneeName": "Some Body", "severity": "sev2", "component": "ledger", "url": ""%s}\n' "$1" "$2" "$3" "${4-}"
}
open='{"type": "incident", "service": "ledger", "started_at": "2026-05-04T10:00:00Z", "id": "I-1", "source": "devlake", "severity": "sev2"}'
issue I-1 INCIDENT TODO > open.json
issue I-1 INCIDENT DONE ', "resolutionDate": "2026-05-04T11:00:00+00:00"' > done.json
ok "an incident" fresh open.json
ok "is open" line "$open"
ok "when it is done" import done.json
ok "it is completed" says "1 completed"
ok "it is restored" says '"restored_at": "2026-05-04T11:00:00Z"' <(jsonl)
jsonl > once
ok "the other way round" fresh done.json open.json
ok "alike" diff once <(jsonl)
printf '{"issue_key": "I-1", "title": "x", "type": "INCIDENT", "status": "IN_PROGRESS", "original_status": "x", "created_date": "2026-05-04T10:00:00Z", "severity": "sev2", "component": "ledger"}' > f
ok "in snake case" fresh f
ok "is the same" line "$open"
{ issue I-2 BUG TODO; issue I-3 BUG DONE; issue I-4 REQUIREMENT TODO; issue I-5 "" TODO; issue I-6 INCIDENT DONE; } > f
ok "other issues" fresh f
ok "are passed over" says "2 records: an issue of the type 'BUG'"
ok "by their type" says "1 record: an issue of the type 'REQUIREMENT'"
ok "where it is known" says "1 record: an issue of the type 'unknown'"
ok "so is an end that nobody knows" says "1 record: an incident that is done, without the time when it was"
ok "no event comes of them" line ""
sed 's/"component": "ledger"/"component": ""/' open.json > f
ok "without a component" fresh f
ok "the service is asked for" says "1 record: it does not name its component; say the service with --service"
ok "and taken" fresh --service ledger f
ok "then" line "$open"

# -- tables -------------------------------------------------------------------------------------

cat > commits.csv <<'E2'
id,cicd_scope_id,cicd_deployment_id,repo_url,commit_sha,result,environment,created_date,started_date,finished_date,creator_name
w:1,s1,p1,r1,aa,SUCCESS,PRODUCTION,2026-5-4 9:00:00,2026-05-04T09:01:00.000+00:00,2026-5-4 9:05:07,Some Body
w:2,s1,p1,r2,bb,FAILURE,STAGING,2026-5-4 9:00:00,,2026-05-04T09:06:00.000+00:00,Some Body
w:3,s1,p2,r1,cc,,PRODUCTION,2026-5-5 9:00:00,,,Some Body
w:4,s1,p3,r1,dd,SUCCESS,,2026-5-6 9:00:00,,2026-05-06T09:06:00.000+00:00,Some Body
E2
ok "times without a zone" gives 4 "$APLOMB" -d no.db import devlake commits.csv
ok "are refused with the row" says "commits.csv:2: at: '2026-05-04 09:05:07' names no zone"
ok "cicd_deployment_commits" fresh --assume-zone UTC commits.csv
ok "are deployments" line '{"type": "deployment", "service": "r1", "at": "2026-05-04T09:05:07Z", "id": "w:1", "source": "devlake", "outcome": "succeeded", "environment": "production", "revision": "aa"}
{"type": "deployment", "service": "r2", "at": "2026-05-04T09:06:00Z", "id": "w:2", "source": "devlake", "outcome": "failed", "environment": "staging", "revision": "bb"}'
ok "a row without a result is passed over" says "1 record: a deployment without a result"
ok "and one without an environment" says "1 record: DevLake does not know its environment; --environment says it"
ok "no person's name is kept" is "$(grep -aci 'some body' "$db")" 0
printf 'id,cicd_scope_id,name,result,environment,created_date,finished_date\nd1,github:GithubRepo:1:2,x,SUCCESS,PRODUCTION,2026-05-04T09:00:00Z,2026-05-04T09:05:00Z\n' > f
ok "cicd_deployments" fresh f
ok "are of their scope" line '{"type": "deployment", "service": "github:GithubRepo:1:2", "at": "2026-05-04T09:05:00Z", "id": "d1", "source": "devlake", "outcome": "succeeded", "environment": "production"}'
printf 'id,url,issue_key,type,status,created_date,resolution_date,component\nj:1,,1,INCIDENT,DONE,2026-05-04T10:00:00Z,2026-05-04T11:00:00Z,ledger\nj:2,,2,BUG,DONE,2026-05-04T10:00:00Z,2026-05-04T11:00:00Z,ledger\n' > issues.csv
restored='{"type": "incident", "service": "ledger", "started_at": "2026-05-04T10:00:00Z", "id": "j:1", "source": "devlake", "restored_at": "2026-05-04T11:00:00Z"}'
ok "issues" fresh issues.csv
ok "are incidents by their type" line "$restored"
printf 'id,incident_key,status,created_date,resolution_date,component\r\nj:1,1,DONE,2026-05-04T10:00:00Z,2026-05-04T11:00:00Z,ledger' > f
ok "incidents" fresh f
ok "all are" line "$restored"
ok "tables and what is posted" fresh issues.csv one.json
ok "in one go" is "$(jsonl | wc -l)" 2

ok "auto" gives 0 "$APLOMB" -d auto.db import auto one.json issues.csv
ok "finds JSON" says "one.json: devlake"
ok "finds CSV" says "issues.csv: devlake"
printf '{"object_kind": "deployment", "status": "success", "deployment_id": 1, "project": {"web_url": "https://gitlab.com/a/b"}}' > f
ok "another tool's" gives 4 "$APLOMB" -d no.db import devlake f
ok "is refused" says "f: this does not look like DevLake deployments or issues but like GitLab deployments; try 'aplomb import gitlab'"
printf 'id,name\n1,x\n' > f
ok "another table" gives 4 "$APLOMB" -d no.db import devlake f
ok "is refused too" says "f: this does not look like DevLake deployments or issues"

finish
