#!/usr/bin/env python3
"""Whether DuckDB's figures are aplomb's: duckdb_compare.py SNAPSHOT.json DIRECTORY

DIRECTORY holds what duckdb.sql wrote. Prints how many figures were compared; what differs goes
to stderr, and makes the exit status 1. aplomb prints 9 digits, so that is how far they agree.
"""
import csv
import json
import math
import os
import sys

DETAILS = {  # of aplomb's JSON, by columns of the tables
    "deploy_cadence": {"days": "deploy_days"},
    "lead_time": {"p90": "p90", "mean": "geometric_mean"},
    "change_success": {"declared": "declared", "inferred": "inferred"},
    "restore_time": {"p90": "p90", "mean": "geometric_mean", "open": "open"},
    "slo_attainment": {},
    "patch_freshness": {"current": "current", "adoption": "adoption_median",
                        "adoption_n": "adoption_n",
                        "security_adoption": "security_adoption_median",
                        "security_n": "security_adoption_n", "libyears": "libyears"},
    "secure_configuration": {"passing": "passing"},
}
EXCLUDED = {
    "deploy_cadence": {"rollbacks": "rollback", "failed": "failed", "elsewhere": "not production"},
    "lead_time": {"undated": "no commit time", "again": "delivered before",
                  "after_it": "committed after it was deployed"},
    "change_success": {},
    "restore_time": {"askew": "restored before it started", "planned": "planned",
                     "elsewhere": "not production"},
    "slo_attainment": {},
    "patch_freshness": {"undated": "date unknown", "never": "never applied"},
    "secure_configuration": {"stale": "not looked at in 90 days"},
}


def number(text):
    return None if text in ("", "NULL") else float(text)


def agree(ours, theirs):
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return math.isclose(ours, theirs, rel_tol=1e-8, abs_tol=1e-9)


def or_zero(value):
    return 0 if value is None else value


def pairs_of(capacity, reading, row):
    """(figure, aplomb's, DuckDB's) of one reading."""
    yield "value", or_zero(reading["value"]), or_zero(number(row["value"]))
    yield "n", reading["n"], or_zero(number(row["n"]))
    previous = reading["previous"]
    yield "previous", or_zero(previous["value"]), or_zero(number(row["old_value"]))
    yield "previous n", previous["n"], or_zero(number(row["old_n"]))
    for column, name in DETAILS[capacity].items():
        yield name, or_zero(reading["details"].get(name)), or_zero(number(row[column]))
    excluded = {item["reason"]: item["n"] for item in reading["excluded"]}
    for column, reason in EXCLUDED[capacity].items():
        yield reason, excluded.get(reason, 0), or_zero(number(row[column]))
    theirs = [number(item) for item in row["weekly"].strip("[]").split(", ")]
    if len(theirs) != len(reading["weekly"]):
        yield "weeks", len(reading["weekly"]), len(theirs)
    for week, (ours, other) in enumerate(zip(reading["weekly"], theirs)):
        yield f"week {week + 1}", ours, other


def slo_pairs(reading, row):
    for slo in reading["details"]["slos"]:
        yield "good", slo["good"], or_zero(number(row["good"]))
        yield "total", slo["total"], or_zero(number(row["total"]))


def main():
    snapshot, directory = sys.argv[1:]
    readings = {}
    with open(snapshot) as file:
        for team in json.load(file)["teams"]:
            for subject, service in [(team, "")] + [(s, s["id"]) for s in team["services"]]:
                for reading in subject["capacities"]:
                    readings[reading["id"], team["id"], service] = reading
    compared = differing = 0
    for capacity in DETAILS:
        with open(os.path.join(directory, capacity + ".csv"), newline="") as file:
            rows = {(row["team"], row["service"]): row for row in csv.DictReader(file)}
        for (of, team, service), reading in readings.items():
            if of != capacity:
                continue
            pairs = list(pairs_of(capacity, reading, rows[team, service]))
            if capacity == "slo_attainment" and service and reading["n"]:
                pairs += slo_pairs(reading, rows[team, service])
            for figure, ours, theirs in pairs:
                compared += 1
                if not agree(ours, theirs):
                    differing += 1
                    if differing <= 20:
                        print(f"{team} {service} {capacity} {figure}: aplomb {ours}, "
                              f"DuckDB {theirs}", file=sys.stderr)
    print(f"{compared} figures compared, {differing} differ")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
