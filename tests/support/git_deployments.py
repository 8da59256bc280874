#!/usr/bin/env python3
"""Reckons the deployments of a repository's tags again, one git process for each tag, and
compares them with what `aplomb events -f jsonl` prints.

Usage: git_deployments.py REPOSITORY EVENTS [PATTERN]
"""
import json
import re
import subprocess
import sys
from datetime import datetime


def git(repository, *arguments, given=None, check=True):
    command = ["git", "-c", "safe.directory=*", "-C", repository, *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=check)


def seconds(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def tags(repository, pattern):
    """(time, name) of the tags of commits, in order."""
    lines = git(repository, "for-each-ref", "--format=%(creatordate:unix)%09%(refname:lstrip=2)",
                "refs/tags").stdout.splitlines()
    found = []
    for line in lines:
        at, name = line.split("\t")
        kind = git(repository, "cat-file", "-t", f"refs/tags/{name}^{{}}").stdout.strip()
        if kind == "commit" and re.search(pattern, name):
            found.append((int(at), name))
    return sorted(found, key=lambda tag: (tag[0], tag[1].encode()))


def reckon(repository, pattern):
    expected, earlier = [], []
    for at, name in tags(repository, pattern):
        revision = git(repository, "rev-parse", f"refs/tags/{name}^{{}}").stdout.strip()
        changes, is_rollback = [], False
        if earlier:
            given = f"{revision}\n" + "".join(f"^{before}\n" for before in earlier)
            listed = git(repository, "log", "--no-merges", "--format=%H %ct", "--stdin",
                         given=given).stdout
            changes = sorted(line.split() for line in listed.splitlines())
            behind = git(repository, "merge-base", "--is-ancestor", revision, earlier[-1],
                         check=False).returncode == 0
            is_rollback = behind and revision != earlier[-1]
        expected.append({"id": name, "at": at, "revision": revision,
                         "kind": "rollback" if is_rollback else None, "changes": changes})
        earlier.append(revision)
    return expected


def read(path):
    found = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            changes = sorted([change["revision"], str(seconds(change["committed_at"]))]
                             for change in event.get("changes", []))
            found.append({"id": event["id"], "at": seconds(event["at"]),
                          "revision": event["revision"], "kind": event.get("kind"),
                          "changes": changes})
    return sorted(found, key=lambda event: (event["at"], event["id"].encode()))


def main():
    expected = reckon(sys.argv[1], sys.argv[3] if len(sys.argv) > 3 else "")
    found = read(sys.argv[2])
    differing = [(want, got) for want, got in zip(expected, found) if want != got]
    for want, got in differing[:3]:
        print(f"# expected {want}\n#      got {got}")
    print(f"# {len(expected)} tags, {sum(len(e['changes']) for e in expected)} changes,"
          f" {sum(e['kind'] is not None for e in expected)} rollbacks")
    if len(expected) != len(found):
        print(f"# {len(found)} deployments were imported")
    return 1 if differing or len(expected) != len(found) else 0


sys.exit(main())
