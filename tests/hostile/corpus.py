"""The strings of strings.txt, and what of a text may reach a reader."""
import os
import re
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
SIMPLE = {"n": b"\n", "r": b"\r", "t": b"\t", "0": b"\0", "\\": b"\\"}
ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]+)\}|([nrt0\\]))")


def plain(text):
    out, at = b"", 0
    for found in ESCAPE.finditer(text):
        out += text[at:found.start()].encode()
        if found[1]:
            out += bytes([int(found[1], 16)])
        elif found[2]:
            out += chr(int(found[2], 16)).encode("utf-8", "surrogatepass")
        else:
            out += SIMPLE[found[3]]
        at = found.end()
    rest = text[at:]
    return out + rest.encode()


def unescape(line):
    """The bytes of a line; \\{N:TEXT} ends at the line's last brace or before the next one."""
    out = b""
    while (at := line.find("\\{")) >= 0 and (head := re.match(r"\\\{(\d+):", line[at:])):
        body, depth = at + head.end(), 1
        end = body
        while depth:
            depth += {"{": 1, "}": -1}.get(line[end], 0)
            end += 1
        out += plain(line[:at]) + int(head[1]) * plain(line[body:end - 1])
        line = line[end:]
    return out + plain(line)


def strings():
    """[(line number, group, bytes)]"""
    found, group = [], None
    with open(os.path.join(HERE, "strings.txt"), encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, 1):
            line = line[:-1]
            if line.startswith("## "):
                group = line[3:]
            elif line and not line.startswith("#"):
                found.append((number, group, unescape(line)))
    return found


def as_text(value):
    """The text where YAML and JSON can carry it (valid UTF-8, no NUL), else None."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def quoted(text):
    """A scalar of YAML in double quotes."""
    def one(c):
        if c in '"\\':
            return "\\" + c
        if 0x20 <= ord(c) < 0x7F:
            return c
        return "\\x%02x" % ord(c) if ord(c) < 0x100 else "\\U%08x" % ord(c)
    return '"' + "".join(map(one, text)) + '"'


# What is obeyed instead of shown. Not unassigned characters: Unicode's versions differ there.
OBEYED = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    + "".join("%c%c" % (plane | 0xFFFE, plane | 0xFFFF) for plane in range(0x10000, 0xF0000, 0x10000))
    + "]")
# More marks than any language has on one character.
TOWER = re.compile("[\u0300-\u036f\u0483-\u0489\u20d0-\u20f0\ufe20-\ufe2f]{5}")


def visible(text):
    """As it must be shown, by another way than the program's; None where marks are concerned."""
    if any(unicodedata.category(c)[0] == "M" or unicodedata.category(c) == "Cn"
           or unicodedata.combining(c) or 0x1100 <= ord(c) <= 0x11FF for c in text):
        return None
    return OBEYED.sub(lambda found: "<U+%04X>" % ord(found[0]), text)
