#!/usr/bin/env python3
"""A reference set as a DuckDB file: duckdb_data.py HISTORY TEAMS.yaml DIRECTORY RUNNER

Leaves DIRECTORY/history.duckdb. The tables go through CSV files, written by the sqlite3 shell.
"""
import csv
import fractions
import os
import re
import shutil
import subprocess
import sys

TABLES = {
    "deployment": "rowid, service, at AS moment, id, kind, outcome, environment, revision, "
                  "committed_at, fixes",
    "change": "deployment, revision, committed_at",
    "incident": "service, started_at, restored_at, caused_by, environment, planned",
    "slo_sample": "service, slo, at AS moment, good, total, seconds",
    "update": "service, component, version, released_at, applied_at, security",
    "check": 'service, "check", at AS moment, passed',
}


def slos(path):
    """(team, service, SLO, target, slice target or None) of team files that reference made."""
    team = service = None
    with open(path) as lines:
        for line in lines:
            if found := re.match(r"  - id: (\S+)", line):
                team = found[1]
            elif found := re.match(r"      - id: (\S+)", line):
                service = found[1]
            elif found := re.match(r"          - \{id: (\S+), .*target: ([\d.]+)%, window: 28d"
                                   r"(?:, method: timeslices, slice_target: ([\d.]+)%)?\}", line):
                yield team, service, found[1], found[2], found[3]


def write_slos(teams, path):
    with open(path, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("team service slo target_num target_den by_slices slice_num slice_den".split())
        for team, service, slo, target, slice_target in slos(teams):
            share = fractions.Fraction(target) / 100
            of_slice = fractions.Fraction(slice_target or 100) / 100
            out.writerow((team, service, slo, share.numerator, share.denominator,
                          slice_target is not None, of_slice.numerator, of_slice.denominator))


def make(history, teams, directory, runner):
    here = os.path.dirname(os.path.abspath(__file__))
    tables = os.path.join(directory, "csv")
    database = os.path.join(directory, "history.duckdb")
    os.makedirs(tables, exist_ok=True)
    write_slos(teams, os.path.join(tables, "slo.csv"))
    for table, columns in TABLES.items():
        with open(os.path.join(tables, table + ".csv"), "w") as out:
            subprocess.run(["sqlite3", "-readonly", "-csv", "-header", history,
                            f'SELECT {columns} FROM "{table}"'], stdout=out, check=True)
    if os.path.exists(database + ".part"):
        os.remove(database + ".part")
    subprocess.run([os.path.abspath(runner), "history.duckdb.part",
                    os.path.join(here, "duckdb_import.sql")], cwd=directory, check=True)
    os.rename(database + ".part", database)
    shutil.rmtree(tables)


if __name__ == "__main__":
    make(*sys.argv[1:])
