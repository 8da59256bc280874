#!/bin/bash
# More teams than are read before the first frame: they come while one looks on, what is shown
# first, and no key waits for them.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

reference=$(dirname "$APLOMB")/tests/bench/reference
"$reference" --scale 0.15 --rate 0.01 --years 1 "$work/large.db" "$work/large.yaml" > "$work/made" 2>&1
large() { "$APLOMB" -q -t "$work/large.yaml" -d "$work/large.db" --as-of 2026-10-01 "$@"; }
# Team files that were just written are read again with the history.
touch -d "1 minute ago" "$work/large.yaml"
teams=$(grep -c '^  - id: team-' "$work/large.yaml")
check "there are more than sixteen teams" [ "$teams" -gt 16 ]

open_terminal 100 24
type_line "\$APLOMB -t $work/large.yaml -d $work/large.db --as-of 2026-10-01"
check_shows "the teams are shown" "▸  Team 001"
press End Home NPage
check_shows "a page further, whatever is still to be read" "▸  Team 0"
press f
tmux -L "$socket" send-keys -l "is:growing"
press Enter
check_shows "in the end all are read, and the goals are counted" "teams meet"
check "nobody is being read any more" bash -c "! grep -q 'teams are read' <<< '$(screen)'"
press Escape Home j
check_shows "back at the first" "▸  Team 001"
value=$(large show team-001 | sed -n 's/^ *Patch freshness  *\([0-9]* of [0-9]*\).*/\1/p')
check "'show' prints a value" [ -n "$value" ]
check "what is shown is what 'show' prints" \
	bash -c "grep -q '▸  Team 001.* ${value/ of //}' <<< '$(screen)'"
press q

# Byte for byte what the terminal gets, in the order in which it comes: no clock decides here.
cat > "$work/look.py" << 'END'
import fcntl, os, pty, select, struct, subprocess, sys, termios, time
aplomb, work, what = sys.argv[1:]
command = [aplomb, "-q", "-t", f"{work}/large.yaml", "-d", f"{work}/large.db",
           "--as-of", "2026-10-01"]
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    os.environ.update(TERM="xterm-256color", XDG_STATE_HOME="/dev/null")
    os.environ.pop("TMUX", None)
    os.execv(aplomb, command)

def read_until(mark, enough=30):
    data, end = b"", time.monotonic() + enough
    while mark not in data:
        assert select.select([fd], [], [], end - time.monotonic())[0], data[-2000:]
        data += os.read(fd, 65536)
    return data.split(mark)[0]

if what == "keys":
    os.write(fd, b"jj")  # typed before anything is shown
    before = read_until(b"/wk")
    assert b"Team 001" in before and b"quit" in before, before
    assert "…".encode() in before, before
    assert before.count("▸".encode()) == 3, before
else:
    read_until(b"teams meet")
    service = next(line.split()[2] for line in open(f"{work}/large.yaml")
                   if line.startswith("      - id: "))
    events = "".join('{"type": "deployment", "service": "%s", "at": "2026-09-29T10:%02d:%02dZ", '
                     '"id": "more-%d"}\n' % (service, i // 60, i % 60, i) for i in range(900))
    subprocess.run([aplomb, "-q", "-d", f"{work}/large.db", "import", "events", "-"],
                   input=events.encode(), check=True, stdout=subprocess.DEVNULL)
    shown = subprocess.run(command + ["show", "team-001"], capture_output=True, text=True).stdout
    cadence = next(line.split()[2] for line in shown.splitlines() if "Deploy cadence" in line)
    since = read_until(f"{cadence}/wk".encode())
    assert "…".encode() not in since and b"are read" not in since, since
os.kill(pid, 15)
END
check "keys are answered before any team is read, and names stand before figures" \
	python3 "$work/look.py" "$APLOMB" "$work" keys
check "what stands is shown until a team is read again" \
	python3 "$work/look.py" "$APLOMB" "$work" again

large export -f json > "$work/all.json"
check "one processor says what all of them say" \
	cmp "$work/all.json" <(taskset -c 0 "$APLOMB" -q -t "$work/large.yaml" -d "$work/large.db" \
		--as-of 2026-10-01 export -f json)
large export team-002 -f json > "$work/one.json"
check "a team alone is what it is among all" python3 - "$work" << 'END'
import json, sys
of = lambda name: {t["id"]: t for t in json.load(open(f"{sys.argv[1]}/{name}.json"))["teams"]}
assert of("one")["team-002"] == of("all")["team-002"]
END

# One team of many services, and somebody who writes all the time: nobody waits for a moment
# in which nothing is written. In memory, where writing is the fastest.
busy=$work
[ ! -w /dev/shm ] || busy=$(mktemp -d -p /dev/shm)
trap 'rm -rf "$busy"; leave' EXIT
python3 - "$busy" << 'END'
import sys
directory = sys.argv[1]
names = [f"s-{i}" for i in range(1000)]
with open(f"{directory}/teams.yaml", "w") as file:
    print("teams:", file=file)
    for i in range(17):
        own = names if i == 0 else [f"of-{i}"]
        print(f"  - id: t{i}\n    name: Crew {i:02}\n    services: [{', '.join(own)}]", file=file)
event = '{"type": "deployment", "service": "%s", "at": "2026-09-29T10:00:00Z", "id": "%d"}'
with open(f"{directory}/names", "w") as file:
    print("\n".join(event % (name, i) for i, name in enumerate(names)), file=file)
with open(f"{directory}/more", "w") as file:
    print("\n".join(event % ("of-1", i + 1000) for i in range(100000)), file=file)
END
of_busy() { "$APLOMB" -q -t "$busy/teams.yaml" -d "$busy/aplomb.db" --as-of 2026-10-01 "$@"; }
"$APLOMB" -q -d "$busy/aplomb.db" import events "$busy/names" > "$work/made"
TIMEFORMAT=%R
quiet=$({ time of_busy show t0 > "$work/made"; } 2>&1)
patience=$(python3 -c "print(3 + 10 * $quiet)")
"$APLOMB" -q -d "$busy/aplomb.db" record --stdin < "$busy/more" > "$work/made" 2>&1 &
writer=$!
open_terminal 100 24
type_line "\$APLOMB -t $busy/teams.yaml -d $busy/aplomb.db --as-of 2026-10-01"
check_shows "beside one who writes all the time the teams are shown" "▸Crew 00"
press Enter
check_shows "a key that opens one is answered" "Services"
press q q
check_shows "and one that leaves" "ready>"
export -f of_busy
export APLOMB busy
check "'show' comes to its end, too" timeout "$patience" bash -c 'of_busy show t0 | grep -q "s-999"'
check "while it was still written" kill -0 "$writer"
kill "$writer"
wait "$writer" 2> "$work/made"

finish
