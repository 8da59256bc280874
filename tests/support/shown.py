"""What a page shows is what the program shows: screens, sessions and files, in their order.

    shown.py PAGE DIRECTORY [update]

Each shown block follows a line that says what it is, a comment of Markdown or of mdoc:

    <!-- screen 80x24: aplomb demo | Enter Down w -->    .\\" screen 80x24: aplomb | Enter
    <!-- session -->                                     .\\" session
    <!-- file: teams.yaml -->                            .\\" file: teams.yaml

A screen is drawn by tmux: the command is typed, then the keys are pressed. Of a session each line
after "$ " is typed (and those that it goes on in, after a backslash); what the others show must be the answer. A file is written
as it is shown. All happens in DIRECTORY and where its sessions lead to; $APLOMB is `aplomb`.
With `update` the page is written anew, with what the program shows.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import time

MARK = re.compile(r'^(?:<!-- |\.\\" )(screen|session|file)\b:? ?(.*?)(?: -->)?$')
ESCAPES = {"\\": "\\e", "'": "\\(aq", "`": "\\(ga", "~": "\\(ti", "^": "\\(ha"}


def to_page(line, is_mdoc):
    """A line as the page writes it."""
    if not is_mdoc:
        return line
    line = "".join(ESCAPES.get(c, c if c < "\x7f" else f"\\[u{ord(c):04X}]") for c in line)
    return "\\&" + line if line.startswith((".", "\\(aq")) else line


def from_page(line, is_mdoc):
    if not is_mdoc:
        return line
    line = re.sub(r"\\\[u([0-9A-F]+)\]", lambda m: chr(int(m[1], 16)), line)
    for character, escape in ESCAPES.items():
        line = line.replace(escape, "\0" if character == "\\" else character)
    return line.replace("\\&", "").replace("\0", "\\")


class Shell:
    """One bash for all sessions of a page, so that `cd` holds."""

    def __init__(self, directory, environment):
        self.directory = directory
        self.process = subprocess.Popen(
            ["bash", "--norc"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, cwd=directory, env=environment, text=True)

    def answer(self, command):
        self.process.stdin.write(f"{{ {command}\n}} < /dev/null\nprintf '\\001%s\\n' \"$PWD\"\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            before, mark, place = line.rstrip("\n").partition("\x01")
            if mark:
                self.directory = place
                return lines + ([before] if before else [])
            lines.append(before)
        raise SystemExit(f"the shell ended at: {command}")


class Terminal:
    """A terminal of its own for one screen, in which nothing is remembered from another."""

    opened = 0

    def __init__(self, columns, rows, directory, environment):
        Terminal.opened += 1
        self.socket = f"aplomb-shown-{os.getpid()}-{Terminal.opened}"
        environment = {**environment,
                       "XDG_STATE_HOME": f"{environment['HOME']}/state-{Terminal.opened}"}
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", columns, "-y", rows, "-c",
                  directory, "bash", "--norc", environment=environment)
        self.tmux("set-option", "-g", "default-terminal", "tmux-256color")

    def tmux(self, *arguments, environment=None):
        return subprocess.run(["tmux", "-L", self.socket, *arguments], env=environment,
                              check=True, capture_output=True, text=True).stdout

    def screen(self):
        return [line.rstrip() for line in self.tmux("capture-pane", "-p").rstrip("\n").split("\n")]

    def settled(self, wanted=None, seconds=10):
        """What is shown once it is `wanted`; else once it has stayed the same for a while."""
        end = time.monotonic() + seconds
        since, shown = time.monotonic(), self.screen()
        while time.monotonic() < end and shown != wanted:
            time.sleep(0.03)
            now = self.screen()
            if now != shown:
                since, shown = time.monotonic(), now
            elif wanted is None and time.monotonic() - since > 0.4:
                break
        return shown

    def close(self):
        self.tmux("kill-server")


def shown_on_screen(about, place, environment, wanted):
    size, _, typed = about.partition(": ")
    command, _, keys = typed.partition(" | ")
    columns, rows = size.split("x")
    terminal = Terminal(columns, rows, place, environment)
    try:
        terminal.settled(["ready>"], 5)
        terminal.tmux("send-keys", "-l", command)
        terminal.tmux("send-keys", "Enter")
        terminal.settled()
        for key in keys.split():
            terminal.tmux("send-keys", key)
        return terminal.settled(wanted)
    finally:
        terminal.close()


def shown_by_session(lines, shell):
    out, typed = [], []
    for line in lines:
        if not typed and not line.startswith("$ "):
            continue
        typed.append(line)
        if not line.endswith("\\"):
            out += typed + shell.answer("\n".join(typed)[2:])
            typed = []
    return out


def blocks(lines, is_mdoc):
    """Of each block: what kind, what about, and the range of its lines."""
    begin, end = (".Bd -literal", ".Ed") if is_mdoc else ("```", "```")
    for number, line in enumerate(lines):
        mark = MARK.match(line)
        if mark:
            first = next(i for i in range(number, len(lines)) if lines[i].startswith(begin)) + 1
            last = next(i for i in range(first, len(lines)) if lines[i].startswith(end))
            yield mark[1], mark[2], first, last


def surroundings(directory):
    """The variables that all is shown with, and `aplomb` on the path."""
    os.makedirs(f"{directory}/bin", exist_ok=True)
    shutil.copy(os.environ["APLOMB"], f"{directory}/bin/aplomb")
    return {
        "PATH": f"{directory}/bin:{os.environ['PATH']}", "HOME": directory, "LANG": "C.UTF-8",
        "PS1": "ready> ", "HISTFILE": "", "TERM": os.environ.get("TERM", "xterm"),
        **{name: value for name, value in os.environ.items() if name.startswith("APLOMB_")}}


def compare(promised, shown, what):
    if shown == promised:
        print(f"ok: {what}")
        return True
    print(f"NOT OK: {what}")
    print("\n".join(difflib.unified_diff(promised, shown, "as the page shows it",
                                         "as the program does", lineterm="")))
    return False


def main(page, directory, update=""):
    is_mdoc = not page.endswith(".md")
    environment = surroundings(directory)
    shell = Shell(directory, environment)
    with open(page, encoding="utf-8") as file:
        lines = file.read().split("\n")
    written, done, are_same, count = [], 0, True, 0
    for kind, about, first, last in blocks(lines, is_mdoc):
        promised = [from_page(line, is_mdoc) for line in lines[first:last]]
        shown = promised
        if kind == "file":
            with open(f"{shell.directory}/{about}", "w", encoding="utf-8") as file:
                file.write("\n".join(promised) + "\n")
        elif kind == "screen":
            shown = shown_on_screen(about, shell.directory, environment,
                                    None if update else promised)
        else:
            shown = shown_by_session(promised, shell)
        are_same = compare(promised, shown, f"{kind} {about or promised[0]}") and are_same
        written += lines[done:first] + [to_page(line, is_mdoc) for line in shown]
        done = last
        count += 1
    if update:
        with open(page, "w", encoding="utf-8") as file:
            file.write("\n".join(written + lines[done:]))
        return 0
    print(f"{count} blocks of {page}")
    return 0 if are_same and count else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
