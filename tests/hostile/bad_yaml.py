#!/usr/bin/env python3
"""bad_yaml.py APLOMB: every bad team file through the real program, in time, memory and words.

The files of tests/unit/bad_yaml, and what cannot lie there: large ones, other encodings, files
that are none. Each is refused with file:line:column (what is no file: with its name), within
64 MiB and 100 ms of processor time, or in proportion on a slower machine.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile
import threading

APLOMB = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
KIBIBYTES_MAX = 64 * 1024
IS_SLOW = any(name in APLOMB for name in ("/san/", "/coverage/"))
PLACE = re.compile(rb"[^\n]*?:\d+:\d+: \S")


def bomb():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += ["a%d: &a%d [%s]" % (i, i, ", ".join(["*a%d" % (i - 1)] * 9)) for i in range(1, 12)]
    return "\n".join(lines)


def made():
    return {
        "bomb": bomb(), "cycle": "a: &a [*a]", "flow": "a: " + "[" * 100000, "braces": "{a: " * 100000,
        "anchors": "\n".join("a%d: &a%d x" % (i, i) for i in range(50000)),
        "scalar": "organization: |\n  " + "x" * 5000000 + "\nteams: 1", "id": "teams: [{id: " + "x" * 1000000 + "}]",
        "key": "x" * 2000000 + ": 1", "nul": b"teams:\0 []", "nul-inside": b'organization: "a\0b"',
        "utf-16": "teams: [{id: a}]".encode("utf-16"), "utf-16-be": "\ufeffteams: 1".encode("utf-16-be"),
        "utf-32": "\ufeffteams: 1".encode("utf-32-le"), "two-marks": b"\xef\xbb\xbf\xef\xbb\xbfteams: 1",
        "mark-inside": b"teams: [{id: \xef\xbb\xbfa}]", "latin-1": b"organization: caf\xe9",
        "overlong": b"organization: \xc0\xaf", "surrogate": b"organization: \xed\xa0\x80",
        "escape": b"organization: \x1b[31m", "c1": b"organization: \xc2\x9b", "tab": "teams:\n\t- id: a",
        "tab-inside": "teams:\n  - id: a\n\tname: b", "merge": "teams: [{<<: {id: a}}]", "tag": "teams: !!python/object:os.system x",
        "tag-binary": "organization: !!binary AAAA", "directive": "%YAML 9.9\n---\nteams: []", "twice": "teams: []\nteams: []",
        "colon": "teams: [a: b: c", "quote": 'organization: "never closed', "block": "organization: |9999\n x",
        "dashes": "- " * 100000 + "x", "questions": "? " * 100000 + "x", "commas": "[" + "," * 100000,
        "values": "x: [" + "a," * 1000000 + "]", "documents": "---\nteams: 1\n" * 100000, "tags": "%TAG !t! x\n" * 100000,
        "comment": "# x" * 1500000 + "\nteams: 1", "lines": "\n" * 2000000 + "teams: 1", "escape-nul": 'organization: "\\0"',
        "percent": "organization: %n%n", "at": "organization: @x", "aliases": "a: &a x\nb: [" + "*a, " * 50000 + "]",
    }


def look(arguments, directory):
    """(status, stderr, processor seconds, KiB) of `check`."""
    child = subprocess.Popen([APLOMB, "check"] + arguments, cwd=directory, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    late = threading.Timer(60, child.kill)
    late.start()
    try:
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    finally:
        late.cancel()
        child.stderr.close()
    return child.returncode, said, used.ru_utime + used.ru_stime, used.ru_maxrss


def specials(directory):
    """What is no file of definitions, or too large to be read."""
    os.symlink("loop.yaml", os.path.join(directory, "loop.yaml"))
    os.symlink(".", os.path.join(directory, "self"))
    os.mkdir(os.path.join(directory, "around"))
    os.symlink("../around", os.path.join(directory, "around", "again.yaml"))
    os.mkdir(os.path.join(directory, "piped"))
    os.mkfifo(os.path.join(directory, "piped", "a.yaml"))
    with open(os.path.join(directory, "huge.yaml"), "wb") as file:
        file.truncate(100 * 1024 * 1024)
    return ["loop.yaml", "/dev/zero", "/dev/full", "around", "piped", "huge.yaml"]


def main():
    found = {os.path.basename(path): path for path in glob.glob(os.path.join(HERE, "../unit/bad_yaml/*.yaml"))}
    wrong, slowest, largest = [], (0, ""), (0, "")
    with tempfile.TemporaryDirectory() as directory:
        # Elsewhere: what a process had in memory when it forked counts as its child's.
        if not (child := os.fork()):
            for name, content in made().items():
                with open(os.path.join(directory, "made-%s.yaml" % name), "wb") as file:
                    file.write(content.encode() if isinstance(content, str) else content)
            os._exit(0)
        os.waitpid(child, 0)
        found.update((os.path.basename(path), path) for path in glob.glob(directory + "/made-*"))
        jobs = [(name, path, True) for name, path in sorted(found.items())]
        jobs += [(name, name, False) for name in specials(directory)]
        unit = min(look(["-t", "/nonexistent"], directory)[2] for _ in range(3))
        seconds_max = max(0.1, 80 * unit)  # on a quiet machine a start takes 1 ms
        for name, path, has_place in jobs:
            for _ in range(5):
                status, said, seconds, kibibytes = look(["-t", path], directory)
                if seconds <= seconds_max:
                    break
            slowest, largest = max(slowest, (seconds, name)), max(largest, (kibibytes, name))
            if status not in (1, 4) or not said:
                wrong.append("%s: status %d: %r" % (name, status, said[:200]))
            if has_place and not PLACE.match(said):
                wrong.append("%s: no place in %r" % (name, said[:200]))
            if not IS_SLOW and (seconds > seconds_max or kibibytes > KIBIBYTES_MAX):
                wrong.append("%s: %.0f ms, %d KiB" % (name, seconds * 1e3, kibibytes))
    for line in wrong:
        print("not ok - " + line)
    print("%d bad files; at most %.0f ms (%s) and %.1f MiB (%s); %d wrong" % (
        len(jobs), slowest[0] * 1e3, slowest[1], largest[0] / 1024, largest[1], len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
