#!/usr/bin/env python3
"""Many recorders at once, and one who looks: recorders.py

Each of RECORDERS records its part of EVENTS, one after the other, as soon as the one before is
acknowledged; meanwhile a viewer reads all scorecards again and again. WAY=stdin: each is one
process that is given lines; WAY=process: each event is a process, as in a pipeline. Then all is
counted: what was acknowledged must be there once. Ends with 1 where an event was lost or
doubled, or anything did not end as it should; what it took is printed, and for people to judge.
"""
import collections
import json
import os
import selectors
import subprocess
import sys
import tempfile
import threading
import time

APLOMB = os.environ.get("APLOMB", os.path.abspath("build/release/aplomb"))
RECORDERS = int(os.environ.get("RECORDERS") or 64)
EVENTS = int(os.environ.get("EVENTS") or 100_000)
WAY = os.environ.get("WAY") or "stdin"
SERVICES = 40
VIEWS_A_SECOND = 20
BEGIN = 1_780_000_000


def event_of(number):
    return {
        "type": "deployment",
        "service": f"s{number % SERVICES}",
        "at": BEGIN + number * 60,
        "id": str(number),
        "source": "ci",
        "changes": [{"revision": f"{number:x}", "committed_at": BEGIN + number * 60 - 3600}],
    }


class Tally:
    """What the recorders saw: how long each event took, in which words, what went wrong."""

    def __init__(self):
        self.seconds = []
        self.words = collections.Counter()
        self.wrong = []

    def say_wrong(self, text):
        self.wrong.append(text.strip())


# -- recorders -------------------------------------------------------------------------------


class Lines:
    """A process that is given a line once the one before is acknowledged."""

    def __init__(self, db, numbers):
        self.left = iter(numbers)
        self.begun = 0.0
        self.process = subprocess.Popen(
            [APLOMB, "-v", "-d", db, "record", "--stdin"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def give(self):
        number = next(self.left, None)
        if number is None:
            self.process.stdin.close()
            return
        line = json.dumps(event_of(number)).encode() + b"\n"
        self.begun = time.monotonic()
        os.write(self.process.stdin.fileno(), line)


def record_lines(db, parts, tally):
    waiting = selectors.DefaultSelector()
    for numbers in parts:
        lines = Lines(db, numbers)
        waiting.register(lines.process.stdout, selectors.EVENT_READ, lines)
        lines.give()
    while waiting.get_map():
        for key, _ in waiting.select():
            lines = key.data
            answer = os.read(key.fd, 4096).decode()
            if answer:
                tally.seconds.append(time.monotonic() - lines.begun)
                tally.words[answer.split(maxsplit=1)[1].strip()] += 1
                lines.give()
                continue
            waiting.unregister(key.fileobj)
            said = lines.process.stderr.read().decode()
            if lines.process.wait() or said:
                tally.say_wrong(f"status {lines.process.returncode}: {said}")


def record_one(db, number):
    event = event_of(number)
    change = event["changes"][0]
    return subprocess.run(
        [APLOMB, "-v", "-d", db, "record", "deployment", "--service", event["service"],
         "--at", str(event["at"]), "--id", event["id"], "--source", "ci",
         "--change", f"{change['revision']}={change['committed_at']}"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        close_fds=False, check=False)


def record_processes(db, parts, tally):
    def run(numbers):
        for number in numbers:
            begun = time.monotonic()
            done = record_one(db, number)
            tally.seconds.append(time.monotonic() - begun)
            said = done.stderr.decode().strip()
            tally.words[said.rsplit(": ", 1)[-1]] += 1
            if done.returncode:
                tally.say_wrong(f"status {done.returncode}: {said}")

    threads = [threading.Thread(target=run, args=(numbers,)) for numbers in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# -- the one who looks -----------------------------------------------------------------------


class Viewer(threading.Thread):
    """
    Reads all scorecards, in a new process each time, until it is told to end. It begins at most
    20 times a second: it is there to show that one can look, not to take a processor away.
    """

    def __init__(self, db, teams):
        super().__init__()
        self.command = [APLOMB, "-q", "-d", db, "-t", teams, "show"]
        self.is_over = False
        self.seconds = []
        self.wrong = []

    def run(self):
        while not self.is_over:
            begun = time.monotonic()
            done = subprocess.run(self.command, stdin=subprocess.DEVNULL, close_fds=False,
                                  capture_output=True, check=False)
            self.seconds.append(time.monotonic() - begun)
            if done.returncode or done.stderr:
                self.wrong.append(f"viewer: status {done.returncode}: "
                                  f"{done.stderr.decode().strip()}")
            time.sleep(max(0.0, begun + 1 / VIEWS_A_SECOND - time.monotonic()))


# -- counting --------------------------------------------------------------------------------


def quantile(seconds, share):
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def milliseconds(seconds):
    return (f"p50 {quantile(seconds, 0.5) * 1e3:.1f} ms, "
            f"p99 {quantile(seconds, 0.99) * 1e3:.1f} ms, max {max(seconds) * 1e3:.1f} ms")


def count(db):
    printed = subprocess.run([APLOMB, "-q", "-d", db, "events", "-f", "jsonl"],
                             capture_output=True, check=True).stdout
    ids = collections.Counter(json.loads(line)["id"] for line in printed.splitlines())
    checked = subprocess.run([APLOMB, "-q", "-d", db, "check"], capture_output=True,
                             cwd=os.path.dirname(db), check=False)
    return ids, checked


def write_teams(path):
    with open(path, "w", encoding="utf-8") as file:
        file.write("teams:\n")
        for team in range(4):
            services = ", ".join(f"{{id: s{n}}}" for n in range(team, SERVICES, 4))
            file.write(f"  - {{id: t{team}, services: [{services}]}}\n")


def main():
    with tempfile.TemporaryDirectory() as directory:
        db = os.path.join(directory, "aplomb.db")
        teams = os.path.join(directory, "teams.yaml")
        write_teams(teams)
        subprocess.run([APLOMB, "-q", "-d", db, "record", "--stdin"],
                       stdin=subprocess.DEVNULL, check=True)
        parts = [range(i, EVENTS, RECORDERS) for i in range(RECORDERS)]
        tally = Tally()
        viewer = Viewer(db, teams)
        begun = time.monotonic()
        viewer.start()
        (record_processes if WAY == "process" else record_lines)(db, parts, tally)
        elapsed = time.monotonic() - begun
        viewer.is_over = True
        viewer.join()
        ids, checked = count(db)
        spooled = os.path.exists(db + ".spool")
    lost = sum(1 for number in range(EVENTS) if not ids[str(number)])
    doubled = sum(1 for n in ids.values() if n > 1)
    wrong = tally.wrong + viewer.wrong
    if checked.returncode:
        wrong.append("check: " + checked.stderr.decode().strip())
    print(f"{RECORDERS} recorders (WAY={WAY}), {EVENTS} events in {elapsed:.1f} s: "
          f"{EVENTS / elapsed:.0f} a second")
    print(f"lost {lost}, doubled {doubled}, wrong {len(wrong)}, spooled {'yes' if spooled else 0};"
          f" acknowledged: {', '.join(f'{n} {word}' for word, n in tally.words.items())}")
    print(f"an event takes {milliseconds(tally.seconds)}  (wanted: p99 under 250)")
    print(f"a viewer reads {len(viewer.seconds) / elapsed:.1f} times a second, "
          f"{milliseconds(viewer.seconds)}  (wanted: at least 10 of at most "
          f"{VIEWS_A_SECOND})")
    for text, times in collections.Counter(wrong).most_common(5):
        print(f"{times} times: {text}")
    return 1 if lost or doubled or wrong or len(ids) != EVENTS else 0


if __name__ == "__main__":
    sys.exit(main())
