#!/bin/sh
# Sees to what building and testing need: names what is missing, then installs it through the
# system's package manager. Does nothing, and needs no network, where all is there.
set -eu

missing=
need_command() { command -v "$1" > /dev/null 2>&1 || missing="$missing $2"; }
need_library() { pkg-config --exists "$1" 2> /dev/null || missing="$missing $2"; }
need_path() { [ -e "$1" ] || missing="$missing $2"; }

need_command "${CC:-gcc}" gcc
need_command make make
need_command pkg-config pkg-config
need_command git git
need_command sqlite3 sqlite3
need_command tmux tmux
need_command python3 python3
need_command pgrep procps
need_library ncursesw libncurses-dev
need_library sqlite3 libsqlite3-dev
need_library yaml-0.1 libyaml-dev
need_library libRmath r-mathlib
need_library cmocka libcmocka-dev
need_path /usr/include/unistr.h libunistring-dev
need_path /usr/include/stdio.h libc6-dev
need_path /usr/share/zoneinfo tzdata
if [ "${1:-}" = deb ] || [ "${1:-}" = ci ]; then
	need_command dh debhelper
	need_path /usr/share/build-essential build-essential
fi
[ "${1:-}" != chroot ] || need_command debootstrap debootstrap
if [ "${1:-}" = ci ]; then
	need_command clang clang
	need_command clang-format clang-format
	need_command clang-tidy clang-tidy
	need_command cppcheck cppcheck
	need_command shellcheck shellcheck
	need_command mandoc mandoc
	need_command valgrind valgrind
	need_command lcov lcov
	need_command cmark-gfm cmark-gfm
	need_command readelf binutils
	need_command appstreamcli appstream
	need_command desktop-file-validate desktop-file-utils
	need_command lintian lintian
	need_command man man-db
	need_command zsh zsh
	ls /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.asan-*.a > /dev/null 2>&1 ||
		missing="$missing libclang-rt-dev"
fi

[ -z "$missing" ] && exit 0

if ! command -v apt-get > /dev/null 2>&1; then
	echo "aplomb needs (Debian's names):$missing" >&2
	echo "Install their like with your package manager, then run make again." >&2
	exit 1
fi
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
echo "Installing what is missing:$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086 # a list of names
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y --no-install-recommends -qq $missing
