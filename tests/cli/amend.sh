#!/usr/bin/env bash
# amend and forget: which event is meant, what is shown and asked, what the history holds after.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
aplomb() { "$APLOMB" -d "$work/aplomb.db" "$@"; }
record() { aplomb -q record "$@" > /dev/null; }
jsonl() { aplomb -q events -f jsonl "$@"; }

not_zero() { ! "$@"; }

# on_terminal ANSWER COMMAND...: the command in a terminal of its own, and what it said there.
on_terminal() {
	python3 - "$@" <<'PYTHON' > "$work/said"
import os, pty, sys
answer, command = sys.argv[1], sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
said = b""
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    said += part
    if said.endswith(b"[y/N] "):
        os.write(terminal, answer.encode() + b"\n")
sys.stdout.write(said.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
PYTHON
}

record deployment --service ledger --at 2026-09-30T11:00:00Z --id L1 --source ci --revision abc \
	--change a=2026-09-30T08:00:00Z --change b=
record incident --service ledger --started_at 2026-09-30T12:00:00Z --id INC-204 --source pager \
	--restored_at 2026-09-30T12:30:00Z --title "queue"
jsonl > before

# -- what is shown, asked and done ----------------------------------------------------------

ok "nobody to ask" gives 2 aplomb amend incident INC-204 --restored_at 2026-09-30T12:20:00Z < /dev/null
ok "says so, and the way on" says "there is no terminal to ask on; --yes"
ok "shows the event as it is" says "  title           queue"
ok "and the field, from and to" says \
	"  restored        Wed 30 Sep 2026 12:30:00 → Wed 30 Sep 2026 12:20:00"
ok "stdout is left alone" is "$(cat out)" ""
ok "and changes nothing" cmp before <(jsonl)
ok "in ASCII" gives 2 aplomb --ascii amend incident INC-204 --title x < /dev/null
ok "an arrow of ASCII" says "queue > x"
ok "asked, and no" not_zero on_terminal n "$APLOMB" -d aplomb.db amend incident INC-204 --title x
ok "asks" says "Amend it? [y/N]" said
ok "leaves it" says "It is left as it is." said
ok "changes nothing" cmp before <(jsonl)
ok "asked, and yes" on_terminal y "$APLOMB" -d aplomb.db amend incident INC-204 --title x
ok "is amended" says '"title": "x"' <(jsonl --kind incident)
ok "forget asks too" on_terminal yes "$APLOMB" -d aplomb.db forget incident INC-204
ok "in its own words" says "Take it back, as if it had never been recorded? [y/N]" said
ok "is gone" is "$(jsonl --kind incident)" ""
record incident --service ledger --started_at 2026-09-30T12:00:00Z --id INC-204 --source pager \
	--restored_at 2026-09-30T12:30:00Z --title "queue"
ok "recorded anew, as it was" cmp before <(jsonl)

# -- fields: unknown again, lists, required ones --------------------------------------------

ok "an empty value is unknown again" gives 0 aplomb amend incident INC-204 --restored_at '' --title= --yes
ok "as if it had not been said" is "$(jsonl --kind incident)" \
	'{"type": "incident", "service": "ledger", "started_at": "2026-09-30T12:00:00Z", "id": "INC-204", "source": "pager"}'
ok "from what to what" says "restored        Wed 30 Sep 2026 12:30:00 → not given"
ok "a required field stays" gives 2 aplomb amend incident INC-204 --service '' --yes
ok "says why" says "every incident has one"
ok "a list takes the whole list's place" gives 0 aplomb amend deployment L1 --change c= --yes
ok "is c alone" says '"changes": [{"revision": "c"}]' <(jsonl --kind deployment)
ok "a list may be empty" gives 0 aplomb amend deployment L1 --change '' --yes
ok "is gone" is "$(jsonl --kind deployment | grep -c changes)" 0
ok "an unknown field" gives 2 aplomb amend incident INC-204 --restord_at 1 --yes
ok "suggests" says "did you mean '--restored_at'"
ok "a value that is none" gives 2 aplomb amend incident INC-204 --restored_at yesterday --yes
ok "no field at all" gives 2 aplomb amend incident INC-204 --yes
ok "what is so already" gives 0 aplomb amend incident INC-204 --service ledger
ok "says so" says "It says so already"
ok "its fields" gives 0 aplomb amend incident --help
ok "are listed" says "--restored_at T" out

# -- which event is meant -------------------------------------------------------------------

ok "no such id" gives 3 aplomb forget incident INC-240 --yes
ok "the nearest" says "did you mean 'INC-204'"
ok "nothing near" gives 3 aplomb forget incident zzz --yes
ok "no such type" gives 2 aplomb forget incidnet INC-204 --yes
ok "which one is not said" gives 2 aplomb forget incident --yes
ok "two at once" gives 2 aplomb forget incident INC-204 INC-205 --yes
ok "no history" gives 3 "$APLOMB" -d none.db forget incident INC-204 --yes
ok "and begins none" test ! -e none.db
record incident --service ledger --started_at 2026-09-30T13:00:00Z --id INC-204 --source chat
record incident --service ledger --started_at 2026-09-30T14:00:00Z --id INC-204
ok "an id of several sources" gives 2 aplomb forget incident INC-204 --yes
ok "says which" says "from 3 sources: 'pager', 'chat', ''; say which with --source"
ok "one of them" gives 0 aplomb forget incident INC-204 --source chat --yes
ok "that of none" gives 0 aplomb amend incident INC-204 --source '' --title hand --yes
ok "is that one" says '"started_at": "2026-09-30T14:00:00Z", "id": "INC-204", "title": "hand"' <(jsonl)
ok "the other stays" is "$(jsonl --kind incident | wc -l)" 2
ok "and goes" gives 0 aplomb forget incident INC-204 source= --yes

record need --team payments --asked_at 2026-09-02T10:00:00Z --text "a test databse"
record need --team payments --asked_at 2026-09-03T10:00:00Z --text "time"
ok "without an id, by its fields" gives 0 aplomb amend need asked_at=2026-09-02T10:00:00Z \
	--text "a test database" --yes
ok "is mended, though it was its identity" says '"text": "a test database"' <(jsonl --kind need)
ok "and is one" is "$(jsonl --kind need | wc -l)" 2
ok "too little said" gives 2 aplomb forget need team=payments --yes
ok "says of which" says "need, payments, Wed 2 Sep 2026 10:00: a test database; need, payments, Thu 3 Sep 2026 10:00: time. Say more of the one that is meant: team=... asked_at=... text=..."
record need --team payments --asked_at 2026-09-03T10:00:00Z --text "time" --source tracker
ok "the same from two sources" gives 2 aplomb forget need text=time --yes
ok "is told apart" says "10:00: time; need, payments, Thu 3 Sep 2026 10:00: time, source tracker"
ok "and by what" says "text=... source=..."
ok "as it then is" gives 0 aplomb forget need text=time source=tracker --yes
ok "a field that it has not" gives 3 aplomb forget need service=ledger --yes
ok "is no id" says "there is no need 'service=ledger', nor a field of that name; one is found by its id, or by team=... asked_at=... text=..."
record meeting --at 2026-09-04T10:00:00Z --team payments
ok "a list by its field's name" gives 0 aplomb forget meeting teams=payments --yes
ok "one that is another" gives 4 aplomb amend need text=time --text "a test database" \
	--asked_at 2026-09-02T10:00:00Z --yes
ok "is refused" says "another need with the same identity"
ok "and both stay" is "$(jsonl --kind need | wc -l)" 2
ok "what has no id says so" gives 2 aplomb forget check tls --yes
ok "and how it is found" says "service=... check=... at=..."

# -- every type: recorded, amended, forgotten, as if it had never been -----------------------

jsonl > before
T=2026-09-20T10:00:00Z
round() {
	local type=$1 name=$2 field=$3
	shift 3
	ok "$type" record "$type" "$@" &&
		ok "  amended" gives 0 aplomb amend "$type" "$name" "$field" --yes &&
		ok "  once" is "$(jsonl --kind "$type" --since 2026-09-20 --until 2026-09-20 | wc -l)" 1 &&
		ok "  forgotten" gives 0 aplomb forget "$type" "$name" --yes &&
		ok "  as if never" cmp before <(jsonl)
}
round deployment D9 --revision=z --service s --at $T --id D9 --change x= --change y=$T
round deployment at=$T --url=u --service s --at $T --revision r --change x=
round incident I9 --severity=1 --service s --started_at $T --id I9
round slo_sample at=$T --good=8 --service s --slo a --at $T --good 9 --total 9
round update version=9 --security=true --service s --component c --version 9 --released_at $T
round check check=tls --passed=false --service s --check tls --at $T --passed true
round exercise outcome=stopped --sent=3 --team t --at $T --outcome stopped
round need text=x --met_at=$T --team t --asked_at $T --text x
round walkaround at=$T --title=w --team t --at $T
round concern text=x --acted_at=$T --team t --raised_at $T --text x
round shadowing at=$T --days=2 --team t --at $T --days 1 --direction to_security
round meeting at=$T --id=M1 --at $T --team a --team b
round lesson text=x --went_right=true --team t --learned_at $T --text x
round rule text=x --aim=y --text x --added_at $T
round rule_review rule=R --fits=false --rule R --at $T --fits true
round work hours=3 --aim=risk --team t --at $T --kind business --hours 3
round coverage until=$T --service=s --kind updates --until $T
round note capacity=lead_time --text=y --team t --at $T --text x --capacity lead_time

ok "the compact form follows" gives 0 aplomb check
ok "  and needs not be mended" not_zero grep -q "made anew" out

# -- importing again ------------------------------------------------------------------------

cp aplomb.db imported.db
jsonl > events.jsonl
ok "imported again" gives 0 "$APLOMB" -q -d imported.db import events events.jsonl
ok "is once" cmp events.jsonl <("$APLOMB" -q -d imported.db events -f jsonl)

# -- where nothing can be written -----------------------------------------------------------

ok "read-only" gives 2 aplomb --read-only forget need text=time --yes
ok "says so" says "--read-only"
ok "in the environment too" gives 2 env APLOMB_READ_ONLY=1 "$APLOMB" -d aplomb.db record note --team t --at 1 --text x
ok "0 is not" gives 0 env APLOMB_READ_ONLY=0 "$APLOMB" -d aplomb.db record note --team t --at 1 --text x
ok "nothing is begun" gives 2 aplomb --read-only init begun
ok "  at all" test ! -e begun
ok "reading goes on" gives 0 aplomb --read-only events
printf 'no history' > other.db
ok "no history of ours" gives 4 "$APLOMB" -d other.db forget need text=time --yes
if [ "$(id -u)" != 0 ]; then
	mkdir locked && cp aplomb.db locked/ && chmod a-w locked/aplomb.db locked
	ok "no permission" gives 1 "$APLOMB" -d locked/aplomb.db forget need text=time --yes
	ok "says where" says "locked/aplomb.db"
	chmod u+w locked locked/aplomb.db
fi

finish
