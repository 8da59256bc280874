#!/usr/bin/env python3
"""Lets each call of a class fail in turn while real commands run, and judges what is left.

  make torture                                  every call, once and from then on
  make torture TORTURE_EVERY=17                 every 17th
  TORTURE_ONLY="record import-git" TORTURE_CLASS=write make torture

After each case: the status is a documented one, no signal, within 30 seconds; a failure says a
sentence; stdout is whole or the status is not 0; the history is sound, holds what was
acknowledged (what waits in the spool once the next writer took it in), and nothing of it half or
twice; an event that 'record' could keep nowhere is a line on stderr; a file that was written is
the old one or the new one, a history that was copied or rescued is whole or none; no other file
is left. A case that is not so is printed with the command that runs it again, in a directory that
is kept.
"""

import collections
import fcntl
import functools
import itertools
import multiprocessing
import os
import pty
import re
import select
import shlex
import shutil
import struct
import subprocess
import sys
import termios
import time

import place

CLASSES = {  # the errors that each is tried with; "once": as they can only come once
    "alloc": ["ENOMEM"],
    "mmap": ["ENOMEM"],
    "open": ["EMFILE", "ENOSPC"],
    "read": ["EIO", "SHORT", "EINTR once"],
    "write": ["ENOSPC", "EIO", "SHORT", "EINTR once"],
    "sync": ["EIO"],
    "rename": ["EIO"],
    "truncate": ["ENOSPC"],
    "unlink": ["EIO"],
    "close": ["EIO"],
    "stat": ["EACCES"],
    "make": ["EPERM"],
    "lock": ["ENOLCK", "EINTR once"],
    "spawn": ["EAGAIN"],
    "wait": ["EINTR once"],
}

HISTORY = "aplomb.db"
OUT_OF_MEMORY = re.compile(rb"out of memory")  # nothing can be printed then
LEFT_BY_SQLITE = {history + ending for history in (HISTORY, "damaged.db")
                  for ending in ("-wal", "-shm", "-journal", ".lock")}


class Scenario:
    """A command, and what may stand in the history after it.

    changes: "nothing", "all" (or nothing), "lines" (each line of stdin, in order), "spool" (what
    waits, then all). copy: a history that it makes. before: what only it begins with.
    """

    def __init__(self, name, words, text=None, changes="nothing", output=None, keys=None,
                 history=HISTORY, makes=(), answers=(0,), before=None, copy=None):
        self.name, self.text, self.changes, self.output = name, text, changes, output
        self.words = shlex.split(words)
        self.keys, self.history, self.makes, self.answers = keys, history, set(makes), answers
        self.before, self.copy = before, copy
        self.records = "record" in self.words


def zero_page(kind, directory):
    """
    A copy of the history without one page: where the deployments begin, an index of them, or
    the first of all ("schema").
    """
    damaged = directory + "/damaged.db"
    shutil.copy(f"{directory}/{HISTORY}", damaged)
    db = place.connect(damaged)
    page, = db.execute("SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'deployment' "
                       "AND type = ? UNION ALL SELECT 1", (kind,)).fetchone()
    size, = db.execute("PRAGMA page_size").fetchone()
    db.close()
    with open(damaged, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))


SPOOLED = place.added(3, 5) + (
    '{"type":"incident","service":"ledger","started_at":"2026-01-09T10:05:00Z","id":"i1",'
    '"title":"Line"}\n')


def fill_spool(directory):
    """Events of those who were told that they wait."""
    for number, line in enumerate(SPOOLED.splitlines(True)):
        ending = ".replace.json" if "title" in line else ".json"
        place.write(f"{directory}/{HISTORY}.spool/{number:019}-{number:032x}{ending}", line)


RECORD = "record deployment --service gateway --at 2026-02-01T10:00:00Z --id new1"
SCENARIOS = [
    Scenario("record", RECORD + " --change n1=2026-02-01T00:00:00Z", changes="all"),
    Scenario("record-first", "-d first/h.db " + RECORD, changes="all", history="first/h.db",
             makes=["first/h.db", "first/h.db-wal", "first/h.db-shm", "first/h.db.lock"]),
    Scenario("record-stdin", "-v record --stdin", place.added(4), "lines"),
    Scenario("record-spool", RECORD, changes="spool", before=fill_spool),
    Scenario("import-events", "import events events.jsonl", changes="all"),
    Scenario("import-stdin", "import events -", place.added(20), "all"),
    Scenario("import-csv", "import csv --type deployment rows.csv", changes="all"),
    Scenario("import-auto", "import auto events.jsonl", changes="all"),
    Scenario("import-git", "import git --service index --repo ../repository", changes="all"),
    Scenario("import-dry", "import events --dry-run events.jsonl"),
    Scenario("amend", "amend need n1 --text 'Two spare keys' --yes", changes="all"),
    Scenario("forget", "forget need n1 --yes", changes="all"),
    Scenario("backup", "backup copy.db", copy="copy.db", makes=["copy.db"]),
    Scenario("rescue", "rescue damaged.db copy.db", copy="copy.db", makes=["copy.db"],
             answers=(4,), before=functools.partial(zero_page, "table")),
    Scenario("rescue-index", "rescue damaged.db copy.db", copy="copy.db", makes=["copy.db"],
             before=functools.partial(zero_page, "index")),
    Scenario("rescue-schema", "rescue damaged.db copy.db", copy="copy.db", makes=["copy.db"],
             before=functools.partial(zero_page, "schema")),
    Scenario("check", "check"),
    Scenario("mend", "check --mend", changes="all"),
    Scenario("show", "show payments deploy_cadence"),
    Scenario("teams", "-t teams/teams.yaml -t teams/more.yaml show"),
    Scenario("events", "events -f jsonl"),
    Scenario("events-csv", "events --kind deployment -f csv"),
    Scenario("compare", "compare payments --then 2026-01-10"),
    Scenario("agenda", "agenda --since 2026-01-01 -f markdown"),
    Scenario("doctor", "doctor"),
    Scenario("init", "init new", history="new/aplomb.db", changes="all", makes=[
        "new/teams.yaml", "new/aplomb.db", "new/aplomb.db-wal", "new/aplomb.db-shm",
        "new/aplomb.db.lock"]),
    Scenario("help", "--help"),
    Scenario("completion", "completion bash"),
    Scenario("demo", "demo -f csv"),
    Scenario("export-text", "export"),
    Scenario("export-csv", "export -f csv"),
    Scenario("export-json", "export -f json"),
    Scenario("export-markdown", "export payments -f markdown"),
    Scenario("export-html", "export -f html"),
    Scenario("export-file", "export -f json -o snapshot", output="snapshot"),
    Scenario("export-new", "export -f text -o new.txt", output="new.txt"),
    Scenario("screens", "", keys="jj\r\rw\x1b\x1b\x1bqqq"),
    Scenario("screens-export", "", keys="e\rqqq", makes=["state", "config"]),
]


shows_where = []  # "-b" where one case is run again

# -- one run ------------------------------------------------------------------------------------

def run_on_terminal(command, directory, keys):
    """The program on a terminal of its own; (status, what it wrote, whether it is as before)."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    before = termios.tcgetattr(slave)
    with open(directory + ".err", "wb") as errors:
        process = subprocess.Popen(
            command, cwd=directory, env=place.environment(directory), stdin=slave,
            stdout=slave, stderr=errors, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    shown, pending, quiet_since = b"", list(keys), time.monotonic()
    asking = itertools.cycle("\x1bq")  # out of what takes letters, and out of the program
    while process.poll() is None:
        if select.select([master], [], [], 0.02)[0]:
            shown += os.read(master, 65536)
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > 0.03:
            # One key after another; where keys were lost, it is asked to leave.
            os.write(master, (pending.pop(0) if pending else next(asking)).encode())
            quiet_since = time.monotonic() + (0 if pending else 0.3)
    while select.select([master], [], [], 0)[0]:
        shown += os.read(master, 65536)
    is_restored = termios.tcgetattr(slave) == before and (
        shown.rfind(b"\x1b[?1049l") >= shown.rfind(b"\x1b[?1049h"))
    os.close(master)
    os.close(slave)
    return process.returncode, shown, is_restored


def begin(scenario, base, directory):
    place.copy(base, directory)
    if scenario.before:
        scenario.before(directory)


def run(scenario, base, directory, fault):
    """Runs the command on a fresh copy; what came of it."""
    begin(scenario, base, directory)
    command = [place.FAULTS, *shows_where, "-o", directory + ".report", "-f", fault,
               place.APLOMB, *scenario.words]
    found = {"is_restored": True}
    if scenario.keys is not None:
        found["status"], found["out"], found["is_restored"] = run_on_terminal(
            command, directory, scenario.keys)
    else:
        with open(directory + ".in", "wb") as file:
            file.write((scenario.text or "").encode())
        with open(directory + ".in", "rb") as given, open(directory + ".out", "wb") as out, \
                open(directory + ".err", "wb") as errors:
            found["status"] = subprocess.call(command, cwd=directory, stdin=given, stdout=out,
                                              stderr=errors,
                                              env=place.environment(directory))
        with open(directory + ".out", "rb") as out:
            found["out"] = out.read()
    with open(directory + ".err", "rb") as errors:
        found["err"] = errors.read()
    with open(directory + ".report", encoding="ascii") as report:
        words = report.read().split()
    if fault == "every:0":
        found["counts"] = {name: int(count) for name, count in zip(words[::2], words[1::2])}
    else:
        found["hits"], found["last"] = int(words[1]), words[2]
    return found


# -- what stands afterwards -----------------------------------------------------------------------

checked = {}  # by digests of histories: what 'aplomb' was asked about them


def events_of(directory, history, whole):
    if (whole, "events") not in checked:
        checked[whole, "events"] = place.event_lines(directory, history)
    return checked[whole, "events"]


def files_of(directory):
    return {os.path.relpath(os.path.join(folder, name), directory)
            for folder, _, names in os.walk(directory) for name in names
            if ".spool" not in folder or name.startswith(".")}


def state_of(scenario, directory):
    """(events, everything) as digests. What waited may come in any order: rows' numbers differ."""
    rows, whole = place.contents(f"{directory}/{scenario.history}")
    if scenario.changes == "spool" and whole:
        rows = " ".join(sorted(map(repr, events_of(directory, scenario.history, whole))))
    return rows, whole


class Reference:
    """What the command does where nothing fails."""

    def __init__(self, scenario, base, directory):
        os.makedirs(base + "/first", exist_ok=True)
        clean = run(scenario, base, directory, "every:0")
        self.counts = clean["counts"]
        self.status, self.out, self.err = clean["status"], clean["out"], clean["err"]
        self.old = place.read(f"{base}/{scenario.output}") if scenario.output else None
        self.new = place.read(f"{directory}/{scenario.output}") if scenario.output else None
        begin(scenario, base, directory + ".old")
        self.files = files_of(directory + ".old") | files_of(directory) | LEFT_BY_SQLITE
        self.files |= scenario.makes
        before = state_of(scenario, directory + ".old")[0]
        after = state_of(scenario, directory)[0]
        self.states = [before]  # by how much of it was done
        if scenario.changes == "all":
            self.states.append(after)
        if scenario.changes == "spool":
            shutil.rmtree(f"{directory}.old/{scenario.history}.spool")
            for words, text in ((["record", "--stdin", "--replace"], SPOOLED),
                                (scenario.words, None)):
                place.aplomb(directory + ".old", *words, text=text)
                self.states.append(state_of(scenario, directory + ".old")[0])
        if scenario.changes == "lines":
            lines = scenario.text.splitlines(True)
            for i in range(1, len(lines) + 1):
                place.copy(base, directory + ".old")
                place.aplomb(directory + ".old", *scenario.words, text="".join(lines[:i]))
                self.states.append(place.contents(f"{directory}.old/{scenario.history}")[0])
        assert not scenario.records or (
            self.states[-1] == after and len(set(self.states)) == len(self.states)), scenario.name
        self.events = place.event_lines(directory, HISTORY) if scenario.copy else None
        assert self.status in scenario.answers, (scenario.name, self.status, self.err)
        shutil.rmtree(directory + ".old")


def passes_check(directory, history, whole, *options):
    if (whole, *options) not in checked:
        answer = place.aplomb(directory, "-d", history, "check", *options)
        said = answer.stdout + answer.stderr
        # A history that was begun, and no more, is none that is damaged.
        checked[whole, *options] = (
            answer.returncode == 0 or b"empty, nothing was recorded" in said, said)
    return checked[whole, *options]


def acknowledged_by(scenario, reference, found):
    """How far the history has to be: what was said to be done, or to wait."""
    if found["status"] == 0 or (found["status"] == 75 and scenario.records):
        return len(reference.states) - 1
    if scenario.changes == "lines":
        return found["out"].count(b"\n")
    return int(scenario.changes == "spool")


def judge_history(scenario, reference, directory, found):
    path = f"{directory}/{scenario.history}"
    rows, whole = state_of(scenario, directory)
    acknowledged = acknowledged_by(scenario, reference, found)
    if rows.startswith("damaged"):
        yield rows
        return
    states = reference.states
    if rows not in states:
        # An empty schema is nothing yet, too.
        if states[0] == "" and acknowledged == 0 and is_empty(path):
            return
        yield "the history is neither as before nor as after"
    elif rows not in states[acknowledged:]:
        yield f"{acknowledged} acknowledged, but {states.index(rows)} in the history"
    elif found["status"] == 75 and not scenario.records and rows != states[0]:
        yield "status 75, and the history is not as before"
    if whole and os.path.exists(path):
        is_sound, said = passes_check(directory, scenario.history, whole)
        if not is_sound:
            yield f"'aplomb check' complains: {said.decode(errors='replace')[:600]}"


def is_empty(path):
    db = place.connect(path)
    try:
        return all(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] == 0
                   for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"))
    finally:
        db.close()


def take_in_spooled(scenario, directory):
    """The next writer, to whom nothing happens, and who has nothing of its own."""
    taken = place.aplomb(directory, "-d", scenario.history, "record", "--stdin")
    left = place.spooled(directory)
    if left:
        yield f"not taken in: {left}: {taken.stderr.decode(errors='replace')[:600]}"


def judge_line_on_stderr(scenario, reference, directory, found):
    """What could be kept nowhere was printed, and can be recorded later."""
    wanted = len(reference.states) - 1
    if scenario.changes == "lines":
        named = re.search(rb"line ([0-9]+):", found["err"])
        wanted = int(named[1]) if named else acknowledged_by(scenario, reference, found)
    # An event that is in the history although no more was said is not lost either.
    if state_of(scenario, directory)[0] in reference.states[wanted:]:
        return
    lines = [line for line in found["err"].decode(errors="replace").splitlines(True)
             if line.startswith("{")]
    if not lines:
        yield f"status {found['status']}, and the event is neither kept nor on stderr"
        return
    later = directory + ".later"
    place.copy(directory, later)
    taken = place.aplomb(later, "-d", scenario.history, "record", "--stdin", text="".join(lines))
    rows = state_of(scenario, later)[0]
    shutil.rmtree(later)
    if rows not in reference.states[wanted:]:
        yield f"the event on stderr cannot be recorded: {lines}: {taken.stderr!r}"


def judge_copy(scenario, reference, directory, found):
    """A history that was made beside: a whole one, or none where none was promised."""
    path = f"{directory}/{scenario.copy}"
    said = re.search(rb"^Saved ([0-9]+) events? in", found["out"])
    if not os.path.lexists(path):
        if found["status"] == 0 or (found["status"] == 4 and said):
            yield f"status {found['status']}, and there is no {scenario.copy}"
        return
    rows, whole = place.contents(path)
    if rows == "" or rows.startswith("damaged"):
        yield f"{scenario.copy}: {rows or 'empty'}"
        return
    is_sound, words = passes_check(directory, scenario.copy, whole, "--deep")
    if not is_sound:
        yield f"{scenario.copy}: 'check --deep': {words.decode(errors='replace')[:600]}"
    events = events_of(directory, scenario.copy, whole)
    is_backup = scenario.name == "backup"
    if events - reference.events:
        yield f"{scenario.copy} holds what was not there"
    if (is_backup or found["status"] == 0) and events != reference.events:
        yield f"{scenario.copy} lacks {len(reference.events - events)} events"
    if said and int(said[1]) != len(events):
        yield f"{said[1].decode()} events are said to be saved, not {len(events)}"


def judge(scenario, reference, directory, found, kind, error):
    status = found["status"]
    failed = status != reference.status
    left = files_of(directory) - reference.files  # before anything else opens what is there
    if status == 124:
        yield "it took longer than 30 seconds"
    # A description that cannot be read makes a terminal that is not known: 2.
    elif status not in (0, 1, 4, 75) and not (status == 2 and scenario.keys is not None):
        yield f"status {status}"
    if failed and scenario.keys is None and not found["err"].strip() and \
            not (kind == "write" or found["last"].startswith("stderr")):
        yield f"status {status} without a word"
    if not failed and scenario.keys is None and not scenario.output and \
            scenario.changes != "lines" and found["out"] != reference.out and \
            scenario.name not in ("doctor", "mend", "check", "rescue", "rescue-index", "rescue-schema"):
        yield "status 0, and stdout is not what it is else"
    if not found["is_restored"] and kind not in ("write", "wait"):
        yield "the terminal is not as it was"
    if place.spooled(directory):
        yield from take_in_spooled(scenario, directory)
    if scenario.records and status in (1, 4) and not found["last"].startswith("stderr") and \
            not OUT_OF_MEMORY.search(found["err"]):
        yield from judge_line_on_stderr(scenario, reference, directory, found)
    yield from judge_history(scenario, reference, directory, found)
    if scenario.copy:
        yield from judge_copy(scenario, reference, directory, found)
    if scenario.output:
        stands = place.read(f"{directory}/{scenario.output}")
        if stands != reference.new and (stands != reference.old or not failed):
            yield "the file is neither the old one nor the new one"
    left = {name for name in left if not name.startswith(("state/", "config/"))}
    # Who is out of memory ends at once.
    if OUT_OF_MEMORY.search(found["err"]):
        left = {name for name in left if not name.startswith(".aplomb-")}
    if left and kind not in ("unlink", "mmap") and not (error.endswith("+") and kind == "alloc"):
        yield f"left behind: {', '.join(sorted(left))}"


# -- what is not ours -----------------------------------------------------------------------------

def is_of_ncurses(scenario, base, directory, fault, found):
    """
    Whether it was setupterm() of ncurses 6.4 that crashed: it copies the terminal's name and
    uses the copy unseen. Who calls it cannot prevent that, and has nothing open yet.
    """
    if found["status"] != 139 or not fault.startswith("alloc:"):
        return False
    shows_where.append("-b")
    again = run(scenario, base, directory, fault)
    shows_where.pop()
    return again["status"] == 139 and b"(_nc_setupterm+" in again["err"]


# -- all cases ------------------------------------------------------------------------------------

def take(job):
    """A slice of one scenario's cases of one class."""
    scenario, kind, error, sticky, numbers, work = job
    directory = f"{work}/{os.getpid()}"
    base = f"{work}/base"
    reference = references[scenario.name]
    complaints, cases, not_ours, statuses = [], 0, 0, collections.Counter()
    for number in numbers:
        fault = f"{kind}:{number}{'+' if sticky else ''}:{error}"
        found = run(scenario, base, directory, fault)
        if not found["hits"]:
            continue
        cases += 1
        statuses[found["status"]] += 1
        said = list(judge(scenario, reference, directory, found, kind,
                          error + ("+" if sticky else "")))
        if said and is_of_ncurses(scenario, base, directory, fault, found):
            not_ours += 1
        elif said:
            complaints.append((scenario.name, fault, found["status"], said,
                               found["err"].decode(errors="replace")[:3000]))
    return cases, not_ours, complaints, statuses


references = {}


def stride(scenario, kind, sticky, every):
    """Every how many of these cases; what takes long is taken less often."""
    if kind == "alloc" and scenario.keys is not None:
        return every * 100  # a second each
    if kind == "alloc" and scenario.words[0] == "rescue":
        return every * (100 if every > 1 else 20)  # each row by itself: some 50,000
    if kind == "lock" and sticky:
        return every * 8  # as long as the program waits for a lock
    if every > 1:
        return every * (20 if kind == "alloc" else 5 if scenario.keys is not None else 1)
    return every


def jobs_of(chosen, kinds, every, work):
    """All cases in one row for each class, of which every so many is taken."""
    skip = {kind: 0 for kind in kinds}
    for scenario, kind in itertools.product(chosen, kinds):
        count = references[scenario.name].counts[kind]
        for error, is_sticky in itertools.product(CLASSES[kind], (False, True)):
            if is_sticky and error.endswith("once"):
                continue
            step = stride(scenario, kind, is_sticky, every)
            numbers = range(1 + skip[kind] % step, count + 1, step)
            skip[kind] += len(numbers) * step - count
            for first in range(0, len(numbers), 32):
                yield (scenario, kind, error.split()[0], is_sticky, numbers[first:first + 32],
                       work)


def command_again(name, fault):
    return f"make torture TORTURE_ONLY={name} TORTURE_CASE={fault}"


def check_names(only, kinds, case):
    """Ends where a name is none, or a case is not of one scenario: nothing would be looked at."""
    for what, given, known in (("scenario", only, [scenario.name for scenario in SCENARIOS]),
                               ("class", kinds + (case or [])[:1], CLASSES)):
        unknown = [name for name in given if name not in known]
        if unknown:
            sys.exit(f"torture: no {what} is named {', '.join(unknown)}; "
                     f"there are {', '.join(known)}")
    if case and (len(only) != 1 or len(case) != 3):
        sys.exit("torture: a case is TORTURE_ONLY=SCENARIO TORTURE_CASE=CLASS:N[+]:ERROR")


def main():
    every = int(os.environ.get("TORTURE_EVERY") or 1)
    only = (os.environ.get("TORTURE_ONLY") or "").split()
    kinds = (os.environ.get("TORTURE_CLASS") or " ".join(CLASSES)).split()
    case = os.environ.get("TORTURE_CASE")
    case = case.split(":") if case else None
    check_names(only, kinds, case)
    work = place.room("torture")
    place.make_base(work + "/base")
    chosen = [scenario for scenario in SCENARIOS if not only or scenario.name in only]
    for scenario in chosen:
        references[scenario.name] = Reference(scenario, work + "/base", f"{work}/{os.getpid()}")
    if case:
        kind, number, error = case
        jobs = [(chosen[0], kind, error, number.endswith("+"), [int(number.rstrip("+"))], work)]
        print(f"in {work}/{os.getpid()}*, kept", flush=True)
        shows_where.append("-b")
    else:
        jobs = jobs_of(chosen, kinds, every, work)
    cases, not_ours, complaints, began = 0, 0, 0, time.monotonic()
    by_status = collections.Counter()
    with multiprocessing.Pool() as pool:
        for count, others, said, statuses in \
                map(take, jobs) if case else pool.imap_unordered(take, jobs):
            cases += count
            not_ours += others
            by_status += statuses
            for name, fault, status, words, err in said:
                complaints += 1
                print(f"not ok - {name} {fault}: {'; '.join(words)} (status {status})")
                print(f"    {err.strip()}\n    again: {command_again(name, fault)}", flush=True)
    if not case:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{len(chosen)} scenarios, {cases} cases in {time.monotonic() - began:.0f} s, "
          f"{complaints} not as they should be, {not_ours} that ncurses ended; by status: "
          f"{', '.join(f'{status}: {count}' for status, count in sorted(by_status.items()))}")
    if not cases:
        print("torture: no call was made to fail; TORTURE_EVERY or the number of a case is too high")
    sys.exit(1 if complaints or not cases else 0)


if __name__ == "__main__":
    main()
