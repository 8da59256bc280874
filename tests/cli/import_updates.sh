#!/usr/bin/env bash
# What runs and what is released: cyclonedx, npm-outdated, apt, and a table of one's own.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=history.db
import() { "$APLOMB" -d "$db" import "$@"; }
jsonl() { "$APLOMB" -d "$db" events -f jsonl 2> /dev/null; }
updates() { # "component version released applied security", one a line, in order
	jsonl | python3 -c '
import json, sys
for update in sorted((json.loads(line) for line in sys.stdin), key=lambda u: (u["component"], u["version"])):
    print(update["component"], update["version"], *(str(update.get(name, "-"))[:10]
          for name in ("released_at", "applied_at", "security")))'
}
makes() { # UPDATES ARGUMENT...: a new history holds these after the import
	local expected=$1
	shift
	rm -f "$db"*
	gives 0 import "$@" || return 1
	is "$(updates)" "$expected"
}
nobody() { # no person's name came into the history
	! grep -aq Jo "$db"
}

# -- cyclonedx ----------------------------------------------------------------------------------

bom() { # TIMESTAMP COMPONENT...: a bill of materials of the service ledger
	local time=$1 IFS=,
	shift
	echo "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"metadata\":{$time\"authors\":[{\"name\":\"Jo\"}],
		\"component\":{\"name\":\"ledger\",\"version\":\"7\"},\"tools\":{\"components\":[{\"name\":\"gen\",\"version\":\"1\"}]}},
		\"components\":[$*]}"
}
march='"timestamp":"2024-03-01T10:00:00Z",'
core='{"name":"core","group":"@ng","version":"16.0","purl":"pkg:npm/%40ng/core@16.0","author":"Jo",
	"components":[{"name":"part","version":"2"}],
	"pedigree":{"ancestors":[{"name":"old","version":"0","components":[{"name":"older","version":"0"}]}]}}'
bom "$march" "$core" '{"name":"b","purl":"pkg:npm/@s/b@1.2.3?x=y#z"}' \
	'{"name":"go","version":"v1.2","purl":"pkg:golang/github.com/a/b@v1.2#sub/dir"}' \
	'{"name":"log","group":"org.log","version":"3"}' > bom.json
runs='org.log/log 3 - 2024-03-01 -
part 2 - 2024-03-01 -
pkg:golang/github.com/a/b v1.2 - 2024-03-01 -
pkg:npm/%40ng/core 16.0 - 2024-03-01 -
pkg:npm/%40s/b 1.2.3 - 2024-03-01 -'
ok "a bill of materials" makes "$runs" cyclonedx bom.json
ok "is of its service" is "$(jsonl | grep -c '"service": "ledger".*"source": "cyclonedx"')" 5
ok "without people" nobody
ok "nothing is passed over" is "$(grep -c record err)" 0
ok "twice" gives 0 import cyclonedx bom.json
ok "is once" says "5 already known"
ok "of another service" gives 0 import cyclonedx --service web bom.json
ok "if it is said" is "$(jsonl | grep -c '"service": "web"')" 5
sed 's/2024-03/2024-02/' bom.json > february.json
ok "an earlier sighting" makes "${runs//-03-/-02-}" cyclonedx bom.json february.json
ok "counts in any order" makes "${runs//-03-/-02-}" cyclonedx february.json bom.json
printf '%s\n' 'name,version,released_at,security' '@ng/core,16.0,2023-05-03T00:00:00Z,' \
	'@ng/core,16.1,2023-05-09T00:00:00Z,true' 'other,1,2020-01-01T00:00:00Z,' \
	'pkg:npm/%40s/b,1.2.4,2024-01-01T00:00:00Z,false' > releases.csv
known='org.log/log 3 - 2024-03-01 -
part 2 - 2024-03-01 -
pkg:golang/github.com/a/b v1.2 - 2024-03-01 -
pkg:npm/%40ng/core 16.0 2023-05-03 2024-03-01 -
pkg:npm/%40ng/core 16.1 2023-05-09 - True
pkg:npm/%40s/b 1.2.3 - 2024-03-01 -
pkg:npm/%40s/b 1.2.4 2024-01-01 - False'
ok "releases by name and by package URL" makes "$known" cyclonedx --releases releases.csv bom.json
rm -f "$db"*
import cyclonedx bom.json 2> err
ok "what was not known of releases" gives 0 import cyclonedx --releases releases.csv bom.json
ok "is completed" is "$(updates)" "$known"
bom "$march" '{"name":"x","version":"1","scope":"excluded"}' '{"name":"f","type":"file"}' > scope.json
ok "what does not run" makes "" cyclonedx scope.json
ok "is said" says "1 record: a component that is out of its scope"
ok "and what has no version" says "1 record: a component without a version"
bom "$march" > empty.json
ok "no components" makes "" cyclonedx empty.json
ok "are said" says "1 record: a bill of materials without components"
bom "" '{"name":"log","version":"3"}' > undated.json
ok "without a time" gives 4 import cyclonedx undated.json
ok "it is refused" says "undated.json:1: it does not say when it was made; say so with --at"
ok "unless the time is said" makes "log 3 - 2024-04-01 -" cyclonedx --at 2024-04-01T00:00:00Z undated.json
sed 's/"name":"ledger",//' bom.json > unnamed.json
ok "without a service" gives 4 import cyclonedx unnamed.json
ok "it is refused as well" says "it does not say of what it is; say so with --service"
echo '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5"/>' > bom.xml
ok "XML" gives 4 import cyclonedx bom.xml
ok "is refused" says "bom.xml:1: this is not JSON, it looks like XML or HTML"

# -- npm-outdated -------------------------------------------------------------------------------

npm() { import npm-outdated --service web --at 2024-05-01T00:00:00Z "$@"; }
echo '{"zod":{"current":"3.1.0","wanted":"3.1.1","latest":"4.0.0","dependent":"Jo","location":"/home/Jo/zod"},
	"@ng/core":[{"current":"16.0","wanted":"16.0","latest":"17.0","dependent":"a"},
	{"current":"16.1","wanted":"16.1","latest":"17.0","dependent":"b"}]}' > outdated.json
outdated='pkg:npm/%40ng/core 16.0 - 2024-05-01 -
pkg:npm/%40ng/core 16.1 - 2024-05-01 -
pkg:npm/%40ng/core 17.0 - - -
pkg:npm/zod 3.1.0 - 2024-05-01 -
pkg:npm/zod 4.0.0 - - -'
as_npm() { # UPDATES ARGUMENT...
	makes "$1" npm-outdated --service web --at 2024-05-01T00:00:00Z "${@:2}"
}
ok "npm outdated" as_npm "$outdated" outdated.json
ok "without people" nobody
ok "twice" gives 0 npm outdated.json
ok "is once" says "5 already known"
ok "with releases" as_npm 'pkg:npm/%40ng/core 16.0 2023-05-03 2024-05-01 -
pkg:npm/%40ng/core 16.1 2023-05-09 2024-05-01 True
pkg:npm/%40ng/core 17.0 - - -
pkg:npm/zod 3.1.0 - 2024-05-01 -
pkg:npm/zod 4.0.0 - - -' --releases releases.csv outdated.json
echo '{"a":{"wanted":"1.0.0","latest":"1.0.0"},"g":{"current":"1.0.0","wanted":"git","latest":"git"}}' > odd.json
ok "what is not of a registry" as_npm "pkg:npm/g 1.0.0 - 2024-05-01 -" odd.json
ok "is said" says "1 record: the latest is 'git', which is no version"
ok "and what is not installed" says "1 record: a package that is not installed"
echo '{}' > current.json
ok "nothing outdated" as_npm "" current.json
echo '{"error":{"code":"E401","summary":"x"}}' > error.json
ok "an error of npm" gives 4 npm error.json
ok "is none" says "error.json: this does not look like npm outdated answers"
ok "a bill of materials" gives 4 npm bom.json
ok "is told" says "but like CycloneDX bills of materials; try 'aplomb import cyclonedx'"
ok "without --at" gives 2 import npm-outdated --service web outdated.json
ok "it is asked for" says "npm-outdated needs '--at', when it was made, or 'now'"

# -- apt ----------------------------------------------------------------------------------------

cat > history.log << 'E2'

Start-Date: 2023-01-05  06:12:44
Commandline: apt-get -y upgrade
Requested-By: Jo (1000)
Install: libnew:amd64 (1.0-1, automatic), tool:amd64 (2:3.4~rc1-1)
Upgrade: libc6:amd64 (2.36-9, 2.36-10), libc6:i386 (2.36-9, 2.36-10), curl:amd64 (7.1-1, 7.1-2)
End-Date: 2023-01-05  23:13:00

Start-Date: 2023-01-06  06:12:44
Downgrade: curl:amd64 (7.1-2, 7.1-1)
Reinstall: libnew:amd64 (1.0-1)

Start-Date: 2023-01-07  06:12:44
Remove: tool:amd64 (2:3.4~rc1-1)
End-Date: 2023-01-07  06:12:50

Start-Date: 2023-01-08  06:12:44
Upgrade: curl:amd64 (7.1-1, 7.1-3)
Error: Sub-process /usr/bin/dpkg returned an error code (1)
End-Date: 2023-01-08  06:12:50
E2
installed='curl 7.1-1 - 2023-01-06 -
curl 7.1-2 - 2023-01-06 -
libc6 2.36-10 - 2023-01-06 -
libnew 1.0-1 - 2023-01-06 -
tool 2:3.4~rc1-1 - 2023-01-06 -'
as_apt() { # UPDATES ARGUMENT...
	makes "$1" apt --service host --assume-zone America/Chicago "${@:2}"
}
ok "a history of apt" as_apt "$installed" history.log
ok "in its own zone" says '"version": "7.1-2", "applied_at": "2023-01-06T05:13:00Z"' <(jsonl)
ok "without people" nobody
ok "what removes" says "1 record: a run that installed nothing"
ok "and what went wrong is said" says "1 record: a run that ended with an error: what it did is not known"
ok "twice" gives 0 import apt --service host --assume-zone America/Chicago history.log
ok "is once" is "$(updates)" "$installed"
ok "without contradiction" is "$(grep -c 'kept out' err)" 0
printf '%s\n' 'package,version,released_at' 'curl,7.1-2,2023-01-01T00:00:00Z' 'curl,7.1-4,2023-02-01T00:00:00Z' > debian.csv
ok "with releases" as_apt "curl 7.1-1 - 2023-01-06 -
curl 7.1-2 2023-01-01 2023-01-06 -
curl 7.1-4 2023-02-01 - -
${installed#*$'\n'*$'\n'}" --releases debian.csv history.log
awk 'BEGIN { RS = ""; ORS = "\n\n" } { run[NR] = $0 } END { for (i = NR; i; i--) print run[i] }' history.log > turned.log
ok "in another order" as_apt "$installed" turned.log
ok "without a zone" gives 4 import apt --service host history.log
ok "it is refused" says "names no zone"
printf 'Start-Date: 2023-01-05  06:12:44\nInstall: y:amd64 (1)\nReinstall: x\n' > odd.log
ok "a package without a version" as_apt "y 1 - 2023-01-05 -" odd.log
ok "is said" says "1 record: a package without a version"
printf 'Package: curl\nVersion: 1\n' > control
ok "other stanzas" gives 4 import apt --service host control
ok "are refused" says "control: this does not look like histories of apt"
ok "auto" gives 0 import auto --service x --at 2024-05-01T00:00:00Z bom.json outdated.json
ok "tells them apart" is "$(grep 'json: ' err)" $'bom.json: cyclonedx\noutdated.json: npm-outdated'
ok "auto of stanzas" gives 0 import auto --service x --assume-zone UTC history.log
ok "finds apt" says "history.log: apt"

# -- the manual's table of updates --------------------------------------------------------------

awk -v mark=".\\\\\" example: updates.sql" '
	$0 == mark { marked = 1; next }
	marked && /^\.Bd/ { inside = 1; next }
	inside && /^\.Ed/ { exit }
	inside { print }' "$source_dir/man/aplomb-import.5" | sed -e "s/\\\\(aq/'/g" -e 's/\\e/\\/g' > updates.sql
printf '%s\n' package,to_version,adopted_at,author zod,4.0,2024-01-03T00:00:00Z,Jo \
	zod,4.0,2024-01-09T00:00:00Z,Jo oj,3.1,2024-01-05T00:00:00Z,Jo > updates.csv
printf '%s\n' package,version,released_at,source_repo zod,4.0,2024-01-02T00:00:00Z,x \
	zod,4.1,2024-01-07T00:00:00Z,x next,1,2024-01-01T00:00:00Z,x > known.csv
ok "a table of one's own" makes 'oj 3.1 - 2024-01-05 -
zod 4.0 2024-01-02 2024-01-03 -
zod 4.1 2024-01-07 - -' --map updates.sql --service web --releases known.csv updates.csv
ok "without people" nobody

finish
