#!/usr/bin/env python3
"""terminal_times.py APLOMB: what it takes from a start or a key to the bytes that answer it.

Prints lines of name, milliseconds, the limit and whether it is within. Each time is the shortest of several, so that
a busy machine does not count; a limit is what was promised, or where the program itself is slow
here (a sanitizer), a multiple of what it takes to print the same as text.
"""
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

SETTLED = 0.08  # s without output: the frame is whole


def start(binary):
    begun = time.monotonic()
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.environ.pop("TMUX", None)
        os.execv(binary, [binary, "demo"])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return pid, fd, begun


def frame_end(fd, begun):
    """Seconds until the last byte of what is drawn now."""
    last, wait = begun, 5.0
    while select.select([fd], [], [], wait)[0]:
        if not os.read(fd, 65536):
            break
        last, wait = time.monotonic(), SETTLED
    return last - begun


def answer(fd, key):
    pressed = time.monotonic()
    os.write(fd, key)
    return frame_end(fd, pressed)


def main():
    binary = sys.argv[1]
    printing = []
    for _ in range(3):
        begun = time.monotonic()
        subprocess.run([binary, "demo"], stdout=subprocess.DEVNULL, check=True)
        printing.append(time.monotonic() - begun)
    text = min(printing)
    first, keys, escapes = [], [], []
    for _ in range(5):
        pid, fd, begun = start(binary)
        first.append(frame_end(fd, begun))
        for _ in range(2):
            keys.append(answer(fd, b"\r"))
            escapes.append(answer(fd, b"\x1b"))
        os.kill(pid, 15)
        os.close(fd)
        os.waitpid(pid, 0)
    for name, times, limit in (("first_frame", first, max(0.050, 3 * text)),
                               ("key", keys, max(0.016, text)),
                               ("escape", escapes, min(keys) + 0.030)):
        verdict = "within" if min(times) <= limit else "beyond"
        print(name, f"{min(times) * 1e3:.1f} {limit * 1e3:.1f}", verdict)


if __name__ == "__main__":
    main()
