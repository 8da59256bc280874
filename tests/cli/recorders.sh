#!/usr/bin/env bash
# A few who record at once and one who looks: nothing is lost, doubled or refused. `make
# recorders` is the long form.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
export APLOMB PYTHONDONTWRITEBYTECODE=1
harness=$source_dir/tests/bench/recorders.py

# WAY EVENTS: as many events by eight recorders.
for run in "stdin 400" "process 64"; do
	read -r way events <<< "$run"
	ok "by $way" gives 0 env RECORDERS=8 EVENTS="$events" WAY="$way" python3 "$harness"
	ok "nothing is lost or doubled" says "lost 0, doubled 0, wrong 0, spooled 0" "$work/out"
	ok "each is acknowledged" says "acknowledged: $events recorded" "$work/out"
	ok "a viewer reads meanwhile" grep -qE '^a viewer reads [0-9]*[1-9]' "$work/out"
	sed 's/^/# /' "$work/out"
done

finish
