"""A small shop's past, for the tutorial: SHOP/src/shop, a repository, and SHOP/incidents.json.

Both are the same wherever and whenever they are made: 41 weeks to the end of September 2026, the
last twelve of which ship more often and are restored sooner than those before.
"""

import datetime
import json
import os
import random
import subprocess
import sys

chance = random.Random(30)
END = datetime.datetime(2026, 9, 29, 12, tzinfo=datetime.timezone.utc)
WEEK = datetime.timedelta(weeks=1)


def within(week, hours):
    """An instant that many weeks back, at some time of that week."""
    return END - week * WEEK + datetime.timedelta(hours=chance.uniform(0, hours))


def stamp(instant):
    return int(instant.timestamp())


def releases():
    for week in range(41, 0, -1):
        often = 3 if week <= 12 else 1
        yield from sorted(within(week, 160) for _ in range(often + chance.randrange(2)))


def repository():
    """A stream for `git fast-import`: commits, and a tag for each release."""
    who = "Shop <shop@example.org>"
    for number, at in enumerate(releases(), 1):
        for change in range(chance.randrange(1, 4)):
            committed = stamp(at) - int(chance.lognormvariate(0, 0.7) * 20 * 3600)
            text = f"Change {number}.{change + 1}"
            yield (f"commit refs/heads/main\ncommitter {who} {committed} +0000\n"
                   f"data {len(text)}\n{text}\n")
        yield (f"tag v{number}\nfrom refs/heads/main\ntagger {who} {stamp(at)} +0000\n"
               f"data {len(str(number))}\n{number}\n")


def incidents():
    for number, week in enumerate([36, 33, 30, 27, 24, 23, 22, 20, 19, 18, 17, 16, 15, 13,
                                   11, 10, 9, 8, 7, 5, 4, 3, 2], 1):
        began = within(week, 150)
        minutes = chance.lognormvariate(3.1 if week <= 12 else 4.3, 0.35)
        restored = began + datetime.timedelta(minutes=round(minutes))
        yield {"id": f"Q{number:02}", "incident_number": number, "status": "resolved",
               "created_at": began.strftime("%Y-%m-%dT%H:%M:%SZ"),
               "last_status_change_at": restored.strftime("%Y-%m-%dT%H:%M:%SZ"),
               "urgency": "high", "service": {"id": "PSHOP", "summary": "Shop API"}}


def main(directory):
    shop = f"{directory}/src/shop"
    os.makedirs(shop)
    subprocess.run(["git", "init", "-q", "--bare", shop], check=True)
    subprocess.run(["git", "-C", shop, "fast-import", "--quiet"], check=True,
                   input="".join(repository()), text=True)
    with open(f"{directory}/incidents.json", "w", encoding="utf-8") as file:
        json.dump({"incidents": list(incidents()), "more": False}, file, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
