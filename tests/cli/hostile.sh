#!/usr/bin/env bash
# Hostile text through every way out, all of it at once; 'make hostile' does it one by one.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

ok "no text is obeyed" python3 -B "$source_dir/tests/hostile/hostile.py" "$APLOMB"
ok "no bad team file takes long" python3 -B "$source_dir/tests/hostile/bad_yaml.py" "$APLOMB"

finish
