#!/usr/bin/env python3
"""histories.py APLOMB FIRST_SEED COUNT: made-up histories, each judged by the oracle.

Small organisations whose events crowd at the bounds: of the window, of weeks, of what is
counted. What differs is kept in build/oracle/SEED, with the line that makes it again.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import oracle  # noqa: E402
from facts import DAY, WEEK  # noqa: E402

COMPONENTS = ("pkg:npm/left-pad", "pkg:cargo/serde", "pkg:golang/example.org/m", "pkg:gem/rack",
              "pkg:maven/org.example/a", "pkg:deb/debian/zlib", "pkg:pypi/requests", "plain name",
              "pkg:NuGet/Thing", "pkg:npm/%40scope/name")
VERSIONS = ("1.0.0", "1.1.0", "1.2.0-rc.1", "1.2.0", "2.0.0-beta", "2.0.0", "v3.0.0-alpha.2", "3.0",
            "3.0.0+build.5", "4.0.0-0.3.7+x", "4.0.0")
KINDS = ("deployments", "changes", "remediations", "incidents", "slo_samples", "updates", "checks",
         "exercises", "work")


class Maker:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.window_days = self.chance.choice((1, 7, 28, 56, 84, 84, 84, 100, 365))
        self.as_of = self.chance.choice((1790812800, 1772956800 + 7 * 3600, 1793509200, 1781000000))
        self.edition = self.chance.choice(("2019", "2019", "2021", "none"))
        self.events, self.deployment_ids = [], {}
        self.services = ["s%d" % number for number in range(self.chance.randint(1, 5))]
        self.aliases = {service: [service, "alias/" + service] for service in self.services}

    def likely(self, share):
        return self.chance.random() < share

    def instant(self):
        """Anywhere around the two windows; often exactly at a bound, or a second beside it."""
        chance, window = self.chance, self.window_days * DAY
        if self.likely(0.12):
            bound = chance.choice((0, window, 2 * window, 90 * DAY, 180 * DAY,
                                   WEEK * chance.randint(1, 40)))
            return self.as_of - bound + chance.choice((-1, 0, 0, 1))
        if self.likely(0.06):
            return self.as_of + chance.randint(0, window)
        reach = chance.choice((window, 2 * window, 2 * window + 27 * WEEK))
        return self.as_of - chance.randint(1, reach)

    def span(self):
        return int(10 ** self.chance.uniform(0, 6.8)) - 1

    def add(self, event_type, /, **fields):
        self.events.append({"type": event_type, **{name: value for name, value in fields.items()
                                             if value is not None}})

    def maybe(self, share, value):
        return value if self.likely(share) else None

    def name(self, service):
        return self.chance.choice(self.aliases[service])

    def amount(self, *choices):
        return self.chance.choice(choices)

    def catalog(self):
        chance, goals = self.chance, {}
        for name, choices in (("deploy_cadence", ("1/week", "3/week", "1/day")),
                              ("lead_time", ("1d", "4h", "2w")), ("restore_time", ("1h", "1d")),
                              ("change_success", ("90%", "85%", "100%")),
                              ("slo_attainment", ("100%", "50%")), ("reporting", ("50%",)),
                              ("patch_freshness", ("90% within 30d", "50% within 7d", "100%")),
                              ("secure_configuration", ("100%", "75%")), ("needs_met", ("60%",))):
            if self.likely(0.5):
                goals[name] = chance.choice(choices)
        teams, left = [], list(self.services)
        for number in range(chance.randint(1, 3)):
            own = [left.pop() for _ in range(min(len(left), chance.randint(0, 3)))]
            if self.likely(0.3):
                own.append(chance.choice(self.services))
            teams.append({"id": f"t{number}", "services": [self.service(s) for s in
                                                           dict.fromkeys(own)],
                          "collects": [kind for kind in KINDS if self.likely(0.2)]})
            if self.likely(0.5):
                teams[-1]["champion"] = "Somebody"
            if self.likely(0.3):
                teams[-1]["goals"] = {"restore_time": "30m", "slo_attainment": "90%"}
        self.teams = [team["id"] for team in teams]
        return {"organization": "Made up", "goals": goals, "teams": teams, "timezone":
                chance.choice(("UTC", "America/Chicago", "Europe/Berlin", "Asia/Kathmandu"))}

    def service(self, service):
        objectives = []
        same = random.Random(service)  # whoever names it
        for number in range(same.randint(0, 3)):
            objective = {"id": f"o{number}", "target": same.choice(("99.9%", "99%", "100%", "90%")),
                         "window": same.choice(("7d", "28d", "30d"))}
            if same.random() < 0.4:
                objective.update(method="timeslices", slice_target=same.choice(("99%", "100%")))
            objectives.append(objective)
        return {"id": service, "aliases": ["alias/" + service], "slos": objectives}

    def at_a_bound(self, service):
        """Regular work, whose cadence, lead and restore times are those that part two bands."""
        span = self.amount(0, 3600, DAY, WEEK, 30.4375 * DAY, 182.625 * DAY)
        span += self.amount(-1, 0, 0, 1) if span else 0
        number = self.amount(6, self.window_days // 7, self.window_days, self.window_days + 1)
        for place in range(number):
            at = self.as_of - self.window_days * DAY + place * self.window_days * DAY // number
            self.add("deployment", service=service, at=at, id=f"{service}-regular-{place}",
                     kind="hotfix" if place and place % self.amount(7, 20) == 0 else None,
                     revision=f"regular{place}", committed_at=at - int(span))
            self.add("incident", service=service, started_at=at, id=f"regular-{service}-{place}",
                     restored_at=at + int(span))

    def deployments(self, service):
        if self.likely(0.15):
            self.at_a_bound(service)
        chance = self.chance
        ids = self.deployment_ids[service] = [f"{service}-{n}" for n in range(60)]
        has_remedies, has_commits = self.likely(0.7), self.likely(0.8)
        for number in range(self.amount(0, 4, 30, 90, 200)):
            at = self.instant()
            kind = chance.choices((None, "normal", "hotfix", "rollback"), (8, 4, 2, 2))[0]
            changes = [{"revision": f"r{revision}",
                        "committed_at": at - self.span() if self.likely(0.9) else None}
                       for revision in chance.sample(range(150), self.amount(0, 0, 1, 3))]
            self.add("deployment", service=self.name(service), at=at,
                     id=self.maybe(0.8, ids[number % 60]),
                     source=self.maybe(0.6, f"ci{number // 60}"),
                     kind=kind if has_remedies else None,
                     outcome=self.maybe(0.2, chance.choice(("failed", "succeeded"))),
                     environment=self.maybe(0.2, chance.choice(("staging", "production"))),
                     revision=self.maybe(0.7, f"r{chance.randint(0, 150)}"),
                     committed_at=self.maybe(0.6, at - self.span() + self.amount(0, 0, 0, 900))
                     if has_commits else None,
                     changes=[{k: v for k, v in c.items() if v is not None} for c in changes]
                     if changes and has_commits else None,
                     fixes=self.maybe(0.3, chance.choice(ids))
                     if has_remedies and kind in ("hotfix", "rollback") else None)

    def incidents(self, service):
        for number in range(self.amount(0, 0, 3, 12, 40)):
            started = self.instant()
            restored = started + self.span() if self.likely(0.95) else started - self.span()
            self.add("incident", service=self.name(service), started_at=started,
                     id=f"i-{service}-{number}", restored_at=self.maybe(0.85, max(restored, 0)),
                     caused_by=self.maybe(0.3, self.chance.choice(self.deployment_ids[service])),
                     planned=self.maybe(0.1, self.chance.choice((True, False))),
                     environment=self.maybe(0.1, "staging"))

    def samples(self, service):
        for objective in self.service(service)["slos"] + [{"id": "unnamed", "target": "99%"}]:
            seconds = self.amount(DAY, DAY, DAY // 2, 3600 * 36)
            begin = self.as_of - seconds * self.amount(0, 20, 120, 300) + self.amount(0, 0, 5 * 3600)
            while begin < self.as_of + 2 * DAY and self.likely(0.995):
                total = self.amount(0, 1000, 1000, 1000, 2000)
                good = total - (self.amount(0, 0, 1, 1, 2) * total // 1000)
                if self.likely(0.93):
                    self.add("slo_sample", service=service, slo=objective["id"], at=begin, good=good,
                             total=total, seconds=None if seconds == DAY else seconds)
                begin += seconds

    def updates(self, service):
        for component in self.chance.sample(COMPONENTS, self.amount(0, 3, 8)):
            begin = self.instant() - 60 * DAY
            for version in VERSIONS:
                released = begin + self.span() * 3
                begin += self.span()
                for source in ("", "feed")[:self.amount(0, 1, 1, 2)]:
                    self.add("update", service=self.name(service), component=component,
                             version=version, source=source or None,
                             released_at=self.maybe(0.8, released + self.amount(0, 0, 3600)),
                             applied_at=self.maybe(0.5, max(0, released + self.span() * 2 -
                                                            self.amount(0, 0, DAY))),
                             security=self.maybe(0.4, self.likely(0.6)))

    def checks(self, service):
        for number in range(self.amount(0, 0, 60)):
            self.add("check", service=self.name(service), check=f"c{number % 9}", at=self.instant(),
                     passed=self.likely(0.8), source=self.maybe(0.4, "scanner"))

    def exercises(self, team):
        for number in range(self.amount(0, 5, 40)):
            at, sent = self.instant(), self.maybe(0.7, self.amount(0, 4, 20))
            reported = self.maybe(0.85, self.chance.randint(0, sent)) if sent else None
            self.add("exercise", team=team, at=at, id=f"e-{team}-{number}",
                     outcome=self.amount("stopped", "detected", "missed"),
                     kind=self.maybe(0.3, self.amount("real", "exercise")),
                     detected_at=self.maybe(0.7, at + self.span()), sent=sent, reported=reported,
                     first_reported_at=self.maybe(0.7, at + self.span()) if reported else None)

    def loops(self, team):
        for kind, asked, done, more in (("need", "asked_at", "met_at", lambda: {}), (
                "concern", "raised_at", "acted_at",
                lambda: {"walkaround": self.maybe(0.7, "w1")}), (
                "lesson", "learned_at", "acted_at",
                lambda: {"went_right": self.maybe(0.7, self.likely(0.5))})):
            for number in range(self.amount(0, 4, 30)):
                at = self.instant()
                self.add(kind, team=team, id=f"{kind}-{team}-{number}", text="words",
                         **{asked: at, done: self.maybe(0.7, at + self.span())}, **more())
        for number in range(self.amount(0, 9)):
            self.add("walkaround", team=team, at=self.instant(), id=f"w-{team}-{number}")
        for number in range(self.amount(0, 9)):
            self.add("shadowing", team=team, at=self.instant(), id=f"s-{team}-{number}",
                     days=self.amount(0.5, 1, 2), direction=self.amount("to_security",
                                                                       "from_security"))
        for number in range(self.amount(0, 60, 150)):
            self.add("work", team=team, at=self.instant(), hours=self.amount(0.5, 3, 8, 40),
                     kind=self.amount("business", "operations", "engineering", "unplanned"),
                     id=f"h-{team}-{number}",
                     aim=self.maybe(0.4, self.amount("risk", "trust", "governance")))

    def everyone(self):
        for number in range(self.amount(0, 8, 40)):
            self.add("meeting", at=self.instant(), id=f"m{number}",
                     teams=self.chance.sample(self.teams, self.chance.randint(1, len(self.teams))))
        for number in range(self.amount(0, 12)):
            added = self.instant()
            self.add("rule", text=f"rule {number}", id=f"rule{number}",
                     team=self.maybe(0.5, self.chance.choice(self.teams)),
                     added_at=self.maybe(0.8, added),
                     retired_at=self.maybe(0.5, added + self.span() * 5),
                     hours_per_month=self.maybe(0.6, self.amount(1.5, 8)))
            for review in range(self.amount(0, 1, 3)):
                self.add("rule_review", rule=f"rule{number}", at=self.instant(),
                         fits=self.likely(0.6), id=f"v{number}-{review}")
        for _ in range(self.amount(0, 0, 0, 4)):
            self.add("coverage", kind=self.chance.choice(KINDS), until=self.instant(),
                     service=self.maybe(0.7, self.name(self.chance.choice(self.services))))

    def make(self):
        catalog = self.catalog()
        for service in self.services:
            for part in (self.deployments, self.incidents, self.samples, self.updates, self.checks):
                part(service)
        for team in self.teams:
            self.exercises(team)
            self.loops(team)
        self.everyone()
        self.chance.shuffle(self.events)
        return catalog


def judge(aplomb, seed, folder):
    """How many fields were compared, and how many differ."""
    maker = Maker(seed)
    catalog = maker.make()
    teams, made, known, snapshot = (os.path.join(folder, name) for name in
                                    ("teams.yaml", "made.jsonl", "events.jsonl", "snapshot.json"))
    with open(teams, "w", encoding="utf-8") as file:
        json.dump(catalog, file, indent=1)
    with open(made, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(event) + "\n" for event in maker.events)
    command = [aplomb, "-q", "-t", teams, "-d", os.path.join(folder, "aplomb.db")]
    subprocess.run(command + ["import", "events", made], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    with open(known, "wb") as file:
        subprocess.run(command + ["events", "-f", "jsonl"], check=True, stdout=file)
    asked = ["--as-of", str(maker.as_of), "--window", f"{maker.window_days}d", "--bands",
             maker.edition]
    with open(snapshot, "wb") as file:
        subprocess.run(command + asked + ["export", "-f", "json"], check=True, stdout=file)
    return oracle.compare_files(teams, known, [snapshot], str(seed))


def main(aplomb, first_seed, count):
    fields = differences = 0
    for seed in range(int(first_seed), int(first_seed) + int(count)):
        folder = tempfile.mkdtemp(prefix="aplomb-oracle-")
        try:
            found = judge(aplomb, seed, folder)
            if found[1]:
                kept = os.path.join("build", "oracle", str(seed))
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(folder, kept)
                print(f"# kept in {kept}; again: make oracle ORACLE_SEED={seed} ORACLE_CASES=1")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        fields += found[0]
        differences += found[1]
    print(f"{fields} fields of {count} made-up histories, {differences} differences")
    return 1 if differences or not fields else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
