#!/usr/bin/env bash
# Builds the checked-in tree again, in another folder, under another name, umask, zone, locale and
# number of jobs, and compares what comes of it with $APLOMB byte for byte.
set -eu
cd "$(dirname "$0")/../.."
: "${APLOMB:?the path of the binary}"

elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
tree="$elsewhere/another name/of the folder"
mkdir -p "$tree"
git ls-files -z | tar --null -T - -cf - | tar -xf - -C "$tree"

umask 077
if ! env -i PATH="$PATH" HOME="$elsewhere" TZ=Pacific/Apia LC_ALL=C make -C "$tree" -j3 \
	CC="${CC:-gcc}" > "$elsewhere/log" 2>&1; then
	tail -20 "$elsewhere/log"
	echo "reproducible: it could not be built elsewhere" >&2
	exit 1
fi
sha256sum "$APLOMB" "$tree/build/release/aplomb" | sed "s|$elsewhere/||"
if ! cmp "$APLOMB" "$tree/build/release/aplomb"; then
	echo "reproducible: the same source gave another program" >&2
	exit 1
fi
echo "reproducible: the same bytes"
