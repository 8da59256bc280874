"""What the harnesses share: a small organisation and history, and how a history is judged."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
APLOMB = os.path.abspath(os.environ.get("APLOMB", "build/release/aplomb"))
FAULTS = os.path.abspath(os.environ.get("FAULTS", "build/release/tests/torture/faults"))
# Memory rather than a disk: what a case waits for is the program.
ROOM = os.environ.get("TORTURE_ROOM") or ("/dev/shm" if os.access("/dev/shm", os.W_OK) else None)

ENVIRONMENT = {
    "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
    "LC_ALL": "C.UTF-8",
    "TERM": "xterm-256color",
    "APLOMB_ASCII": "1",  # the C library says nothing where it finds no locale
    "APLOMB_AS_OF": "2026-03-01T00:00:00Z",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
}

TEAMS = """organization: Northwind
timezone: UTC
goals: {deploy_cadence: 5/week, restore_time: 4h}
groups:
  - {id: commerce, name: Commerce}
teams:
  - id: payments
    name: Payments
    group: commerce
    champion: Ines Duarte
    services:
      - id: ledger
        slos:
          - {id: availability, target: 99.9%, window: 28d}
      - id: gateway
"""
MORE_TEAMS = """teams:
  - id: search
    services:
      - id: index
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: web}
spec: {type: team, children: []}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: shop}
spec: {type: service, lifecycle: production, owner: web}
"""


def events():
    """JSON Lines of a few weeks, nearly every type among them."""
    lines = []
    for day in range(1, 25):
        at = f"2026-01-{day:02}T10:00:00Z"
        lines.append(f'{{"type":"deployment","service":"ledger","at":"{at}","id":"d{day}",'
                     f'"outcome":"{"failed" if day == 9 else "succeeded"}",'
                     f'"changes":[{{"revision":"r{day}","committed_at":"2026-01-{day:02}T08:00:00Z"}}]}}')
        lines.append(f'{{"type":"slo_sample","service":"ledger","slo":"availability",'
                     f'"at":"2026-01-{day:02}T00:00:00Z","good":999,"total":1000}}')
    lines += [
        '{"type":"incident","service":"ledger","started_at":"2026-01-09T10:05:00Z","id":"i1",'
        '"restored_at":"2026-01-09T10:25:00Z","caused_by":"d9","title":"Queue"}',
        '{"type":"incident","service":"gateway","started_at":"2026-01-12T10:05:00Z","id":"i2"}',
        '{"type":"update","service":"ledger","component":"pkg:npm/a","version":"1.2",'
        '"released_at":"2026-01-02T00:00:00Z","applied_at":"2026-01-05T00:00:00Z","security":true}',
        '{"type":"check","service":"ledger","check":"sign","at":"2026-01-05T00:00:00Z","passed":true}',
        '{"type":"exercise","team":"payments","at":"2026-01-15T10:00:00Z","outcome":"stopped","id":"x1"}',
        '{"type":"need","team":"payments","asked_at":"2026-01-03T00:00:00Z","text":"A spare key","id":"n1"}',
        '{"type":"walkaround","team":"payments","at":"2026-01-06T00:00:00Z","id":"w1"}',
        '{"type":"concern","team":"payments","raised_at":"2026-01-06T00:00:00Z","text":"Doors",'
        '"id":"c1","walkaround":"w1"}',
        '{"type":"meeting","at":"2026-01-08T00:00:00Z","teams":["payments","search"],"id":"m1"}',
        '{"type":"lesson","team":"payments","learned_at":"2026-01-10T00:00:00Z","text":"Replay",'
        '"id":"l1","went_right":true}',
        '{"type":"rule","text":"Two keys","id":"u1","added_at":"2026-01-01T00:00:00Z"}',
        '{"type":"work","team":"payments","at":"2026-01-11T00:00:00Z","kind":"business","hours":30,"id":"k1"}',
        '{"type":"coverage","kind":"incidents","until":"2026-02-25T00:00:00Z"}',
        '{"type":"note","team":"payments","at":"2026-01-20T00:00:00Z","text":"Runbook","id":"o1"}',
    ]
    return "\n".join(lines) + "\n"


def added(count=3, first=1):
    """JSON Lines that the history does not hold yet."""
    return "".join(f'{{"type":"deployment","service":"gateway","at":"2026-02-{i:02}T10:00:00Z",'
                   f'"id":"new{i}","changes":[{{"revision":"n{i}","committed_at":"2026-02-01T00:00:00Z"}}]}}\n'
                   for i in range(first, first + count))


def environment(directory):
    return dict(ENVIRONMENT, HOME=directory, XDG_CONFIG_HOME=directory + "/config",
                XDG_STATE_HOME=directory + "/state", XDG_DATA_HOME=directory + "/data",
                GIT_CONFIG_GLOBAL="/dev/null", TMPDIR=directory)


def aplomb(directory, *arguments, text=None):
    return subprocess.run([APLOMB, *arguments], cwd=directory, env=environment(directory),
                          input=text.encode() if text is not None else b"",
                          capture_output=True, check=False, timeout=60)


def room(name):
    return tempfile.mkdtemp(prefix=f"aplomb-{name}-", dir=ROOM)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make_base(directory):
    """What each case begins with: teams, a history, a repository, files to import."""
    write(directory + "/teams/teams.yaml", TEAMS)
    write(directory + "/teams/more.yaml", MORE_TEAMS)
    write(directory + "/events.jsonl", added())
    write(directory + "/rows.csv", "service,at,id,outcome\n" + "".join(
        f"index,2026-02-{i:02}T09:00:00Z,csv{i},succeeded\n" for i in range(1, 6)))
    write(directory + "/snapshot", "what stood here before\n")
    made = aplomb(directory, "import", "events", text=events())
    assert made.returncode == 0, made.stderr
    repository = os.path.dirname(directory) + "/repository"
    subprocess.run(["git", "init", "-q", repository], env=environment(directory), check=True)
    for i in range(1, 5):
        dated = dict(environment(directory), GIT_AUTHOR_DATE=f"2026-02-0{i}T08:00:00Z",
                     GIT_COMMITTER_DATE=f"2026-02-0{i}T08:00:00Z")
        for words in (["commit", "-q", "--allow-empty", "-m", f"{i}"],
                      ["tag", "-a", "-m", f"{i}", f"v{i}"]):
            subprocess.run(["git", "-C", repository, *words], env=dated, check=True)


def connect(path):
    # What is looked at may be damaged: no other process is waited for.
    return sqlite3.connect(path, timeout=0, isolation_level=None)


def contents(path):
    """(rows of events, everything) as digests; ("", "") where there is no history yet."""
    if not os.path.exists(path) or os.path.getsize(path) == 0:
        if not os.path.exists(path + "-wal") or os.path.getsize(path + "-wal") == 0:
            return "", ""
    db = connect(path)
    try:
        verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            return "damaged: " + verdict, ""
        rows, whole = hashlib.sha1(), hashlib.sha1()
        tables = [name for name, in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        for table in tables:
            for row in sorted(repr(row) for row in db.execute(f'SELECT * FROM "{table}"')):
                text = f"{table} {row}".encode()
                whole.update(text)
                # What is taken in a second time changes nothing, but counts numbers up.
                if not table.startswith("compact_") and table != "sqlite_sequence":
                    rows.update(text)
        # A schema without a row is what stands before anything was recorded.
        return (rows.hexdigest() if tables else ""), whole.hexdigest()
    except sqlite3.DatabaseError as error:
        return f"damaged: {error}", ""
    finally:
        db.close()


def event_lines(directory, history):
    """All events as the program tells them, whatever their rows' numbers."""
    told = aplomb(directory, "-q", "-d", history, "events", "-f", "jsonl")
    return set(told.stdout.splitlines()) if told.returncode == 0 else {told.stderr}


def read(path):
    """What is in a file; None where it is not there."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def spooled(directory):
    """Events that wait beside a history until the next writer takes them in, or are set aside."""
    return [os.path.join(place, name) for place, _, names in os.walk(directory)
            if place.endswith(".spool") for name in names if not name.startswith(".")]


def copy(base, directory):
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(base, directory, symlinks=True)
