"""The ways out: each a command, what it is called with, and who judges what comes out."""
import judge

AS_OF = ["--as-of", "2026-10-01T00:00:00Z"]
CAPACITIES = ("restore_time lead_time change_success deploy_cadence slo_attainment patch_freshness "
              "secure_configuration defence needs_met concerns_acted_on lessons_acted_on "
              "simplification shadowing champions planned_work ownership reporting").split()
KINDS = ("deployment incident slo_sample update check exercise need walkaround concern shadowing "
         "meeting lesson rule rule_review work coverage note").split()


def printed():
    """[(name, arguments, judge)] of an organisation's files."""
    out = [("text", ["show"], judge.words), ("text", ["show", "t0"], judge.words),
           ("text", ["show", "t0", "invest"], judge.words),
           ("text", ["show", "t0", "collected"], judge.words),
           ("text", ["show", "t0", "collected", "--plain"], judge.words),
           ("text", ["compare", "t0"], judge.words), ("text", ["agenda"], judge.words),
           ("text", ["export"], judge.words), ("text", ["export", "--ascii"], judge.words),
           ("text", ["events"], judge.words), ("text", ["events", "t0"], judge.words),
           ("text", ["show", "t0", "--plain"], judge.words),
           ("text", ["agenda", "--plain"], judge.words),
           ("text", ["events", "--plain"], judge.words),
           ("text", ["compare", "t0", "--plain"], judge.words),
           ("CSV", ["export", "-f", "csv"], judge.cells),
           ("Markdown", ["export", "-f", "markdown"], judge.blocks),
           ("Markdown", ["agenda", "-f", "markdown"], judge.blocks),
           ("HTML", ["export", "-f", "html"], judge.elements),
           ("JSON", ["export", "-f", "json"], judge.members),
           ("JSON", ["agenda", "-f", "json"], judge.members),
           ("JSON", ["events", "-f", "jsonl"], judge.lines),
           ("stderr", ["check", "-v"], judge.words),
           ("stderr", ["show", "t0", "-v"], judge.words)]
    out += [("text", ["show", "t0", c], judge.words) for c in CAPACITIES]
    out += [("CSV", ["events", "-f", "csv", "--kind", k], judge.event_cells) for k in KINDS]
    return [(way, arguments + AS_OF, judged) for way, arguments, judged in out]


# What refuses or quotes an argument; S is the string, F a file of that name.
ARGUED = [
    [b"S"], [b"show", b"S"], [b"show", b"t0", b"S"], [b"export", b"S"], [b"export", b"-f", b"S"],
    [b"events", b"S"], [b"events", b"--kind", b"S"], [b"events", b"--since", b"S"],
    [b"events", b"--until", b"S"], [b"events", b"-f", b"S"], [b"compare", b"S"],
    [b"compare", b"t0", b"--then", b"S"], [b"agenda", b"S"], [b"agenda", b"--since", b"S"],
    [b"show", b"--as-of", b"S"], [b"show", b"--window", b"S"], [b"show", b"--bands", b"S"],
    [b"show", b"--color", b"S"], [b"--S"], [b"-S"], [b"show", b"-t", b"S"],
    [b"show", b"-d", b"S"], [b"check", b"-t", b"F"], [b"show", b"-t", b"F"],
    [b"import", b"S"], [b"import", b"auto", b"S"], [b"import", b"auto", b"F"],
    [b"import", b"events", b"F"], [b"import", b"csv", b"--type", b"S", b"F"],
    [b"import", b"csv", b"--type", b"note", b"F"], [b"import", b"events", b"--map", b"F", b"F"],
    [b"import", b"git", b"--service", b"S", b"--repo", b"S"],
    [b"import", b"github", b"--service", b"S", b"F"],
    [b"record", b"S"], [b"record", b"note", b"--S", b"x"],
    [b"record", b"note", b"--team", b"t0", b"--at", b"S", b"--text", b"x"],
    [b"record", b"note", b"--team", b"S", b"--at", b"5", b"--text", b"S", b"--capacity", b"S"],
    [b"record", b"work", b"--team", b"S", b"--at", b"5", b"--kind", b"S", b"--hours", b"S"],
    [b"amend", b"note", b"S", b"--text", b"x"], [b"amend", b"S", b"S"], [b"forget", b"note", b"S"],
    [b"forget", b"note", b"S", b"--source", b"S", b"--yes"], [b"completion", b"S"], [b"demo", b"S"],
    [b"doctor"], [b"doctor", b"S"],
]

# A team file of one line that is refused, and quotes the string.
REFUSED = [b'S', b'"S"', b'S: 1', b'"S": 1', b'timezone: "S"', b'bands: "S"', b'goals: {"S": 1}',
           b'goals: {lead_time: "S"}', b'teams: [{id: "S"}]', b'teams: [{id: t, group: "S"}]',
           b'teams: [{id: t, "S": 1}]', b'teams: [{id: t, collects: ["S"]}]', b'a: *S', b'a: &S b',
           b'teams: [{id: t, services: [{id: s, slos: [{id: l, target: "S"}]}]}]', b'%TAG S',
           b'apiVersion: "S"\nkind: "S"', b'!S a: b']

VARIABLES = ["TERM", "COLORFGBG", "TZ", "LC_ALL", "LANG", "NO_COLOR", "TERM_PROGRAM", "HOME",
             "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "APLOMB_DB", "APLOMB_TEAMS", "APLOMB_WINDOW",
             "APLOMB_BANDS", "APLOMB_AS_OF", "TZDIR", "PATH"]
