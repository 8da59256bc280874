"""The screens in a terminal of our own: what is drawn there, key by key."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

from judge import Wrong, decoded, harmless

# Through every screen and back.
KEYS = ["j", "k", "v", "\r", "j", "\r", "w", "w", "\t", "j", "j", "y", "\r", "\x1b", "\x1b", "c",
        "j", "j", "\r", "\x1b", "c", "\x1b", "i", "y", "\x1b", "P", "j", "\r", "y", "\x1b", "\x1b",
        "E", "j", "\r", "y", "\x1b", "l", "l", "j", "\r", "\x1b", "/", "a", "\r", "\x1b", "y", "\x1b",
        "\x1b", "\x1b", "m", "y", "j", "\r", "\x1b", "\x1b", "o", "\x1b", "/", "n", "\r", "f", "t",
        "\x1b", "-", "+", "e", "\x1b[B", "\x1b[C", "\x1b", ":", "t", "\x1b", "a", "x", "\x1b", "?",
        "\x1b", "p", "r"]
# What a session may draw with or not, as its time and widths have it.
USUAL = ({b"SGR " + one for one in (b"", b"0", b"1", b"2", b"4", b"7", b"39", b"49")}
         | {b"CSI %c" % c for c in b"HfGdABCDKJXPLM@bSTr"} | {b"ESC M", b"ESC (B", b"OSC 52"}
         | {b"\x1b[?25l", b"\x1b[?25h", b"\x1b[?12l", b"\b", b"\t", b"\n", b"\r"})
SEQUENCE = re.compile(
    rb"\x1b\[([?>=]?)[0-9;]*([ !$]?[@-~])|\x1b\]([0-9]+);([^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b([()][0AB]|[=>78MDEc])")


def read_settled(fd, seconds):
    out = b""
    while select.select([fd], [], [], seconds)[0]:
        try:
            some = os.read(fd, 65536)
        except OSError:
            return out, True
        if not some:
            return out, True
        out += some
        seconds = 0.01
    return out, False


def drawn(aplomb, directory, environment, size=(30, 100)):
    """All bytes of a session over the files in the directory, as [after each key]."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(directory)
        os.execve(aplomb, [aplomb, "-q", "--read-only", "--as-of", "2026-10-01T00:00:00Z", "-t",
                           "teams.yaml", "-d", "aplomb.db"], environment)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    frames = [read_settled(fd, 10)[0]]
    is_over = False
    try:
        for key in KEYS + ["q"] * 5:
            if is_over:
                break
            try:
                os.write(fd, key.encode())
            except OSError:
                break
            some, is_over = read_settled(fd, 0.05 if key == "\x1b" else 0.02)
            frames.append(some)
        deadline = time.monotonic() + 10
        while not is_over and time.monotonic() < deadline:
            some, is_over = read_settled(fd, 1)
            frames.append(some)
        if not is_over:
            os.kill(pid, signal.SIGKILL)
            raise Wrong("the session does not end")
    finally:
        os.close(fd)
        status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        raise Wrong("ended by signal %d" % os.WTERMSIG(status))
    return b"".join(frames)


def holds(out, strings):
    """Whether an escape of theirs stands among what was drawn, with what follows it."""
    for string in strings:
        for found in re.finditer(rb"\x1b", string):
            part = string[found.start():found.start() + 12]
            if len(part) >= 10 and part in out:
                raise Wrong("%r is drawn" % part)


def alphabet(out, is_ascii):
    """Takes the sequences out, by shape; what is left must be text that is harmless."""
    shapes, rest, at = set(), [], 0
    for found in SEQUENCE.finditer(out):
        rest.append(out[at:found.start()])
        at = found.end()
        if found[3]:
            shapes.add(b"OSC " + found[3])
            harmless(decoded(found[4], is_ascii))
        elif found[5]:
            shapes.add(b"ESC " + found[5])
        elif found[2] == b"m":
            shapes |= {b"SGR " + one for one in found[0][2:-1].split(b";")}
        elif found[1] or found[2] not in b"HfGdABCDKJXPLM@bSTr":
            shapes.add(found[0])
        else:
            shapes.add(b"CSI " + found[2])
    text = b"".join(rest + [out[at:]])
    shapes |= {bytes([c]) for c in text if c < 0x20 or c == 0x7F}
    harmless(decoded(text, is_ascii), but="\b\t\n\r\x0e\x0f")
    return shapes
