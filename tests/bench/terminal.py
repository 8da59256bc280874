#!/usr/bin/env python3
"""The terminal, measured beside others: python3 tests/bench/terminal.py [RUNS]

For each program, in a pseudo-terminal of 80 by 24: seconds from start to the end of its first
frame, from a key to the end of the frame that answers it (median, 99 %), bytes written and
processor time used while nobody touches it for 8 s, and the largest memory it took. A figure
says something beside the others of the same run only: machines differ.

bench.py asks it for more of the teams screen, which is drawn before its teams are read.
"""
import fcntl
import os
import pty
import random
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROWS, COLUMNS = 24, 80
SETTLED = 0.12  # s without output: the frame is whole
IDLE = 8.0
SELECTED = "▸".encode()  # moves with j and k
FIGURES = [weeks.encode() for weeks in "▁▂▃▄▅▆▇█"]  # in every row whose team is read


class Program:
    def __init__(self, arguments, directory):
        self.begun = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(directory)
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            os.environ.pop("TMUX", None)
            # As nobody left it before.
            os.environ["XDG_STATE_HOME"] = "/dev/null"
            os.execvp(arguments[0], arguments)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read_frame(self, patience):
        """Seconds of the clock when the last byte of a frame came; None: nothing came."""
        last = None
        wait = patience
        while select.select([self.fd], [], [], wait)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if not data:
                break
            last = time.monotonic()
            if b"\x1b[6n" in data:  # asks where the cursor is
                os.write(self.fd, b"\x1b[1;1R")
            wait = SETTLED
        return last

    def read_until(self, marks, patience=30.0):
        """Seconds of the clock when the last of some bytes had come; None: they did not."""
        end = time.monotonic() + patience
        data = b""
        while not all(mark in data for mark in marks):
            rest = end - time.monotonic()
            if rest <= 0 or not select.select([self.fd], [], [], rest)[0]:
                return None
            data += os.read(self.fd, 65536)
        return time.monotonic()

    def read_figures(self, patience=30.0):
        """Seconds of the clock when the last figures came, before none did for SETTLED."""
        last = time.monotonic()
        wait = patience
        while (rest := last + wait - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], rest)[0]:
                break
            data = os.read(self.fd, 65536)
            if any(mark in data for mark in FIGURES):
                last, wait = time.monotonic(), SETTLED
        return last

    def answer(self, key, marks):
        """Milliseconds until what a key asks for is drawn."""
        pressed = time.monotonic()
        os.write(self.fd, key)
        answered = self.read_until(marks)
        if not answered:
            sys.exit(f"terminal: no answer to {key}")
        return (answered - pressed) * 1e3

    def drain(self, seconds):
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            if select.select([self.fd], [], [], rest)[0]:
                os.read(self.fd, 65536)

    def processor_seconds(self):
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mebibytes(self):
        with open(f"/proc/{self.pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
        return float("nan")

    def idle(self):
        before = self.processor_seconds()
        end = time.monotonic() + IDLE
        count = 0
        while (rest := end - time.monotonic()) > 0:
            if select.select([self.fd], [], [], rest)[0]:
                count += len(os.read(self.fd, 65536))
        return count, self.processor_seconds() - before

    def close(self):
        os.kill(self.pid, 15)
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def measure(arguments, keys, directory, runs, patience=5.0):
    firsts, answers = [], []
    for run in range(runs):
        program = Program(arguments, directory)
        shown = program.read_frame(patience)
        firsts.append(shown - program.begun)
        for key in keys * 10:
            pressed = time.monotonic()
            os.write(program.fd, key)
            answered = program.read_frame(0.5)
            if answered:
                answers.append(answered - pressed)
        if run + 1 == runs:
            written, used = program.idle()
            peak = program.peak_mebibytes()
        program.close()
    answers.sort()
    return (statistics.median(firsts) * 1e3, statistics.median(answers) * 1e3,
            answers[int(len(answers) * 0.99)] * 1e3, written, used, peak)


def percentile(values, share):
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def measure_reading(arguments, directory, runs, frame, card, reading_seconds=1.5):
    """
    A screen of teams that is drawn before they are read. frame: bytes of its first frame, whose
    last row comes last; card: bytes that only a team's own screen has. Milliseconds, by name.
    """
    # Keys come at any moment of the work between them; the same ones in each run.
    pauses = random.Random(1)
    found = {name: [] for name in ("first", "whole", "reading", "opened", "read")}
    for run in range(runs):
        program = Program(arguments, directory)
        found["first"].append((program.read_until(frame) - program.begun) * 1e3)
        found["whole"].append((program.read_figures() - program.begun) * 1e3)
        program.close()
        program = Program(arguments, directory)
        program.read_until(frame)
        end = time.monotonic() + reading_seconds
        while time.monotonic() < end:
            for key in b"j", b"k":
                found["reading"].append(program.answer(key, [SELECTED]))
                program.drain(pauses.uniform(0.005, 0.030))
        program.close()
        program = Program(arguments, directory)
        program.read_until(frame)
        program.read_figures()
        program.answer(b"G", [SELECTED])
        found["opened"].append(program.answer(b"\r", [card]))
        os.write(program.fd, b"q")
        while program.read_frame(10 * SETTLED):  # until all are read: progress is shown
            pass
        for key in [b"k", b"j"] * 50:
            found["read"].append(program.answer(key, [SELECTED]))
        peak = program.peak_mebibytes()
        program.close()
    return found, peak


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    binary = os.environ.get("APLOMB", os.path.abspath("build/release/aplomb"))
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run(["git", "init", "-q", directory], check=True)
        for i in range(200):
            subprocess.run(["git", "-C", directory, "-c", "user.name=x", "-c", "user.email=x@x",
                            "commit", "-q", "--allow-empty", "-m", f"Change {i}"], check=True)
        programs = [("aplomb", [binary, "demo"]), ("tig", ["tig"]), ("htop", ["htop"])]
        print(f"{'':8} {'first frame':>12} {'key':>9} {'key p99':>9} {'idle 8 s':>11} "
              f"{'idle CPU':>9} {'memory':>9}")
        for name, arguments in programs:
            if not shutil.which(arguments[0]):
                print(f"{name:8} not installed")
                continue
            first, key, slow, written, used, peak = measure(
                arguments, [b"j", b"j", b"k", b"j"], directory, runs)
            print(f"{name:8} {first:9.1f} ms {key:6.2f} ms {slow:6.2f} ms {written:9d} B "
                  f"{used:7.2f} s {peak:5.1f} MiB")


if __name__ == "__main__":
    main()
