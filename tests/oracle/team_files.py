"""The YAML that our own examples are written in: blocks, flows, comments, plain and quoted text.

Everything is text until somebody needs a number: `99.9%` must stay an exact decimal.
"""
import json
import re

FLOW_TOKEN = re.compile(r"\s*(?:([\[\]{},])|\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'|"
                        r"((?:[^\[\]{},:\"']|:(?=\S))(?:[^\[\]{},:]|:(?=[^\s\[\]{},]))*)|(:))")


def without_comment(line):
    quote = None
    for place, character in enumerate(line):
        if quote:
            quote = None if character == quote else quote
        elif character in "\"'" and (place == 0 or line[place - 1] in " [{,:"):
            quote = character
        elif character == "#" and (place == 0 or line[place - 1].isspace()):
            return line[:place].rstrip()
    return line.rstrip()


def read_flow(text):
    tokens = []
    for mark, double, single, plain, colon in FLOW_TOKEN.findall(text):
        if mark or colon:
            tokens.append((mark or colon, None))
        elif double or single or plain.strip():
            tokens.append(("text", double or single.replace("''", "'") or plain.strip()))

    def value():
        kind, content = tokens.pop(0)
        if kind == "[":
            items = []
            while tokens[0][0] != "]":
                items.append(value())
                if tokens[0][0] == ",":
                    tokens.pop(0)
            tokens.pop(0)
            return items
        if kind == "{":
            pairs = {}
            while tokens[0][0] != "}":
                key = value()
                tokens.pop(0)
                pairs[key] = value()
                if tokens[0][0] == ",":
                    tokens.pop(0)
            tokens.pop(0)
            return pairs
        return content

    return value()


def read_scalar(text):
    return read_flow(text) if text[:1] in tuple("[{\"'") else text


def read_block(lines, indent):
    """Takes the lines of one block off the front of `lines`: [(indent, text), ...]."""
    if lines[0][1].startswith("- ") or lines[0][1] == "-":
        items = []
        while lines and lines[0][0] == indent and lines[0][1].startswith("-"):
            rest = lines[0][1][1:].lstrip()
            inner = indent + len(lines[0][1]) - len(rest)
            if re.match(r"[\w.-]+:(\s|$)", rest):
                lines[0] = (inner, rest)
                items.append(read_block(lines, inner))
            else:
                lines.pop(0)
                items.append(read_scalar(rest))
        return items
    pairs = {}
    while lines and lines[0][0] == indent:
        key, rest = re.match(r"([\w.-]+):\s*(.*)", lines.pop(0)[1]).groups()
        if rest:
            pairs[key] = read_scalar(rest)
        else:
            pairs[key] = read_block(lines, lines[0][0])
    return pairs


def read_team_file(path):
    with open(path, encoding="utf-8") as file:
        if file.read(1) == "{":  # JSON is YAML
            file.seek(0)
            return json.load(file)
        file.seek(0)
        kept = filter(str.strip, map(without_comment, file))
        lines = [(len(line) - len(line.lstrip()), line.strip()) for line in kept]
    return read_block(lines, 0)
