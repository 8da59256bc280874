#!/usr/bin/env python3
"""oracle.py TEAMS.yaml EVENTS.jsonl SNAPSHOT.json...: every number of a snapshot, made again.

The arithmetic is stated a second time, in Python, from what aplomb-capacities(7) says. Each
snapshot names its instant, window and edition of bands itself. Prints each difference; exit 1 if
there is one.
"""
import json
import sys

sys.dont_write_bytecode = True
from distributions import check_known_values  # noqa: E402
from facts import DAY, Facts, instant  # noqa: E402
from scorecard import Asked, read_team  # noqa: E402
from team_files import read_team_file  # noqa: E402

SIX_DIGITS = ("interval", "p")


class Comparison:
    def __init__(self, name):
        self.name, self.fields, self.differences = name, 0, 0

    def differ(self, path, expected, found):
        self.differences += 1
        print(f"{self.name} {path}: the oracle says {json.dumps(expected)}, "
              f"the program {json.dumps(found)}")

    def same(self, path, expected, found, digits=9):
        """Whatever the oracle names is there and agrees."""
        if isinstance(expected, dict) and isinstance(found, dict):
            for key, value in expected.items():
                self.same(f"{path}.{key}", value, found.get(key, "no such key"),
                          6 if key in SIX_DIGITS else digits)
        elif (isinstance(expected, list) and isinstance(found, list)
              and len(expected) == len(found)):
            for index, (left, right) in enumerate(zip(expected, found)):
                self.same(f"{path}[{index}]", left, right, digits)
        elif is_number(expected) and is_number(found):
            self.fields += 1
            if abs(expected - found) > 1.1 * 10 ** (1 - digits) * max(abs(found), 1e-12):
                self.differ(path, expected, found)
        else:
            self.fields += 1
            if expected != found or type(expected) is not type(found):
                self.differ(path, expected, found)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def compare_readings(comparison, path, expected, found_list):
    found = {reading["id"]: reading for reading in found_list}
    if list(found) != list(expected):
        comparison.differ(path, list(expected), list(found))
        return
    for name, reading in expected.items():
        shown = dict(found[name])
        shown["excluded"] = {e["reason"]: e["n"] for e in shown["excluded"]}
        if set(shown["excluded"]) - set(reading["excluded"]):
            comparison.differ(f"{path}.{name}.excluded", reading["excluded"], shown["excluded"])
        if set(shown["details"]) != set(reading["details"]):
            comparison.differ(f"{path}.{name}.details", sorted(reading["details"]),
                              sorted(shown["details"]))
        comparison.same(f"{path}.{name}", reading, shown)


def compare_snapshot(facts, snapshot, name):
    comparison = Comparison(name)
    asked = Asked(facts, instant(snapshot["as_of"]), snapshot["window_days"] * DAY,
                  snapshot["bands_edition"])
    found = {team["id"]: team for team in snapshot["teams"]}
    for team in (team for team in facts.teams if team.id in found):
        shown, expected = found[team.id], read_team(asked, team)
        comparison.same(f"{team.id}.invest", expected["invest"], shown["invest"])
        compare_readings(comparison, team.id, expected["capacities"], shown["capacities"])
        for service, shown_service in zip(expected["services"], shown["services"]):
            compare_readings(comparison, f"{team.id}/{service['id']}", service["capacities"],
                             shown_service["capacities"])
    return comparison


def compare_files(teams_path, events_path, snapshot_paths, name=None):
    """How many fields were compared, and how many differ."""
    with open(events_path, encoding="utf-8") as file:
        facts = Facts(read_team_file(teams_path), [json.loads(line) for line in file])
    fields = differences = 0
    for path in snapshot_paths:
        with open(path, encoding="utf-8") as file:
            comparison = compare_snapshot(facts, json.load(file), name or path)
        fields += comparison.fields
        differences += comparison.differences
    return fields, differences


def main(teams_path, events_path, *snapshot_paths):
    check_known_values()
    fields, differences = compare_files(teams_path, events_path, snapshot_paths)
    print(f"{fields} fields of {len(snapshot_paths)} snapshots, {differences} differences")
    return 1 if differences or not fields else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
