#!/usr/bin/env bash
# import cstate: pages of a status page, as they are written by hand.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=all.db
aplomb() { "$APLOMB" -d "$db" "$@"; }
incidents() { aplomb -q events --kind incident -f jsonl; }
fresh() { rm -f "$db"*; }
# page NAME LINE...: a page with that front matter.
page() {
	local name=$1
	shift
	mkdir -p "$(dirname "content/issues/$name")"
	printf -- '---\n%s\n---\n\nText: of the page.\n' "$(printf '%s\n' "$@")" > "content/issues/$name"
}

# -- what a page says ----------------------------------------------------------------------------

page two-systems.md 'title: "Queue is slow"' 'date: 2025-03-01T10:00:00+01:00' 'resolved: true' \
	'resolvedWhen: "2025-03-01T9:30:00-00:00"' '# a remark' 'severity: disrupted' \
	'affected:' '  - API' '  - Web Shop' '  - API' 'section: issue' 'author: A Person'
page open.md 'title: Down' 'date: 2025-03-02T10:00:00Z' 'resolved: false' \
	'resolvedWhen: 2025-03-02T11:00:00Z' 'severity: down' 'affected: [API]' 'section: issue'
page bundle/index.md 'Title: Capitals' 'Date: 2025-03-03T10:00:00Z' 'Resolved: True' \
	'ResolvedWhen: 2025-03-03T09:00:00Z' 'Severity: Down' 'Affected: API' 'Section: issue'
ok "pages" gives 0 aplomb import cstate content/issues/two-systems.md content/issues/open.md content/issues/bundle/index.md
incidents > all.jsonl
ok "an incident for each system, once" says "4 added"
ok "with its page, spans and words" says \
	'{"type": "incident", "service": "Web Shop", "started_at": "2025-03-01T09:00:00Z", "id": "two-systems/Web Shop", "source": "cstate", "restored_at": "2025-03-01T09:30:00Z", "severity": "disrupted", "title": "Queue is slow"}' all.jsonl
ok "unresolved is open" says \
	'"started_at": "2025-03-02T10:00:00Z", "id": "open/API", "source": "cstate", "severity": "down"' all.jsonl
ok "a bundle, capitals, a span below zero: as they are" says \
	'"started_at": "2025-03-03T10:00:00Z", "id": "bundle/API", "source": "cstate", "restored_at": "2025-03-03T09:00:00Z", "severity": "down", "title": "Capitals"' all.jsonl
ok "nobody's name" is "$(grep -c -i person all.jsonl)" 0
ok "twice" gives 0 aplomb import cstate content/issues/*.md content/issues/bundle/index.md
ok "is once" says "4 already known"
db=order.db
ok "in another order and from another place" gives 0 env -C content/issues "$APLOMB" -d "$work/order.db" \
	import cstate bundle/index.md ./open.md two-systems.md
ok "it is the same" cmp all.jsonl <(incidents)
db=all.db
sed -i 's/resolved: false/resolved: yes/' content/issues/open.md
ok "a page that was resolved since" gives 0 aplomb import auto content/issues/open.md
ok "is found out and completes" says "1 completed"
ok "what was open" says '"restored_at": "2025-03-02T11:00:00Z"' <(incidents)
fresh
ok "of one service" gives 0 aplomb import cstate --service shop content/issues/two-systems.md
ok "a page is one incident" is "$(incidents | grep -o '"service": "shop".*"id": "two-systems"' | wc -l)" 1

# -- what is passed over -------------------------------------------------------------------------

fresh
rm -r content
n=0
aside() { n=$((n + 1)); page "p$n.md" "title: t$n" "date: 2025-03-0${n}T10:00:00Z" 'section: issue' "$@"; }
aside 'severity: notice' 'affected: [API]' 'resolved: true'
aside 'severity: notice' 'affected: [API]'
aside 'informational: true'
aside 'severity: down' 'affected: [API]' 'draft: true'
aside 'severity: maintenance' 'affected: [API]'
aside 'affected: [API]'
aside 'severity: down' 'affected: [API]' 'resolved: true'
aside 'severity: down' 'affected: [API]' 'resolved: soon'
aside 'severity: down' 'affected:' 'resolved: false'
page undated.md 'title: t' 'severity: down' 'affected: [API]' 'section: issue'
ok "pages that are no incidents" gives 0 aplomb import cstate content/issues/*.md
while read -r count words; do
	ok "is said: $words" says "$count record$([ "$count" = 1 ] || echo s): $words"
done <<'E2'
2 its severity is notice: it announces, it does not say that anything was down
1 it is informational
1 it is a draft
1 the severity 'maintenance' is none of down, disrupted and notice
1 it has no severity, so it does not say that anything was down
1 it is resolved, but does not say since when
1 resolved: 'soon' says neither yes nor no
1 it does not say what was affected; --service S says it of all
1 it has no date
E2
ok "nothing came of them" says "there was nothing to import"

# -- what is refused -----------------------------------------------------------------------------

rm -r content
page local.md 'title: t' 'date: 2025-03-01 10:00:00' 'severity: down' 'affected: [API]' 'section: issue'
ok "a time without a zone" gives 4 aplomb import cstate content/issues/local.md
ok "asks for one" says "content/issues/local.md:1: started_at: '2025-03-01 10:00:00' names no zone"
ok "that is assumed" gives 0 aplomb import --assume-zone Europe/Berlin cstate content/issues/local.md
ok "as was said" says '"started_at": "2025-03-01T09:00:00Z"' <(incidents)
printf -- '---\ntitle: t\ndate: 2025-03-01T10:00:00Z\n' > open.md
printf -- '--\ntitle: t\n--\n' > none.md
page bad.md 'title: t' 'date: 2025-03-01T010:00:00Z' 'severity: down' 'affected: [API]' 'section: issue'
ok "front matter that is open" gives 4 aplomb import cstate open.md
ok "is refused with its place" says "open.md:1: the front matter is not closed"
ok "no front matter" gives 4 aplomb import cstate none.md
ok "neither" says "none.md:1: the page does not begin with a line of ---"
ok "unsound pages" gives 0 aplomb import --skip-invalid cstate open.md none.md content/issues/bad.md content/issues/local.md --assume-zone Europe/Berlin
ok "may be passed over" says "1 already known, 3 passed over as not valid"
printf -- '---\ntitle: t\ndate: 2025-03-01\ntags: [a]\n---\n' > post.md
ok "a page of something else" gives 4 aplomb import cstate post.md
ok "is said" says "post.md: this does not look like cState issues"
printf -- '---\n- 1\n---\n' > list.md
ok "front matter that is a list" gives 4 aplomb import cstate list.md
ok "is none either" says "list.md: this does not look like cState issues"
printf '{"type": "note", "team": "t", "at": 10, "text": "x"}\n' > events.jsonl
ok "another format" gives 4 aplomb import cstate events.jsonl
ok "is said" says "events.jsonl: this does not look like cState issues but like"

finish
