#!/usr/bin/env bash
# Markdown, CSV and HTML say what the JSON snapshot says, and obey nothing that is in them.
# shellcheck disable=SC2317 # functions are called through ok
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

# An organisation whose names were made to be obeyed.
cat > "$work/hostile.yaml" << 'END'
organization: "</title><script>alert(1)</script>"
groups:
  - {id: g, name: "=HYPERLINK(\"x\") | <b>"}
teams:
  - id: t
    name: "=1+1|`x`|<img onerror=x>\""
    group: g
    purpose: "- [x](javascript:alert) \u202e\e[31m @everyone #1 \\| "
    champion: "\t@SUM(A1),\"\r\n"
    collects: [deployments, incidents]
    goals: {lead_time: 1d}
    services:
      - {id: s, name: "</svg></style>https://host | www.host.org"}
END
hostile() { "$APLOMB" -q -t "$work/hostile.yaml" -d "$work/none.db" --as-of 2026-09-30 export "$@"; }

for format in text markdown csv json html; do
	ok "$format is exported" gives 0 "$APLOMB" demo -f "$format" -o "$work/demo.$format"
	ok "$format of hostile names too" \
		gives 0 hostile -f "$format" -o "$work/hostile.$format"
	(cd / && TZ=Asia/Tokyo "$APLOMB" demo -f "$format") > "$work/again.$format"
	ok "the same facts give the same $format" cmp "$work/demo.$format" "$work/again.$format"
	ok "$format of one team is less" gives 0 "$APLOMB" demo -f "$format" payments
	ok "and has that team" grep -qi payments "$work/out"
	ok "and no other" sh -c "! grep -qi checkout '$work/out'"
done
for format in csv json html; do
	LC_ALL=C "$APLOMB" demo -f "$format" > "$work/again.$format"
	ok "$format does not depend on the locale" cmp "$work/demo.$format" "$work/again.$format"
done
ok "an unknown format gets the nearest suggested" gives 2 "$APLOMB" demo -f htm
ok "htm is near to html" says "did you mean 'html'?"
ok "markdow is near to markdown" gives 2 "$APLOMB" demo -f markdow
ok "and said to be" says "did you mean 'markdown'?"

each_names_what_it_speaks_for() {
	local format
	for format in text markdown csv json html; do
		says 2026-10-01T05:00:00Z "$work/demo.$format" &&
			says America/Chicago "$work/demo.$format" &&
			says 84 "$work/demo.$format" && says 2019 "$work/demo.$format" &&
			says "$("$APLOMB" -V | sed 's/^aplomb //')" "$work/demo.$format" || return 1
	done
}
ok "each names as_of, zone, window, bands and version" each_names_what_it_speaks_for

# What charts and pages show as marks and words is in the JSON as figures.
tells_shifts_and_notes() {
	python3 - "$work/demo.json" << 'END'
import json, sys

shifts = notes = 0
usual = set()
for team in json.load(open(sys.argv[1]))["teams"]:
    assert list(team)[-1] == "notes"
    for note in team["notes"]:
        assert list(note) == ["at", "capacity", "text"] and note["text"]
        notes += 1
    for part in [team] + team["services"]:
        for c in part["capacities"]:
            assert list(c)[-1] == "shifts" and len(c["shifts"]) <= 1
            for shift in c["shifts"]:
                assert list(shift) == ["since", "side", "weeks", "median", "usual"]
                assert shift["side"] in ("above", "below") and shift["weeks"] >= 8 and c["usual"]
                above = shift["median"] > c["usual"]["mean"]
                assert above == (shift["side"] == "above"), (part["id"], c["id"])
                usual.add(shift["usual"] is None)
                shifts += 1
assert shifts > 5 and notes > 2 and usual == {True, False}, (shifts, notes, usual)
END
}
ok "JSON tells shifts and notes" tells_shifts_and_notes

# compares NAME: the CSV has what the JSON has, cell for cell.
compares() {
	python3 - "$work/$1.csv" "$work/$1.json" << 'END'
import csv, json, sys

def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value if value[:1] in tuple("=+-@") else value
    return repr(value) if isinstance(value, int) else value

raw = open(sys.argv[1], "rb").read()
assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n")
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline=""), strict=True))
head, rows = rows[0], rows[1:]
assert all(len(row) == len(head) for row in rows) and len(set(head)) == len(head)
snapshot = json.load(open(sys.argv[2]))
expected = []
for team in snapshot["teams"]:
    for service in [None] + team["services"]:
        for c in (service or team)["capacities"]:
            goal, test, interval = c["goal"] or {}, c["test"] or {}, c["interval"] or [None] * 2
            usual = c["usual"] or {}
            expected.append({
                "team": team["id"], "team_name": team["name"], "group": team["group"],
                "service": service and service["id"],
                "service_name": service and service["name"], "capacity": c["id"],
                **{key: c[key] for key in
                   ("state", "value", "unit", "n", "at_least", "covered_until", "change",
                    "evidence_grade", "evidence_newest")},
                "interval_low": interval[0], "interval_high": interval[1],
                "goal": goal.get("value"), "goal_met": goal.get("met"),
                "bands": None if c["bands"] is None else ";".join(c["bands"]) or "[]",
                "previous_state": c["previous"]["state"],
                "previous_value": c["previous"]["value"], "previous_n": c["previous"]["n"],
                "test": test.get("name"), "p": test.get("p"), "usual_low": usual.get("low"),
                "usual_mean": usual.get("mean"), "usual_high": usual.get("high"),
                "excluded": ";".join(f"{e['reason']}:{e['n']}" for e in c["excluded"]),
                "organization": snapshot["organization"], "as_of": snapshot["as_of"],
                "window_days": snapshot["window_days"], "timezone": snapshot["timezone"],
                "bands_edition": snapshot["bands_edition"], "version": snapshot["aplomb"]})
assert len(rows) == len(expected), (len(rows), len(expected))
for row, wanted in zip(rows, expected):
    assert set(head) == set(wanted), set(head) ^ set(wanted)
    for name, cell in zip(head, row):
        value = text(wanted[name])
        same = float(cell) == value if isinstance(value, float) and cell else cell == value
        # A TAB or CR at the beginning is guarded, and then shown.
        if name in ("team_name", "champion") and cell == "'" + str(value):
            same = True
        assert same, (row[:6], name, cell, value)
END
}
ok "the CSV is the JSON, cell for cell" compares demo
ok "with hostile names too" compares hostile
no_formula() {
	python3 - "$work/hostile.csv" << 'END'
import csv, sys
for row in csv.DictReader(open(sys.argv[1], newline="")):
    for name, cell in row.items():
        if cell[:1] in tuple("=+-@\t\r") and cell:
            float(cell)
END
}
ok "no cell of the CSV begins a formula" no_formula

# tables FILE: every table's rows have as many cells as its head.
tables() {
	python3 - "$1" << 'END'
import re, sys
cells = tables = 0
for line in open(sys.argv[1], encoding="utf-8"):
    bars = len(re.findall(r"(?<!\\)\|", line))
    if line.startswith("|"):
        tables += not cells
        assert not cells or bars == cells, line
    else:
        assert not bars, line
    cells = bars
assert tables, "no table"
END
}
ok "the Markdown's tables are whole" tables "$work/demo.markdown"
ok "with hostile names too" tables "$work/hostile.markdown"
"$APLOMB" --ascii demo -f markdown > "$work/ascii.markdown"
ok "with --ascii it is pure ASCII" sh -c "! LC_ALL=C grep -q '[^ -~]' '$work/ascii.markdown'"
ok "and its tables are whole" tables "$work/ascii.markdown"
# Outside of code, which hosts leave alone.
no_markup() {
	python3 - "$work/hostile.markdown" << 'END'
import re, sys
for line in open(sys.argv[1], encoding="utf-8"):
    plain = ""
    while line:
        fence = re.match("`+", line)
        if fence:
            code = re.match(f"{fence[0]}.*?[^`]{fence[0]}(?!`)", line)
            assert code, line
            line = line[code.end():]
        else:
            step = 2 if line[0] == "\\" else 1
            plain += line[:step]
            line = line[step:]
    plain = plain[2:] if plain.startswith("> ") else plain
    assert not re.search(r"[<>@]|://|www\.|(?<!\\)[][]", plain), plain
END
}
ok "nothing of it is HTML, a link or a mention" no_markup

# page FILE: well-formed, accessible, and asks for nothing.
page() {
	python3 - "$1" << 'END'
import re, sys
import xml.etree.ElementTree as tree

text = open(sys.argv[1], encoding="utf-8").read()
root = tree.fromstring(text)
own = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
for what in ("src=", "url(", "@import", "<script", "<link", "<iframe", "<img", "<object",
             " style=", "<form"):
    assert what not in re.sub(r">[^<]*<", "><", own), what
assert "@import" not in text and "url(" not in text
assert len(re.findall("http", re.sub(r">[^<]*<", "><", own))) == 1  # http-equiv
assert not re.search(r"<[^>]* on[a-z]+=", re.sub(r'"[^"]*"', '""', own))
head = root.find("head")
policy = [m.get("content") for m in head.findall("meta") if m.get("http-equiv")]
assert policy == ["default-src 'none'; style-src 'unsafe-inline'"], policy
assert root.get("lang") == "en" and head.find("title").text.strip()
for landmark in ("header", "main", "footer"):
    assert root.find("body").find(landmark) is not None, landmark
level = 0
for element in root.iter():
    if re.fullmatch("h[1-6]", element.tag):
        now = int(element.tag[1])
        assert now <= level + 1, (level, "".join(element.itertext()))
        level = now
ids = [e.get("id") for e in root.iter() if e.get("id")]
assert len(ids) == len(set(ids)), "an id twice"
for link in root.iter("a"):
    assert link.get("href")[0] == "#" and link.get("href")[1:] in ids, link.get("href")
for table in root.iter("table"):
    assert table.find("caption") is not None
    assert all(th.get("scope") for th in table.iter("th"))
for chart in root.iter("svg"):
    assert chart.get("role") == "img" and chart.find("title").text and chart.find("desc").text
    assert all(i in ids for i in chart.get("aria-labelledby").split())
for element in root.iter():
    if element.get("aria-labelledby"):
        assert all(i in ids for i in element.get("aria-labelledby").split())
END
}
ok "the HTML is well-formed, accessible and asks for nothing" page "$work/demo.html"
ok "with hostile names too" page "$work/hostile.html"
charts() {
	[ "$(grep -c '<svg' "$work/demo.html")" -gt 40 ] && says 'class="usual"' "$work/demo.html" &&
		says 'class="goal"' "$work/demo.html" && says 'class="dot"' "$work/demo.html"
}
ok "it has charts with usual ranges, goals and dots" charts

# says_the_same: the words of each reading stand in text, Markdown and HTML alike.
says_the_same() {
	python3 - "$work" << 'END'
import html, re, sys
work = sys.argv[1]
page = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ",
    re.sub(r"<(style|desc|title).*?</\1>", "", open(f"{work}/demo.html").read(), flags=re.S))))
flat = re.sub(r"\s+", " ", open(f"{work}/demo.text").read())
count = 0
for line in open(f"{work}/demo.markdown"):
    fact = re.match(r"  - ([a-zA-Z ]+): (.*)", line)
    if not fact:
        continue
    words = fact[2] if fact[2].count("`") == 0 else fact[2].replace("`", "")
    words = re.sub(r"\\(.)", r"\1", html.unescape(words))
    count += 1
    assert f"{fact[1]} {words}" in flat, words
    assert words in page, words
assert count > 200, count
END
}
ok "text, Markdown and HTML tell the same facts in the same words" says_the_same

# What was noted on 19 August is not known on the evening before.
has_note_from_its_day_on() {
	"$APLOMB" demo --as-of 2026-08-19 -f "$@" payments | grep -q 'Second rehearsal' &&
		"$APLOMB" demo --as-of 2026-08-18 -f "$@" payments > "$work/evening" &&
		grep -q 'Rehearsed the queue replay' "$work/evening" &&
		! grep -q 'Second rehearsal' "$work/evening"
}
for format in text markdown html; do
	ok "$format says what was noted, from that day on" has_note_from_its_day_on "$format"
done
ok "so does the plain text" has_note_from_its_day_on text --plain

# One about what has no chart stands in HTML, too.
"$APLOMB" -q -d "$work/noted.db" record note --team t --at 2026-09-01T00:00:00Z \
	--text "Pizza <at> the table" --capacity champions
"$APLOMB" -q -t "$work/hostile.yaml" -d "$work/noted.db" --as-of 2026-09-30 export -f html \
	-o "$work/noted.html"
ok "HTML says what was noted without a chart" \
	grep -q "<li>1 Sep, Champions: Pizza &lt;at&gt; the table</li>" "$work/noted.html"

no_refused_word() {
	! sed '/<style>/,/<\/style>/d; /<div class="behind">/,/<\/details>/d' "$work/demo.html" |
		cat - "$work/demo.markdown" |
		grep -nwiE 'fail(ed|ure|ures|s)?|violat[a-z]*|breach[a-z]*|bad|worst|worse|offender|improved?|degraded?|poor|alert|compliant|N/A|missing|nan|null|red|amber|rank(ing)?'
}
ok "no refused word stands in Markdown or HTML" no_refused_word

finish
