#!/usr/bin/env python3
"""hostile.py APLOMB [singly] [GROUP...]: hostile text through every way out; none is obeyed.

All strings of strings.txt in one organisation, each way in one locale (of UTF-8, C, Latin-1), or
with "singly" each in its own organisation, every way in each locale: takes long. What is said of each way out is held beside the same of a harmless
text. Prints what is wrong, and a line of counts; fails where anything is.
"""
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile

import corpus
import judge
import organisation
import screens
import ways

APLOMB = os.path.abspath(sys.argv[1])
BASE = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "HOME": "/nonexistent",
        "XDG_STATE_HOME": "/nonexistent/state"}
BASE.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})


class Tally:
    def __init__(self):
        self.counts, self.wrong = {}, []

    def add(self, way, what, function):
        self.counts[way] = self.counts.get(way, 0) + 1
        try:
            return function()
        except (judge.Wrong, ValueError, AssertionError, subprocess.TimeoutExpired) as error:
            self.wrong.append("%s: %s: %s: %s" % (way, what, type(error).__name__, str(error)[:600]))
            return None

    def take(self, other):
        for way, count in other.counts.items():
            self.counts[way] = self.counts.get(way, 0) + count
        self.wrong += other.wrong


def locales(directory):
    """[(name, its environment, whether only ASCII may come out)]"""
    found = [("C.UTF-8", {"LC_ALL": "C.UTF-8"}, False), ("C", {"LC_ALL": "C"}, True)]
    made = shutil.which("localedef") and subprocess.run(
        ["localedef", "-i", "en_US", "-f", "ISO-8859-1", os.path.join(directory, "en_US.ISO-8859-1")],
        capture_output=True, check=False).returncode == 0
    if not made:
        print("# skipped: Latin-1, since localedef cannot make it here")
        return found
    return found + [("Latin-1", {"LC_ALL": "en_US.ISO-8859-1", "LOCPATH": directory}, True)]


def run(arguments, directory, environment):
    done = subprocess.run([APLOMB.encode()] + arguments, cwd=directory, env=environment,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    if done.returncode < 0 or b"Sanitizer" in done.stderr:
        raise judge.Wrong("status %d: %r" % (done.returncode, done.stderr[-2000:]))
    return done


def print_all(tally, directory, locale, name, expected, is_sound, turn=None):
    """All that is printed of an organisation, or every third way; its shape, but for words."""
    _, variables, is_ascii = locale
    seen = []
    for i, (way, arguments, judged) in enumerate(ways.printed()):
        if turn is not None and i % 3 != turn:
            seen.append(None)
            continue
        what = "%s, %s: %s" % (name, locale[0], " ".join(arguments[:-2]))
        files = [b"-t", b"teams.yaml", b"-d", b"aplomb.db"]

        def once():
            done = run([a.encode() for a in arguments] + files, directory, {**BASE, **variables})
            judge.words(done.stderr, is_ascii)
            # An event that is no text is refused with words, and nothing else is said.
            if done.returncode and not (arguments[0] == "check" or not is_sound):
                raise judge.Wrong("status %d: %r" % (done.returncode, done.stderr[:300]))
            if done.returncode and arguments[0] != "check":
                return judge.words(done.stdout, is_ascii)
            shape = judged(done.stdout, is_ascii)
            if expected and is_sound and shape is not None and shape != expected[i]:
                raise judge.Wrong("another shape than of harmless text: " + difference(shape, expected[i]))
            return shape
        seen.append(tally.add(way, what, once))
    return seen


def difference(one, other):
    if isinstance(one, list) and isinstance(other, list):
        for i, (a, b) in enumerate(zip(one, other)):
            if a != b:
                return "at %d %.150r, not %.150r" % (i, a, b)
        return "%d, not %d" % (len(one), len(other))
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return next(key + ": " + difference(one[key], other[key]) for key in one if one[key] != other[key])
    return "%.200r, not %.200r" % (one, other)


def names_in_json(tally, directory, name, text):
    """The name of a team, in JSON, is the string made visible; in JSON Lines it is the string."""
    import json
    shown = corpus.visible(text)

    def once():
        environment = {**BASE, "LC_ALL": "C.UTF-8"}
        files = [b"-t", b"teams.yaml", b"-d", b"aplomb.db"]
        snapshot = run([b"export", b"-f", b"json"] + files, directory, environment).stdout
        if shown is not None and json.loads(snapshot)["teams"][0]["name"] != shown:
            raise judge.Wrong("%r, not %r" % (json.loads(snapshot)["teams"][0]["name"], shown))
        listed = run([b"events", b"-f", b"jsonl", b"--kind", b"note"] + files, directory, environment).stdout
        if json.loads(listed)["text"] != text:
            raise judge.Wrong("%r came back for %r" % (json.loads(listed)["text"], text))
    tally.add("JSON", name + ": as it was", once)


def argue(tally, directory, locale, name, string, step):
    """Arguments, names of files, broken files and variables. step (FIRST, N): each N-th."""
    _, variables, is_ascii = locale
    raw = string.replace(b"\0", b"")
    scratch = os.path.join(directory, "scratch")
    os.makedirs(scratch, exist_ok=True)
    named = os.path.join(os.fsencode(scratch), b"f" + raw.replace(b"/", b"_")[:200])
    jobs = []
    for arguments in ways.ARGUED:
        jobs.append((string + b"\n" + string, [a.replace(b"S", raw) if a != b"F" else named for a in arguments], {}))
    for broken in ways.REFUSED:
        jobs.append((broken.replace(b"S", string), [b"check", b"-t", named], {}))
        if corpus.as_text(string) is not None and b'"S"' in broken:
            inner = corpus.quoted(corpus.as_text(string)).encode()
            jobs.append((broken.replace(b'"S"', inner), [b"check", b"-t", named], {}))
    for variable in ways.VARIABLES:
        jobs.append((b"", [b"doctor"], {variable: raw}))
        jobs.append((b"", [b"show"], {variable: raw}))
    chosen = [job for i, job in enumerate(jobs) if i % step[1] == step[0] % step[1]]
    for content, arguments, changed in chosen:
        with open(named, "wb") as file:
            file.write(content)

        def once():
            environment = {**{k.encode(): v.encode() for k, v in {**BASE, **variables}.items()},
                           **{k.encode(): v for k, v in changed.items()}}
            done = run(arguments, scratch, environment)
            for out in (done.stdout, done.stderr):
                judge.words(out, is_ascii)
        tally.add("stderr", "%s, %s: %.200r %.80r" % (name, locale[0], arguments, changed), once)
        os.unlink(named)
    shutil.rmtree(scratch)


def draw(tally, directory, locale, name, expected, strings):
    def once():
        out = screens.drawn(APLOMB, directory, {**BASE, **locale[1]})
        shapes = screens.alphabet(out, locale[2])
        screens.holds(out, strings)
        if expected and shapes - expected - screens.USUAL:
            raise judge.Wrong("drawn with %s" % sorted(shapes - expected - screens.USUAL))
        return shapes
    return tally.add("terminal", "%s, %s" % (name, locale[0]), once)


def examine(job):
    """One organisation in all locales."""
    name, strings, team_count, expected, found_locales, parts = job
    tally = Tally()
    seen = []
    with tempfile.TemporaryDirectory() as directory:
        is_sound = tally.add("made", name, lambda: organisation.make(APLOMB, directory, strings, team_count))
        if is_sound is None:
            return tally, seen
        for i, locale in enumerate(found_locales):
            shapes = expected[i] if expected else (None, None)
            printed = print_all(tally, directory, locale, name, shapes[0], is_sound,
                                i if "in turn" in parts else None)
            drawn = None
            if is_sound and "screens" in parts and not (i and "in turn" in parts):
                drawn = draw(tally, directory, locale, name, shapes[1], strings)
            seen.append((printed, drawn))
            if "arguments" in parts:
                argue(tally, directory, locale, name, strings[0], (int(name.split()[1]) + i, 3))
        if "arguments" in parts and is_sound:
            names_in_json(tally, directory, name, corpus.as_text(strings[0]))
    return tally, seen


def report(tally, count):
    for line in tally.wrong[:40]:
        print("not ok - " + ascii(line)[1:-1])
    print("%d strings; %s; %d wrong" % (
        count, ", ".join("%s %d" % pair for pair in sorted(tally.counts.items()) if pair[0] != "made"),
        len(tally.wrong)))
    return 1 if tally.wrong else 0


def singly(found, found_locales, parts):
    tally, expected = examine(("harmless", [b"not at all bad"], 1, None, found_locales, {"screens"}))
    with multiprocessing.Pool(int(os.environ.get("HOSTILE_JOBS", os.cpu_count()))) as pool:
        jobs = [("line %d (%s)" % (number, group), [value], 1, expected, found_locales, parts)
                for number, group, value in found]
        for one, _ in pool.imap_unordered(examine, jobs):
            tally.take(one)
    return report(tally, len(found))


def together(found, found_locales):
    sound = [value for _, _, value in found if corpus.as_text(value) is not None]
    harmless = [b"not at all bad %d" % i for i in range(len(sound))]
    tally, expected = examine(("harmless", harmless, 12, None, found_locales, {"screens", "in turn"}))
    one, _ = examine(("all", sound, 12, expected, found_locales, {"screens", "in turn"}))
    tally.take(one)
    with tempfile.TemporaryDirectory() as directory:
        organisation.make(APLOMB, directory, [b"harmless"], 1)
        for i, (number, group, value) in enumerate(found[::3]):
            argue(tally, directory, found_locales[i % len(found_locales)],
                  "line %d (%s)" % (number, group), value, (i, 101))
    return report(tally, len(found))


def chosen_of(found, wanted):
    """The strings of these groups and lines; all where none is named."""
    known = {group for _, group, _ in found} | {str(number) for number, _, _ in found}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        sys.exit("hostile: no group, or line with a string: %s; there are the groups %s" % (
            ", ".join(unknown), "; ".join(sorted({group for _, group, _ in found}))))
    every = int(os.environ.get("HOSTILE_EVERY", 1))
    chosen = [one for one in found[::every] if not wanted or one[1] in wanted or str(one[0]) in wanted]
    if not chosen:
        sys.exit("hostile: every %dth string is none of %s; name more, or take HOSTILE_EVERY=1" % (
            every, ", ".join(wanted)))
    return chosen


def main():
    wanted = sys.argv[2:]
    if wanted and wanted[0] != "singly":
        sys.exit("hostile: '%s' is no way to go; there is 'singly'" % wanted[0])
    found = corpus.strings()
    assert len(found) >= 300 and len({value for _, _, value in found}) == len(found)
    with tempfile.TemporaryDirectory() as directory:
        found_locales = locales(directory)
        if not wanted:
            return together(found, found_locales)
        return singly(chosen_of(found, wanted[1:]), found_locales, {"screens", "arguments"})


if __name__ == "__main__":
    sys.exit(main())
