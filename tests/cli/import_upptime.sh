#!/usr/bin/env bash
# import upptime: small repositories of checks, grown, renamed, cut off, and hostile ones.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
aplomb() { "$APLOMB" -d "$db" "$@"; }
incidents() { aplomb -q events --kind incident -f jsonl; }

# check TIME SLUG SUBJECT [AUTHOR'S TIME]: a commit to the site's file.
repo=$work/status branch=main
check() {
	printf 'commit refs/heads/%s\nauthor A Person <person@example.invalid> %s +0000\n' "$branch" "${4:-$1}"
	printf 'committer A Person <person@example.invalid> %s +0000\n' "$1"
	printf 'data <<END\n%s\nEND\n' "$3"
	[ "$(git -C "$repo" rev-parse -q --verify "$branch")" ] &&
		printf 'from refs/heads/%s^0\n' "$branch"
	printf 'M 100644 inline history/%s\ndata <<END\n%s %s\nEND\n' "$2" "$1" "$3"
}
commit() { check "$@" | git -C "$repo" fast-import --quiet; }
sha() { git -C "$repo" log --format=%H --grep="$1" -n 1 main; }

git init -q -b main "$repo"
up='🟩' down='🟥' slow='🟨' tail='[skip ci] [upptime]'
commit 1000000000 shop.yml "$up Shop is up (200 in 80 ms) $tail"
commit 1000000100 search.yml "$down Search is down (0 in 0 ms) $tail"      # red from the first
commit 1000000300 shop.yml "$down Shop is down (503 in 20 ms) $tail" 900000000
commit 1000000400 shop.yml "$down Shop (new) is down (503 in 21 ms) $tail" # a new name, still down
commit 1000000500 shop.yml "Rename a site"                                 # says nothing
commit 1000000600 summary.json "$up Summary $tail"
commit 1000000650 old/shop.yml "$up Shop is up $tail"
commit 1000000700 shop.yml "$slow Shop (new) is degraded (200 in 9000 ms) $tail"
commit 1000000800 shop.yml "$down Shop (new) is down (503 in 20 ms) $tail"
commit 1000000900 shop.yml "$up Shop (new) is up (200 in 70 ms) $tail"
commit 1000001000 "über \"x\".yml" "$down A strange name is down"
commit 1000001100 "über \"x\".yml" "$up A strange name is up"
git -C "$repo" rev-parse main > first

db=all.db
ok "the checks are imported" gives 0 aplomb import upptime --repo "$repo"
ok "each outage once" says "4 added"
ok "a subject that says nothing is counted" says \
	"1 commit: the subject says neither up nor down (the first one is 'Rename a site')"
incidents > all.jsonl
first=$(sha "Shop is down")
ok "down from the first red one until the first that is not" says \
	"{\"type\": \"incident\", \"service\": \"shop\", \"started_at\": \"2001-09-09T01:51:40Z\", \"id\": \"shop@$first\", \"source\": \"upptime\", \"restored_at\": \"2001-09-09T01:58:20Z\", \"title\": \"Shop is down (503 in 20 ms)\"}" all.jsonl
ok "down once more" says '"started_at": "2001-09-09T02:00:00Z"' all.jsonl
ok "what is not restored stays open" says \
	"\"started_at\": \"2001-09-09T01:48:20Z\", \"id\": \"search@$(sha "Search is down")\", \"source\": \"upptime\", \"title\"" all.jsonl
ok "a slug as it is" says '"service": "über \"x\""' all.jsonl
ok "nobody's name" is "$(grep -c -i person all.jsonl)" 0
ok "twice" gives 0 aplomb import upptime --repo "$repo"
ok "is once" says "4 already known"

commit 1000002000 search.yml "$up Search is up (200 in 90 ms) $tail"
ok "a restore that came later" gives 0 aplomb import upptime --repo "$repo"
ok "completes" says "1 completed, 3 already known"
ok "what was open" says '"restored_at": "2001-09-09T02:20:00Z"' <(incidents)

# -- options, and where the repository is --------------------------------------------------------

db=options.db
ok "of one service" gives 0 aplomb import upptime --repo "$repo" --service web --source up \
	--environment staging
ok "as was said" is "$(incidents | grep -c '"service": "web".*"source": "up".*"environment": "staging"')" 4
git clone -q --bare "$repo" bare.git
db=bare.db
ok "a bare repository, and the current directory" gives 0 env -C bare.git "$APLOMB" -d "$work/bare.db" import upptime
ok "is the same" cmp <(incidents) <(db=all.db incidents)
ok "files are not read" gives 2 aplomb import upptime all.jsonl
git clone -q --depth 1 "file://$repo" shallow
ok "a shallow clone" gives 4 aplomb import upptime --repo shallow
ok "is refused" says "shallow is a shallow clone: its history is cut off, so when a site went down cannot be told"
mkdir nothing
ok "what is no repository" gives 1 aplomb import upptime --repo nothing
ok "is said" says "is not in a git repository"
git init -q fresh
ok "a repository without commits" gives 1 aplomb import upptime --repo fresh
git init -q -b main other
git -C other -c user.name=a -c user.email=a@example.invalid commit -q --allow-empty -m "$down x"
ok "a repository of something else" gives 0 aplomb import upptime --repo other
ok "is asked about" says "no commit of other is to a file history/*.yml; is it a repository of Upptime?"

# -- what happened beside the checks -------------------------------------------------------------

repo=$work/merged db=merged.db
git clone -q --bare "$work/status" "$repo"
git -C "$repo" branch side "$(cat first)"
branch=side
commit 1000001500 search.yml "$up Search is up, says a side branch $tail"
printf 'commit refs/heads/main\ncommitter A <a@example.invalid> 1000003000 +0000\ndata <<END\n%s\nEND\nfrom refs/heads/main^0\nmerge refs/heads/side^0\nM 100644 inline history/shop.yml\ndata 0\n' \
	"$down Merge" | git -C "$repo" fast-import --quiet
ok "branches that were merged" gives 0 aplomb import upptime --repo "$repo"
ok "are read by their times" says '"restored_at": "2001-09-09T02:11:40Z"' <(incidents | grep search)
ok "a merge is no check" is "$(incidents | wc -l)" 4

repo=$work/early db=early.db branch=main
git init -q -b main "$repo"
commit 1000000000 shop.yml "$down Shop is down"
printf 'commit refs/heads/main\ncommitter A <a@example.invalid> 253402300800 +0000\ndata <<END\n%s\nEND\nfrom refs/heads/main^0\nM 100644 inline history/shop.yml\ndata 0\n' \
	"$up Shop is up" | git -C "$repo" fast-import --quiet --date-format=raw-permissive
ok "a date out of bounds" gives 4 aplomb import upptime --repo "$repo"
ok "is refused with its commit" says "commit $(git -C "$repo" rev-parse main): its date is not between 1970 and 9999"
ok "or passed over" gives 0 aplomb import --skip-invalid upptime --repo "$repo"
ok "and what is open stays so" says "1 added, 1 passed over as not valid"

# -- a repository that would like to run something, or to be read another way ---------------------

repo=$work/hostile db=hostile.db
git clone -q --bare "$work/status" "$repo"
printf '#!/bin/sh\necho "ran $*" >> %s\nexit 1\n' "$work/sprung" > "$work/trap"
chmod +x "$work/trap"
cat >> "$repo/config" << CONFIG
[core]
	fsmonitor = $work/trap
	pager = $work/trap
	attributesFile = $repo/attributes
	quotePath = true
[alias]
	rev-list = !$work/trap
	diff-tree = !$work/trap
[log]
	showSignature = true
	showRoot = false
[gpg]
	program = $work/trap
[i18n]
	logOutputEncoding = UTF-16
[diff]
	external = $work/trap
	orderFile = /nonexistent
	relative = true
	renames = copies
[diff "x"]
	textconv = $work/trap
	command = $work/trap
CONFIG
echo '* diff=x' > "$repo/attributes"
ok "a hostile configuration" gives 0 aplomb import upptime --repo "$repo"
ok "changes nothing" cmp <(incidents) <(db=all.db incidents)
ok "and runs nothing" test ! -e "$work/sprung"

# What git says stops in the midst of it.
cp -r "$work/status" "$work/pipe"
tree=$(git -C "$work/pipe" rev-parse 'main~2^{tree}')
rm -f "$work/pipe/.git/objects/${tree:0:2}/${tree:2}"
mkfifo "$work/pipe/.git/objects/${tree:0:2}/${tree:2}"
db=pipe.db
ok "a pipe in the place of a folder" gives 1 timeout 60 "$APLOMB" -d "$db" import upptime --repo "$work/pipe"
ok "is given up" says "/pipe/.git: git did not answer for 10 seconds"

finish
