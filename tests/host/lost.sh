#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The window or its display goes away under the machine's feet: it ends in
# order all the same, screenshot included, and says why.
# usage: lost.sh VM LOOK XCLOSE IMAGE
set -eu
program=$1 look=$2 xclose=$3 image=$4
. "$(dirname "$0")/xvfb.sh"

screen_start
start() {
    rm -f "$work/end.png"
    vm_start --screenshot "$work/end.png@halt" "$image"
}
picture_left() { [ -s "$work/end.png" ] || die "$1: no screenshot"; }
loss_told() {
    grep -q '^vm: the connection to the display is lost$' "$work/err" ||
        die "$1: not told"
    ! grep -v '^vm: ' "$work/err" >/dev/null || die "$1: somebody else's words"
}

start
xdotool windowclose "$window" # destroys it
vm_end 0
picture_left "window destroyed"
[ ! -s "$work/err" ] || die "messages for a destroyed window"

start
xdotool windowkill "$window" # cuts the connection
vm_end 90
picture_left "connection cut"
loss_told "connection cut"

start
kill -KILL "$xvfb"
vm_end 90
picture_left "server killed"
loss_told "server killed"
