"""What is known before an instant: teams, services, and their events by kind.

An instant is a whole number of Unix seconds. Whatever is at or after `as_of` does not exist.
"""
import re
from bisect import bisect_left
from collections import defaultdict
from datetime import datetime, timezone
from fractions import Fraction
from functools import lru_cache

DAY = 86400
WEEK = 7 * DAY
NEVER = float("inf")
SPANS = {"m": 60, "h": 3600, "d": DAY, "w": WEEK}
KINDS = ("deployments", "changes", "remediations", "incidents", "slo_samples", "updates",
         "checks", "exercises", "work")
INSTANTS = ("at", "committed_at", "started_at", "detected_at", "restored_at", "released_at",
            "applied_at", "first_reported_at", "asked_at", "met_at", "raised_at", "acted_at",
            "learned_at", "added_at", "retired_at", "until")


def instant(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def rfc3339(at):
    return None if at is None else datetime.fromtimestamp(at, timezone.utc).strftime(
        "%Y-%m-%dT%H:%M:%SZ")


def seconds_of(text):
    number, unit = re.fullmatch(r"([\d.]+)\s*([mhdw])", text).groups()
    return float(number) * SPANS[unit]


def exact_share(text):
    """`99.9%`, `0.999`: an exact fraction."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def read_goal(capacity, written):
    goal = written if isinstance(written, dict) else {"goal": written}
    text, within = goal["goal"], None
    if capacity == "patch_freshness" and "within" in text:
        text, span = (part.strip() for part in text.split("within"))
        within = seconds_of(span)
    if capacity == "deploy_cadence":
        number, unit = text.split("/")
        value = Fraction(number) * {"day": 7, "week": 1}[unit]
    elif capacity in ("lead_time", "restore_time"):
        value = seconds_of(text)
    else:
        value = exact_share(text)
    return {"value": value, "within": within, "review": goal.get("review")}


class Objective:
    def __init__(self, service, written):
        self.service, self.id = service, written["id"]
        self.target = exact_share(written["target"])
        self.window = seconds_of(written.get("window", "28d"))
        self.by_slices = written.get("method") == "timeslices"
        self.slice_target = exact_share(written.get("slice_target", "100%"))


class Service:
    def __init__(self, written):
        self.id = written["id"]
        self.names = [self.id] + written.get("aliases", [])
        self.objectives = [Objective(self.id, slo) for slo in written.get("slos", [])]


class Version:
    def __init__(self, name):
        self.name, self.released, self.applied, self.security = name, None, None, False


class Team:
    def __init__(self, written, common_goals):
        self.id, self.group = written["id"], written.get("group")
        self.champion = written.get("champion")
        self.collects = written.get("collects", [])
        self.services = [Service(service) for service in written.get("services", [])]
        self.goals = {name: read_goal(name, goal)
                      for name, goal in {**common_goals, **written.get("goals", {})}.items()}


class Facts:
    """A catalog and a history."""

    def __init__(self, catalog, events):
        self.timezone = catalog.get("timezone", "UTC")
        common = catalog.get("goals", {})
        self.teams = [Team(written, common) for written in catalog.get("teams", [])]
        self.owners = defaultdict(set)
        self.named = {}
        self.share_services()
        for team in self.teams:
            for service in team.services:
                self.owners[service.id].add(team.id)
                for name in service.names:
                    self.named[name] = service.id
        self.objective_names = {(service.id, objective.id) for team in self.teams
                                for service in team.services for objective in service.objectives}
        self.by_service = defaultdict(list)  # (type, service)
        self.by_type = defaultdict(list)
        self.by_team = defaultdict(list)  # (type, team)
        self.samples = defaultdict(list)  # (service, objective)
        self.updates = defaultdict(list)
        for event in events:
            self.add(event)
        for series in self.by_service.values():
            series.sort(key=order)
        for sample in sorted(self.by_type["slo_sample"], key=order):
            service = self.named.get(sample["service"], sample["service"])
            self.samples[service, sample["slo"]].append(sample)
        for (kind, service), series in self.by_service.items():
            if kind == "deployment":
                note_first_deliveries(series)
            elif kind == "update":
                self.updates[service] = [
                    (u["component"], u["version"], u.get("released_at", NEVER),
                     u.get("applied_at", NEVER), bool(u.get("security"))) for u in series]
        self.first_records = self.find_first_records()

    def share_services(self):
        """A service that two teams name has the objectives and the `collects` of either."""
        objectives, collects = defaultdict(dict), defaultdict(set)
        for team in self.teams:
            for service in team.services:
                collects[service.id].update(team.collects)
                for objective in service.objectives:
                    objectives[service.id].setdefault(objective.id, objective)
        for team in self.teams:
            for service in team.services:
                service.objectives = list(objectives[service.id].values())
                service.collects = collects[service.id]

    def add(self, event):
        for name in INSTANTS:
            if event.get(name) is not None:
                event[name] = instant(event[name])
        for change in event.get("changes") or []:
            if change.get("committed_at") is not None:
                change["committed_at"] = instant(change["committed_at"])
        self.by_type[event["type"]].append(event)
        if "team" in event:
            self.by_team[event["type"], event["team"]].append(event)
        if "service" in event:
            service = self.named.get(event["service"], event["service"])
            self.by_service[event["type"], service].append(event)

    @lru_cache(maxsize=None)
    def versions(self, service, as_of):
        """{component: {version: Version}} as known before an instant.

        What several sources know of a version is put together, of each fact the earliest.
        """
        components = defaultdict(dict)
        for component, name, released, applied, security in self.updates[service]:
            if released >= as_of and applied >= as_of:
                continue
            version = components[component].get(name)
            if version is None:
                version = components[component][name] = Version(name)
            if released < as_of and (version.released is None or released < version.released):
                version.released = released
            if applied < as_of and (version.applied is None or applied < version.applied):
                version.applied = applied
            version.security |= security
        return components

    def find_first_records(self):
        """{(kind, service): the first instant at which any record of it exists}."""
        first = {}

        def note(kind, service, at):
            if at is not None:
                first[kind, service] = min(at, first.get((kind, service), at))

        for (kind, service), events in self.by_service.items():
            for event in events:
                if kind == "deployment":
                    note("deployments", service, event["at"])
                    if any(at is not None for _, at in changes_of(event)):
                        note("changes", service, event["at"])
                    if event.get("kind") in ("hotfix", "rollback") or event.get("fixes"):
                        note("remediations", service, event["at"])
                elif kind == "incident":
                    note("incidents", service, event["started_at"])
                    if event.get("caused_by"):
                        note("remediations", service, event["started_at"])
                elif kind == "slo_sample" and (service, event["slo"]) in self.objective_names:
                    note("slo_samples", service, event["at"])
                elif kind == "update":
                    note("updates", service, event.get("released_at"))
                    note("updates", service, event.get("applied_at"))
                elif kind == "check":
                    note("checks", service, event["at"])
        return first

    def coverage(self, kind, service, as_of):
        """Until when everything of a kind is known; None where nobody said."""
        return max((record["until"] for record in self.by_type["coverage"]
                    if record["kind"] == kind and record["until"] <= as_of
                    and self.named.get(record.get("service"), record.get("service"))
                    in (None, service)), default=None)

    def collected(self, kind, services, as_of, begin):
        """(the services for which a kind is collected, until when it is covered).

        Coverage speaks of what is before its end: one that ends as the window begins covers
        nothing of it, one that ends as the window does covers all.
        """
        found, ends, stopped = [], [], []
        for service in services:
            until = self.coverage(kind, service.id, as_of)
            first = self.first_records.get((kind, service.id))
            if until is not None and until <= begin:
                stopped.append(until)
                continue
            if until is None and kind not in service.collects and not before(first, as_of):
                continue
            found.append(service)
            if until is not None and until < as_of:
                ends.append(until)
        return found, min(ends, default=None) if found else max(stopped, default=None)

    def collected_of_team(self, kind, team, known, as_of, begin):
        """(whether a kind is collected for a team, until when): coverage of all speaks of it."""
        until = self.coverage(kind, None, as_of)
        if until is not None:
            return until > begin, until if until < as_of else None
        return bool(known) or kind in team.collects, None


def before(instant_or_none, as_of):
    return instant_or_none is not None and instant_or_none < as_of


def order(event):
    at = event.get("at", event.get("started_at", event.get("until", 0)))
    return at, event.get("source", ""), event.get("id", "")


def changes_of(deployment):
    """[(revision, commit time)]: its own and those it lists, each revision once.

    A commit time without a revision is a change only where nothing else is listed.
    """
    found = {}
    own = (deployment.get("revision"), deployment.get("committed_at"))
    listed = [(change.get("revision"), change.get("committed_at"))
              for change in deployment.get("changes") or []]
    for revision, committed_at in [own] + listed:
        if revision is None and (committed_at is None or listed):
            continue
        if found.get(revision) is None:
            found[revision] = committed_at
    return list(found.items())


def note_first_deliveries(deployments):
    """Beside each change of one service's deployments: whether it was delivered before."""
    delivered = set()
    for deployment in deployments:
        changes = changes_of(deployment)
        deployment["delivers"] = [(*change, change[0] in delivered) for change in changes]
        if counts(deployment):
            delivered.update(revision for revision, _ in changes if revision is not None)


def within(series, begin, end, key=order):
    """The events of [begin, end) of a series in order."""
    first, last = (bisect_left(series, (at,), key=key) for at in (begin, end))
    return series[first:last]


def counts(deployment):
    return is_production(deployment) and deployment.get("kind", "normal") != "rollback"


def is_production(event):
    """In production, and not one that did not succeed."""
    return (event.get("environment", "production") == "production"
            and event.get("outcome", "succeeded") == "succeeded")
