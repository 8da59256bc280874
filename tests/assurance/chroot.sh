#!/usr/bin/env bash
# aplomb in a Debian that has nothing else, of $SUITE: its package by itself and with its tests, then
# $TARBALL, as the README says. As root; takes the machine's own mirror, and leaves nothing behind.
# CHROOT_TEST=0 leaves out 'make test'.
set -euo pipefail
cd "$(dirname "$0")/../.."

# -- outside: a directory that goes with it ----------------------------------------------------

# The mirror that apt asks for $SUITE, or else the first one.
mirror() {
	# shellcheck disable=SC2016 # apt's own
	apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
		awk -v suite="$SUITE" '$2 == "main" && !first { first = $3 }
			$2 == "main" && $1 == suite { print $3; found = 1; exit }
			END { if (!found) print first }' | head -1
}

outside() {
	: "${SUITE:?the release of Debian}" "${TARBALL:?the path of the packed source}"
	[ "$(id -u)" = 0 ] || { echo "chroot: debootstrap wants root" >&2; exit 1; }
	tree=$(mktemp -d)
	chmod 755 "$tree"
	trap 'rm -rf --one-file-system "$tree"' EXIT
	# What is mounted in there is seen by nobody else, and ends with it.
	unshare --mount --pid --fork --kill-child bash "$0" within "$tree"
	echo "chroot: all held in $SECONDS s"
}

# -- within: mounts of its own -----------------------------------------------------------------

within() {
	local tree=$1 log=build/chroot.log
	: > "$log"
	quietly debootstrap --variant=minbase "$SUITE" "$tree" "$(mirror)"
	mount -t proc proc "$tree/proc"
	mount --rbind /dev "$tree/dev"
	mkdir "$tree/srv/source"
	tar -xf "$TARBALL" -C "$tree/srv/source" --strip-components=1
	echo "# $SECONDS s so far: debootstrap $SUITE"
	# A package leans on the libraries of the release that it was built in.
	if [ "$SUITE" = "$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)" ]; then
		cp build/deb/aplomb_*.deb "$tree/srv/aplomb.deb"
		inside package
	else
		echo "# the package is not of $SUITE: from source only"
	fi
	inside source
}
quietly() { "$@" >> "$log" 2>&1 || { tail -20 "$log"; return 1; }; }
inside() {
	chroot "$tree" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		HOME=/root TERM=xterm DEBIAN_FRONTEND=noninteractive STRANGER_TEST="${CHROOT_TEST:-1}" \
		bash /srv/source/tests/assurance/chroot.sh "$1"
	echo "# $SECONDS s so far: $1"
}

# -- inside ------------------------------------------------------------------------------------

apt_quietly() { apt-get -qq -y "$@" > /srv/apt.log 2>&1 || { tail -20 /srv/apt.log; return 1; }; }

package() {
	# shellcheck source=tests/support/check.sh
	. tests/support/check.sh
	# shellcheck source=tests/support/drawn.sh
	. tests/support/drawn.sh
	apt_quietly update
	ok "apt installs the package, and what it needs" apt_quietly install /srv/aplomb.deb
	ok "the demo is drawn" drawn Northwind "aplomb demo"
	repository() { git -C "$work/shop" -c user.name=x -c user.email=x@example.org "$@"; }
	mkdir "$work/shop" "$work/begin"
	repository init -q
	repository commit -q --allow-empty -m "Release 1.0"
	repository tag 1.0
	cd "$work/begin" || exit 1
	ok "aplomb init" gives 0 aplomb init
	ok "aplomb import git" gives 0 aplomb import git --service first-service --repo "$work/shop"
	ok "takes its release in" says "1 added"
	ok "aplomb export -f json" gives 0 aplomb export -f json
	ok "has it" says '"deploy_cadence"' "$work/out"
	cd /srv/source || exit 1
	# As debian/tests/control says.
	ok "apt installs what its tests need" \
		apt_quietly install --no-install-recommends man-db tmux zsh
	ok "debian/tests/command-line" gives 0 bash debian/tests/command-line
	ok "debian/tests/terminal" gives 0 bash debian/tests/terminal
	ok "apt removes all of it" \
		apt_quietly purge --autoremove aplomb git man-db tmux zsh
	ok "nothing is left" is "$(find / -xdev -name '*aplomb*' \
		-not -path '/srv/*' -not -path '/tmp/*')" ""
	finish
}

case ${1:-} in
within) within "$2" ;;
package | source)
	cd /srv/source
	if [ "$1" = package ]; then
		package
	else
		apt_quietly update
		apt_quietly install --no-install-recommends make git
		bash tests/assurance/stranger.sh
	fi
	;;
*) outside ;;
esac
