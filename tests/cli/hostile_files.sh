#!/usr/bin/env bash
# A few altered histories; `make hostile-files` looks at more.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
cd "$source_dir" || exit 1

export APLOMB
export HOSTILE_CASES=${HOSTILE_CASES:-24} HOSTILE_SECONDS=${HOSTILE_SECONDS:-30}
ok "damaged histories" env PYTHONDONTWRITEBYTECODE=1 python3 tests/hostile/files.py
finish
