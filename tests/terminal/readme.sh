#!/usr/bin/env bash
# Each screen in the README is the demo's own, to the cell. UPDATE=1 ('make readme') writes the
# README anew, with what the program shows now.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

command -v tmux > /dev/null || { echo "skipped: tmux is not installed"; exit 0; }
readme=$source_dir/README.md
ok "three screens say what they are" test "$(grep -c '^<!-- screen ' "$readme")" = 3
ok "no other is shown" test "$(grep -c '^```text' "$readme")" = 3
ok "they are as the README shows them" \
	python3 -B "$source_dir/tests/support/shown.py" "$readme" "$work/home" ${UPDATE:+update}
finish
