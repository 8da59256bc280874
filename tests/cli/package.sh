#!/usr/bin/env bash
# What is packed says one version and one day.
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
for page in man/*.[1-8]; do
	ok "$page is of it" is "$(sed -n 's/^\.Os //p' "$page")" "\"aplomb $version\""
done
metainfo=data/desktop/org.aplomb.aplomb.metainfo.xml
ok "$metainfo has it as the newest, with its day" is \
	"$(sed -nE 's|^ *<release (.*)/>$|\1|p' $metainfo | head -1)" "version=\"$version\" date=\"$day\""

finish
