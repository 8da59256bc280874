#!/usr/bin/env bash
# GitHub's records: deployments with their statuses and pushes, releases, updates, alerts, issues.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=github.db
jsonl() { "$APLOMB" -d "$db" events -f jsonl "$@" 2> /dev/null; }
import() { gives 0 "$APLOMB" -d "$db" import github "$@"; }
fresh() { # FILE...: imported into a new history
	rm -f "$db"*
	import "$@"
}
line() { is "$(jsonl)" "$1"; }
person='{"login": "somebody", "name": "Some Body", "type": "User"}'
repository='{"id": 1, "name": "ledger", "full_name": "acme/ledger", "html_url": "https://github.com/acme/ledger", "owner": '$person'}'
hook() { printf '{%s, "repository": %s, "sender": %s}\n' "$1" "$repository" "$person"; }
deployment() { # ID SHA ENVIRONMENT [MORE]
	printf '{"id": %s, "sha": "%s", "ref": "main", "task": "deploy", "environment": "%s", "creator": %s,
		"created_at": "2026-05-04T09:00:00Z", "updated_at": "2026-05-04T09:00:00Z",
		"statuses_url": "https://api.github.com/repos/acme/ledger/deployments/%s/statuses",
		"repository_url": "https://api.github.com/repos/acme/ledger"%s}' "$1" "$2" "$3" "$person" "$1" "${4-}"
}
status() { # ID STATE TIME [MORE]: as the REST API answers
	printf '{"id": 9, "state": "%s", "creator": %s, "environment": "production", "created_at": "%s",
		"deployment_url": "https://api.github.com/repos/acme/ledger/deployments/%s",
		"repository_url": "https://api.github.com/repos/acme/ledger"%s}' "$2" "$person" "$3" "$1" "${4-}"
}

# -- deployments --------------------------------------------------------------------------------

landed='{"type": "deployment", "service": "https://github.com/acme/ledger", "at": "2026-05-04T09:05:00Z", "id": "7", "source": "github", "outcome": "succeeded", "environment": "production", "revision": "c0ffee"}'
d7=$(deployment 7 c0ffee production) s7=$(status 7 success 2026-05-04T09:05:00Z)
hook "\"action\": \"created\", \"deployment\": $d7" > deployed.json
hook "\"action\": \"created\", \"deployment_status\": {\"id\": 9, \"state\": \"success\", \"environment\": \"production\", \"created_at\": \"2026-05-04T09:05:00Z\", \"creator\": $person}, \"deployment\": $d7" > status.json
ok "a webhook of a status" fresh status.json
ok "is a deployment" line "$landed"
ok "twice" import status.json
ok "is once" says "1 already known"
ok "a webhook of a deployment alone" fresh deployed.json
ok "does not say that it ended" says "1 record: deployment whose at is known neither here nor in the history"
ok "and is none" line ""
echo "$d7" > d.json; echo "$s7" > s.json
ok "REST: a deployment and a status" fresh d.json s.json
ok "meet" line "$landed"
ok "the other way round" fresh s.json d.json
ok "alike" line "$landed"
ok "a status without its deployment" fresh s.json
ok "has no revision" line "${landed/, \"revision\": \"c0ffee\"/}"
ok "its deployment a day later" import d.json
ok "completes it" says "1 completed"
ok "and it is whole" line "$landed"
printf '[%s, %s]' "$d7" "$(deployment 8 decaf staging)" > list.json
printf '[%s, %s][%s]\n' "$s7" "$(status 7 in_progress 2026-05-04T09:01:00Z)" "$(status 8 failure 2026-05-05T09:00:00Z)" > pages.json
ok "pages of the API after each other" fresh list.json pages.json
ok "are all read" is "$(jsonl | wc -l)" 2
ok "a failure" says '"id": "8", "source": "github", "outcome": "failed"' <(jsonl)
ok "what runs is not counted" says "1 record: the state 'in_progress' says neither that it succeeded nor that it failed"
for state in error:failed failure:failed success:succeeded; do
	status 1 "${state%:*}" 2026-05-04T09:00:00Z > f
	ok "the state ${state%:*}" fresh f
	ok "is ${state#*:}" says "\"outcome\": \"${state#*:}\"" <(jsonl)
done
for state in queued pending waiting in_progress inactive sparkling; do
	printf '[%s, %s]' "$(status 1 $state 2026-05-04T09:00:00Z)" "$(status 2 $state 2026-05-04T09:00:00Z)" > f
	ok "the state $state" fresh f
	ok "is passed over with a count" says "2 records: the state '$state' says neither that it succeeded nor that it failed"
done
printf '[%s, %s, %s]' "$(status 1 failure 2026-05-04T09:00:00Z)" "$(status 1 success 2026-05-04T09:30:00Z)" "$(status 1 success 2026-05-04T09:20:00Z)" > f
ok "several ends of one deployment" fresh f
ok "are its first success" says '"at": "2026-05-04T09:20:00Z"' <(jsonl)
ok "and are said" says "2 records: a further end of a deployment that has ended already"
printf '%s\n%s\n' "$(deployment 1 aa prod-eu ', "production_environment": true')" "$(status 1 success 2026-05-04T09:00:00Z)" > f
ok "where end users are" fresh f
ok "is production" says '"environment": "production"' <(jsonl)
sed -i '/"state"/,$s/"environment": "production"/"environment": "prod-eu"/' f
ok "whatever its status calls it" fresh f
ok "it is production" says '"environment": "production", "revision": "aa"' <(jsonl)
hook "\"deployment_status\": {\"id\": 9, \"state\": \"success\", \"environment\": \"github-pages\", \"created_at\": \"2026-05-04T09:05:00Z\"}, \"deployment\": $(deployment 1 aa github-pages ', "production_environment": false')" > f
ok "elsewhere" fresh f
ok "is called as it is" says '"environment": "github-pages"' <(jsonl)
sed 's#https://api.github.com/repos#https://git.example/api/v3/repos#g' s.json > f
ok "an own server" fresh f
ok "has its own address" says '"service": "https://git.example/acme/ledger"' <(jsonl)
printf '{"id": 3, "event": "deployment_status", "request": {"headers": {}, "payload": %s}}' "$(cat status.json)" > f
ok "a delivery that the API gives back" fresh f
ok "is what it holds" line "$landed"
hook '"action": "requested", "environment": "production", "reviewers": [], "workflow_run": {"id": 1}' > f
ok "a review" fresh f
ok "is passed over" says "1 record: a review before a deployment"

# -- changes ------------------------------------------------------------------------------------

push() { # BEFORE AFTER FORCED COMMIT...
	local before=$1 after=$2 forced=$3 commits=
	shift 3
	for commit; do
		commits+="${commits:+, }{\"id\": \"$commit\", \"timestamp\": \"2026-05-0${commit: -1}T00:00:00+02:00\", \"author\": $person}"
	done
	hook "\"before\": \"$before\", \"after\": \"$after\", \"forced\": $forced, \"commits\": [$commits], \"head_commit\": {\"id\": \"$after\"}"
}
deployed() { # ID SHA TIME
	hook "\"deployment_status\": {\"id\": 9, \"state\": \"success\", \"environment\": \"production\", \"created_at\": \"$3\"}, \"deployment\": $(deployment "$1" "$2" production)" | tr -d '\n\t'
	echo
}
{
	deployed 2 b4 2026-05-09T00:00:00Z
	push a1 a2 false a2
	push a2 b4 false b3 b4
	push 00 a1 false a1
	deployed 1 a1 2026-05-08T00:00:00Z
	push b4 c5 true c5
	push c5 c6 false c6
	push d7 d8 false d8
	deployed 3 c6 2026-05-10T00:00:00Z
} > f
changes() { is "$(jsonl | grep "\"id\": \"$1\"" | grep -o '"revision": "[a-d][0-9]", "committed_at": "[^"]*"' | cut -d'"' -f4,8 | tr '\n"' '  ')" "$2"; }
ok "pushes" fresh f
ok "are what a deployment delivers" changes 1 "a1 2026-04-30T22:00:00Z "
ok "back to the deployment before" changes 2 "a2 2026-05-01T22:00:00Z b3 2026-05-02T22:00:00Z b4 2026-05-03T22:00:00Z "
ok "and no further than a forced one" changes 3 "c5 2026-05-04T22:00:00Z c6 2026-05-05T22:00:00Z "
ok "others are passed over" says "1 record: a push that leads to no deployment that is read with it"
jsonl > once; tac f > g
ok "in any order" fresh g
ok "they are the same" diff once <(jsonl)

# -- releases -----------------------------------------------------------------------------------

release() { # DRAFT PRERELEASE PUBLISHED
	printf '{"id": 5, "tag_name": "v1.2", "name": "x", "draft": %s, "prerelease": %s, "author": %s, "created_at": "2026-05-01T00:00:00Z",
		"published_at": %s, "html_url": "https://github.com/acme/ledger/releases/tag/v1.2"}' "$1" "$2" "$person" "$3"
}
published=$(release false false '"2026-05-02T00:00:00Z"')
released='{"type": "deployment", "service": "https://github.com/acme/ledger", "at": "2026-05-02T00:00:00Z", "id": "release-5", "source": "github", "revision": "v1.2", "committed_at": "2026-05-01T00:00:00Z", "url": "https://github.com/acme/ledger/releases/tag/v1.2"}'
for action in published released edited; do
	hook "\"action\": \"$action\", \"release\": $published" > $action.json
	ok "a release that is $action" fresh $action.json
	ok "is a deployment ($action)" line "$released"
done
ok "the same again, edited" import published.json edited.json
ok "is the same" says "2 already known"
echo "[$published]" > f
ok "releases of the API" fresh f
ok "name their repository by their address" line "$released"
for action in created deleted unpublished; do
	hook "\"action\": \"$action\", \"release\": $published" > f
	ok "a release that is $action" fresh f
	ok "is passed over ($action)" says "1 record: the action '$action' does not publish a release"
done
printf '[%s, %s]' "$(release true false null)" "$(release false true '"2026-05-02T00:00:00Z"')" > f
ok "a draft and a pre-release" fresh f
ok "the draft is passed over" says "1 record: a release that is a draft"
ok "and the pre-release" says "1 record: a pre-release"
ok "no event comes of them" line ""

# -- updates ------------------------------------------------------------------------------------

pull() { # BRANCH TITLE MERGED [MORE]
	printf '{"number": 1, "title": "%s", "merged_at": %s, "user": %s, "labels": [%s], "head": {"ref": "%s"},
		"html_url": "https://github.com/acme/ledger/pull/1"}\n' "$2" "$3" "$person" "${4-}" "$1"
}
update() { # BRANCH TITLE COMPONENT VERSION
	pull "$1" "$2" '"2026-05-03T00:00:00Z"' > f
	fresh f && line "{\"type\": \"update\", \"service\": \"https://github.com/acme/ledger\", \"component\": \"$3\", \"version\": \"$4\", \"applied_at\": \"2026-05-03T00:00:00Z\", \"source\": \"github\"}"
}
ok "Dependabot" update dependabot/npm_and_yarn/lodash-4.17.21 "Bump lodash from 4.17.20 to 4.17.21" pkg:npm/lodash 4.17.21
ok "a scope, a folder" update dependabot/npm_and_yarn/web/types/node-2 "build(deps-dev): bump @types/node from 1.0.0 to 2.0.0 in /web" pkg:npm/%40types/node 2.0.0
ok "Python" update dependabot/pip/x "Bump Typing_Extensions from 1 to 2" pkg:pypi/typing-extensions 2
ok "Maven" update dependabot/maven/x "Bump org.slf4j:slf4j-api from 1.7 to 2.0.1" pkg:maven/org.slf4j/slf4j-api 2.0.1
ok "Go" update dependabot/go_modules/x "Bump golang.org/x/net from 0.1.0 to 0.2.0" pkg:golang/golang.org/x/net 0.2.0
ok "an action" update dependabot/github_actions/x "Bump actions/checkout from 3 to 4" pkg:github/actions/checkout 4
ok "an ecosystem that has no type" update dependabot/elm/x "Bump elm/http from 1.0.0 to 2.0.0" elm/http 2.0.0
ok "Renovate" update renovate/lodash-4.x "Update dependency lodash to v4.17.21" lodash 4.17.21
ok "its commit convention" update renovate/x "chore(deps): update module github.com/a/b to v1.2.3 - autoclosed" github.com/a/b 1.2.3
ok "its images" update renovate/x "Update postgres Docker tag to v16" postgres 16
ok "its actions" update renovate/x "chore(deps): update actions/checkout action to v4" actions/checkout 4
{
	pull dependabot/npm_and_yarn/g "Bump the npm group with 3 updates" '"2026-05-03T00:00:00Z"'
	pull renovate/all "Update all non-major dependencies" '"2026-05-03T00:00:00Z"'
	pull dependabot/bundler/r "Update rails requirement from ~> 6.0 to ~> 7.0" '"2026-05-03T00:00:00Z"'
	pull renovate/x "Update x digest to 1a2b3c" '"2026-05-03T00:00:00Z"'
	pull renovate/x "Update dependency x to v2" null
	pull fix "Bump our own patience from 1 to 2" '"2026-05-03T00:00:00Z"'
} > f
ok "what names no one version" fresh f
ok "is passed over" says "4 records: an update whose title names no one component and version"
ok "what is not merged too" says "1 record: an update that is not merged"
ok "what people made too" says "1 record: a pull request that no update bot made"
ok "no event comes of it" line ""
pull renovate/x "Update dependency x to v2 [SECURITY]" '"2026-05-03T00:00:00Z"' > f
pull renovate/y "Update dependency y to v2" '"2026-05-03T00:00:00Z"' '{"name": "Security"}' >> f
ok "for security" fresh f
ok "by title and by label" is "$(jsonl | grep -c '"security": true')" 2
hook "\"action\": \"closed\", \"pull_request\": $(pull renovate/x "Update dependency x to v2" '"2026-05-03T00:00:00Z"')" > f
ok "a webhook of a pull request" fresh f
ok "is an update" says '"component": "x", "version": "2"' <(jsonl)
printf '{"total_count": 1, "items": [{"number": 4, "title": "Bump x from 1 to 2", "user": {"login": "dependabot[bot]"},
	"repository_url": "https://api.github.com/repos/acme/ledger", "html_url": "https://github.com/acme/ledger/pull/4",
	"pull_request": {"merged_at": "2026-05-03T00:00:00Z"}, "closed_at": "2026-05-03T00:00:00Z"}]}' > f
ok "what a search finds" fresh f
ok "is one by the bot's name" says '"service": "https://github.com/acme/ledger", "component": "x", "version": "2", "applied_at": "2026-05-03T00:00:00Z"' <(jsonl)

alert() { # STATE FIXED VERSION [NUMBER]
	printf '{"number": %s, "state": "%s", "dependency": {"package": {"ecosystem": "npm", "name": "@acme/json"}, "manifest_path": "package.json"},
		"security_advisory": {"published_at": "2026-01-01T00:00:00Z"}, "created_at": "2026-05-01T00:00:00Z", "fixed_at": %s,
		"security_vulnerability": {"package": {"ecosystem": "npm", "name": "@acme/json"}, "first_patched_version": %s},
		"dismissed_by": %s, "html_url": "https://github.com/acme/ledger/security/dependabot/1"}\n' "${4-1}" "$1" "$2" "$3" "$person"
}
mended='{"identifier": "1.4.2"}'
alert open null "$mended" > open.json
hook "\"action\": \"fixed\", \"alert\": $(alert fixed '"2026-05-06T00:00:00Z"' "$mended")" > fixed.json
pending='{"type": "update", "service": "https://github.com/acme/ledger", "component": "pkg:npm/%40acme/json", "version": "1.4.2", "security": true, "source": "github"}'
ok "an open alert" fresh open.json
ok "is an update that is pending" line "$pending"
ok "when it is fixed" import fixed.json
ok "it is applied" line "${pending/\"security\"/\"applied_at\": \"2026-05-06T00:00:00Z\", \"security\"}"
jsonl > once
ok "the other way round" fresh fixed.json open.json
ok "alike" diff once <(jsonl)
{
	alert fixed '"2026-05-09T00:00:00Z"' "$mended" 2
	alert fixed '"2026-05-06T00:00:00Z"' "$mended" 1
	alert auto_dismissed null "$mended" 3
	alert dismissed null "$mended" 4
	alert open null null 5
} > f
ok "several alerts that one version mends" fresh f
ok "are one update, by the first" diff once <(jsonl)
ok "dismissed ones are passed over" says "2 records: an alert that was dismissed"
ok "and what cannot be mended yet" says "1 record: an alert for which there is no mended version"

# -- incidents ----------------------------------------------------------------------------------

issue() { # ID LABEL CLOSED [MORE]
	printf '{"id": %s, "number": 4, "title": "x", "user": %s, "labels": [{"name": "%s"}], "created_at": "2026-05-04T10:00:00Z",
		"closed_at": %s, "html_url": "https://github.com/acme/ledger/issues/4", "repository_url": "https://api.github.com/repos/acme/ledger"%s}' "$1" "$person" "$2" "$3" "${4-}"
}
printf '%s\n' "$(issue 44 Incident null)" > open.json
hook "\"action\": \"closed\", \"issue\": $(issue 44 Incident '"2026-05-04T11:00:00Z"' ', "body": "Root cause: c0ffee\r\nfixed"')" > closed.json
ok "an issue with the label" fresh open.json
ok "is an incident" line '{"type": "incident", "service": "https://github.com/acme/ledger", "started_at": "2026-05-04T10:00:00Z", "id": "44", "source": "github", "url": "https://github.com/acme/ledger/issues/4"}'
ok "when it is closed" import closed.json status.json
ok "it is restored" says '"restored_at": "2026-05-04T11:00:00Z", "caused_by": "7"' <(jsonl --kind incident)
printf '[%s, %s]' "$(issue 1 bug null)" "$(issue 2 incident '"2026-05-04T11:00:00Z"' ', "state_reason": "not_planned"')" > f
ok "other issues" fresh f
ok "are passed over" says "1 record: an issue without the label 'incident'"
ok "so is what was no incident" says "1 record: an incident that was closed as not planned or as a duplicate"

# -- Four Keys ----------------------------------------------------------------------------------

printf '{"event_type": "%s", "body": %s}\n' \
	push '{"head_commit": {"id": "a2", "timestamp": "2026-05-02 00:00:00"}, "before": "00", "commits": [{"id": "a1", "timestamp": "2026-05-01 00:00:00"}, {"id": "a2", "timestamp": "2026-05-02 00:00:00"}]}' \
	deployment_status '{"deployment_status": {"id": "d", "state": "success", "updated_at": "2026-05-03 00:00:00"}, "deployment": {"sha": "a2"}}' \
	issues '{"issue": {"number": 3, "created_at": "2026-05-04 00:00:00", "closed_at": "2026-05-05 00:00:00", "labels": [{"name": "Incident"}], "body": "root cause: a2"}, "repository": {"name": "ledger"}}' > f
ok "times without a zone" gives 4 "$APLOMB" -d no.db import github --service ledger f
ok "are refused" says "f:2: at: '2026-05-03 00:00:00' names no zone"
ok "lines kept by Four Keys" fresh --service ledger --assume-zone UTC f
ok "are the same" is "$(jsonl)" '{"type": "deployment", "service": "ledger", "at": "2026-05-03T00:00:00Z", "id": "d", "source": "github", "outcome": "succeeded", "revision": "a2", "changes": [{"revision": "a1", "committed_at": "2026-05-01T00:00:00Z"}, {"revision": "a2", "committed_at": "2026-05-02T00:00:00Z"}]}
{"type": "incident", "service": "ledger", "started_at": "2026-05-04T00:00:00Z", "id": "ledger#3", "source": "github", "restored_at": "2026-05-05T00:00:00Z", "caused_by": "d"}'

# -- the whole ----------------------------------------------------------------------------------

ok "everything together" fresh status.json published.json closed.json fixed.json list.json pages.json
jsonl > once
ok "in another order" fresh pages.json fixed.json list.json closed.json published.json status.json
ok "is the same" diff once <(jsonl)
ok "no person's name is kept" is "$(grep -aci -e somebody -e 'some body' "$db")" 0
cp status.json f
ok "auto" gives 0 "$APLOMB" -d auto.db import auto f
ok "finds it" says "f: github"
printf '{"object_kind": "deployment", "status": "success", "deployment_id": 1, "project": {"web_url": "https://gitlab.com/a/b"}}' > f
ok "another tool's" gives 4 "$APLOMB" -d no.db import github f
ok "is refused" says "f: this does not look like GitHub records but like GitLab deployments; try 'aplomb import gitlab'"
echo '[1, "x", null]' > f
ok "what is no record" gives 4 "$APLOMB" -d no.db import github f

finish
