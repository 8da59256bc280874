#!/usr/bin/env python3
"""Writes what a built aplomb consists of, as an SPDX 2.3 document, to standard output.

The program, then the libraries as its linker was told: what it is linked to is read from the
program itself, what it has inside (-l:libRmath.a) from those words alone. Versions are those of the
packages that hold the libraries where the system's package manager knows them, else those of
pkg-config. The same program on the same system gives the same bytes: the time is
SOURCE_DATE_EPOCH's.
"""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys

# What is linked, under which licence its authors give it, and what pkg-config calls it.
LIBRARIES = {
    "libsqlite3": ("SQLite", "blessing", "sqlite3", "https://www.sqlite.org/"),
    "libyaml-0": ("libyaml", "MIT", "yaml-0.1", "https://pyyaml.org/wiki/LibYAML"),
    "libRmath": ("R math library", "GPL-2.0-or-later", "libRmath", "https://www.r-project.org/"),
    "libncursesw": ("ncurses", "X11-distribute-modifications-variant", "ncursesw",
                    "https://invisible-island.net/ncurses/"),
    "libtinfo": ("ncurses terminfo", "X11-distribute-modifications-variant", "tinfo",
                 "https://invisible-island.net/ncurses/"),
    "libunistring": ("libunistring", "LGPL-3.0-or-later OR GPL-2.0-or-later", None,
                     "https://www.gnu.org/software/libunistring/"),
    "libc": ("GNU C Library", "LGPL-2.1-or-later", None, "https://www.gnu.org/software/libc/"),
    "libm": ("GNU C Library, mathematics", "LGPL-2.1-or-later", None,
             "https://www.gnu.org/software/libc/"),
}


def output(*command):
    """What a command prints; None where it is not there or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def needed(program):
    """The names of the libraries that the program itself asks for."""
    dynamic = output("readelf", "--dynamic", "--wide", program)
    if dynamic is None:
        sys.exit(f"sbom: {program} cannot be read with readelf (Debian: binutils)")
    return re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)


def inside(words):
    """The archives among what the linker was told, and where each is."""
    names = sorted(os.path.basename(word.removeprefix("-l:")) for word in words
                   if word.endswith(".a"))
    paths = {os.path.basename(word): word for word in words if word.startswith("/")}
    compiler = os.environ.get("CC", "cc").split()
    return {name: paths.get(name) or output(*compiler, f"-print-file-name={name}")
            for name in names}


def files_of(program):
    """Where the loader finds each library."""
    found = {}
    for line in (output("ldd", program) or "").splitlines():
        match = re.match(r"\s*(\S+) => (/\S+)", line)
        if match:
            found[match[1]] = os.path.realpath(match[2])
    return found


def package_of(path):
    """The Debian package of a file and its version; None where there is none."""
    candidates = (path, path.removeprefix("/usr"))
    for candidate in candidates:
        owner = output("dpkg-query", "--search", candidate)
        if owner:
            name = owner.splitlines()[0].rsplit(": ", 1)[0].split(",")[0]
            version = output("dpkg-query", "--show", "--showformat=${Version}", name)
            return name.split(":")[0], version
    return None


def library(name, path, manner):
    """The SPDX package of one library, linked in that manner."""
    stem = name.split(".so")[0].removesuffix(".a")
    if stem not in LIBRARIES:
        sys.exit(f"sbom: {name} is linked and not described in {os.path.basename(__file__)}")
    title, licence, module, home = LIBRARIES[stem]
    package = path and package_of(path)
    version = (package and package[1]) or (module and output("pkg-config", "--modversion", module))
    described = {
        "SPDXID": f"SPDXRef-{stem}",
        "name": title,
        "versionInfo": version or "NOASSERTION",
        "supplier": "NOASSERTION",
        "downloadLocation": home,
        "filesAnalyzed": False,
        "licenseConcluded": licence,
        "licenseDeclared": licence,
        "copyrightText": "NOASSERTION",
        "comment": f"linked {manner} as {name}",
    }
    if package:
        described["externalRefs"] = [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{package[0]}@{package[1]}",
        }]
    return described


def created():
    """SOURCE_DATE_EPOCH, as SPDX writes it."""
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    moment = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    """The document of the program that is named."""
    program = sys.argv[1]
    with open(program, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    version = output(program, "--version").split()[-1]
    files = files_of(program)
    shared = [library(name, files.get(name), "dynamically") for name in sorted(needed(program))]
    static = [library(name, path, "statically") for name, path in inside(sys.argv[2:]).items()]
    aplomb = {
        "SPDXID": "SPDXRef-aplomb",
        "name": "aplomb",
        "versionInfo": version,
        "supplier": "NOASSERTION",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
        "licenseConcluded": "GPL-3.0-or-later",
        "licenseDeclared": "GPL-3.0-or-later",
        "copyrightText": "NOASSERTION",
        "primaryPackagePurpose": "APPLICATION",
    }
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-aplomb")]
    relations += [("SPDXRef-aplomb", "DYNAMIC_LINK", each["SPDXID"]) for each in shared]
    relations += [("SPDXRef-aplomb", "STATIC_LINK", each["SPDXID"]) for each in static]
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"aplomb-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/aplomb-{version}-{digest}",
        "creationInfo": {"created": created(), "creators": [f"Tool: aplomb-sbom-{version}"]},
        "packages": [aplomb] + shared + static,
        "relationships": [{"spdxElementId": of, "relationshipType": what, "relatedSpdxElement": to}
                          for of, what, to in relations],
    }
    json.dump(document, sys.stdout, indent=1)
    print()


main()
