#!/usr/bin/env bash
# Builds the program of $TARBALL, in another folder, under another name, umask, zone, locale and number
# of jobs, and compares what comes of it with $APLOMB byte for byte. A second tarball, packed where the
# first was unpacked and git knows nothing, is compared with the first.
set -eu
cd "$(dirname "$0")/../.."
: "${APLOMB:?the path of the binary}" "${TARBALL:?the path of the packed source}"

elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
tree="$elsewhere/another name/of the folder"
mkdir -p "$tree"
tar -xf "$TARBALL" -C "$tree" --strip-components=1

umask 077
if ! env -i PATH="$PATH" HOME="$elsewhere" TZ=Pacific/Apia LC_ALL=C make -C "$tree" -j3 \
	CC="${CC:-gcc}" build dist > "$elsewhere/log" 2>&1; then
	tail -20 "$elsewhere/log"
	echo "reproducible: it could not be built elsewhere" >&2
	exit 1
fi
compare() {
	sha256sum "$1" "$2" | sed "s|$elsewhere/||"
	cmp "$1" "$2" && return 0
	echo "reproducible: the same source gave another $3" >&2
	exit 1
}
compare "$TARBALL" "$tree/$TARBALL" tarball
compare "$APLOMB" "$tree/build/release/aplomb" program
echo "reproducible: the same bytes"
