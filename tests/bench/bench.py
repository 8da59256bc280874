#!/usr/bin/env python3
"""Measures aplomb beside named commands: bench.py [PART...]

Parts: export, screen, history, import, record, terminal, growth, limit. Each figure is the median of
several runs and stands beside that of another command, measured in turn with it, as machines
differ. What is made for it (sets, DuckDB's library) stays in build/bench; nothing else is
written. Environment: APLOMB, PROGRAMS (where `make bench` built reference and durable_loop),
RUNS, SCALE (1: the full set), ROWS (to import).
"""
import collections
import glob
import json
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb_data
import terminal

HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = os.path.abspath("build/bench")
APLOMB = os.environ.get("APLOMB", os.path.abspath("build/release/aplomb"))
PROGRAMS = os.environ.get("PROGRAMS", os.path.abspath("build/release/tests/bench"))
RUNS = int(os.environ.get("RUNS", "5"))
SCALE = os.environ.get("SCALE", "1")
ROWS = int(os.environ.get("ROWS", "200000"))
AS_OF = "2026-10-01T00:00:00Z"
BEGIN = 1_700_000_000  # of rows that are made up here
DUCKDB = "@duckdb/node-bindings-linux-x64@1.5.6-r.1"


def say(line=""):
    print(line, flush=True)


def table(heads, rows):
    say("| " + " | ".join(heads) + " |")
    say("|" + " --- |" * len(heads))
    for row in rows:
        say("| " + " | ".join(row) + " |")
    say()


def ratio(one, other):
    """By the wall, and of processor time, which says more where others use the machine."""
    return f"{one.wall / other.wall:.2f} ({one.cpu / other.cpu:.2f})"


def seconds(value):
    return f"{value * 1e3:.0f} ms" if value < 10 else f"{value:.1f} s"


# -- processes -------------------------------------------------------------------------------

class Run:
    """A whole process: seconds by the wall, of processors, and the most memory it had."""

    def __init__(self, arguments, stdin=None, directory=None):
        source = open(stdin) if stdin else subprocess.DEVNULL
        begun = time.monotonic()
        process = subprocess.Popen(arguments, stdin=source, stdout=subprocess.DEVNULL,
                                   cwd=directory)
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.monotonic() - begun
        self.cpu = usage.ru_utime + usage.ru_stime
        self.mebibytes = usage.ru_maxrss / 1024
        process.returncode = os.waitstatus_to_exitcode(status)
        if stdin:
            source.close()
        if process.returncode:
            sys.exit(f"bench: {' '.join(arguments)} came to {process.returncode}")


class Median:
    def __init__(self, runs):
        self.wall = statistics.median(run.wall for run in runs)
        self.cpu = statistics.median(run.cpu for run in runs)
        self.mebibytes = statistics.median(run.mebibytes for run in runs)


def in_turn(*measures, runs=RUNS, warms_up=True):
    """Calls each in turn, `runs` times; their medians. The first time warms the caches only."""
    taken = [[] for _ in measures]
    for run in range(-1 if warms_up else 0, runs):
        for of, measure in zip(taken, measures):
            one = measure()
            if run >= 0:
                of.append(one)
    return [Median(of) for of in taken]


def aplomb(history, teams, *arguments):
    return [APLOMB, "-q", "-t", teams, "-d", history, "--as-of", AS_OF, *arguments]


# -- sets ------------------------------------------------------------------------------------

def reference(name, *size):
    """A set of build/bench, made unless it is there; (history, teams)."""
    directory = os.path.join(KEPT, name)
    history, teams = os.path.join(directory, "aplomb.db"), os.path.join(directory, "teams.yaml")
    maker = os.path.join(PROGRAMS, "reference")
    if not os.path.exists(history) or os.path.getmtime(history) < os.path.getmtime(maker):
        shutil.rmtree(directory, ignore_errors=True)
        os.makedirs(directory)
        print(f"(making {name}: {' '.join(size)})", file=sys.stderr)
        subprocess.run([maker, *size, history + ".part", teams], check=True)
        pack(history + ".part")
        os.rename(history + ".part", history)
    return history, teams


def pack(history):
    """What aplomb makes of rows that another program wrote: the next writer does, whatever it
    records. Here it is what is known already."""
    first = subprocess.run(["sqlite3", "-readonly", "-tabs", history, "SELECT service, at, id, "
                            "source FROM deployment LIMIT 1"], capture_output=True, text=True,
                           check=True).stdout.split()
    subprocess.run([APLOMB, "-q", "-d", history, "record", "deployment", "--service", first[0],
                    "--at", first[1], "--id", first[2], "--source", first[3]], check=True)


def full():
    return reference(f"reference-{SCALE}", "--scale", SCALE)


def counts_of(history):
    tables = ["deployment", "change", "incident", "slo_sample", '"update"', '"check"', "work"]
    query = "; ".join(f"SELECT count(*) FROM {name}" for name in tables)
    counts = subprocess.run(["sqlite3", "-readonly", history, query], capture_output=True,
                            text=True, check=True).stdout.split()
    return ", ".join(f"{int(count):,} {name.strip(chr(34))}"
                     for name, count in zip(tables, counts))


# -- export beside DuckDB ----------------------------------------------------------------------

def duckdb():
    """The program that runs DuckDB's scripts, built on the library of the npm package; None."""
    runner = os.path.join(KEPT, "duckdb_run")
    if os.path.exists(runner):
        return runner
    if not shutil.which("npm"):
        return None
    got = subprocess.run(["npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix",
                          KEPT, DUCKDB], stdout=subprocess.DEVNULL, check=False)
    found = glob.glob(os.path.join(KEPT, "node_modules/@duckdb/*/libduckdb.so"))
    if got.returncode or not found:
        return None
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", runner,
                    os.path.join(HERE, "duckdb_run.c"), found[0],
                    f"-Wl,-rpath,{os.path.dirname(found[0])}"], check=True)
    return runner


def part_export():
    history, teams = full()
    directory = os.path.dirname(history)
    snapshot = os.path.join(directory, "snapshot.json")
    export = aplomb(history, teams, "--window", "365d", "export", "-f", "json", "-o", snapshot)
    say("## Export of every team")
    say()
    say(f"`aplomb export -f json`, window of 365 days, whole process; {counts_of(history)}.")
    say()
    runner = duckdb()
    if not runner:
        [ours] = in_turn(lambda: Run(export))
        table(["command", "time", "processor", "memory"],
              [["aplomb", seconds(ours.wall), seconds(ours.cpu), f"{ours.mebibytes:.0f} MiB"],
               ["DuckDB", "not to be had here", "", ""]])
        return
    if not os.path.exists(os.path.join(directory, "history.duckdb")):
        print("(importing into DuckDB)", file=sys.stderr)
        duckdb_data.make(history, teams, directory, runner)
    script = os.path.join(HERE, "duckdb.sql")
    ours, theirs = in_turn(
        lambda: Run(export), lambda: Run([runner, "history.duckdb", script],
                                         directory=directory))
    compared = subprocess.run([sys.executable, os.path.join(HERE, "duckdb_compare.py"), snapshot,
                               directory], stdout=subprocess.PIPE, text=True, check=False)
    table(["command", "time", "processor", "memory", "ratio (of processor time)"],
          [["aplomb", seconds(ours.wall), seconds(ours.cpu), f"{ours.mebibytes:.0f} MiB", "1"],
           ["DuckDB, tests/bench/duckdb.sql", seconds(theirs.wall), seconds(theirs.cpu),
            f"{theirs.mebibytes:.0f} MiB", ratio(theirs, ours)]])
    say(f"aplomb is {theirs.wall / ours.wall:.2f} times as fast (meant: at least 3), and also "
        "works out intervals, verdicts, usual ranges and practices. " +
        compared.stdout.strip() + ".")
    say()
    if compared.returncode:
        sys.exit("bench: the figures differ")


# -- screens ---------------------------------------------------------------------------------

def part_screen():
    history, teams = full()
    of = terminal.percentile
    found, peak = terminal.measure_reading(
        aplomb(history, teams), KEPT, max(RUNS, 3), [b"All teams", b"Team 001", b"quit"],
        b"Lead time")
    schema = ["sqlite3", "-readonly", history, ".tables"]
    [beside] = in_turn(lambda: Run(schema))
    first = of(found["first"], 0.5)
    say("## Screens")
    say()
    say("The teams screen in a pseudo-terminal of 80 by 24, window of 12 weeks. The first frame "
        "shows the teams' names and answers keys; the whole one shows the figures of all teams "
        "in sight.")
    say()
    rows = [["first frame", f"{first:.0f} ms", "50 ms"],
            ["whole in sight", f"{of(found['whole'], 0.5):.0f} ms", ""]]
    for name, key in (("while teams are read", "reading"), ("once all are read", "read")):
        rows += [[f"key to frame {name}, median", f"{of(found[key], 0.5):.2f} ms", ""],
                 [f"key to frame {name}, 99 % of {len(found[key])}",
                  f"{of(found[key], 0.99):.2f} ms", "16 ms"]]
    rows += [["a team opened that was not read", f"{of(found['opened'], 0.5):.0f} ms", ""],
             ["memory", f"{peak:.0f} MiB", "64 MiB"],
             ["beside it: `sqlite3 history .tables`, whole process", seconds(beside.wall),
              f"ratio {first / 1e3 / beside.wall:.1f}"]]
    table(["what", "measured", "meant"], rows)


def part_terminal():
    subprocess.run([sys.executable, os.path.join(HERE, "terminal.py")], check=True)


# -- ten times the history -----------------------------------------------------------------------

def part_history():
    scale = str(float(SCALE) / 5)
    short = reference(f"short-{scale}", "--scale", scale, "--years", "1")
    tenfold = reference(f"long-{scale}", "--scale", scale, "--years", "10")
    say("## Ten times the history, same window")
    say()
    say("One year and ten years that end alike, window of 12 weeks, all teams.")
    say()
    rows = []
    for name, arguments in (("export -f json", ["export", "-f", "json"]),
                            ("export -f text", ["export", "-f", "text"]),
                            ("show team-001", ["show", "team-001"])):
        one, ten = in_turn(lambda: Run(aplomb(*short, *arguments)),
                           lambda: Run(aplomb(*tenfold, *arguments)))
        rows.append([name, seconds(one.wall), seconds(ten.wall), ratio(ten, one),
                     f"{one.mebibytes:.0f} MiB", f"{ten.mebibytes:.0f} MiB"])
    table(["command", "1 year", "10 years", "ratio (processor; meant: at most 1.2)", "memory",
           "memory"], rows)


# -- writing ---------------------------------------------------------------------------------

FIELDS = ["rowid", "service", "at", "id", "source", "kind", "outcome", "environment",
          "revision", "committed_at", "fixes", "url"]


def made_deployment(i):
    """Every column is given: to the shell's .import an empty one is a text, not NULL."""
    at = BEGIN + i * 61
    return (i + 1, f"service-{i * 7919 % 200:03d}", at, f"d-{i}", "ci", "normal", "succeeded",
            "production", f"{i * 0x9e3779b97f4a7c15 % (1 << 160):040x}", at - 3600 - i % 90000,
            f"d-{i - 1}", f"https://ci.example/{i}")


def write_rows(directory, count):
    """The same rows as CSV for .import and for aplomb, and as JSON Lines."""
    plain, named, events = (os.path.join(directory, name) for name in
                            ("plain.csv", "named.csv", "events.jsonl"))
    with open(plain, "w") as a, open(named, "w") as b, open(events, "w") as c:
        b.write(",".join(FIELDS[1:]) + "\n")
        for i in range(count):
            row = made_deployment(i)
            a.write(",".join(map(str, row)) + "\n")
            b.write(",".join(map(str, row[1:])) + "\n")
            c.write(json.dumps({"type": "deployment", **dict(zip(FIELDS[1:], row[1:]))}) + "\n")
    return plain, named, events


def new_history(directory):
    """The documented tables, empty: data/schema.sql and nothing more."""
    history = os.path.join(directory, f"h{time.monotonic_ns()}.db")
    with open(os.path.join(HERE, "../../data/schema.sql")) as schema:
        subprocess.run(["sqlite3", history, "PRAGMA journal_mode = WAL", ".read /dev/stdin"],
                       stdin=schema, stdout=subprocess.DEVNULL, check=True)
    return history


def new_own_history(directory):
    """The same as aplomb makes it, with the triggers that every writer of it runs."""
    history = new_history(directory)
    subprocess.run([APLOMB, "-q", "-d", history, "record", "--stdin"],
                   stdin=subprocess.DEVNULL, check=True)
    return history


def remove(history):
    for path in glob.glob(history + "*"):
        os.remove(path)


def into_new(directory, arguments_of, stdin=None, make=new_history):
    history = make(directory)
    run = Run(arguments_of(history), stdin=stdin)
    remove(history)
    return run


def part_import():
    count = ROWS
    with tempfile.TemporaryDirectory(dir=KEPT) as directory:
        plain, named, events = write_rows(directory, count)
        shell = [lambda make=make: into_new(directory, lambda history: [
            "sqlite3", history, f".import --csv {plain} deployment"], make=make)
                 for make in (new_history, new_own_history)]
        bare, own, of_csv, of_events = in_turn(
            *shell,
            lambda: into_new(directory, lambda history: [
                APLOMB, "-q", "-d", history, "import", "csv", "--type", "deployment", named]),
            lambda: into_new(directory, lambda history: [
                APLOMB, "-q", "-d", history, "import", "events", events]),
            warms_up=False)
    say("## Import")
    say()
    say(f"{count:,} deployments into an empty history, all of their columns given. The shell "
        "imports into the documented tables alone, and into a history as aplomb keeps it, whose "
        "triggers see to the compact form.")
    say()
    table(["command", "time", "processor", "ratio to tables alone (processor)",
           "ratio to the same history (processor; meant: at most 1.5)"],
          [[name, seconds(one.wall), seconds(one.cpu), ratio(one, bare), ratio(one, own)]
           for name, one in (("sqlite3 `.import --csv`, tables alone", bare),
                             ("sqlite3 `.import --csv`, the same history", own),
                             ("aplomb import csv", of_csv),
                             ("aplomb import events", of_events))])


def part_record():
    count = ROWS // 20
    with tempfile.TemporaryDirectory(dir=KEPT) as directory:
        rows, events = (os.path.join(directory, name) for name in ("rows.tsv", "events.jsonl"))
        kept = ("service", "at", "id", "source", "revision", "committed_at")
        with open(rows, "w") as a, open(events, "w") as b:
            for i in range(count):
                row = dict(zip(FIELDS, made_deployment(i)))
                a.write("\t".join(str(row[name]) for name in kept) + "\n")
                b.write(json.dumps({"type": "deployment", **{n: row[n] for n in kept}}) + "\n")
        bare, ours = in_turn(
            lambda: into_new(directory, lambda history: [
                os.path.join(PROGRAMS, "durable_loop"), history], rows),
            lambda: into_new(directory, lambda history: [
                APLOMB, "-q", "-d", history, "record", "--stdin"], events),
            warms_up=False)
    say("## Durable records")
    say()
    say(f"{count:,} deployments, each in a transaction that is on disk before the next.")
    say()
    table(["command", "records a second", "processor", "ratio (processor; meant: at least 0.7)"],
          [["tests/bench/durable_loop", f"{count / bare.wall:,.0f}", seconds(bare.cpu), "1"],
           ["aplomb record --stdin", f"{count / ours.wall:,.0f}", seconds(ours.cpu),
            ratio(bare, ours)]])


# -- growth ----------------------------------------------------------------------------------

def slope(xs, ys):
    """Of the logarithms: 1 is in proportion, 0 is independent."""
    xs, ys = [math.log(x) for x in xs], [math.log(y) for y in ys]
    x, y = statistics.mean(xs), statistics.mean(ys)
    return (sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs))


READS = [("export -f json", ["export", "-f", "json"]), ("show team-001", ["show", "team-001"]),
         ("show team-001 lead_time", ["show", "team-001", "lead_time"]),
         ("events", ["events", "-f", "jsonl"]), ("check", ["check"])]


def sized(scale="0.02", services="10", rate="1", years="2"):
    return reference(f"grow-{scale}-{services}-{rate}-{years}", "--scale", scale, "--services",
                     services, "--rate", rate, "--years", years)


def part_growth():
    say("## Growth")
    say()
    say("From 4 teams of 10 services with 2 years, one size doubled at a time; the last column "
        "is the slope of the logarithms (1: in proportion, 0: independent).")
    say()
    axes = [("teams", [("4", sized()), ("8", sized("0.04")), ("16", sized("0.08"))], "84d"),
            ("services a team", [("10", sized()), ("20", sized(services="20")),
                                 ("40", sized(services="40"))], "84d"),
            ("events a service", [("1", sized()), ("2", sized(rate="2")),
                                  ("4", sized(rate="4"))], "84d"),
            ("years of history", [("2", sized()), ("4", sized(years="4")),
                                  ("8", sized(years="8"))], "84d")]
    rows = []
    for name, arguments in READS:
        for axis, sizes, window in axes:
            times = in_turn(*[lambda s=s: Run(aplomb(*s, "--window", window, *arguments))
                              for _, s in sizes], runs=3)
            rows.append(growth_row(name, axis, [size for size, _ in sizes], times))
        windows = ["84", "168", "336"]
        times = in_turn(*[lambda w=w: Run(aplomb(*sized(), "--window", w + "d", *arguments))
                          for w in windows], runs=3)
        rows.append(growth_row(name, "days of window", windows, times))
    for name, counts in (("import events", [ROWS // 8, ROWS // 4, ROWS // 2]),
                         ("record --stdin", [ROWS // 160, ROWS // 80, ROWS // 40])):
        rows.append(growth_of_writing(name, counts))
    table(["command", "by", "sizes", "processor", "slope"], rows)


def growth_row(name, axis, sizes, times):
    busy = [one.cpu for one in times]
    return [name, axis, ", ".join(sizes), ", ".join(map(seconds, busy)),
            f"{slope([float(size) for size in sizes], busy):.2f}"]


def growth_of_writing(name, counts):
    with tempfile.TemporaryDirectory(dir=KEPT) as directory:
        measures = []
        for count in counts:
            own = os.path.join(directory, str(count))
            os.mkdir(own)
            _, _, events = write_rows(own, count)
            command = (["import", "events", events] if name.startswith("import")
                       else ["record", "--stdin"])
            measures.append(lambda command=command, events=events: into_new(
                directory, lambda history: [APLOMB, "-q", "-d", history, *command], events))
        times = in_turn(*measures, runs=3, warms_up=False)
    return growth_row(name, "events", [str(count) for count in counts], times)


# -- the limit -------------------------------------------------------------------------------

def bytes_read(arguments):
    """What a command asks the kernel to read, of any file."""
    process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    with open(f"/proc/{process.pid}/io", encoding="ascii") as counts:
        read = int(counts.readline().split()[1])
    process.wait()
    return read


# In a process of its own: what it takes would else count as its children's.
COPY = """
import time
source, taken = bytes(256 << 20), []
target = memoryview(bytearray(source))
for _ in range(5):
    begun = time.monotonic()
    target[:] = source
    taken.append(time.monotonic() - begun)
print(len(source) / min(taken))
"""


def memory_bytes_a_second():
    """How fast this machine copies what is in memory, by one processor."""
    return float(subprocess.run([sys.executable, "-c", COPY], capture_output=True, text=True,
                                check=True).stdout)


def busiest(arguments):
    """Where the processor is, by perf: the first few functions with their share."""
    if not shutil.which("perf"):
        return "perf is not here"
    with tempfile.TemporaryDirectory() as directory:
        data = os.path.join(directory, "perf.data")
        subprocess.run(["perf", "record", "-q", "-F", "2000", "-o", data, *arguments],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
        report = subprocess.run(["perf", "report", "-i", data, "--stdio", "-g", "none", "-s",
                                 "symbol"], capture_output=True, text=True, check=False).stdout
    shares = collections.Counter()
    for line in report.splitlines():
        found = re.match(r" *([0-9.]+)%  \[.\] (\w+)", line)
        if found:
            shares[found[2]] += float(found[1])
    return ", ".join(f"{name} {share:.0f} %" for name, share in shares.most_common(5))


def part_limit():
    history, teams = full()
    speed = memory_bytes_a_second()
    say("## The limit")
    say()
    say(f"The largest set. One processor copies {speed / 2**30:.1f} GiB a second here; what a "
        "command reads of files, copied once at that speed, is the least it could take.")
    say()
    rows = []
    for command in LIMIT_COMMANDS:
        arguments = aplomb(history, teams, *command)
        taken, = in_turn(lambda arguments=arguments: Run(arguments))
        read = bytes_read(arguments)
        rows.append([" ".join(command), seconds(taken.wall), seconds(taken.cpu),
                     f"{taken.mebibytes:.0f} MiB", f"{read / 2**20:.1f} MiB",
                     f"{taken.cpu / (read / speed):.0f}", busiest(arguments)])
    table(["command", "time", "processor", "memory", "read", "times the least", "busiest"],
          rows)


LIMIT_COMMANDS = [
    ["export", "-f", "json"],
    ["export", "-f", "json", "--window", "365d"],
    ["show"],
    ["show", "team-001"],
    ["show", "team-001", "lead_time"],
    ["agenda", "team-001"],
    ["agenda"],
    ["events", "--since", "2026-09-24"],
]


# -- all -------------------------------------------------------------------------------------

def machine():
    model = "unknown"
    with open("/proc/cpuinfo") as info:
        for line in info:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    runner = os.path.join(KEPT, "duckdb_run")
    engine = (subprocess.run([runner], capture_output=True, text=True, check=True).stdout.strip()
              if os.path.exists(runner) else "none")
    shell = subprocess.run(["sqlite3", "--version"], capture_output=True, text=True,
                           check=True).stdout.split()[0]
    version = subprocess.run([APLOMB, "--version"], capture_output=True, text=True,
                             check=True).stdout.split("\n")[0]
    say(f"{model}, {os.cpu_count()} processors, {memory:.0f} GiB; Linux "
        f"{platform.release().split('-')[0]}; {version}, SQLite {shell}, DuckDB {engine}; "
        f"{RUNS} runs each, load {os.getloadavg()[0]:.1f} at the beginning.")
    say()


PARTS = {"export": part_export, "screen": part_screen, "history": part_history,
         "import": part_import, "record": part_record, "terminal": part_terminal,
         "growth": part_growth, "limit": part_limit}


def main():
    wanted = sys.argv[1:] or [name for name in PARTS if name not in ("growth", "limit")]
    os.makedirs(KEPT, exist_ok=True)
    machine()
    for name in wanted:
        if name not in PARTS:
            sys.exit(f"bench: no part '{name}'; there are {', '.join(PARTS)}")
        PARTS[name]()


if __name__ == "__main__":
    main()
