#!/usr/bin/env bash
# import git: small repositories of every shape, reckoned again tag by tag, and hostile ones.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

printf '[advice]\n\tnestedTag = false\n\tgraftFileDeprecated = false\n[safe]\n\tdirectory = *\n' \
	> "$work/gitconfig"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$work/gitconfig
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.invalid
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.invalid
reckon=$source_dir/tests/support/git_deployments.py
repo=$work/repo

# commit TIME: one commit on the current branch.
commit() {
	GIT_AUTHOR_DATE="$1 +0000" GIT_COMMITTER_DATE="$1 +0000" \
		git -C "$repo" commit -q --allow-empty -m "at $1"
}
# merge TIME BRANCH...
merge() {
	local time=$1
	shift
	GIT_AUTHOR_DATE="$time +0000" GIT_COMMITTER_DATE="$time +0000" \
		git -C "$repo" merge -q --no-ff -m "merge at $time" "$@" > /dev/null
}
light() { git -C "$repo" tag "$@"; }
# annotated TIME NAME [COMMIT]
annotated() {
	local time=$1
	shift
	GIT_COMMITTER_DATE="$time +0000" git -C "$repo" tag -a -m note "$@"
}
branch() { git -C "$repo" checkout -q -B "$@"; }
aplomb() { "$APLOMB" -q -d "$work/$db" "$@"; }
imports() { aplomb import git --service identity --repo "$repo" "$@"; }
deployments() { aplomb events --kind deployment -f jsonl; }
# field NAME ID: of the deployment with that id.
field() {
	deployments | python3 -c 'import json, sys
for line in sys.stdin:
    event = json.loads(line)
    if event["id"] == sys.argv[2]:
        value = event.get(sys.argv[1])
        print(len(value) if isinstance(value, list) else value)' "$1" "$2"
}

# -- what git reads and never ends: the end of this script looks at it -----------------------

endless=()
# endless NAME [DIRECTORY]: imports NAME.git in the background, with the programs of DIRECTORY.
endless() {
	local status=0
	{
		PATH=${2:+$2:}$PATH timeout 60 "$APLOMB" -q -d "$work/$1.db" import git --service identity \
			--repo "$work/$1.git" 2> "$work/$1.err" || status=$?
		echo $status > "$work/$1.status"
	} &
	endless+=($!)
}
# pipe NAME FILE: a pipe in the place of a file of NAME.git.
pipe() {
	rm -f "$work/$1.git/$2"
	mkdir -p "$(dirname "$work/$1.git/$2")"
	mkfifo "$work/$1.git/$2"
}
# has_ended NAME STATUS: what came of it.
has_ended() { is "$(cat "$work/$1.status")" "$2"; }

pipes='config packed-refs tag alternates commit-graph object'
git init -q -b main "$work/model"
repo=$work/model
commit 1000000000
annotated 1000000100 v1
for name in $pipes computing staying; do
	cp -r "$repo/.git" "$work/$name.git"
done
git -C "$work/config.git" config include.path pipe
pipe config pipe
pipe packed-refs packed-refs
pipe tag refs/tags/v2
pipe alternates objects/info/alternates
pipe commit-graph objects/info/commit-graph
object=$(git -C "$repo" rev-parse v1)
pipe object "objects/${object:0:2}/${object:2}"

# A git that works for long before it says a word, and one that stays after its last.
mkdir "$work/computing" "$work/staying"
cat > "$work/computing/git" << SCRIPT
#!/bin/bash
case "\$*" in *for-each-ref*) for second in {1..13}; do sleep 1; done ;; esac
exec $(command -v git) "\$@"
SCRIPT
cat > "$work/staying/git" << SCRIPT
#!/bin/bash
$(command -v git) "\$@"
case "\$*" in *for-each-ref*) exec > /dev/null sleep 50 ;; esac
SCRIPT
chmod +x "$work"/*/git
for name in $pipes; do
	endless "$name"
done
endless computing "$work/computing"
endless staying "$work/staying"
repo=$work/repo

# -- every shape of a history ---------------------------------------------------------------

git init -q -b main "$repo"
commit 1000000000
commit 1000000100
light v1                          # the first: nobody knows what it delivered
branch feature
commit 1000000200
commit 1000000300
branch main v1
commit 1000000250
merge 1000000400 feature
annotated 1000000500 v2           # two by the branch, one of main; the merge is none
light v2-again                    # lightweight: its commit's date, before v2
commit 1000000600
annotated 1000000700 v3
annotated 1000000800 v2-back v2   # a tag of a tag, behind v3: a rollback
annotated 1000000900 v3-again v3^{}
annotated 1000000900 v3-also v3^{}  # the same time and commit: by name
branch one main && commit 1000001000
branch two main && commit 1000001100
branch three main && commit 1000001200 && commit 1000001300
branch main v3^{}
merge 1000001400 one two three    # an octopus
annotated 1000001500 v4
branch old v1
commit 1000001600
annotated 1000001700 v1.1         # an older line: neither rollback nor merge
git -C "$repo" checkout -q --orphan other
commit 1000001800
annotated 1000001900 other        # a root of its own
blob=$(echo text | git -C "$repo" hash-object -w --stdin)
light not-a-commit "$blob"
annotated 1000002000 not-a-commit-either "$blob"
light not-a-commit-nested not-a-commit-either

db=all.db
ok "the tags are imported" gives 0 imports
deployments > "$work/all.jsonl"
ok "each tag as git reckons it" python3 "$reckon" "$repo" "$work/all.jsonl"
ok "the first carries no changes" is "$(field changes v1)" None
ok "a merge is no change" is "$(field changes v2)" None
ok "a lightweight tag has its commit's date" is "$(field at v2-again)" 2001-09-09T01:53:20Z
ok "an annotated one its tagger's" is "$(field at v2)" 2001-09-09T01:55:00Z
ok "an older commit after a newer one is a rollback" is "$(field kind v2-back)" rollback
ok "a rollback delivers nothing" is "$(field changes v2-back)" None
ok "the same commit again is no rollback" is "$(field kind v3-also)" None
ok "an octopus brings four" is "$(field changes v4)" 4
ok "another line is no rollback" is "$(field kind v1.1)" None
ok "another line has one change" is "$(field changes v1.1)" 1
ok "no commit of its own time beside the changes" is "$(field committed_at v4)" None
ok "the source names the service" is "$(field source v4)" git:identity
ok "again changes nothing" gives 0 "$APLOMB" -d "$work/$db" import git --service identity --repo "$repo"
ok "and says so" says "10 already known"
ok "tags that name no commit are said" says "3 tags"

db=chosen.db
ok "tags are chosen" gives 0 imports --tags '^v[0-9]+$' --source ci --environment staging
deployments > "$work/chosen.jsonl"
ok "of the chosen alone" python3 "$reckon" "$repo" "$work/chosen.jsonl" '^v[0-9]+$'
ok "with the source that was given" is "$(field source v4)" ci
ok "with the environment that was given" is "$(field environment v4)" staging
db=searched.db
ok "the expression is searched, not matched" gives 0 imports --tags again
ok "and finds two" is "$(deployments | wc -l)" 2
ok "an expression that is none" gives 2 imports --tags '('
ok "says which" says "'(' is not an extended regular expression"
ok "no tag that matches" gives 0 "$APLOMB" -d "$work/$db" import git --service s --repo "$repo" --tags zzz
ok "is said" says "matches zzz"

# Commit times count as the committer's: a rebase keeps the author's.
db=times.db
branch times v4^{}
GIT_AUTHOR_DATE="1000000001 +0000" GIT_COMMITTER_DATE="1000003000 +0000" \
	git -C "$repo" commit -q --allow-empty -m rebased
annotated 1000003100 times
ok "import once more" gives 0 imports
ok "the change has the committer's time" \
	is "$(deployments | tail -1 | grep -o '"committed_at": "[^"]*"')" \
	'"committed_at": "2001-09-09T02:36:40Z"'

# -- instants in names ----------------------------------------------------------------------

repo=$work/names
git init -q -b main "$repo"
commit 1000000000
light 2024-08-29T204118
commit 1000000100
light rc-2024-08-30T010203-2
db=names.db
ok "times are read from names" gives 0 imports --time name
ok "the first" is "$(field at 2024-08-29T204118)" 2024-08-29T20:41:18Z
ok "with words around it" is "$(field at rc-2024-08-30T010203-2)" 2024-08-30T01:02:03Z
light latest
db=names2.db
ok "a name without one is refused" gives 4 imports --time name
ok "by name" says "tag latest: its name holds no instant"
ok "nothing was kept" is "$(deployments | wc -l)" 0
ok "or passed over" gives 0 imports --time name --skip-invalid
ok "with the others kept" is "$(deployments | wc -l)" 2
ok "another word for the time" gives 2 imports --time author
ok "is named" says "'author' is neither tagger nor name"

# -- where a repository lies ----------------------------------------------------------------

repo=$work/repo
git clone -q --bare "$repo" "$work/bare.git" 2> /dev/null
db=bare.db repo=$work/bare.git
ok "a bare repository" gives 0 imports
deployments > "$work/bare.jsonl"
ok "each tag as git reckons it" python3 "$reckon" "$repo" "$work/bare.jsonl"
git -C "$work/repo" worktree add -q "$work/linked" main
mkdir "$work/linked/below"
db=linked.db repo=$work/linked/below
ok "a directory below a linked work tree" gives 0 imports
ok "with all its tags" is "$(deployments | wc -l)" 11
db=here.db
ok "the current directory" gives 0 env -C "$work/linked" "$APLOMB" -q -d "$work/here.db" import git --service s
ok "with all its tags" is "$(deployments | wc -l)" 11
git clone -q --depth 1 "file://$work/repo" "$work/shallow" 2> /dev/null
ok "a shallow clone is refused" gives 4 aplomb import git --service s --repo "$work/shallow"
ok "with a word on why" says "shallow clone"
mkdir "$work/empty"
ok "what is no repository" gives 1 aplomb import git --service s --repo "$work/empty"
ok "is said" says "is not in a git repository"
ok "what does not exist" gives 1 aplomb import git --service s --repo "$work/nowhere"
git init -q "$work/fresh"
ok "a repository without commits" gives 0 "$APLOMB" -d "$work/f.db" import git --service s --repo "$work/fresh"
ok "has no tags" says "has no tags"
git init -q --object-format=sha256 "$work/sha256"
repo=$work/sha256 db=sha256.db
commit 1000000000
light one
commit 1000000100
light two
ok "a repository of SHA-256" gives 0 imports
ok "with its ids" is "$(field revision two | tr -d '\n' | wc -c)" 64

# -- another repository with the same tags ---------------------------------------------------

db=two.db
ok "one service" gives 0 aplomb import git --service ledger --repo "$work/repo"
ok "another with the same tags" gives 0 aplomb import git --service gateway --repo "$work/bare.git"
ok "do not meet" is "$(deployments | wc -l)" 22

# -- a repository that would like to run something -------------------------------------------

repo=$work/hostile
git clone -q --no-local --bare "$work/repo" "$repo" 2> /dev/null
trap_program=$work/trap
printf '#!/bin/sh\necho "ran $*" >> %s\nexit 1\n' "$work/sprung" > "$trap_program"
chmod +x "$trap_program"
cat >> "$repo/config" << CONFIG
[core]
	fsmonitor = $trap_program
	pager = $trap_program
	editor = $trap_program
	sshCommand = $trap_program
	gitProxy = $trap_program
	alternateRefsCommand = $trap_program
	hooksPath = $repo/hooks
	worktree = /nonexistent
	askPass = $trap_program
	attributesFile = $repo/attributes
[pager]
	for-each-ref = $trap_program
	rev-list = $trap_program
	rev-parse = $trap_program
[alias]
	for-each-ref = !$trap_program
	rev-list = !$trap_program
	rev-parse = !$trap_program
	cat-file = !$trap_program
[gpg]
	program = $trap_program
[log]
	showSignature = true
[diff]
	external = $trap_program
[diff "x"]
	textconv = $trap_program
	command = $trap_program
[filter "x"]
	clean = $trap_program
	smudge = $trap_program
	process = $trap_program
[credential]
	helper = !$trap_program
[uploadpack]
	packObjectsHook = $trap_program
[remote "origin"]
	url = $work/repo
	promisor = true
	partialclonefilter = blob:none
	uploadpack = $trap_program
	vcs = x
[trace2]
	normalTarget = $work/sprung
	eventTarget = $work/sprung
[extensions]
	worktreeConfig = true
[include]
	path = included
[includeIf "gitdir:**"]
	path = included
[mailmap]
	file = $work/sprung-fifo
[blame]
	ignoreRevsFile = $work/sprung-fifo
[gpg "ssh"]
	program = $trap_program
	defaultKeyCommand = $trap_program
[submodule]
	recurse = true
[submodule "x"]
	update = !$trap_program
[maintenance]
	auto = true
[gc]
	auto = 1
[color]
	ui = always
[transfer]
	hideRefs = refs/tags
[tag]
	gpgSign = true
[i18n]
	logOutputEncoding = UTF-16
CONFIG
sed "s,$trap_program,$trap_program included," "$repo/config" > "$repo/included"
sed -i '/^\[include/,+1d' "$repo/included"
cp "$repo/included" "$repo/config.worktree"
echo '* diff=x filter=x' > "$repo/attributes"
mkdir -p "$repo/hooks"
for hook in post-index-change reference-transaction pre-auto-gc post-checkout; do
	cp "$trap_program" "$repo/hooks/$hook"
done
db=hostile.db
ok "a hostile configuration" gives 0 imports
deployments > "$work/hostile.jsonl"
ok "each tag as it is" cmp "$work/hostile.jsonl" "$work/bare.jsonl"
ok "nothing was run" [ ! -e "$work/sprung" ]

# What is not there is not fetched from where the configuration says.
repo=$work/lacking db=lacking.db
cp -r "$work/names" "$repo"
lost=$(git -C "$repo" rev-parse 2024-08-29T204118)
rm -f "$repo/.git/objects/${lost:0:2}/${lost:2}"
cat >> "$repo/.git/config" << CONFIG
[core]
	repositoryformatversion = 1
[extensions]
	partialClone = origin
[remote "origin"]
	url = $work/names
	promisor = true
	uploadpack = $trap_program
CONFIG
ok "a commit that is not there" gives 1 imports
ok "is said in git's words" says "git says"
ok "nothing was run" [ ! -e "$work/sprung" ]
ok "nothing was kept" is "$(deployments | wc -l)" 0

for url in "ext::$trap_program" "file://$work/names" "ssh://host/x" "git://localhost/x" \
	"x::y" "https://localhost:1/x" "--upload-pack=$trap_program"; do
	git -C "$repo" config remote.origin.url "$url"
	ok "nor is it fetched from $url" gives 1 imports
	ok "whatever was to be run" [ ! -e "$work/sprung" ]
done

# History is as it was committed, whatever replaces it.
repo=$work/replaced db=replaced.db
git clone -q --bare "$work/bare.git" "$repo" 2> /dev/null
git -C "$repo" replace --graft v4 2> /dev/null
git -C "$repo" rev-parse v3^{} > "$repo/info/grafts"
ok "replaced commits and grafts" gives 0 imports
deployments > "$work/replaced.jsonl"
ok "change nothing" cmp "$work/replaced.jsonl" "$work/bare.jsonl"

# Whoever owns it.
repo=$work/foreign db=foreign.db
git clone -q --bare "$work/bare.git" "$repo" 2> /dev/null
if chown -R 12345:12345 "$repo" 2> /dev/null; then
	ok "a repository of somebody else" gives 0 imports
	deployments > "$work/foreign.jsonl"
	ok "is read as any other" cmp "$work/foreign.jsonl" "$work/bare.jsonl"
else
	echo "# not root: a repository of somebody else is not tried"
fi
export GIT_DIR=/nonexistent GIT_WORK_TREE=/nonexistent GIT_OBJECT_DIRECTORY=/nonexistent
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.repositoryformatversion GIT_CONFIG_VALUE_0=99
repo=$work/bare.git db=environment.db
ok "git's variables of the caller do not matter" gives 0 imports
unset GIT_DIR GIT_WORK_TREE GIT_OBJECT_DIRECTORY GIT_CONFIG_COUNT

# What the caller's own git would run or write is not known to this one either.
mkdir -p "$work/home/.config/git" "$work/exec"
cp "$work/hostile/included" "$work/home/.gitconfig"
cp "$work/hostile/included" "$work/home/.config/git/config"
for name in git-rev-list git-for-each-ref git-cat-file git-rev-parse; do
	cp "$trap_program" "$work/exec/$name"
done
repo=$work/bare.git db=variables.db
in_a_trap() {
	env -u GIT_CONFIG_GLOBAL -u GIT_CONFIG_NOSYSTEM HOME="$work/home" \
		XDG_CONFIG_HOME="$work/home/.config" GIT_CONFIG_SYSTEM="$work/home/.gitconfig" \
		GIT_TRACE="$work/sprung" GIT_TRACE2="$work/sprung" GIT_TRACE2_EVENT="$work/sprung" \
		GIT_TRACE_SETUP="$work/sprung" GIT_SSH_COMMAND="$trap_program" GIT_SSH="$trap_program" \
		GIT_PAGER="$trap_program" PAGER="$trap_program" GIT_ASKPASS="$trap_program" \
		SSH_ASKPASS="$trap_program" GIT_EXTERNAL_DIFF="$trap_program" \
		GIT_PROXY_COMMAND="$trap_program" GIT_EXEC_PATH="$work/exec" \
		GIT_ALTERNATE_OBJECT_DIRECTORIES=/nonexistent GIT_NAMESPACE=x \
		GIT_REPLACE_REF_BASE=refs/tags/ GIT_SHALLOW_FILE="$trap_program" \
		GIT_CONFIG_PARAMETERS="'core.fsmonitor=$trap_program'" GIT_INDEX_FILE=/nonexistent \
		GIT_CEILING_DIRECTORIES=/ GIT_COMMON_DIR=/nonexistent \
		"$APLOMB" -q -d "$work/$db" import git --service identity --repo "$repo"
}
ok "variables that run programs" gives 0 in_a_trap
deployments > "$work/variables.jsonl"
ok "change nothing" cmp "$work/variables.jsonl" "$work/bare.jsonl"
ok "nothing was run or written" [ ! -e "$work/sprung" ]

# -- a repository that takes memory ----------------------------------------------------------

git clone -q --bare "$work/bare.git" "$work/memory" 2> /dev/null
ln -s /dev/zero "$work/memory/objects/info/alternates"
ok "a file that never ends" gives 1 timeout 60 "$APLOMB" -q -d "$work/memory.db" import git \
	--service identity --repo "$work/memory"
ok "is read within a limit" says "/memory: git ran out of memory, of which it may have 1 GiB; is a tag or a commit that large?"

# -- how it is asked for ---------------------------------------------------------------------

ok "without a service" gives 2 aplomb import git --repo "$repo"
ok "it is asked for" says "--service S"
ok "with a file" gives 2 imports file
ok "it is not expected" says "reads no files"
ok "with an option of another format" gives 2 imports --type deployment
ok "it is not expected" says "'--type' is not an option of 'aplomb import git'"
db=covered.db
ok "complete until a day" gives 0 imports --complete-until 2026-10-01
aplomb events --kind coverage -f jsonl > "$work/coverage.jsonl"
ok "deployments and changes are known" is "$(wc -l < "$work/coverage.jsonl")" 2
ok "of that service, to the end of that day" says '"kind": "changes", "until": "2026-10-02T00:00:00Z", "service": "identity"' "$work/coverage.jsonl"

# -- what never ended ------------------------------------------------------------------------

wait "${endless[@]}"
for name in $pipes staying; do
	ok "$name: what never ends" has_ended "$name" 1
	ok "$name: is given up" says "/$name.git: git did not answer for 10 seconds; is everything in it a file, and everything that its 'config' includes?" "$work/$name.err"
done
ok "a git that works for long is waited for" has_ended computing 0
ok "and its tags are known" is "$("$APLOMB" -q -d "$work/computing.db" events --kind deployment -f jsonl | wc -l)" 1

finish
