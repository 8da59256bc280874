#!/usr/bin/env bash
# What the README says, typed as it stands by somebody who has a clone and knows nothing else: from
# "Install" to a number of their own. What would go under /usr/local goes into a temporary place.
# STRANGER_TEST=1 with 'make test', too.
# shellcheck disable=SC2317 # functions are called by what the README says
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"
# shellcheck source=tests/support/drawn.sh
. "$source_dir/tests/support/drawn.sh"

# commands_under HEADING: what stands there in blocks of commands.
commands_under() {
	awk -v heading="## $1" '/^## /{ inside = $0 == heading }
		inside && /^```/{ block = !block; next } inside && block' "$source_dir/README.md"
}
without_remark() {
	set -- "${1%%#*}"
	echo "${1%"${1##*[! ]}"}"
}
began=$SECONDS
took() { echo "# $((SECONDS - began)) s so far: $1"; }

place=$work/usr-local
sudo() { "$@" PREFIX="$place"; }
type_install() {
	case $1 in
	"make run "*) DRAWN_SECONDS=1800 drawn Northwind "$1" ;;
	"make test "*) eval "$1" > "$work/out" 2>&1 ||
		{ grep -E '^not ok|^NOT OK|Error' "$work/out"; return 1; } ;;
	*) gives 0 eval "$1" ;;
	esac
}

cd "$source_dir" || exit 1
mapfile -t commands < <(commands_under Install)
ok "three lines install it" test "${#commands[@]}" = 3
for command in "${commands[@]}"; do
	case $command in
	"make test "*) [ "${STRANGER_TEST:-0}" != 0 ] || continue ;;
	esac
	ok "$(without_remark "$command")" type_install "$command"
	took "$(without_remark "$command")"
done

# A shell that is begun now finds it; the shop's past ends in September 2026.
export PATH=$place/bin:$PATH MANPATH=$place/share/man: APLOMB_AS_OF=2026-10-01
hash -r
ok "the program is on the PATH" is "$(command -v aplomb)" "$place/bin/aplomb"
if command -v man > /dev/null; then
	ok "man finds the page it names" is "$(man -w aplomb-tutorial)" \
		"$place/share/man/man7/aplomb-tutorial.7"
fi

ok "there is a repository, and an export of incidents" \
	python3 -B tests/support/small_shop.py "$work"
mkdir "$work/begin" && cp "$work/incidents.json" "$work/begin" && cd "$work/begin" || exit 1
mapfile -t commands < <(commands_under "Five minutes with your own")
ok "nine lines point it at one's own" test "${#commands[@]}" = 9
for command in "${commands[@]}"; do
	case $command in
	"aplomb  "*) ok "aplomb" drawn "First team" "$command" ;;
	*) ok "$(without_remark "$command")" gives 0 eval "$command" ;;
	esac
	case $command in
	"aplomb show"*) ok "there is a number" says "Half of " "$work/out" ;;
	esac
done
took "a number of one's own"

cd "$source_dir" || exit 1
ok "sudo make uninstall" gives 0 sudo make uninstall
ok "nothing is left" is "$(find "$place" -type f)" ""
finish
