"""What must hold of whatever comes out, each as a function that raises Wrong."""
import csv
import html.parser
import io
import json
import re
import shutil
import subprocess

from corpus import OBEYED, TOWER

NUMBER = re.compile(r"-?[0-9.]+(?:e[-+]?[0-9]+)?$")


class Wrong(Exception):
    pass


def harmless(text, but=""):
    for found in OBEYED.finditer(text):
        if found[0] not in but:
            raise Wrong("U+%04X in %r" % (ord(found[0]), text[max(0, found.start() - 40):found.end() + 40]))
    if (found := TOWER.search(text)):
        raise Wrong("a tower of marks in %r" % text[max(0, found.start() - 40):found.end()])


def decoded(out, is_ascii):
    try:
        return out.decode("ascii" if is_ascii else "utf-8")
    except UnicodeDecodeError as error:
        raise Wrong("%s: %r" % (error, out[max(0, error.start - 40):error.start + 20])) from error


def words(out, is_ascii):
    """Text, plain sentences and what is said on stderr. It has no shape to compare."""
    harmless(decoded(out, is_ascii), but="\n")


def cells(out, _is_ascii):
    """A snapshot as CSV: how many cells each row has."""
    return rows_of(out, "")


def event_cells(out, _is_ascii):
    """Events as CSV, where lines within a text stay lines."""
    return rows_of(out, "\n\t")


def rows_of(out, but):
    text = decoded(out, False)
    if text.count("\r") != text.count("\r\n"):
        raise Wrong("a carriage return within a row")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for row in rows:
        for cell in row:
            harmless(cell, but)
            if cell and cell[0] in "=+-@\t\r＝＋－＠" and not NUMBER.match(cell):
                raise Wrong("a formula: %r" % cell[:80])
    return [len(row) for row in rows]


def shape_of(value):
    if isinstance(value, dict):
        for key in value:
            harmless(key)
        return {key: shape_of(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape_of(inner) for inner in value]
    if isinstance(value, str):
        harmless(value)
        return "text"
    return value


def members(out, _is_ascii):
    """A snapshot as JSON: all of it, but for the texts."""
    text = decoded(out, False)
    harmless(text, but="\n")
    return shape_of(json.loads(text))


def lines(out, _is_ascii):
    """JSON Lines: the bytes are harmless, what they stand for comes back as it was."""
    text = decoded(out, False)
    harmless(text, but="\n")
    return sorted(sorted(json.loads(line)) for line in text.splitlines())


class Elements(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.seen, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag,) + tuple(name for name, _ in attrs))
        if tag not in ("meta", "link", "br", "hr", "img"):
            self.open.append(tag)
        for _, value in attrs:
            harmless(value or "")

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag,) + tuple(name for name, _ in attrs))
        for _, value in attrs:
            harmless(value or "")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise Wrong("</%s> closes another element" % tag)

    def handle_data(self, data):
        harmless(data, but="\n\t")

    def handle_comment(self, data):
        self.seen.append(("comment",))

    def handle_pi(self, data):
        self.seen.append(("instruction",))

    def unknown_decl(self, data):
        self.seen.append(("declaration",))


def elements(out, _is_ascii):
    """The page: its elements with the names of their attributes."""
    page = Elements()
    text = decoded(out, False)
    harmless(text, but="\n\t")
    page.feed(text)
    page.close()
    if page.open:
        raise Wrong("never closed: %s" % page.open)
    return page.seen


CMARK = shutil.which("cmark-gfm")


def blocks(out, is_ascii):
    """Markdown as GitHub's own parser reads it: its nodes but for text and code within a line."""
    text = decoded(out, is_ascii)
    harmless(text, but="\n")
    if not CMARK:
        return None
    xml = subprocess.run([CMARK, "-t", "xml", "-e", "table", "-e", "autolink", "-e",
                          "strikethrough", "-e", "tasklist", "-e", "footnotes"], input=out,
                         capture_output=True, check=True).stdout.decode()
    nodes = re.findall(r"<(/?\w+)", xml)
    return [node for node in nodes
            if node.strip("/") not in ("text", "code", "softbreak", "xml", "DOCTYPE")]
