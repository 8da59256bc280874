#!/usr/bin/env bash
# One organisation out of files of every format: what `check` says of it, what `show` shows.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

mkdir "$work/teams"
cat > "$work/teams/1-native.yaml" << 'YAML'
organization: Northwind
timezone: UTC
teams:
  - id: payments
    champion: Ines Duarte
    goals: {restore_time: 1h}
    services:
      - {id: ledger, aliases: [ledger-api]}
YAML
cat > "$work/teams/2-backstage.yaml" << 'YAML'
# Who owns what.
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: commerce, title: Commerce}
spec: {type: department, children: [payments, group:default/web]}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments, title: Payments}
spec: {type: team, children: []}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: web}
spec: {type: team, profile: {displayName: Web shop}, members: [somebody]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: storefront
  annotations: {github.com/project-slug: northwind/storefront}
spec: {type: website, owner: Group:web}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: bookings}
spec: {type: openapi, owner: payments, definition: {$text: ./bookings.yaml}}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: somebody}
spec: {memberOf: [web]}
YAML
cat > "$work/teams/3-openslo.yaml" << 'YAML'
- apiVersion: openslo/v1
  kind: SLO
  metadata: {name: bookings, displayName: Bookings are taken}
  spec:
    service: ledger-api
    budgetingMethod: Occurrences
    timeWindow: [{duration: 4w, isRolling: true}]
    objectives: [{target: 0.995}]
- apiVersion: openslo/v1
  kind: DataSource
  metadata: {name: prometheus}
YAML
cat > "$work/teams/4-sloth.yml" << 'YAML'
version: prometheus/v1
service: northwind/storefront
slos:
  - {name: availability, objective: 99.9}
---
version: prometheus/v1
service: elsewhere
slos:
  - {name: availability, objective: 99.9}
YAML
cat > "$work/teams/5-pyrra.yaml" << 'YAML'
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: {name: latency, labels: {pyrra.dev/service: storefront}}
spec: {target: "99", window: 2w}
YAML
cat > "$work/events.jsonl" << 'JSON'
{"type":"slo_sample","service":"ledger","slo":"bookings","at":"2026-09-01T00:00:00Z","seconds":2419200,"good":996,"total":1000}
{"type":"slo_sample","service":"northwind/storefront","slo":"availability","at":"2026-09-01T00:00:00Z","seconds":2419200,"good":998,"total":1000}
{"type":"slo_sample","service":"storefront","slo":"latency","at":"2026-09-15T00:00:00Z","seconds":1209600,"good":991,"total":1000}
JSON
aplomb() { "$APLOMB" -q -t "$work/teams" -d "$work/aplomb.db" --as-of 2026-09-29T00:00:00Z "$@"; }
ok "samples are imported" gives 0 aplomb import events "$work/events.jsonl"

ok "the files are valid" gives 0 aplomb check
ok "check counts them" says "Team files: 2 teams, 2 services, 3 SLOs." "$work/out"
ok "check says what was passed over" says \
	"Passed over: 1 API, 1 User (Backstage); 1 DataSource (OpenSLO)." "$work/out"
ok "check says which SLO has no service" says \
	"4-sloth.yml:7:10: SLO 'availability' is of 'elsewhere', and no team has a service of" \
	"$work/out"
ok "nobody but the champion is named" bash -c "! grep -q somebody '$work/out'"

aplomb show > "$work/teams.txt"
ok "the tree is Backstage's" says Commerce "$work/teams.txt"
ok "a team has its title" says "Payments " "$work/teams.txt"
ok "a team has its display name" says "Web shop" "$work/teams.txt"
aplomb export -f json > "$work/snapshot.json"
ok "targets and windows mean what their format says" is "$(
	python3 - "$work/snapshot.json" << 'PYTHON'
import json, sys

def slos(value):
    if isinstance(value, dict):
        if "target" in value and "attained" in value:
            yield value
        for part in value.values():
            yield from slos(part)
    elif isinstance(value, list):
        for part in value:
            yield from slos(part)

found = {(slo["id"], slo["target"], slo["attained"])
         for slo in slos(json.load(open(sys.argv[1], encoding="utf-8")))}
print(*("%s %s %s" % slo for slo in sorted(found)), sep="; ")
PYTHON
)" "availability 0.999 0.998; bookings 0.995 0.996; latency 0.99 0.991"

# The same in the other order of files.
mkdir "$work/reversed"
number=9
for file in "$work"/teams/*; do
	cp "$file" "$work/reversed/$number-${file##*/}"
	number=$((number - 1))
done
"$APLOMB" -q -t "$work/reversed" -d "$work/aplomb.db" --as-of 2026-09-29T00:00:00Z \
	show > "$work/reversed.txt"
ok "the order of files does not matter" cmp "$work/teams.txt" "$work/reversed.txt"

# What another format says wrongly is refused with its place.
sed -i 's/target: 0.995/target: 99.5/' "$work/teams/3-openslo.yaml"
ok "a percentage is no share in OpenSLO" gives 4 aplomb check
ok "it is refused at its place" says "3-openslo.yaml:8:27: '99.5' is more than 1"
finish
