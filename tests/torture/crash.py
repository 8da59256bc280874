#!/usr/bin/env python3
"""Kills writers at random moments, and cuts the power in the midst of a recorded run.

  make crash                         CYCLES=1000 of killing and CUTS=1000 of the power
  make crash CYCLES=10000 CUTS=0     one kind alone
  make crash CUTS=1 CYCLES=0 SEED=N  the cut of that seed again (a failure prints its own)

Killing: ten writers (record, record --stdin, both in turn, import) of one history are ended with
SIGKILL together, while events wait in the spool, and whoever waits for the lock may lose patience
at any time. Afterwards every event that was acknowledged, as recorded or as spooled, is there
once, none is there twice, none was set aside or left, of what was replaced the last value that was
acknowledged stands, an import is there whole or not at all, and 'aplomb check' finds the compact
form equal to the rows.

Power cuts: commands run under `faults -r`, which writes down each change of their files and what
they said. A cut takes the first of these changes, at random how many. What was not synced may
be lost, torn into sectors of 512 bytes or done in another order, each file by itself; a name,
of a directory too, stands once the directory around it was synced. The real program opens what is
left: all that was acknowledged, as recorded or as spooled, is there once what waits was taken in,
at most the next step beside it, nothing half; files that are exported are old or new, histories
that are copied whole.
"""

import contextlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import place

SECTOR = 512
HISTORY = "aplomb.db"
SPOOLED = 60  # events that wait when the writers begin
TOLD_EVERY = 500  # cycles: a run that is cut short has said how far it came
ENDED = (-signal.SIGKILL, -signal.SIGALRM)


# -- killing --------------------------------------------------------------------------------------

class Writer(threading.Thread):
    """One process after another until stopped; keeps what it tried and what was acknowledged."""

    def __init__(self, directory, name):
        super().__init__()
        self.directory, self.name_of = directory, name
        self.tried, self.acknowledged, self.complaints = [], [], []  # lists of lists of ids
        self.latest = 0  # value that was acknowledged, of those that replace each other
        self.process, self.is_over, self.lock = None, False, threading.Lock()

    def line(self, number):
        name = f"{self.name_of}-{number}"
        return name, (f'{{"type":"deployment","service":"ledger","at":{1767225600 + number * 60},'
                      f'"id":"{name}","changes":[{{"revision":"{name}","committed_at":1767225500}}]}}\n')

    def start_program(self, *words, **pipes):
        with self.lock:
            if self.is_over:
                return False
            self.process = subprocess.Popen(
                [place.APLOMB, "-d", HISTORY, *words], cwd=self.directory,
                env=place.environment(self.directory), stderr=subprocess.PIPE, **pipes)
        return True

    def kill(self):
        with self.lock:
            self.is_over = True
            if self.process:
                self.process.kill()

    def lose_patience(self):
        """As if 10 seconds were over; harmless but where it comes after the wait."""
        with self.lock:
            if self.process and self.process.poll() is None and waits(self.process.pid):
                self.process.send_signal(signal.SIGALRM)

    def is_taken(self, process, error, answers=(0, 75)):
        if process.returncode not in (0, 75) + ENDED:
            self.complaints.append(
                f"{self.name_of}: status {process.returncode}: {error.decode()[:300]}")
        return process.returncode in answers

    def run_import(self, number, count):
        pairs = [self.line(number + i) for i in range(count)]
        ids = [name for name, _ in pairs]
        words = ["import", "events", "-"]
        if count == 1:
            name = ids[0]
            words = ["record", "deployment", "--service", "ledger", "--id", name, "--at",
                     str(1767225600 + number * 60), "--change", f"{name}=1767225500"]
        self.tried.append(ids)
        if self.start_program(*words, stdin=subprocess.PIPE):
            _, error = self.process.communicate(
                "".join(text for _, text in pairs).encode() if count > 1 else b"")
            # Of an import nothing is kept where it is to be tried again.
            if self.is_taken(self.process, error, (0, 75) if count == 1 else (0,)):
                self.acknowledged.append(ids)

    def run_lines(self, number, count):
        if not self.start_program("-v", "record", "--stdin", stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, bufsize=0):
            return
        names = []
        for i in range(count):
            name, text = self.line(number + i)
            names.append(name)
            self.tried.append([name])
            try:
                self.process.stdin.write(text.encode())
            except OSError:
                break
            if not self.process.stdout.readline().endswith(b"\n"):
                break
            self.acknowledged.append([name])
        self.process.stdin.close()
        error = self.process.stderr.read()
        self.process.wait()
        self.is_taken(self.process, error)

    def run_replacing(self):
        """One event's title, by a process for each value and by one that goes on, in turn."""
        if not self.start_program("-v", "record", "--stdin", "--replace", stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, bufsize=0):
            return
        lines, number = self.process, 0
        with lines:
            while not self.is_over:
                number += 1
                if not self.start_program("record", "incident", "--service", "ledger", "--started_at",
                                          "5", "--id", self.name_of, "--title", str(number), "--replace"):
                    break
                self.process.wait()
                if self.is_taken(self.process, self.process.stderr.read()):
                    self.latest = number
                number += 1
                with self.lock:
                    self.process = lines
                try:
                    lines.stdin.write(f'{{"type":"incident","service":"ledger","started_at":5,'
                                      f'"id":"{self.name_of}","title":"{number}"}}\n'.encode())
                except OSError:
                    break
                if not lines.stdout.readline().endswith(b"\n"):
                    break
                self.latest = number
            lines.kill()

    def run(self):
        number = 0
        while not self.is_over:
            if "replace" in self.name_of:
                self.run_replacing()
            elif "stdin" in self.name_of:
                self.run_lines(number, 50)
            elif "import" in self.name_of:
                self.run_import(number, 7)
            else:
                self.run_import(number, 1)
            number += 50


def waits(process):
    """Whether it waits for the writers' lock: only then it catches SIGALRM."""
    try:
        with open(f"/proc/{process}/status", encoding="ascii") as file:
            caught = next(line for line in file if line.startswith("SigCgt:"))
    except (OSError, StopIteration):
        return False
    return bool(int(caught.split()[1], 16) >> (signal.SIGALRM - 1) & 1)


def fill_spool(directory, cycle):
    """Events of one who was told that they wait."""
    writer = Writer(directory, f"spooled-{cycle}")
    os.makedirs(f"{directory}/{HISTORY}.spool", exist_ok=True)
    for number in range(SPOOLED):
        name, text = writer.line(number)
        place.write(f"{directory}/{HISTORY}.spool/{cycle:09}-{number:03}.json", text)
        writer.acknowledged.append([name])
    return writer


def judge_replaced(db, writers):
    titles = dict(db.execute("SELECT id, title FROM incident"))
    for writer in writers:
        title = int(titles.get(writer.name_of) or 0)
        if title < writer.latest:
            yield f"{writer.name_of}: {writer.latest} acknowledged, then {title}"


def judge_killed(directory, writers):
    for writer in writers:
        yield from writer.complaints
    path = f"{directory}/{HISTORY}"
    if place.spooled(directory):
        place.aplomb(directory, "record", "note", "--team", "payments", "--id", "o1",
                     "--at", "2026-01-20T00:00:00Z", "--text", "Runbook")
    left = place.spooled(directory)
    if left:
        yield f"not taken in: {left[:3]}"
    acknowledged = [ids for writer in writers for ids in writer.acknowledged]
    if not os.path.exists(path):
        if acknowledged:
            yield "there is no history"
        return
    state = place.contents(path)[0]
    if state.startswith("damaged"):
        yield state
        return
    if state == "":
        if acknowledged:
            yield "the history is empty"
        return
    # Each deployment came with one change, of the same name.
    db = place.connect(path)
    found = [name for name, in db.execute("SELECT id FROM deployment WHERE id IS NOT NULL")]
    changes = [name for name, in db.execute("SELECT revision FROM change")]
    yield from judge_replaced(db, writers)
    db.close()
    there = set(found)
    if len(found) != len(there):
        yield "an event is there twice"
    for ids in acknowledged:
        if not there.issuperset(ids):
            yield f"acknowledged and lost: {ids}"
    for ids in (ids for writer in writers for ids in writer.tried):
        if 0 < len(there.intersection(ids)) < len(ids):
            yield f"a part of an import: {ids}"
    if sorted(changes) != sorted(found):
        yield "deployments without their changes"
    checked = place.aplomb(directory, "check")
    if checked.returncode:
        yield (checked.stdout + checked.stderr).decode()[-800:]


def kill_cycles(job):
    """Some cycles over one history, which grows; (cycles, acknowledged events, complaints)."""
    seed, count, work = job
    directory = f"{work}/kill-{seed}"
    chance = random.Random(seed)
    complaints, acknowledged, kept = [], 0, []
    os.makedirs(directory)
    place.write(directory + "/teams.yaml", place.TEAMS)
    for cycle in range(count):
        names = ["record"] * 4 + ["stdin"] * 2 + ["import"] * 2 + ["replace"] * 2
        kept.append(fill_spool(directory, cycle))
        writers = [Writer(directory, f"{name}{i}-{cycle}") for i, name in enumerate(names)]
        for writer in writers:
            writer.start()
        until = time.monotonic() + chance.uniform(0.02, 0.4)
        while (now := time.monotonic()) < until:
            time.sleep(min(until - now, chance.uniform(0, 0.02)))
            chance.choice(writers).lose_patience()
        for writer in writers:
            writer.kill()
        for writer in writers:
            writer.join()
        kept += writers
        acknowledged += sum(len(ids) for writer in writers for ids in writer.acknowledged)
        said = list(judge_killed(directory, kept))
        if said:
            complaints.append((seed, said))
            break
    if not complaints:
        shutil.rmtree(directory)
    return count, acknowledged, complaints


# -- what was recorded ------------------------------------------------------------------------------

class Step:
    """
    One command; its acknowledgement is its end, or each line that it says.

    waits: the history cannot be written, so that the event goes into the spool. copies: what it
    makes is a history.
    """

    def __init__(self, *words, text=None, each_line=False, makes=None, waits=False, copies=None):
        self.words, self.text, self.each_line, self.waits = words, text, each_line, waits
        self.makes, self.copies = makes or copies, bool(copies)

    def prepared(self, directory):
        return locked_out(directory) if self.waits else contextlib.nullcontext()

    def made(self, directory):
        """The file that it makes; None where it is not there."""
        path = f"{directory}/{self.makes}"
        if self.copies and os.path.exists(path):
            return place.contents(path)[0] or "nothing"
        return place.read(path)


@contextlib.contextmanager
def locked_out(directory):
    """The lock is a link, which is never taken: nobody has to wait until patience is lost."""
    lock = f"{directory}/{HISTORY}.lock"
    os.rename(lock, lock + "-kept")
    os.symlink("nowhere", lock)
    yield
    os.unlink(lock)
    os.rename(lock + "-kept", lock)


def incident(title, **how):
    return Step("record", "incident", "--service", "ledger", "--started_at", "5", "--id", "late",
                "--title", title, "--replace", **how)


def wide(count, first):
    """Lines that fill the log, so that checkpoints come while it is written."""
    return "".join(
        f'{{"type":"deployment","service":"gateway","at":{1770000000 + i * 60},"id":"wide{i}",'
        f'"url":"https://example.org/{"x" * 9000}","changes":[{{"revision":"w{i}",'
        f'"committed_at":1769990000}}]}}\n' for i in range(first, first + count))


STEPS = [
    Step("record", "need", "--team", "payments", "--id", "a1", "--text", "One",
         "--asked_at", "2026-01-01T00:00:00Z"),
    Step("import", "events", "-", text=place.events()),
    Step("export", "-f", "json", "-o", "snapshot", makes="snapshot"),
    Step("-v", "record", "--stdin", text=place.added(8), each_line=True),
    Step("record", "note", "--team", "payments", "--at", "7", "--text", "First", waits=True),
    Step("record", "--stdin", text=place.added(1, 20), waits=True),
    Step("amend", "need", "n1", "--text", "Two spare keys", "--yes"),
    Step("backup", "copy.db", copies="copy.db"),
    Step("forget", "lesson", "l1", "--yes"),
    Step("export", "-f", "text", "-o", "snapshot", makes="snapshot"),
    incident("Older", waits=True),
    incident("Newer"),
    Step("rescue", HISTORY, "saved.db", copies="saved.db"),
    Step("-v", "record", "--stdin", text=wide(100, 0), each_line=True),
    Step("import", "events", "-", text=wide(120, 1000)),
    Step("record", "note", "--team", "payments", "--at", "8", "--text", "Second", waits=True),
    Step("check", "--mend"),
    Step("record", "deployment", "--service", "index", "--at", "2026-02-20T00:00:00Z"),
    Step("export", "-f", "html", "-o", "snapshot", makes="snapshot"),
    Step("init", "new", makes="new/teams.yaml"),
]


class Truth:
    """What the history and the files are after each step, or line, of a run without a cut."""

    def __init__(self, directory):
        self.states = [""]
        self.files = {}  # by step: what the file is from then on
        for number, step in enumerate(STEPS):
            if step.each_line:
                self.follow_lines(directory, step)
                continue
            with step.prepared(directory):
                made = place.aplomb(directory, *step.words, text=step.text)
            assert made.returncode == (75 if step.waits else 0), (step.words, made.stderr)
            if step.makes:
                self.files[number] = step.made(directory)
            self.states.append(state_once_taken_in(directory, step))
            assert not step.waits or self.states[-1] != self.states[-2], (step.words, "is lost")

    def follow_lines(self, directory, step):
        process = subprocess.Popen([place.APLOMB, *step.words], cwd=directory, bufsize=0,
                                   env=place.environment(directory), stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE)
        for line in step.text.splitlines(True):
            process.stdin.write(line.encode())
            process.stdout.readline()
            self.states.append(place.contents(f"{directory}/{HISTORY}")[0])
        process.stdin.close()
        assert process.wait() == 0


def state_once_taken_in(directory, step):
    if step.waits:
        place.copy(directory, directory + "-later")
        directory += "-later"
        place.aplomb(directory, "record", "--stdin")
    return place.contents(f"{directory}/{HISTORY}")[0]


def record_run(directory, log, has_reader):
    """Runs the steps and writes down their changes."""
    reader = None
    for number, step in enumerate(STEPS):
        command = [place.FAULTS, "-r", directory, "-l", log, place.APLOMB, *step.words]
        with step.prepared(directory):
            done = subprocess.run(command, cwd=directory, env=place.environment(directory),
                                  input=(step.text or "").encode(), capture_output=True,
                                  check=False)
        assert done.returncode == (75 if step.waits else 0), (step.words, done.stderr)
        if has_reader and number == 1:
            # Somebody looks all the while: the log is not emptied between two commands.
            reader = place.connect(f"{directory}/{HISTORY}")
            reader.execute("SELECT count(*) FROM deployment").fetchone()
    if reader:
        os.rename(f"{directory}/{HISTORY}", f"{directory}/gone")  # it must not write on closing
        reader.close()


def parse(log, directory):
    """The changes: (what, offset, length, path within the directory, bytes)."""
    changes = []
    with open(log, "rb") as file:
        while header := file.readline():
            what, offset, length, path = header.rstrip(b"\n").decode().split(" ", 3)
            data = file.read(int(length)) if what in "WAN" else b""
            if what in "WAN":
                file.read(1)
            path = os.path.relpath(path, directory) if what not in "AE" else path
            if what == "N":
                data = os.path.relpath(data.decode(), directory)
            if not path.endswith("-shm"):
                changes.append((what, int(offset), int(length), path, data))
    return changes


# -- a disk ---------------------------------------------------------------------------------------

class File:
    def __init__(self):
        self.durable, self.pending = bytearray(), []  # pending: (offset, bytes) or (size, None)


def apply(content, offset, data):
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset:offset + len(data)] = data


def sectors(offset, data):
    at = 0
    while at < len(data):
        length = min(SECTOR - (offset + at) % SECTOR, len(data) - at)
        yield offset + at, data[at:at + length]
        at += length


class Disk:
    """Files and names: what is sure to last, and what has only been asked for."""

    def __init__(self):
        self.names, self.durable_names, self.pending_names = {}, {}, []
        self.directories = set()  # those that were made

    def file(self, path):
        if path not in self.names:
            self.names[path] = File()
            self.pending_names.append((path, self.names[path], None))
        return self.names[path]

    def change(self, what, offset, path, data):
        if what == "C":
            self.file(path)
        elif what == "D":
            self.file(path)
            self.directories.add(path)
        elif what == "W":
            self.file(path).pending.append((offset, data))
        elif what in "LT" and path in self.names:
            self.names[path].pending.append((offset, None))
        elif what == "N":
            moved = self.names.pop(path)
            self.names[data] = moved
            self.pending_names.append((data, moved, path))
        elif what == "U" and path in self.names:
            del self.names[path]
            self.pending_names.append((path, None, None))
        elif what == "S":
            self.sync(path)

    def sync(self, path):
        if path in self.names and path not in self.directories:
            file = self.names[path]
            for offset, data in file.pending:
                apply(file.durable, offset, data)
            file.pending = []
            return
        left = []
        for name in self.pending_names:
            if os.path.dirname(name[0]) == ("" if path == "." else path):
                set_name(self.durable_names, name)
            else:
                left.append(name)
        self.pending_names = left

    def after_cut(self, chance):
        """What a machine that was switched off now might find: bytes by path."""
        names, dropped = dict(self.durable_names), set()
        share = chance.choice([0, 0.5, 1])
        for name in self.pending_names:
            touched = {name[0], name[2]} - {None}
            # A name is not changed before what was asked for it earlier.
            if chance.random() < share and not touched & dropped:
                set_name(names, name)
            else:
                dropped |= touched
        lost = self.directories - set(names)
        return {path: content_after_cut(file, chance) for path, file in names.items()
                if path not in self.directories and os.path.dirname(path) not in lost}


def set_name(names, change):
    path, file, was = change
    if was:
        names.pop(was, None)
    if file:
        names[path] = file
    else:
        names.pop(path, None)


def content_after_cut(file, chance):
    content = bytearray(file.durable)
    way = chance.choice(["none", "all", "torn", "sectors"])
    if way == "none":
        return content
    pending = file.pending
    if way == "torn" and pending:
        pending = pending[:chance.randrange(len(pending)) + 1]
    share = chance.random()
    for number, (offset, data) in enumerate(pending):
        is_torn = way == "sectors" or (way == "torn" and number == len(pending) - 1)
        if data is None or not is_torn:
            if way != "sectors" or chance.random() < share:
                apply(content, offset, data)
            continue
        for at, part in sectors(offset, data):
            if chance.random() < share:
                apply(content, at, part)
    return content


# -- cutting --------------------------------------------------------------------------------------

class Progress:
    """How far the run was acknowledged: in states of the history, and which files are made."""

    def __init__(self):
        self.step, self.states, self.lines, self.made = 0, 0, 0, {}

    def note(self, what, data):
        step = STEPS[self.step] if self.step < len(STEPS) else None
        if what == "A" and step.each_line:
            self.lines += data.count(b"\n")
        elif what == "E":
            self.states += len(step.text.splitlines()) if step.each_line else 1
            self.lines = 0
            if step.makes:
                self.made[step.makes] = self.step
            self.step += 1

    def acknowledged(self):
        return self.states + self.lines


def judge_made(directory, truth, progress):
    for step in {step.makes: step for step in STEPS if step.makes}.values():
        made = progress.made.get(step.makes)
        versions = [content for number, content in truth.files.items()
                    if STEPS[number].makes == step.makes and (made is None or number >= made)]
        found = step.made(directory)
        if found not in versions and not (found is None and made is None):
            size = len(place.read(f"{directory}/{step.makes}") or b"")
            yield f"{step.makes} is neither old nor new ({size} bytes)"


def judge_cut(directory, truth, progress):
    path = f"{directory}/{HISTORY}"
    if place.spooled(directory):
        taken = place.aplomb(directory, "record", "--stdin")
        left = place.spooled(directory)
        if left:
            yield f"not taken in: {left[:3]}: {taken.stderr.decode()[-600:]}"
    state = place.contents(path)[0]
    done = progress.acknowledged()
    # The step that was under way may be done already.
    possible = truth.states[done:done + 2]
    if state.startswith("damaged"):
        yield state
        return
    if state not in possible and not (done == 0 and is_begun(path)):
        known = [i for i, known in enumerate(truth.states) if known == state]
        yield f"{done} states acknowledged, found {known or 'one of none'}"
    if os.path.exists(path):
        answer = place.aplomb(directory, "-d", HISTORY, "check")
        said = answer.stdout + answer.stderr
        if answer.returncode and not (done == 0 and b"empty, nothing was recorded" in said):
            yield f"'aplomb check' ({answer.returncode}): {said.decode()[-600:]}"
    yield from judge_made(directory, truth, progress)


def is_begun(path):
    """No event yet; the schema may be there."""
    if not os.path.exists(path) or os.path.getsize(path) == 0:
        return True
    db = place.connect(path)
    try:
        return all(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] == 0
                   for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"))
    finally:
        db.close()


def cut_all(job):
    """Cuts of ascending places; (cuts, complaints)."""
    cuts, changes, truth, work = job
    directory = f"{work}/cut-{os.getpid()}"
    disk, progress, complaints, at = Disk(), Progress(), [], 0
    for where, seed in cuts:
        for what, offset, _, path, data in changes[at:where]:
            if what in "AE":
                progress.note(what, data)
            else:
                disk.change(what, offset, path, data)
        at = where
        shutil.rmtree(directory, ignore_errors=True)
        for path, content in disk.after_cut(random.Random(seed)).items():
            os.makedirs(os.path.dirname(f"{directory}/{path}"), exist_ok=True)
            with open(f"{directory}/{path}", "wb") as file:
                file.write(content)
        os.makedirs(directory, exist_ok=True)
        place.write(directory + "/teams/teams.yaml", place.TEAMS)
        place.write(directory + "/teams/more.yaml", place.MORE_TEAMS)
        said = list(judge_cut(directory, truth, progress))
        if said:
            complaints.append((seed, [f"after {where} of {len(changes)} changes "
                                      f"({changes[where - 1][:4]})"] + said))
    return len(cuts), complaints


def begin_place(directory):
    place.write(directory + "/teams/teams.yaml", place.TEAMS)
    place.write(directory + "/teams/more.yaml", place.MORE_TEAMS)


def places_of_cuts(seeds, changes):
    """Half of them anywhere, half in a step by chance: short ones are cut as often as long ones."""
    ends = [number + 1 for number, change in enumerate(changes) if change[0] == "E"]
    steps = list(zip([0] + ends, ends))
    for seed in seeds:
        chance = random.Random(seed)
        begin, end = chance.choice([(0, len(changes)), chance.choice(steps)])
        yield chance.randrange(begin, end) + 1, seed


def power_cuts(seeds, work):
    """The jobs of all cuts, half of them while somebody looks at the history."""
    begin_place(work + "/truth")
    truth = Truth(work + "/truth")
    for number, has_reader in enumerate((False, True)):
        directory, log = f"{work}/run{number}", f"{work}/log{number}"
        begin_place(directory)
        record_run(directory, log, has_reader)
        changes = parse(log, directory)
        cuts = sorted(places_of_cuts((seed for seed in seeds if seed % 2 == number), changes))
        size = max(1, min(250, len(cuts) // os.cpu_count() + 1))
        for first in range(0, len(cuts), size):
            yield cuts[first:first + size], changes, truth, work


# -- the whole ------------------------------------------------------------------------------------

def main():
    cycles, cuts = int(os.environ.get("CYCLES") or 0), int(os.environ.get("CUTS") or 0)
    if cycles < 0 or cuts < 0 or not cycles + cuts:
        sys.exit(f"crash: CYCLES={cycles} and CUTS={cuts} are nothing to do; take 1 or more of one")
    seed = int(os.environ.get("SEED") or 0) or random.randrange(1, 1 << 40)
    work = place.room("crash")
    complaints, began = [], time.monotonic()
    with multiprocessing.Pool() as pool:
        if cycles:
            jobs = [(seed + i, min(20, cycles - i), work) for i in range(0, cycles, 20)]
            done = acknowledged = 0
            for count, events, said in pool.imap_unordered(kill_cycles, jobs):
                done, acknowledged = done + count, acknowledged + events
                complaints += said
                if done // TOLD_EVERY > (done - count) // TOLD_EVERY:
                    print(f"# {done} of {cycles} cycles, {acknowledged} acknowledged, "
                          f"{len(complaints)} not as they should be (SEED={seed})", flush=True)
                for words in said:
                    print(f"not ok - killed, SEED={words[0]}: {'; '.join(words[1])}", flush=True)
            print(f"{done} cycles of 10 writers killed, {acknowledged} acknowledged, "
                  f"{len(complaints)} not as they should be, "
                  f"{time.monotonic() - began:.0f} s (SEED={seed})", flush=True)
        if cuts:
            done, before, began = 0, len(complaints), time.monotonic()
            for count, said in pool.imap_unordered(
                    cut_all, power_cuts(range(seed, seed + cuts), work)):
                done += count
                complaints += said
                for words in said:
                    print(f"not ok - cut, make crash CYCLES=0 CUTS=1 SEED={words[0]}: "
                          f"{'; '.join(words[1])}", flush=True)
            print(f"{done} power cuts, {len(complaints) - before} not as they should be, "
                  f"{time.monotonic() - began:.0f} s (SEED={seed})")
    if not complaints:
        shutil.rmtree(work, ignore_errors=True)
    else:
        print(f"kept: {work}")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
