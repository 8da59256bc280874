"""Each capacity's reading, for a team and some of its services, at an instant over a window.

A function takes (facts, team, services, as_of, window) and gives a Reading. Beside what is shown
it keeps what verdicts compare: `sample`, whose shape is told by the capacity's `test`.
"""
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from distributions import (geometric_mean, median, median_interval, median_rank, quantile,
                           rate_interval, wilson_interval)
from facts import DAY, WEEK, counts, is_production, order, within

FEW = 5


@dataclass
class Reading:
    state: str = "uncollected"
    value: object = None
    n: int = 0
    excluded: Counter = field(default_factory=Counter)
    interval: list = None
    at_least: bool = False
    covered_until: int = None
    details: dict = field(default_factory=dict)
    sample: object = None


def uncollected(until=None, **details):
    return Reading(covered_until=until, details=details)


def state_of(n, needs_five=True):
    if n == 0:
        return "quiet"
    return "few" if needs_five and n < FEW else "measured"


def share(kept, n, excluded=None, until=None, **details):
    """A share of independent things, with Wilson's interval."""
    return Reading(state_of(n), kept / n if n else None, n, Counter(excluded or {}),
                   wilson_interval(kept, n) if n else None, False, until, details, (kept, n))


def census(items, excluded, until, **details):
    """items: {what: whether it meets the target}. No interval and no minimum."""
    n = len(items)
    return Reading(state_of(n, False), sum(items.values()) / n if n else None, n,
                   Counter(excluded), None, False, until, details, items)


def with_open_items(finished, still_open):
    """(values, whether the item at each rank is open): open ones rank above all others."""
    longest = max(finished, default=0)
    ranked = [(0, time) for time in finished] + [(1, max(time, longest)) for time in still_open]
    ranked.sort()
    return [time for _, time in ranked], [bool(is_open) for is_open, _ in ranked]


def median_is_open(flags):
    n = len(flags)
    return bool(n) and (flags[n // 2] or flags[(n - 1) // 2])


def weekly_counts(instants, as_of, window, until):
    """Of the whole weeks; not of those before which collecting ended."""
    weeks = window // WEEK
    found = [0] * weeks
    for at in instants:
        back = -((at - as_of) // WEEK)  # 1 for the last week
        if 1 <= back <= weeks:
            found[weeks - back] += 1
    uncovered = (as_of - until) // WEEK if until else 0
    return found[:weeks - uncovered]


# Delivery -----------------------------------------------------------------------------

def deploy_cadence(facts, team, services, as_of, window):
    begin = as_of - window
    collected, until = facts.collected("deployments", services, as_of, begin)
    if not collected:
        return uncollected(until, deploy_days=0)
    instants, excluded = [], Counter()
    first = min(facts.first_records.get(("deployments", service.id), as_of)
                for service in collected)
    for service in collected:
        for deployment in within(facts.by_service["deployment", service.id], begin, as_of):
            if counts(deployment):
                instants.append(deployment["at"])
            else:
                excluded[why_not_counted(deployment)] += 1
    zone = ZoneInfo(facts.timezone)
    days = {datetime.fromtimestamp(at, zone).date() for at in instants}
    n, weeks = len(instants), weekly_counts(instants, as_of, window, until)
    value = n / (window / WEEK) if first < as_of else None
    return Reading("measured" if n else "quiet", value, n, excluded,
                   rate_interval(weeks) if n else None, False, until,
                   {"deploy_days": len(days)}, (weeks, first))


def why_not_counted(deployment):
    if deployment.get("kind") == "rollback":
        return "rollback"
    if deployment.get("outcome") == "failed":
        return "failed"
    return "not production"


def lead_time(facts, team, services, as_of, window):
    begin = as_of - window
    nothing = {"p90": None, "geometric_mean": None}
    collected, until = facts.collected("changes", services, as_of, begin)
    if not collected:
        return uncollected(until, **nothing)
    times, per_deployment, excluded = [], [], Counter()
    for service in collected:
        for deployment in within(facts.by_service["deployment", service.id], begin, as_of):
            if not counts(deployment):
                continue
            here = []
            dated = [change for change in deployment["delivers"] if change[1] is not None]
            for _, committed_at, delivered_before in dated:
                if committed_at > deployment["at"]:
                    excluded["committed after it was deployed"] += 1
                elif delivered_before:
                    excluded["delivered before"] += 1
                else:
                    here.append(deployment["at"] - committed_at)
            excluded["no commit time"] += not dated
            if here:
                times += here
                per_deployment.append(median(here))
    n, m = len(times), len(per_deployment)
    if n == 0:
        return Reading("quiet", None, 0, excluded, None, False, until, nothing, [])
    k = median_rank(m)
    interval = [quantile(times, k / (m + 1)), quantile(times, 1 - k / (m + 1))] if k else None
    return Reading(state_of(n), median(times), n, excluded, interval, False, until,
                   {"p90": quantile(times, 0.9), "geometric_mean": geometric_mean(times)},
                   per_deployment)


def change_success(facts, team, services, as_of, window):
    begin = as_of - window
    known, until = facts.collected("remediations", services, as_of, begin)
    declared = inferred = n = 0
    excluded = Counter()
    for service in services:
        deployments = [d for d in within(facts.by_service["deployment", service.id], 0, as_of)
                       if is_production(d)]
        named = {i.get("caused_by")
                 for i in within(facts.by_service["incident", service.id], 0, as_of)}
        named |= {d.get("fixes") for d in deployments
                  if d.get("kind") in ("hotfix", "rollback")}
        for place, deployment in enumerate(deployments):
            if deployment["at"] < begin or deployment.get("kind", "normal") != "normal":
                continue
            if service not in known:
                excluded["remediation not collected"] += 1
                continue
            n += 1
            following = deployments[place + 1] if place + 1 < len(deployments) else {}
            if deployment.get("id") and deployment["id"] in named:
                declared += 1
            elif following.get("kind") in ("hotfix", "rollback") and not following.get("fixes"):
                inferred += 1
    if not known:
        return Reading(excluded=excluded, covered_until=until, details={"declared": 0, "inferred": 0})
    return share(n - declared - inferred, n, excluded, until, declared=declared,
                 inferred=inferred)


# Reliability ----------------------------------------------------------------------------

def restore_time(facts, team, services, as_of, window):
    begin = as_of - window
    goal = team.goals.get("restore_time")
    nothing = {"p90": None, "geometric_mean": None, "open": 0, "within_goal": 0 if goal else None}
    collected, until = facts.collected("incidents", services, as_of, begin)
    if not collected:
        return uncollected(until, **nothing)
    finished, still_open, excluded = [], [], Counter()
    for service in collected:
        for incident in within(facts.by_service["incident", service.id], begin, as_of):
            started, restored = incident["started_at"], incident.get("restored_at")
            if restored is not None and restored < started:
                excluded["restored before it started"] += 1
            elif incident.get("planned"):
                excluded["planned"] += 1
            elif incident.get("environment", "production") != "production":
                excluded["not production"] += 1
            elif restored is None or restored >= as_of:
                still_open.append(as_of - started)
            else:
                finished.append(restored - started)
    times, flags = with_open_items(finished, still_open)
    n = len(times)
    details = {"p90": None, "geometric_mean": None, "open": len(still_open),
               "within_goal": sum(t <= goal["value"] for t in finished) if goal else None}
    if n == 0:
        return Reading("quiet", None, 0, excluded, None, False, until, details, [])
    details.update(p90=quantile(times, 0.9), geometric_mean=geometric_mean(times))
    return Reading(state_of(n), median(times), n, excluded, median_interval(times),
                   median_is_open(flags), until, details, times)


def slo_attainment(facts, team, services, as_of, window, judged=None):
    """`judged`: a span that each objective is judged on, in place of its own window."""
    collected, until = facts.collected("slo_samples", services, as_of, as_of - window)
    if not collected:
        return uncollected(until, slos=[])
    kept, excluded, listed = {}, Counter(), []
    for objective in (o for service in collected for o in service.objectives):
        span = judged or objective.window
        samples = within(facts.samples[objective.service, objective.id], as_of - span, as_of)
        line, reason = judge_objective(objective, samples, as_of, span)
        listed.append(line)
        if reason:
            excluded[reason] += 1
        else:
            kept[objective.service, objective.id] = line["kept"]
    return census(kept, excluded, until, slos=listed)


def judge_objective(objective, samples, as_of, span):
    covered, good, total = 0, Fraction(0), Fraction(0)
    for sample in samples:
        length = sample.get("seconds", DAY)
        if sample["at"] + length > as_of:
            continue
        covered += length
        if not objective.by_slices:
            good += Fraction(sample["good"])
            total += Fraction(sample["total"])
        elif sample["total"]:
            total += 1
            good += Fraction(sample["good"]) / Fraction(sample["total"]) >= objective.slice_target
    line = {"service": objective.service, "id": objective.id, "target": float(objective.target),
            "attained": None, "budget_left": None, "good": float(good), "total": float(total),
            "kept": None}
    if 2 * covered < span:
        return line, "less than half of its window is covered"
    if total == 0:
        return line, "no traffic in its window"
    attained = good / total
    line.update(attained=float(attained), kept=attained >= objective.target,
                budget_left=budget_left(attained, objective.target))
    return line, None


def budget_left(value, target):
    return None if target == 1 else float(1 - (1 - Fraction(value)) / (1 - target))


# Security -----------------------------------------------------------------------------

PRE_RELEASE = re.compile(r"v?\d+\.\d+\.\d+-[0-9A-Za-z.-]+(\+.*)?")
SEMANTIC = re.compile(r"pkg:(npm|cargo|golang|nuget|composer|gem|hex|pub)/", re.IGNORECASE)


def look_at_component(component, versions):
    """(reason it is left out or None, its running version, its pending releases)."""
    applied = [v for v in versions if v.applied is not None]
    dated = [v for v in applied if v.released is not None]
    if not dated:
        return ("date unknown" if applied else "never applied"), None, []
    running = max(dated, key=lambda v: v.released)
    passes_over = SEMANTIC.match(component) and not PRE_RELEASE.fullmatch(running.name)
    pending = [v for v in versions if v.applied is None and v.released > running.released
               and not (passes_over and PRE_RELEASE.fullmatch(v.name))]
    return None, running, pending


def patch_freshness(facts, team, services, as_of, window):
    begin = as_of - window
    collected, until = facts.collected("updates", services, as_of, begin)
    if not collected:
        return uncollected(until, budget_left=None, components=0, current=0,
                           adoption_median=None, adoption_n=0, security_adoption_median=None,
                           security_adoption_n=0, libyears=0)
    goal = team.goals.get("patch_freshness")
    limit = goal["within"] if goal and goal["within"] else 30 * DAY
    fresh, excluded, behind_seconds = {}, Counter(), 0
    adopted, waiting = [], []  # (seconds, whether it is a security update)
    for service in collected:
        for component, known in facts.versions(service.id, as_of).items():
            versions = known.values()
            adopted += [(v.applied - v.released, v.security) for v in versions
                        if v.applied is not None and v.applied >= begin
                        and v.released is not None and v.applied >= v.released]
            reason, running, pending = look_at_component(component, versions)
            if reason:
                excluded[reason] += 1
                continue
            waiting += [(as_of - v.released, v.security) for v in pending]
            lag = as_of - min((v.released for v in pending), default=as_of)
            fresh[service.id, component] = lag <= limit
            if pending:
                behind_seconds += max(v.released for v in pending) - running.released
    reading = census(fresh, excluded, until)
    adoption, _ = with_open_items([t for t, _ in adopted], [t for t, _ in waiting])
    security, _ = with_open_items([t for t, is_security in adopted if is_security],
                                  [t for t, is_security in waiting if is_security])
    reading.details = {
        "budget_left": census_budget(fresh, goal),
        "components": reading.n, "current": sum(fresh.values()),
        "adoption_median": median(adoption) if adoption else None, "adoption_n": len(adoption),
        "security_adoption_median": median(security) if security else None,
        "security_adoption_n": len(security),
        "libyears": behind_seconds / (365.25 * DAY)}
    return reading


def census_budget(items, goal):
    if not goal or not items:
        return None
    return budget_left(Fraction(sum(items.values()), len(items)), goal["value"])


def secure_configuration(facts, team, services, as_of, window):
    collected, until = facts.collected("checks", services, as_of, as_of - window)
    if not collected:
        return uncollected(until, budget_left=None, checks=0, passing=0)
    passing, excluded = {}, Counter()
    for service in collected:
        latest = {}
        looks = within(facts.by_service["check", service.id], 0, as_of)
        for check in sorted(looks, key=lambda look: (*order(look), look["passed"])):
            latest[check["check"]] = check
        for name, check in latest.items():
            if check["at"] < as_of - 90 * DAY:
                excluded["not looked at in 90 days"] += 1
            elif check.get("passed") is None:
                excluded["inconclusive"] += 1
            else:
                passing[service.id, name] = check["passed"]
    goal = team.goals.get("secure_configuration")
    return census(passing, excluded, until, budget_left=census_budget(passing, goal),
                  checks=len(passing), passing=sum(passing.values()))
