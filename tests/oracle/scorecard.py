"""From readings to a scorecard: goals, bands, verdicts, weeks, usual range, where to invest."""
import math
from fractions import Fraction

import capacities as of_services
import practices
from distributions import detectable_ratio, fisher_exact, mann_whitney, median
from facts import DAY, WEEK, rfc3339

MONTH = 30.4375
INFINITE = math.inf


class Capacity:
    def __init__(self, name, unit, measure, test, less_is_better=False, team_only=False):
        self.name, self.unit, self.measure, self.test = name, unit, measure, test
        self.less_is_better, self.team_only = less_is_better, team_only


CAPACITIES = [
    Capacity("deploy_cadence", "per_week", of_services.deploy_cadence, "rate"),
    Capacity("lead_time", "seconds", of_services.lead_time, "times", less_is_better=True),
    Capacity("change_success", "ratio", of_services.change_success, "share"),
    Capacity("restore_time", "seconds", of_services.restore_time, "times", less_is_better=True),
    Capacity("slo_attainment", "ratio", of_services.slo_attainment, "census"),
    Capacity("patch_freshness", "ratio", of_services.patch_freshness, "census"),
    Capacity("secure_configuration", "ratio", of_services.secure_configuration, "census"),
    Capacity("reporting", "ratio", practices.reporting, "share", team_only=True),
    Capacity("defence", "ratio", practices.defence, "share", team_only=True),
    Capacity("needs_met", "ratio", practices.needs_met, "share", team_only=True),
    Capacity("concerns_acted_on", "ratio", practices.concerns_acted_on, "share", team_only=True),
    Capacity("lessons_acted_on", "ratio", practices.lessons_acted_on, "share", team_only=True),
    Capacity("shadowing", "days", practices.shadowing, None, team_only=True),
    Capacity("champions", "ratio", practices.champions, "share", team_only=True),
    Capacity("ownership", "ratio", practices.ownership, None, team_only=True),
    Capacity("simplification", "count", practices.simplification, None, team_only=True),
    Capacity("planned_work", "ratio", practices.planned_work, "weeks", team_only=True),
]
WITHOUT_USUAL_RANGE = ("needs_met", "concerns_acted_on", "lessons_acted_on", "shadowing",
                       "simplification")
GENERAL = ("deploy_cadence", "lead_time", "change_success", "restore_time", "slo_attainment")
ENHANCEMENTS = ("patch_freshness", "secure_configuration")

# Each band: (low, whether low belongs to it, high, whether high belongs to it).
BANDS = {
    ("2019", "deploy_cadence"): {
        "elite": (1, False, INFINITE, False), "high": (1 / 7, True, 1, True),
        "medium": (1 / MONTH, True, 1 / 7, False), "low": (1 / 182.625, True, 1 / MONTH, False)},
    ("2019", "lead_time"): {
        "elite": (0, True, DAY, False), "high": (DAY, True, WEEK, False),
        "medium": (WEEK, True, MONTH * DAY, False),
        "low": (MONTH * DAY, True, 182.625 * DAY, True)},
    ("2019", "restore_time"): {
        "elite": (0, True, 3600, False), "high": (3600, True, DAY, False),
        "medium": (3600, True, DAY, False), "low": (WEEK, True, MONTH * DAY, True)},
    ("2019", "change_success"): {
        "elite": (0.85, True, 1, True), "high": (0.85, True, 1, True),
        "medium": (0.85, True, 1, True), "low": (0.40, True, 0.54, True)},
    ("2021", "deploy_cadence"): {
        "elite": (1, False, INFINITE, False), "high": (1 / MONTH, True, 1 / 7, True),
        "medium": (1 / 182.625, True, 1 / MONTH, False), "low": (0, False, 1 / 182.625, False)},
    ("2021", "lead_time"): {
        "elite": (0, True, 3600, False), "high": (DAY, True, WEEK, False),
        "medium": (MONTH * DAY, True, 182.625 * DAY, False),
        "low": (182.625 * DAY, True, INFINITE, False)},
    ("2021", "restore_time"): {
        "elite": (0, True, 3600, False), "high": (3600, True, DAY, False),
        "medium": (DAY, True, WEEK, False), "low": (182.625 * DAY, True, INFINITE, False)},
    ("2021", "change_success"): {
        "elite": (0.85, True, 1, True), "high": (0.70, True, 0.85, False),
        "medium": (0.70, True, 0.85, False), "low": (0.70, True, 0.85, False)},
}


def bands_of(edition, capacity, reading):
    table = BANDS.get((edition, capacity.name))
    if table is None or reading.state != "measured":
        return None
    value = reading.value / 7 if capacity.unit == "per_week" else reading.value
    return [band for band, (low, with_low, high, with_high) in table.items()
            if (low < value or with_low and value == low)
            and (value < high or with_high and value == high)]


def goal_of(team, capacity, reading):
    goal = team.goals.get(capacity.name)
    if goal is None:
        return None
    met = None
    if reading.state == "measured":
        met = bool(reading.value <= goal["value"] if capacity.less_is_better
                   else reading.value >= goal["value"])
        if capacity.test in ("census", "share"):  # exactly: 9 of 10 meet 90 %
            kept = sum(reading.sample.values()) if capacity.test == "census" else reading.sample[0]
            met = Fraction(kept, reading.n) >= goal["value"]
    return {"value": float(goal["value"]), "met": met, "review": goal["review"]}


def verdict_of(p, direction, less_is_better):
    if p >= 0.01 or direction == 0:
        return "steady"
    return "growing" if (direction > 0) != less_is_better else "conversation"


def collector_fell_silent(facts, services, as_of, window):
    """Whether coverage of a service's deployments ended before one of the two windows began."""
    ends = ((facts.coverage("deployments", service.id, end), end)
            for service in services for end in (as_of, as_of - window))
    return any(until is not None and until <= end - window for until, end in ends)


def compare(capacity, before, now, as_of, window, fell_silent):
    """(verdict, test or None)."""
    gathering = "gathering", None
    if before.sample is None or now.sample is None or capacity.test is None:
        return gathering
    if capacity.test == "census":
        return compare_census(before.sample, now.sample)
    if capacity.test == "share":
        if before.state != "measured" or now.state != "measured":
            return gathering
        (kept_before, n_before), (kept, n) = before.sample, now.sample
        p = fisher_exact(kept_before, n_before, kept, n)
        more = Fraction(kept, n) - Fraction(kept_before, n_before)
        test = {"name": "fisher", "p": p, "n": [n_before, n]}
        return verdict_of(p, (more > 0) - (more < 0), False), test
    old, new = before.sample, now.sample
    if capacity.test == "rate":
        (old, _), (new, first) = old, new
        if first >= as_of - 2 * window or fell_silent:
            return gathering
    if min(len(old), len(new)) < 8:
        return gathering
    p, direction = mann_whitney(old, new)
    test = {"name": "mann_whitney", "p": p, "n": [len(old), len(new)]}
    return verdict_of(p, direction, capacity.less_is_better), test


def compare_census(before, now):
    common = before.keys() & now.keys()
    if not common:
        return "gathering", None
    net = sum(now[item] - before[item] for item in common)
    test = {"name": "net_change", "p": None, "n": [len(common), len(common)]}
    if abs(net) >= 1 and 20 * abs(net) >= len(common):
        return ("growing" if net > 0 else "conversation"), test
    return "steady", test


def usual_range(capacity, weekly):
    """mean -+ 2.66 x mean moving range (XmR), of at least 12 weeks."""
    seen = [value for value in weekly if value is not None]
    if len(seen) < 12 or capacity.name in WITHOUT_USUAL_RANGE:
        return None
    if capacity.test == "times":
        seen = [math.log(max(value, 1)) for value in seen]
    mean = math.fsum(seen) / len(seen)
    moving = math.fsum(abs(b - a) for a, b in zip(seen, seen[1:])) / (len(seen) - 1)
    usual = {"low": mean - 2.66 * moving, "mean": mean, "high": mean + 2.66 * moving}
    if capacity.test == "times":
        usual = {name: math.exp(value) for name, value in usual.items()}
    if capacity.unit == "ratio":
        usual = {name: min(1, max(0, value)) for name, value in usual.items()}
    return usual


def shifts(capacity, weekly, usual, as_of, until):
    """The last weekly values, 8 or more, on one side of the usual mean: since when, and what now."""
    side, since, values = 0, None, []
    for back, value in enumerate(reversed(weekly)):
        end = as_of - back * WEEK
        if value is None or usual is None or (until is not None and end > until):
            continue
        here = (0 if math.isclose(value, usual["mean"], rel_tol=1e-12)
                else 1 if value > usual["mean"] else -1)
        if here == 0 or side not in (0, here):
            break
        side, since = here, end - WEEK
        values.insert(0, value)
    if len(values) < 8:
        return []
    return [{"since": rfc3339(since), "side": "above" if side > 0 else "below",
             "weeks": len(values), "median": median(values),
             "usual": usual_range(capacity, values)}]


class Asked:
    """What a scorecard is asked for."""

    def __init__(self, facts, as_of, window, edition):
        self.facts, self.as_of, self.window, self.edition = facts, as_of, window, edition


def week_values(asked, capacity, team, services, weeks_back):
    """The measure of each week as of its end, oldest first; `weeks_back`: 0 is the last one."""
    extra = {"judged": WEEK} if capacity.name == "slo_attainment" else {}
    values = []
    for back in reversed(weeks_back):
        if capacity.name == "ownership":
            values.append(None)  # it is of now: the YAML has no past
        else:
            end = asked.as_of - back * WEEK
            values.append(capacity.measure(asked.facts, team, services, end, WEEK, **extra).value)
    return values


def read_capacity(asked, capacity, team, services, is_team):
    as_of, window = asked.as_of, asked.window
    now = capacity.measure(asked.facts, team, services, as_of, window)
    if capacity.name == "ownership":
        before = of_services.uncollected()
    else:
        before = capacity.measure(asked.facts, team, services, as_of - window, window)
    change, test = compare(capacity, before, now, as_of, window,
                           collector_fell_silent(asked.facts, services, as_of, window))
    weekly = week_values(asked, capacity, team, services, range(window // WEEK))
    before_window = -(-window // WEEK)  # the first week that ends before the window begins
    earlier = week_values(asked, capacity, team, services,
                          range(before_window, before_window + 26))
    usual = usual_range(capacity, earlier)
    details = dict(now.details)
    if capacity.test == "times":
        comparable = change in ("steady", "gathering") and before.sample and now.sample
        details["detectable_ratio"] = (detectable_ratio(before.sample, now.sample)
                                       if comparable else None)
    with_bands = not is_team or len(services) == 1
    return {
        "id": capacity.name, "state": now.state, "value": now.value, "unit": capacity.unit,
        "n": now.n, "excluded": {why: n for why, n in now.excluded.items() if n},
        "interval": now.interval, "at_least": now.at_least, "covered_until": rfc3339(now.covered_until),
        "goal": goal_of(team, capacity, now),
        "bands": bands_of(asked.edition, capacity, now) if with_bands else None,
        "previous": {"state": before.state, "value": before.value, "n": before.n},
        "change": change, "test": test, "weekly": weekly,
        "usual": usual, "details": details,
        "shifts": shifts(capacity, weekly, usual, as_of, now.covered_until),
    }


def room_to_grow(name, reading, service_readings):
    if reading["state"] != "measured":
        return False
    if reading["goal"]:
        return not reading["goal"]["met"]
    if name == "slo_attainment":
        return reading["value"] < 1
    banded = [r["bands"] for r in service_readings if r["bands"] is not None]
    neither = [bands for bands in banded if not {"elite", "high"} & set(bands)]
    return 2 * len(neither) > len(banded)


def where_to_invest(team_readings, services):
    def judge(name):
        return room_to_grow(name, team_readings[name], [s[name] for s in services])

    if sum(team_readings[name]["state"] == "measured" for name in GENERAL) < 3:
        return {"mode": "gathering", "because": []}
    because = [name for name in GENERAL if judge(name)]
    if because:
        return {"mode": "general", "because": because}
    for name in ENHANCEMENTS:
        reading = team_readings[name]
        share_wanted = reading["goal"]["value"] if reading["goal"] else 0.9
        if reading["state"] != "measured" or reading["value"] < share_wanted:
            because.append(name)
    if because:
        return {"mode": "enhance", "because": because}
    return {"mode": "specialise", "because": []}


def read_team(asked, team):
    services = []
    for service in team.services:
        services.append({capacity.name: read_capacity(asked, capacity, team, [service], False)
                         for capacity in CAPACITIES if not capacity.team_only})
    readings = {capacity.name: read_capacity(asked, capacity, team, team.services, True)
                for capacity in CAPACITIES}
    return {"id": team.id, "invest": where_to_invest(readings, services), "capacities": readings,
            "services": [{"id": service.id, "capacities": found}
                         for service, found in zip(team.services, services)]}
