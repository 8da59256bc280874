#!/usr/bin/env python3
"""Damaged histories: the real program must end, say what it has to say, and obey nothing.

A small history is altered byte by byte, cut, its pages exchanged, its log damaged. Each command
must end within the time allowed and with a documented status, no control byte may reach stdout
or stderr, and a reader or `rescue` may not change the file.

HOSTILE_CASES how many alterations (60), HOSTILE_SEED where chance begins (1), HOSTILE_SECONDS how
long one command may take (5). What goes wrong is kept in build/hostile/.
"""
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

APLOMB = os.environ["APLOMB"]
CASES = int(os.environ.get("HOSTILE_CASES", "60"))
SEED = int(os.environ.get("HOSTILE_SEED", "1"))
SECONDS = float(os.environ.get("HOSTILE_SECONDS", "5"))
KEPT = pathlib.Path("build/hostile")
STATUSES = {0, 1, 3, 4, 75}
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")
TEAMS = """teams:
  - id: payments
    services: [{id: ledger, slos: [{id: availability, target: 99%}]}, {id: gateway}]
"""
READING = (
    ["check", "--deep"],
    ["export", "-f", "json"],
    ["events", "-f", "jsonl"],
    ["show", "payments"],
    ["rescue", "DB", "NEW"],
)
WRITING = (
    ["record", "note", "--team", "payments", "--at", "2026-09-09T00:00:00Z", "--text", "x"],
    ["backup", "NEW"],
    ["check", "--mend"],
)


def run(arguments, directory, text=None):
    """The program's status, stdout and stderr."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": directory,
                   "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    done = subprocess.run([APLOMB, *arguments], cwd=directory, env=environment, input=text,
                          capture_output=True, timeout=SECONDS, check=False)
    return done.returncode, done.stdout, done.stderr


def make_history(directory):
    """A small one with something of every kind of page: leaves, inner pages, overflow."""
    at = 1_788_000_000
    lines = []
    for i in range(400):
        lines.append({"type": "deployment", "service": ("ledger", "gateway")[i % 2],
                      "at": at + i * 3600, "id": f"d{i}", "revision": f"r{i}",
                      "changes": [{"revision": f"c{i}", "committed_at": at + i * 3600 - 900}]})
    for i in range(40):
        lines.append({"type": "incident", "service": "ledger", "started_at": at + i * 90000,
                      "id": f"i{i}", "title": "replay " * (1500 if i == 7 else 3),
                      "restored_at": at + i * 90000 + 600, "caused_by": f"d{i}"})
        lines.append({"type": "slo_sample", "service": "ledger", "slo": "availability",
                      "at": at + i * 86400, "good": 9, "total": 10})
        lines.append({"type": "update", "service": "ledger", "component": f"c{i}",
                      "version": "1", "released_at": at, "applied_at": at + 500})
        lines.append({"type": "note", "team": "payments", "at": at + i, "text": f"note {i}"})
        lines.append({"type": "meeting", "at": at + i, "teams": ["payments", "app"]})
    text = "".join(json.dumps(line) + "\n" for line in lines).encode()
    status, _, errors = run(["-q", "-d", "h.db", "import", "events"], directory, text)
    assert status == 0, errors
    return pathlib.Path(directory, "h.db").read_bytes()


def make_log(directory):
    """The same history with a log that holds what the file does not yet."""
    whole = pathlib.Path(directory, "h.db")
    live = pathlib.Path(directory, "live.db")
    shutil.copy(whole, live)
    database = sqlite3.connect(live)
    database.execute("PRAGMA wal_autocheckpoint = 0")
    database.execute("INSERT INTO note (team, at, text) VALUES ('payments', 7, 'logged')")
    database.commit()
    both = live.read_bytes(), pathlib.Path(directory, "live.db-wal").read_bytes()
    database.close()
    return both


def flip(chance, data, at):
    data[at] = chance.choice((0, 0xff, 0x80, 0x7f, data[at] ^ (1 << chance.randrange(8)),
                              chance.randrange(256)))


def alter(number, chance, whole, logged):
    """(what was done, the file, its log)"""
    size = 4096
    pages = len(whole) // size
    data = bytearray(whole)
    if number < 100:
        at = number
        flip(chance, data, at)
        return f"byte {at} of the header", data, None
    kind = chance.choice(("head", "byte", "bytes", "cut", "swap", "zero", "noise", "log", "cell",
                          "schema"))
    page = chance.randrange(pages) * size
    if kind == "head":
        flip(chance, data, page + chance.randrange(12))
    elif kind == "cell":
        flip(chance, data, page + 8 + chance.randrange(64))
    elif kind == "byte":
        flip(chance, data, page + chance.randrange(size))
    elif kind == "bytes":
        for _ in range(chance.randrange(2, 40)):
            flip(chance, data, chance.randrange(len(data)))
    elif kind == "cut":
        del data[chance.randrange(len(data)):]
    elif kind == "swap":
        other = chance.randrange(pages) * size
        data[page:page + size], data[other:other + size] = \
            data[other:other + size], data[page:page + size]
    elif kind == "zero":
        data[page:page + size] = bytes(size)
    elif kind == "noise":
        data[page:page + size] = chance.randbytes(size)
    elif kind == "schema":
        words = [m.start() for m in re.finditer(rb"CREATE|INTEGER|TEXT|STRICT|CHECK", data)]
        flip(chance, data, chance.choice(words) + chance.randrange(4))
    else:
        log = bytearray(logged[1])
        for _ in range(chance.randrange(1, 8)):
            flip(chance, log, chance.randrange(len(log)))
        if chance.random() < 0.3:
            del log[chance.randrange(len(log)):]
        return "log", bytearray(logged[0]), log
    return f"{kind} at {page}", data, None


def look(done, what):
    """What is wrong with how a command ended, or None."""
    status, output, errors = done
    if status not in STATUSES:
        return f"{what}: status {status}: {errors[-300:]!r}"
    if b"Sanitizer" in errors or b"runtime error" in errors:
        return f"{what}: {errors[:600]!r}"
    if CONTROL.search(output) or CONTROL.search(errors):
        return f"{what}: a control byte: {output[-200:]!r} {errors[-200:]!r}"
    return None


def try_case(number, whole, logged):
    """All commands on one altered history; the first that is not as it must be, or None."""
    chance = random.Random(SEED * 1_000_003 + number)
    what, data, log = alter(number if CASES >= 200 else chance.randrange(400), chance, whole,
                            logged)
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory, "d.db")
        path.write_bytes(data)
        if log is not None:
            pathlib.Path(directory, "d.db-wal").write_bytes(log)
        pathlib.Path(directory, "teams.yaml").write_text(TEAMS, encoding="utf-8")
        for command in READING + WRITING:
            name = f"case {number}, {what}: {command[0]}"
            words = [{"DB": "d.db", "NEW": f"{command[0]}.db"}.get(word, word)
                     for word in command]
            try:
                done = run(["-d", "d.db", "--as-of", "2026-10-01", *words], directory)
                wrong = look(done, name)
            except subprocess.TimeoutExpired:
                wrong = f"{name}: took more than {SECONDS} s"
            if not wrong and command in READING and path.read_bytes() != bytes(data):
                wrong = f"{name}: changed the file"
            if wrong:
                KEPT.mkdir(parents=True, exist_ok=True)
                (KEPT / f"case-{SEED}-{number}.db").write_bytes(data)
                if log is not None:
                    (KEPT / f"case-{SEED}-{number}.db-wal").write_bytes(log)
                return wrong
    return None


def main():
    if CASES < 1:
        sys.exit(f"hostile-files: HOSTILE_CASES={CASES} is no number of cases; take 1 or more")
    with tempfile.TemporaryDirectory() as directory:
        whole = make_history(directory)
        logged = make_log(directory)
    wrong = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(lambda n: try_case(n, whole, logged), range(CASES)):
            if found:
                wrong.append(found)
                print("not ok -", found, flush=True)
    print(f"{CASES - len(wrong)} of {CASES} altered histories, {len(READING + WRITING)} commands "
          f"each, ended as they must")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
