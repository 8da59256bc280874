#!/usr/bin/env bash
# import kube-bench: its JSON with and without totals, and what its statuses say.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=all.db
aplomb() { "$APLOMB" -d "$db" "$@"; }
imports() { aplomb import kube-bench --service cluster --at 2025-03-03T10:00:00Z "$@"; }
checks() { aplomb -q events --kind check -f jsonl; }
fresh() { rm -f "$db"*; }
# controls NODE_TYPE VERSION NUMBER=STATUS...: the controls of one kind of node.
controls() {
	local node=$1 version=$2 comma=
	shift 2
	printf '{"id": "1", "version": "%s", "text": "Controls", "node_type": "%s", "tests": [' "$version" "$node"
	printf '{"section": "1", "pass": 99, "fail": 99, "desc": "d", "results": ['
	for check; do
		printf '%s{"test_number": "%s", "test_desc": "Ensure %s (Automated)", "status": %s, "scored": true}' \
			"$comma" "${check%%=*}" "${check%%=*}" "${check#*=}"
		comma=,
	done
	printf ']}], "total_pass": 99, "total_fail": 99, "total_warn": 0, "total_info": 0}\n'
}

master=$(controls master cis-1.9 '1.1.1="PASS"' '1.1.2="FAIL"' '1.1.3="WARN"' '1.1.4="INFO"')
node=$(controls node cis-1.9 '4.1.1="PASS"' '4.1.2="WARN"')
totals='"Totals": {"total_pass": 99, "total_fail": 99, "total_warn": 0, "total_info": 0}'

printf '{"Controls": [%s, %s], %s}' "$master" "$node" "$totals" > report.json
ok "a report" gives 0 imports report.json
checks > all.jsonl
ok "PASS and FAIL are checks, whatever the totals say" says "3 added"
ok "a pass" says '{"type": "check", "service": "cluster", "check": "1.1.1", "at": "2025-03-03T10:00:00Z", "passed": true, "source": "kube-bench", "title": "Ensure 1.1.1 (Automated)"}' all.jsonl
ok "a miss" says '"check": "1.1.2", "at": "2025-03-03T10:00:00Z", "passed": false' all.jsonl
ok "WARN is neither" says "2 records: the status WARN is inconclusive: neither passed nor missed"
ok "INFO is neither" says "1 record: the status INFO is inconclusive: neither passed nor missed"
ok "twice" gives 0 imports report.json
ok "is once" says "3 already known"

form() { # DESCRIPTION FILE...: the same checks come of it
	local what=$1
	shift
	fresh
	ok "$what" gives 0 imports "$@"
	ok "is the same" cmp all.jsonl <(checks)
}
printf '[%s, %s]' "$node" "$master" > list.json
form "a bare list, in another order" list.json
printf '%s\n%s\n' "$master" "$node" > lines.jsonl
form "JSON Lines" lines.jsonl
printf '{%s, "Controls": [%s]}' "$totals" "$node" > node.json
printf '%s' "$master" > master.json
form "reports of their own" node.json master.json
form "in another order" master.json node.json
fresh
ok "recognised" gives 0 aplomb import auto --service cluster --at 2025-03-03T10:00:00Z master.json
ok "as kube-bench" says "master.json: kube-bench"

# -- numbers that stand for two checks -------------------------------------------------------------

fresh
printf '[%s,%s]' "$(controls master 1.5 '2.1="PASS"' '1.1="PASS"')" "$(controls etcd 1.6 '2.1="FAIL"')" > two.json
ok "a number of two kinds of nodes" gives 0 imports two.json
ok "says which" is "$(checks | grep -o '"check": "[^"]*"' | sort | tr '\n' ' ')" \
	'"check": "1.1" "check": "2.1 (etcd 1.6)" "check": "2.1 (master 1.5)" '
ok "one of them besides" gives 0 imports two.json report.json
ok "renames nothing" says "3 added, 3 already known"

# -- what is passed over, and refused ------------------------------------------------------------

fresh
controls node 1.5 '1="pass"' '2=null' | sed 's/"results": \[/&7, "x", /; s/"tests": \[/&9, /' > odd.json
ok "other statuses" gives 0 imports odd.json
ok "are counted" says "1 record: the status 'pass' is none of PASS, FAIL, WARN and INFO"
ok "and so is none" says "3 records: the status NULL is none of PASS"
printf '{"node_type": "node", "tests": [{"results": [{"status": "PASS"}]}]}' > unnumbered.json
ok "a check without a number" gives 4 imports unnumbered.json
ok "is refused" says "unnumbered.json:1: check: needs 'check'"
printf '{"Controls": [{"id": "5", "node_type": "policies", "tests": null}], %s}' "$totals" > empty.json
ok "controls without tests" gives 0 imports empty.json
ok "are nothing" says "there was nothing to import"
ok "no time" gives 2 aplomb import kube-bench --service cluster report.json
ok "is asked for" says "kube-bench needs '--at'"
ok "no service" gives 2 aplomb import kube-bench --at now report.json
ok "is asked for" says "kube-bench needs '--service'"
printf '<?xml version="1.0"?><testsuites/>' > junit.xml
ok "XML" gives 4 imports junit.xml
ok "is said" says "junit.xml:1: this is not JSON, it looks like XML or HTML"
printf '{"type": "note", "team": "t", "at": 10, "text": "x"}\n' > events.jsonl
ok "another format" gives 4 imports events.jsonl
ok "is said" says "events.jsonl: this does not look like kube-bench results but like"
printf '7 "x" null {"tests": 1}\n' > values.json
ok "values that are none" gives 4 imports values.json
ok "are none" says "values.json: this does not look like kube-bench results"

finish
