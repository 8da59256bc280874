#!/usr/bin/env bash
# What is packed says one version and one day, and names all that its build needs.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$source_dir" || exit 1

# -- one version: src/invocation/version.h has it; its day is CHANGELOG.md's -------------------------

version=$(sed -n 's/.*APLOMB_VERSION "\(.*\)"/\1/p' src/invocation/version.h)
day=$(sed -nE "s/^## \[${version//./\\.}\] - ([0-9]{4}-[0-9]{2}-[0-9]{2})$/\1/p" CHANGELOG.md)

ok "the version is three numbers" grep -qxE '([0-9]+\.){2}[0-9]+' <<< "$version"
ok "the program says it" is "$("$APLOMB" --version)" "aplomb $version"
ok "CHANGELOG.md has it as the newest release, with its day" is \
	"$(sed -nE 's/^## (\[[0-9].*)/\1/p' CHANGELOG.md | head -1)" "[$version] - ${day:-YYYY-MM-DD}"
ok "above it is the place of what comes next" is \
	"$(grep -m 1 '^## ' CHANGELOG.md)" "## [Unreleased]"
for page in man/*.[1-8]; do
	ok "$page is of it" is "$(sed -n 's/^\.Os //p' "$page")" "\"aplomb $version\""
done
metainfo=data/desktop/org.aplomb.aplomb.metainfo.xml
ok "$metainfo has it as the newest, with its day" is \
	"$(sed -nE 's|^ *<release (.*)/>$|\1|p' $metainfo | head -1)" "version=\"$version\" date=\"$day\""
ok "debian/changelog has it as the newest" is \
	"$(sed -nE '1s/^aplomb \((.*)\).*/\1/p' debian/changelog)" "$version"
ok "with its day" is "$(sed -n 's/^ -- .*>  //p' debian/changelog | head -1)" \
	"$(date -d "$day" '+%a, %d %b %Y 00:00:00 +0000')"

# -- what building and testing need ------------------------------------------------------------

# Every Debian system that builds packages has these; and no test of the package's build asks for tmux.
apart='gcc|make|libc6-dev|tmux'
sed -nE 's/^need_[a-z]+ [^ ]+ ([a-z0-9-]+)$/\1/p' tests/support/dependencies.sh |
	grep -vxE "$apart" | sort > "$work/needed"
sed -n '/^Build-Depends:/,/^[^B ]/p' debian/control | sed 's/^Build-Depends://; /^[^ ]/d' |
	sed -E 's/^ *([a-z0-9-]+).*/\1/' | grep -vx debhelper-compat | sort > "$work/declared"
ok "there is something to compare" test "$(wc -l < "$work/needed")" -ge 10
ok "debian/control names what tests/support/dependencies.sh does" \
	diff "$work/needed" "$work/declared"

finish
