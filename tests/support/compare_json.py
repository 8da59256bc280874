#!/usr/bin/env python3
"""compare_json.py EXPECTED ACTUAL: every field that EXPECTED names stands in ACTUAL.

Numbers agree within a relative 1e-6, intervals within 1e-4. Lists of objects with an "id" are
matched by it, so that ACTUAL may hold more. Prints each difference; exit 1 if there is one.
"""
import json
import sys

differences = 0


def differ(path, expected, actual):
    global differences
    differences += 1
    print(f"{path}: expected {json.dumps(expected)}, got {json.dumps(actual)}")


def compare(path, expected, actual, tolerance=1e-6):
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key not in actual:
                differ(f"{path}.{key}", value, None)
            else:
                compare(f"{path}.{key}", value, actual[key],
                        1e-4 if key == "interval" else tolerance)
    elif isinstance(expected, list) and isinstance(actual, list):
        if expected and isinstance(expected[0], dict) and "id" in expected[0]:
            by_id = {item["id"]: item for item in actual}
            for item in expected:
                if item["id"] not in by_id:
                    differ(f"{path}[{item['id']}]", item, None)
                else:
                    compare(f"{path}[{item['id']}]", item, by_id[item["id"]], tolerance)
        elif len(expected) != len(actual):
            differ(path, expected, actual)
        else:
            for index, (left, right) in enumerate(zip(expected, actual)):
                compare(f"{path}[{index}]", left, right, tolerance)
    elif (isinstance(expected, (int, float)) and not isinstance(expected, bool)
          and isinstance(actual, (int, float)) and not isinstance(actual, bool)):
        if abs(expected - actual) > tolerance * max(abs(expected), abs(actual)):
            differ(path, expected, actual)
    elif expected != actual or type(expected) is not type(actual):
        differ(path, expected, actual)


def main():
    with open(sys.argv[1], encoding="utf-8") as expected, \
            open(sys.argv[2], encoding="utf-8") as actual:
        compare("$", json.load(expected), json.load(actual))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
