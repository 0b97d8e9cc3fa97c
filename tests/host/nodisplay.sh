#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Without a display the machine runs as with --headless, after one warning,
# and screenshots work; a display driver that shows nothing is no reason for
# a warning.
# usage: nodisplay.sh VM IMAGE
set -eu
program=$1 image=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
unset DISPLAY WAYLAND_DISPLAY WAYLAND_SOCKET SDL_VIDEODRIVER

die() {
    echo "$0: $*" >&2
    sed 's/^/err: /' "$work/err" >&2
    exit 1
}

# run: the program answers and leaves a picture.
run() {
    rm -f "$work/a.png"
    printf 'q' | env "$@" "$program" --screenshot "$work/a.png@halt" "$image" \
        >"$work/out" 2>"$work/err" || die "$*: status $?"
    printf 'ready\nS 71\n' | cmp -s - "$work/out" || die "$*: other output"
    [ -s "$work/a.png" ] || die "$*: no screenshot"
}
warned() {
    [ "$(wc -l <"$work/err")" -eq 1 ] &&
        grep -q '^vm: warning: no display: .*headless$' "$work/err"
}

run A=B
warned || die "no display, and not one warning"
run DISPLAY=:64999
warned || die "a display that is not there, and not one warning"
run SDL_VIDEODRIVER=nonsense
warned || die "a driver that is not there, and not one warning"
run SDL_VIDEODRIVER=dummy
[ ! -s "$work/err" ] || grep -q 'built without' "$work/err" ||
    die "a warning with the dummy driver"
