#!/usr/bin/env bash
# aplomb-tutorial(7) can be typed as it stands, and every answer in it is the program's own.
# UPDATE=1 ('make readme') writes the answers anew.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

command -v tmux > /dev/null || { echo "skipped: tmux is not installed"; exit 0; }
tutorial=$source_dir/man/aplomb-tutorial.7
ok "a repository and an export are made" \
	python3 -B "$source_dir/tests/support/small_shop.py" "$work/home"
export APLOMB_AS_OF=2026-09-30
ok "each display says what it is" test "$(grep -c '^\.Bd' "$tutorial")" = \
	"$(grep -cE '^\.\\" (session|file|screen)' "$tutorial")"
ok "all is as the tutorial shows it" \
	python3 -B "$source_dir/tests/support/shown.py" "$tutorial" "$work/home" ${UPDATE:+update}
finish
