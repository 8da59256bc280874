#!/usr/bin/env bash
# GitLab's deployments: answers of the REST API and webhooks.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=gitlab.db
jsonl() { "$APLOMB" -d "$db" events -f jsonl 2> /dev/null; }
import() { gives 0 "$APLOMB" -d "$db" import gitlab "$@"; }
fresh() { # FILE...: imported into a new history
	rm -f "$db"*
	import "$@"
}
line() { is "$(jsonl)" "$1"; }
person='{"id": 1, "name": "Some Body", "username": "somebody"}'
production='{"id": 1, "name": "production"}'
answer() { # ID STATUS [JOB [ENVIRONMENT]]
	printf '{"id": %s, "iid": 2, "ref": "main", "sha": "c0ffee", "status": "%s", "user": %s, "environment": %s,
		"created_at": "2026-05-04T09:00:00.100Z", "updated_at": "2026-05-04T09:07:00.200Z", "deployable": %s}' \
		"$1" "$2" "$person" "${4-$production}" "${3-null}"
}
job='{"id": 5, "status": "success", "finished_at": "2026-05-04T09:05:00.000Z", "user": '$person',
	"web_url": "https://gitlab.com/acme/money/ledger/-/jobs/5",
	"commit": {"id": "c0ffee", "author_name": "Some Body", "created_at": "2026-05-04T10:00:00.000+02:00", "committed_date": "2026-05-04T10:00:00.000+02:00"}}'
hook() { # ID STATUS [MORE]
	printf '{"object_kind": "deployment", "status": "%s", "status_changed_at": "2026-05-04 11:05:00 +0200", "deployment_id": %s,
		"deployable_url": "https://gitlab.com/acme/money/ledger/-/jobs/5", "environment": "production", "short_sha": "c0ffee12",
		"project": {"id": 3, "name": "Ledger", "path_with_namespace": "acme/money/ledger", "web_url": "https://gitlab.com/acme/money/ledger"},
		"commit_url": "https://gitlab.com/acme/money/ledger/-/commit/c0ffee1234", "user": %s%s}' "$2" "$1" "$person" "${3-}"
}

landed='{"type": "deployment", "service": "https://gitlab.com/acme/money/ledger", "at": "2026-05-04T09:05:00Z", "id": "7", "source": "gitlab", "outcome": "succeeded", "environment": "production", "revision": "c0ffee", "committed_at": "2026-05-04T08:00:00Z", "url": "https://gitlab.com/acme/money/ledger/-/jobs/5"}'
answer 7 success "$job" > one.json
ok "one deployment" fresh one.json
ok "is read" line "$landed"
ok "twice" import one.json
ok "is once" says "1 already known"
printf '[%s, %s]' "$(answer 7 success "$job")" "$(answer 8 failed "$job")" > list.json
ok "a list" fresh list.json
ok "holds both" is "$(jsonl | wc -l)" 2
ok "a failure" says '"id": "8", "source": "gitlab", "outcome": "failed"' <(jsonl)
printf '%s\n' "$(answer 7 success "$job" | tr -d '\n\t')" "$(answer 8 failed "$job" | tr -d '\n\t')" > lines.json
jsonl > once
ok "JSON Lines" fresh lines.json
ok "alike" diff once <(jsonl)
answer 9 running "$job" > running.json
answer 9 success "$job" > done.json
ok "yesterday's running one" fresh running.json
ok "is passed over" says "1 record: the status 'running' says neither that it succeeded nor that it failed"
ok "today's answer" import done.json one.json
ok "knows it" is "$(jsonl | wc -l)" 2
jsonl > once
ok "in another order" fresh one.json done.json running.json
ok "alike again" diff once <(jsonl)
for status in created running blocked canceled skipped sparkling; do
	printf '[%s, %s]' "$(answer 1 $status "$job")" "$(answer 2 $status)" > f
	ok "the status $status" fresh f
	ok "is passed over with a count ($status)" says "2 records: the status '$status' says neither that it succeeded nor that it failed"
done
answer 1 success null > f
ok "one that no job made" fresh f
ok "does not name its project" says "1 record: it does not name its project; say which it is with --service"
ok "with it" fresh --service ledger f
ok "it is read, by its last change" line '{"type": "deployment", "service": "ledger", "at": "2026-05-04T09:07:00Z", "id": "1", "source": "gitlab", "outcome": "succeeded", "environment": "production", "revision": "c0ffee"}'
answer 1 success "$job" '{"name": "prod-eu", "tier": "production"}' > f
ok "the tier of production" fresh f
ok "is production" says '"environment": "production"' <(jsonl)
answer 1 success "$job" '{"name": "review/x", "tier": "development"}' > f
ok "another tier" fresh f
ok "is called as it is" says '"environment": "review/x"' <(jsonl)
sed 's#/-/#/#' one.json > f
ok "addresses of old" fresh f
ok "name the same project" says '"service": "https://gitlab.com/acme/money/ledger"' <(jsonl)

hook 7 success > f
ok "a webhook" fresh f
ok "is read, with its whole revision" line '{"type": "deployment", "service": "https://gitlab.com/acme/money/ledger", "at": "2026-05-04T09:05:00Z", "id": "7", "source": "gitlab", "outcome": "succeeded", "environment": "production", "revision": "c0ffee1234", "url": "https://gitlab.com/acme/money/ledger/-/jobs/5"}'
hook 7 running > g
ok "its beginning" import g
ok "adds nothing" says "1 record: the status 'running'"
hook 7 success ', "environment_tier": "staging"' | sed 's/"production"/"eu-1"/' > f
ok "a tier in a webhook" fresh f
ok "is no name" says '"environment": "eu-1"' <(jsonl)
printf '{"object_kind": "pipeline", "project": {"id": 1}, "user": %s}' "$person" > f
ok "another webhook" fresh f
ok "is passed over" says "1 record: a webhook of the kind 'pipeline'"

ok "no person's name is kept" fresh one.json list.json
ok "whatever the names" is "$(grep -aci -e somebody -e 'some body' "$db")" 0
ok "auto" gives 0 "$APLOMB" -d auto.db import auto one.json
ok "finds it" says "one.json: gitlab"
echo '{"type": "note", "team": "t", "at": 10, "text": "x"}' > f
ok "another tool's" gives 4 "$APLOMB" -d no.db import gitlab f
ok "is refused" says "f: this does not look like GitLab deployments but like"
echo '[1, "x", null]' > f
ok "what is no record" gives 4 "$APLOMB" -d no.db import gitlab f

finish
