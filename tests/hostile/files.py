#!/usr/bin/env python3
"""Damaged histories: the real program must end, say what it has to say, and obey nothing.

A small history is altered byte by byte, cut, its pages exchanged, its log damaged. Each command
must end within the time allowed and with a documented status, no control byte may reach stdout
or stderr, and a reader or `rescue` may not change the file. What a status says is true: who read
has something to say; a copy passes every check and has the rows that SQLite finds; of what is
rescued nothing is missing that is not said to be; what was recorded is in the history or waits.

HOSTILE_CASES how many alterations (60), HOSTILE_SEED where chance begins (1), HOSTILE_SECONDS how
long one command may take (5). What goes wrong is kept in build/hostile/.
"""
import collections
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
LOGGED = "logged"
NOTED = "noted in a damaged history"
READING = (
    ["check", "--deep"],
    ["export", "-f", "json"],
    ["events", "-f", "jsonl"],
    ["show", "payments"],
    ["rescue", "DB", "NEW"],
)
WRITING = (
    ["backup", "NEW"],
    ["record", "note", "--team", "payments", "--at", "2026-09-09T00:00:00Z", "--text", NOTED],
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
    database.execute("INSERT INTO note (team, at, text) VALUES ('payments', 7, ?)", (LOGGED,))
    database.commit()
    both = live.read_bytes(), pathlib.Path(directory, "live.db-wal").read_bytes()
    database.close()
    return both


def flip(chance, data, at):
    data[at] = chance.choice((0, 0xff, 0x80, 0x7f, data[at] ^ (1 << chance.randrange(8)),
                              chance.randrange(256)))


def another_page(chance, data, page, size):
    """Mostly one of the same kind: a leaf in a leaf's place is what looks sound."""
    pages = range(0, len(data), size)
    alike = [other for other in pages if other != page and data[other] == data[page]]
    return chance.choice(alike if alike and chance.random() < 0.7 else pages)


def alter(number, chance, whole, logged):
    """(what was done, the file, its log, how many bytes that might be values)"""
    flips = 1
    size = 4096
    pages = len(whole) // size
    data = bytearray(whole)
    if number < 100:
        at = number
        flip(chance, data, at)
        return f"byte {at} of the header", data, None, 0
    kind = chance.choice(("head", "byte", "bytes", "cut", "swap", "copy", "zero", "noise", "log",
                          "cell", "schema"))
    page = chance.randrange(pages) * size
    if kind == "head":
        flip(chance, data, page + chance.randrange(12))
    elif kind == "cell":
        flip(chance, data, page + 8 + chance.randrange(64))
    elif kind == "byte":
        flip(chance, data, page + chance.randrange(size))
    elif kind == "bytes":
        flips = chance.randrange(2, 40)
        for _ in range(flips):
            flip(chance, data, chance.randrange(len(data)))
    elif kind == "cut":
        del data[chance.randrange(len(data)):]
    elif kind == "swap":
        other = another_page(chance, data, page, size)
        data[page:page + size], data[other:other + size] = \
            data[other:other + size], data[page:page + size]
    elif kind == "copy":
        other = another_page(chance, data, page, size)
        data[page:page + size] = data[other:other + size]
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
        return "log", bytearray(logged[0]), log, 0
    if kind in ("cut", "swap", "copy", "zero", "noise"):
        flips = 0
    return f"{kind} at {page}", data, None, flips


def look(done, command):
    """What is wrong with how a command ended, or None."""
    status, output, errors = done
    if status not in STATUSES:
        return f"status {status}: {errors[-300:]!r}"
    if b"Sanitizer" in errors or b"runtime error" in errors:
        return f"{errors[:600]!r}"
    if CONTROL.search(output) or CONTROL.search(errors):
        return f"a control byte: {output[-200:]!r} {errors[-200:]!r}"
    if status == 0 and command in READING and not output.strip():
        return "status 0, and nothing was said"
    return None


# -- what a status says ---------------------------------------------------------------------------

def rows_of(path):
    """Rows of each table, gone through one by one: no index and no header of a page is believed."""
    with tempfile.TemporaryDirectory() as directory:
        for name in (path, path.with_name(path.name + "-wal")):
            if name.exists():
                shutil.copy(name, directory)
        database = sqlite3.connect(pathlib.Path(directory, path.name))
        try:
            names = [name for name, in database.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
            return {name: database.execute(
                f'SELECT coalesce(sum(1), 0) FROM "{name}" NOT INDEXED').fetchone()[0]
                for name in names}
        except (sqlite3.Error, UnicodeError) as error:
            return str(error)
        finally:
            database.close()


def events_of(text):
    return collections.Counter(text.splitlines())


def difference(known, found, flips):
    """What of the events is not as it was, or None; each byte may have changed two of them."""
    missing, added = known - found, found - known
    if flips == 0:
        added = collections.Counter({line: count for line, count in added.items()
                                     if b'"%s"' % LOGGED.encode() not in line})
    if missing.total() == added.total() <= 2 * flips:
        return None
    one = next(iter(missing or added)).decode(errors="replace")[:150]
    return f"{missing.total()} of {known.total()} events are missing, {added.total()} new: {one}"


def is_sound(directory, name):
    """None, or what 'check --deep' says of it."""
    status, output, errors = run(["-d", name, "check", "--deep"], directory)
    return None if status == 0 else f"its 'check --deep' ends {status}: {(output + errors)[-300:]!r}"


def judge_check(directory, done, known, flips):
    """Who finds nothing wrong has all events before him."""
    if done["check"][0] != 0 or done["events"][0] != 0:
        return None
    wrong = difference(known, events_of(done["events"][1]), flips)
    return wrong and f"'check --deep' ended 0: {wrong}"


def judge_rescue(directory, done, known, flips):
    status, output, _ = done["rescue"]
    said = re.search(rb"^Saved ([0-9]+) events? in", output)
    exists = pathlib.Path(directory, "rescue.db").exists()
    if not said or not exists:
        return f"status {status}, {'a' if exists else 'no'} file, and {output[:80]!r}" \
            if status == 0 or said or exists else None
    wrong = is_sound(directory, "rescue.db")
    if wrong:
        return wrong
    found = events_of(run(["-q", "-d", "rescue.db", "events", "-f", "jsonl"], directory)[1])
    if found.total() != int(said[1]):
        return f"{said[1].decode()} events are said to be saved, not {found.total()}"
    wrong = difference(known, found, flips) if status == 0 else None
    return wrong and f"status 0: {wrong}"


def judge_backup(directory, done, scanned):
    path = pathlib.Path(directory, "backup.db")
    status = done["backup"][0]
    if (status == 0) != path.exists():
        return f"status {status}, and {'a' if path.exists() else 'no'} copy"
    if status != 0:
        return None
    rows = rows_of(path)
    if rows != scanned:
        return f"SQLite finds {scanned}, in the copy {rows}"
    return is_sound(directory, "backup.db")


def judge_record(directory, done):
    if done["record"][0] not in (0, 75):
        return None
    waiting = pathlib.Path(directory).glob("d.db.spool/*.json")
    if any(NOTED in path.read_text(encoding="utf-8") for path in waiting):
        return None
    database = sqlite3.connect(pathlib.Path(directory, "d.db"))
    try:
        # It comes last; what is before it may be damaged.
        newest = database.execute("SELECT text FROM note NOT INDEXED ORDER BY rowid DESC")
        if newest.fetchone() == (NOTED,):
            return None
        problem = "is not the last note"
    except (sqlite3.Error, UnicodeError) as error:
        problem = str(error)
    finally:
        database.close()
    return f"status {done['record'][0]}, and the event neither waits nor is in the history: {problem}"


def try_command(directory, command, done, data):
    """Runs one; what is wrong with it by itself."""
    words = [{"DB": "d.db", "NEW": f"{command[0]}.db"}.get(word, word) for word in command]
    done[command[0]] = run(["-d", "d.db", "--as-of", "2026-10-01", *words], directory)
    wrong = look(done[command[0]], command)
    if not wrong and command in READING and \
            pathlib.Path(directory, "d.db").read_bytes() != bytes(data):
        wrong = "changed the file"
    return wrong


def complaints(directory, data, known, flips):
    """(command, what is wrong), of all commands on one altered history."""
    done = {}
    command = None
    try:
        for command in READING:
            yield command[0], try_command(directory, command, done, data)
        yield "check", judge_check(directory, done, known, flips)
        yield "rescue", judge_rescue(directory, done, known, flips)
        scanned = rows_of(pathlib.Path(directory, "d.db"))
        for command in WRITING:
            yield command[0], try_command(directory, command, done, data)
            if command[0] == "backup":
                yield "backup", judge_backup(directory, done, scanned)
            elif command[0] == "record":
                yield "record", judge_record(directory, done)
    except subprocess.TimeoutExpired:
        yield command[0], f"took more than {SECONDS} s"


def try_case(number, whole, logged, known):
    """All commands on one altered history; the first that is not as it must be, or None."""
    chance = random.Random(SEED * 1_000_003 + number)
    what, data, log, flips = alter(number if CASES >= 200 else chance.randrange(400), chance,
                                   whole, logged)
    with tempfile.TemporaryDirectory() as directory:
        pathlib.Path(directory, "d.db").write_bytes(data)
        if log is not None:
            pathlib.Path(directory, "d.db-wal").write_bytes(log)
        pathlib.Path(directory, "teams.yaml").write_text(TEAMS, encoding="utf-8")
        for name, wrong in complaints(directory, data, known, flips):
            if wrong:
                KEPT.mkdir(parents=True, exist_ok=True)
                (KEPT / f"case-{SEED}-{number}.db").write_bytes(data)
                if log is not None:
                    (KEPT / f"case-{SEED}-{number}.db-wal").write_bytes(log)
                return f"case {number}, {what}: {name}: {wrong}"
    return None


def main():
    if CASES < 1:
        sys.exit(f"hostile-files: HOSTILE_CASES={CASES} is no number of cases; take 1 or more")
    with tempfile.TemporaryDirectory() as directory:
        whole = make_history(directory)
        known = events_of(run(["-q", "-d", "h.db", "events", "-f", "jsonl"], directory)[1])
        assert known.total() > 500
        logged = make_log(directory)
    wrong = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(lambda n: try_case(n, whole, logged, known), range(CASES)):
            if found:
                wrong.append(found)
                print("not ok -", found, flush=True)
    print(f"{CASES - len(wrong)} of {CASES} altered histories, {len(READING + WRITING)} commands "
          f"each, ended as they must")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
