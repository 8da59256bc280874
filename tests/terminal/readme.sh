#!/bin/bash
# The screen in the README is the demo's own, to the cell.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

readme=$(dirname "$0")/../../README.md
awk '/^```/ { if (blocks++) exit; next } blocks' "$readme" > "$work/promised"
rows=$(wc -l < "$work/promised")
open_terminal 96 "$rows"
type_line "\$APLOMB demo"
wait_for "Payments: "
screen > "$work/shown"
check "the first screen is as the README shows it" diff "$work/promised" "$work/shown"
finish
