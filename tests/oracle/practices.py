"""The capacities that only a team has: what it does, rather than what its services do."""
import math
from collections import Counter

from capacities import Reading, share, state_of, uncollected, with_open_items
from distributions import median
from facts import DAY, WEEK, before, order

PLANNED = ("business", "operations", "engineering")
AIMS = ("risk", "trust", "governance", "empowerment")


def of_team(facts, kind, team, as_of, at="at"):
    """The team's events of a kind before as_of."""
    return [event for event in facts.by_team[kind, team.id] if event[at] < as_of]


def median_of(values):
    return median(values) if values else None


def open_median(finished, still_open):
    """The median of spans, those that have not ended ranking above all others."""
    return median_of(with_open_items(finished, still_open)[0])


def reporting(facts, team, services, as_of, window):
    known = of_team(facts, "exercise", team, as_of)
    is_collected, until = facts.collected_of_team("exercises", team, known, as_of, as_of - window)
    if not is_collected:
        return uncollected(until, exercises=0, first_report_median=None)
    sent = reported = looked_at = 0
    first, none_yet, excluded = [], [], Counter()
    for exercise in known:
        if exercise["at"] < as_of - window:
            continue
        if exercise.get("kind") == "real":
            excluded["real attempt"] += 1
        elif not exercise.get("sent"):
            excluded["no messages sent"] += 1
        elif exercise.get("reported") is None:
            excluded["reports not counted"] += 1
        else:
            looked_at += 1
            sent += exercise["sent"]
            at = exercise.get("first_reported_at")
            if at is not None and at < as_of:
                first.append(at - exercise["at"])
            elif at is not None or exercise["reported"] == 0:
                none_yet.append(as_of - exercise["at"])
            if at is None or at < as_of:
                reported += exercise["reported"]
    return share(reported, sent, excluded, until, exercises=looked_at,
                 first_report_median=open_median(first, none_yet))


def defence(facts, team, services, as_of, window):
    known = of_team(facts, "exercise", team, as_of)
    is_collected, until = facts.collected_of_team("exercises", team, known, as_of, as_of - window)
    if not is_collected:
        return uncollected(until, detect_median=None, real=0)
    held = practised = attempts = real = 0
    detected, unseen = [], []
    for exercise in known:
        if exercise["at"] < as_of - window:
            continue
        at = exercise.get("detected_at")
        went_well = exercise["outcome"] in ("stopped", "detected") and (at is None or at < as_of)
        if exercise.get("kind") == "real":
            attempts += 1
            real += went_well
            continue
        practised += 1
        held += went_well
        if went_well and at is not None:
            detected.append(at - exercise["at"])
        elif not went_well:
            unseen.append(as_of - exercise["at"])
    return share(held, practised, {"real attempt": attempts}, until,
                 detect_median=open_median(detected, unseen), real=real)


def followed_up(known, asked, done, median_name, as_of, window, **details):
    """What was asked in the window, and how much of it was done before its end."""
    finished, still_open, excluded = [], [], Counter()
    for event in known:
        is_done = event.get(done) is not None and event[done] < as_of
        if event[asked] < as_of - window:
            excluded["from before the window"] += not is_done
        elif is_done:
            finished.append(event[done] - event[asked])
        else:
            still_open.append(as_of - event[asked])
    return share(len(finished), len(finished) + len(still_open), excluded, None,
                 open=len(still_open), **{median_name: open_median(finished, still_open)},
                 **details)


def needs_met(facts, team, services, as_of, window):
    known = of_team(facts, "need", team, as_of, "asked_at")
    if not known:
        return uncollected(open=0, met_median=None)
    return followed_up(known, "asked_at", "met_at", "met_median", as_of, window)


def concerns_acted_on(facts, team, services, as_of, window):
    known = of_team(facts, "concern", team, as_of, "raised_at")
    walkarounds = of_team(facts, "walkaround", team, as_of)
    if not known and not walkarounds:
        return uncollected(open=0, acted_median=None, walkarounds=0)
    held = sum(walkaround["at"] >= as_of - window for walkaround in walkarounds)
    return followed_up(known, "raised_at", "acted_at", "acted_median", as_of, window,
                       walkarounds=held)


def lessons_acted_on(facts, team, services, as_of, window):
    known = of_team(facts, "lesson", team, as_of, "learned_at")
    if not known:
        return uncollected(open=0, acted_median=None, went_right=0)
    right = sum(bool(lesson.get("went_right")) for lesson in known
                if lesson["learned_at"] >= as_of - window)
    return followed_up(known, "learned_at", "acted_at", "acted_median", as_of, window,
                       went_right=right)


def shadowing(facts, team, services, as_of, window):
    known = of_team(facts, "shadowing", team, as_of)
    if not known:
        return uncollected(to_security=0, from_security=0)
    within = [s for s in known if s["at"] >= as_of - window]
    days = {direction: sum(s["days"] for s in within if s["direction"] == direction)
            for direction in ("to_security", "from_security")}
    return Reading(state_of(len(within), False), sum(days.values()) if within else None,
                   len(within), details=days)


def champions(facts, team, services, as_of, window):
    known = [meeting for meeting in facts.by_type["meeting"] if meeting["at"] < as_of]
    names_one = int(bool(team.champion))
    if not known:
        return uncollected(names_one=names_one)
    within = [m for m in known if m["at"] >= as_of - window]
    return share(sum(team.id in m["teams"] for m in within), len(within), names_one=names_one)


def ownership(facts, team, services, as_of, window):
    if not services:
        return uncollected()
    owned = sum(len(facts.owners[service.id]) == 1 for service in services)
    return Reading("measured", owned / len(services), len(services))


def simplification(facts, team, services, as_of, window):
    begin = as_of - window

    # A rule without a date was always there, be it retired one day.
    rules = [rule for rule in facts.by_type["rule"] if rule.get("team") in (None, team.id)
             and (rule.get("added_at") or 0) < as_of]
    if not rules:
        return uncollected(retired=0, added=0, hours_given_back=None, hours_added=None,
                           standing=0, confirmed=0)
    retired = [rule for rule in rules if begin <= (rule.get("retired_at") or 0) < as_of]
    added = [rule for rule in rules if (rule.get("added_at") or 0) >= begin]
    standing = [rule for rule in rules if not before(rule.get("retired_at"), as_of)]
    confirmed = 0
    for rule in standing:
        reviews = [v for v in facts.by_type["rule_review"] if v["rule"] == rule.get("id")
                   and as_of - 180 * DAY <= v["at"] < as_of]
        confirmed += bool(reviews) and max(reviews, key=order)["fits"]
    n = len(retired) + len(added)
    return Reading(state_of(n, False), len(retired) - len(added) if n else None, n, details={
        "retired": len(retired), "added": len(added),
        "hours_given_back": hours_said(retired), "hours_added": hours_said(added),
        "standing": len(standing), "confirmed": confirmed})


def hours_said(rules):
    said = [r["hours_per_month"] for r in rules if r.get("hours_per_month") is not None]
    return sum(said) if said else None


def planned_work(facts, team, services, as_of, window):
    names = PLANNED + ("unplanned",) + AIMS
    known = of_team(facts, "work", team, as_of)
    is_collected, until = facts.collected_of_team("work", team, known, as_of, as_of - window)
    if not is_collected:
        return uncollected(until, **dict.fromkeys(names))
    within = [w for w in known if w["at"] >= as_of - window]
    hours = dict.fromkeys(names, 0)
    for work in within:
        hours[work["kind"]] += work["hours"]
        if work.get("aim"):
            hours[work["aim"]] += work["hours"]
    planned = sum(hours[kind] for kind in PLANNED)
    total = planned + hours["unplanned"]
    return Reading("measured" if total else "quiet", planned / total if total else None,
                   math.floor(total + 0.5), covered_until=until, details=hours,
                   sample=weekly_shares(within, as_of, window))


def weekly_shares(works, as_of, window):
    """Of each whole week with any hours the planned share."""
    shares = []
    for back in range(window // WEEK):
        hours = {True: 0, False: 0}
        for work in works:
            if as_of - (back + 1) * WEEK <= work["at"] < as_of - back * WEEK:
                hours[work["kind"] in PLANNED] += work["hours"]
        if sum(hours.values()):
            shares.append(hours[True] / sum(hours.values()))
    return shares
