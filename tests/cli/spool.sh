#!/usr/bin/env bash
# What cannot be written waits beside the history, or is said to be nowhere: exit 75 and 1.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
cd "$work" || exit 1

aplomb() { "$APLOMB" -d a.db "$@"; }
input=/dev/null # of locked
lines() { aplomb -q events -f jsonl | wc -l; }
waiting() { find a.db.spool -name '[0-9]*.json' | wc -l; }
# locked ARGUMENT...: aplomb while another holds the writers' lock, out of patience once it waits.
locked() {
	local pid status=0 waits='^Name:\s*aplomb.*SigCgt:\s*[0-9a-f]*[2367abef][0-9a-f]{3}\s'
	exec 9< a.db.lock
	flock 9
	"$APLOMB" "$@" < "$input" 9<&- &
	pid=$!
	until ! [ -d /proc/$pid ] || tr '\n' ' ' < /proc/$pid/status | grep -qE "$waits"; do
		sleep 0.01
	done
	sleep 0.05
	kill -ALRM $pid
	wait $pid || status=$?
	exec 9<&-
	return $status
}
note() { "$APLOMB" -d a.db record note --team t --at "$1" --text "$2"; }

# -- a lock held too long -------------------------------------------------------------------

ok "a first event" gives 0 note 1 first
ok "a lock that is held" gives 75 locked -d a.db record note --team t --at 2 --text second
ok "the event waits" is "$(waiting)" 1
ok "and is not in the history" is "$(lines)" 1
ok "said in one sentence" is "$(cat "$work/err")" "aplomb: a.db: another program has been writing for \
10 seconds; the event waits in a.db.spool, and the next to write takes it in"
ok "nothing is acknowledged" is "$(cat "$work/out")" ""
ok "with no team file" gives 0 aplomb check
ok "check says how many" says "Spool: 1 event waits in a.db.spool; the next to write takes it in." "$work/out"
ok "doctor" gives 0 aplomb doctor
ok "says so too" says "events that wait to be taken in 1, set aside as not valid 0" "$work/out"
ok "a dry run" gives 0 aplomb import events --dry-run - < /dev/null
ok "leaves it" is "$(waiting)" 1
ok "the next to record" gives 0 note 3 third
ok "takes it in" is "$(lines)" 3
ok "and says so" is "$(cat "$work/err")" "aplomb: 1 event that waited in a.db.spool was taken in"
ok "nothing waits" is "$(waiting)" 0

# -- lines of stdin -------------------------------------------------------------------------

printf '{"type": "note", "team": "t", "at": %d, "text": "x"}\n' 11 12 13 > lines.jsonl
input=lines.jsonl
record_lines=(-v -d a.db record --stdin)
ok "lines while it is held" gives 75 locked "${record_lines[@]}"
ok "each is told from what is recorded" is "$(tr '\n' ';' < "$work/out")" "1 spooled;2 spooled;3 spooled;"
ok "why, once" is "$(grep -c 'another program' "$work/err")" 1
ok "and how many in the end" says "aplomb: 0 recorded; 3 wait in a.db.spool, and the next to write takes them in"
ok "they wait" is "$(waiting)" 3
ok "again, as one told to try again does" gives 0 "$APLOMB" "${record_lines[@]}" < lines.jsonl
ok "they were taken in before" is "$(tr '\n' ';' < "$work/out")" "1 already known;2 already known;3 already known;"
ok "and are there once" is "$(lines)" 6
printf '{"type": "note", "team": "t", "at": 14, "text": "x"}\n{"type": "nte"}\n' > lines.jsonl
ok "a line that is not valid" gives 4 locked "${record_lines[@]}"
ok "is said with those before" says "0 recorded, 1 spooled; line 2: 'nte' is not a type of event"
ok "which wait" is "$(waiting)" 1

# -- others that write take it in -----------------------------------------------------------

: > empty.jsonl
printf '{"type": "note", "team": "t", "at": 15, "text": "x"}\n' > one.jsonl
ok "an import" gives 0 aplomb import events one.jsonl
ok "takes it in" is "$(lines)" 8
ok "an import while it is held" gives 75 locked -d a.db import events one.jsonl
ok "is to be given again" says "for 10 seconds; try again later"
ok "and nothing waits: it has its file" is "$(waiting)" 0
ok "a value to replace" gives 75 locked -d a.db record incident --service s --started_at 5 --id I --title new --replace
ok "with one that is known" gives 0 aplomb -q amend note team=t at=15 --text y --yes
sqlite3 a.db "UPDATE incident SET title = 'old'"
ok "was taken in before that" is "$(lines)" 9
ok "a value to replace" gives 75 locked -d a.db record incident --service s --started_at 5 --id I --title new --replace
ok "is" gives 0 note 16 x
ok "replaced" says '"title": "new"' <(aplomb events -f jsonl)

# -- what somebody put there ----------------------------------------------------------------

printf '{"type": "note", "team": "t", "txt": "\\u001b[31m"}' > $'a.db.spool/0\e[31m\n.json'
ok "what is no event" gives 0 note 17 x
ok "is set aside, with why" says "did you mean 'text'?; it is set aside as 0<U+001B>[31m<U+000A>.json.set-aside"
ok "no control gets out" is "$(tr -d '\n[:print:]' < "$work/err" | wc -c)" 0
ok "check" gives 0 aplomb check
ok "names it" says "a.db.spool/0<U+001B>[31m<U+000A>.json.set-aside" "$work/out"
ok "and the way out" says "Set aside in the spool: 1" "$work/out"
rm -r a.db.spool

# -- where it cannot wait either ------------------------------------------------------------

rm -f a.db.lock
ln -s /nowhere a.db.lock
: > a.db.spool
ok "no spool" gives 1 "$APLOMB" -d a.db record note --team t --at 18 --text $'h\u00e9 "\e'
ok "is said after the event" is "$(sed -n 2p "$work/err" | cut -d';' -f3-)" \
	" nor can it wait: a.db.spool is no directory, and cannot be the spool; remove it; the line above is the event, for 'aplomb record --stdin'"
ok "in ASCII" is "$(head -1 "$work/err")" \
	'{"type": "note", "team": "t", "at": "1970-01-01T00:00:18Z", "text": "h\u00e9 \"\u001b"}'
ok "nothing is acknowledged" is "$(cat "$work/out")" ""
rm a.db.lock a.db.spool
grep '^{' "$work/err" > later.jsonl
ok "recorded later" gives 0 "$APLOMB" -d a.db record --stdin < later.jsonl
ok "it is what it was" says 'h\u00e9 \"\u001b' <(aplomb events -f jsonl | sed 's/é/\\u00e9/')
ok "a directory that is none" gives 1 "$APLOMB" -d none/a.db record note --team t --at 1 --text x
ok "a directory as a history" gives 1 "$APLOMB" -d "$work" record note --team t --at 1 --text x
ok "has no spool" test ! -e "$work.spool"
echo text > b.db
ok "what is no history" gives 4 "$APLOMB" -d b.db record note --team t --at 1 --text x
ok "has none either" test ! -e b.db.spool
ok "--read-only" gives 2 "$APLOMB" --read-only -d c.db record note --team t --at 1 --text x
ok "leaves nothing" test ! -e c.db.spool -a ! -e c.db

finish
