"""An organisation in which given strings stand wherever a text can stand."""
import json
import os
import sqlite3
import subprocess

from corpus import as_text, quoted

AS_OF = 1790812800  # 2026-10-01T00:00:00Z
DAY = 86400


def at(days):
    return AS_OF - days * DAY


class Turns:
    """The texts in turn, around and around."""

    def __init__(self, texts):
        self.texts, self.next = texts, 0

    def __call__(self):
        self.next += 1
        return self.texts[(self.next - 1) % len(self.texts)]


def services(texts, team_count):
    """How many services a team has: few, and yet every text is the name of something."""
    return (len(texts) // team_count + 7) // 8


def teams(texts, team_count):
    """The YAML, with the texts wherever it takes any text."""
    turn = Turns(texts)

    def text():
        """Quoted; white space alone, which is refused as a name, between two letters."""
        given = turn()
        is_blank = all(c.isspace() or c == "\u2800" for c in given)
        return quoted("n%sn" % given if is_blank else given)
    out = ["organization: " + text(), "goals: {restore_time: 4h, lead_time: 1d}", "groups:"]
    out += ["  - {id: g%d, name: %s}" % (i, text()) for i in range(team_count)]
    out.append("teams:")
    for i in range(team_count):
        out += ["  - id: t%d" % i, "    name: " + text(), "    group: g%d" % i,
                "    purpose: " + text(), "    champion: " + text(), "    tags: [%s]" % text(),
                "    collects: [deployments, changes, incidents, updates, checks, exercises, work]",
                "    services:"]
        for j in range(services(texts, team_count)):
            slos = ["{id: l%d, name: %s, target: 99.9%%}" % (k, text()) for k in range(6)]
            out += ["      - {id: s%d-%d, name: %s, aliases: [%s]," % (i, j, text(), quoted("x%d-%d" % (i, j) + turn())),
                    "         slos: [%s]}" % ", ".join(slos)]
    return "\n".join(out) + "\n"


def events(texts, team_count):
    """Every kind of event, with the texts wherever a text can stand. A text is a str or bytes."""
    text = Turns(texts)
    n = 0
    for i in range(team_count):
        team = "t%d" % i
        for j in range(services(texts, team_count)):
            service, day, n = "s%d-%d" % (i, j), n % 40, n + 1

            def one(kind_, when, ago, **fields):
                fields[when] = at(ago + day)
                return dict(fields, type=kind_, source=text())
            yield one("deployment", "at", 30, service=service, id=text(), revision=text(),
                      environment="production", url=text(), committed_at=at(31 + day))
            yield one("deployment", "at", 20, service=service, id="2", revision=text(),
                      outcome="failed", fixes=text())
            yield one("deployment", "at", 20, service=text(), id="3", environment=text())
            yield one("incident", "started_at", 19, service=service, id=text(), title=text(),
                      restored_at=at(18 + day), severity=text(), caused_by="2", url=text())
            for k in range(6):
                yield one("slo_sample", "at", 3, service=service, slo="l%d" % k, good=999, total=1000)
            yield one("slo_sample", "at", 3, service=service, slo=text(), good=1, total=1)
            yield one("update", "applied_at", 9, service=service, component=text(), version=text(),
                      released_at=at(12 + day), security=True)
            yield one("check", "at", 4, service=service, check=text(), passed=False, title=text())
            yield one("exercise", "at", 8, team=team, outcome="stopped", id=text(), title=text())
            yield one("need", "asked_at", 7, team=team, text=text(), id=text())
            yield one("walkaround", "at", 6, team=team, id=text(), title=text())
            yield one("concern", "raised_at", 6, team=team, text=text(), id=text(), walkaround=text())
            yield one("lesson", "learned_at", 5, team=team, text=text(), id=text(), **{"from": text()})
            yield one("rule", "added_at", 33, team=team, text=text(), id=text(), aim=text(),
                      hours_per_month=2)
            yield one("rule_review", "at", 11, rule=text(), fits=True, id=text())
            yield one("note", "at", 10, team=team, text=text(), id=text(), capacity="restore_time")
            yield one("coverage", "until", 1, kind="incidents", service=text())
            yield one("shadowing", "at", 14, team=team, days=2, direction="to_security", id=text())
            yield one("work", "at", 15, team=team, kind="business", hours=8, id=text(), aim="risk")
            yield one("meeting", "at", 16, teams=[team, text()], id=text())


def write_lines(path, some):
    with open(path, "w", encoding="utf-8") as file:
        for event in some:
            file.write(json.dumps(event) + "\n")


def insert(db, some):
    """Rows as another program would write them, with whatever bytes."""
    with sqlite3.connect(db) as base:
        for event in some:
            kind = event.pop("type")
            members = event.pop("teams", [])
            row = base.execute(
                'INSERT INTO "%s" (%s) VALUES (%s)' % (
                    kind, ", ".join('"%s"' % name for name in event),
                    ", ".join("CAST(? AS TEXT)" if isinstance(v, bytes) else "?"
                              for v in event.values())), list(event.values())).lastrowid
            for member in members:
                base.execute("INSERT INTO meeting_team VALUES (?, CAST(? AS TEXT))", (row, member))
    base.close()


def make(aplomb, directory, strings, team_count):
    """teams.yaml and aplomb.db, through the program where it takes the strings, else as rows.

    Returns whether the rows are sound, so that the program must show them.
    """
    texts = [as_text(s) for s in strings]
    is_sound = None not in texts
    named = [t if t is not None else "not for YAML" for t in texts]
    with open(os.path.join(directory, "teams.yaml"), "w", encoding="utf-8") as file:
        file.write(teams(named, team_count))
    lines = os.path.join(directory, "events.jsonl")
    db = os.path.join(directory, "aplomb.db")
    write_lines(lines, events(texts if is_sound else ["harmless"], team_count))
    run = subprocess.run([aplomb, "-q", "-d", db, "import", "events", lines],
                         capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if run.returncode:
        raise AssertionError("events are refused: %r" % run.stderr[:400])
    if not is_sound:
        insert(db, events(strings, team_count))
    return is_sound
