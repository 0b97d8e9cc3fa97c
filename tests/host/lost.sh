#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The window or its display goes away under the machine's feet, or does not
# answer any more: it ends in order all the same, within seconds, screenshot
# included, and says why.
# usage: lost.sh VM LOOK XCLOSE IMAGE XCUT
set -eu
program=$1 look=$2 xclose=$3 image=$4 xcut=$5
. "$(dirname "$0")/xvfb.sh"

screen_start
start() {
    rm -f "$work/end.png"
    vm_start --screenshot "$work/end.png@halt" "$@" "$image"
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

server_kill() {
    kill -KILL "$xvfb"
    { wait "$xvfb"; } 2>/dev/null || true
    xvfb=
}

# screen_kill WHAT STATUS: how it ends when the server is gone.
screen_kill() {
    server_kill
    vm_end "$2"
    picture_left "$1"
    [ "$2" -ne 90 ] || loss_told "$1"
}
opened() { title_is "lamp - paused"; }

start
screen_kill "server killed" 90

screen_start
start --fullscreen
screen_kill "server killed, full screen" 90

screen_start
start --fullscreen --scale fit
focus
xdotool key F12
until_true "the debugger" opened
screen_kill "server killed, full screen, debugger" 90

screen_start
start
focus
xdotool key b F12
until_true "the debugger" opened
xdotool key F5 # the panels are drawn again four times a second
for size in "700 500" "300 200" "1200 900"; do
    xdotool windowsize "$window" $size
done
screen_kill "server killed while the size changes" 90

# A signal is the first cause, with a server that is gone, and with one that
# does not answer, which is given two seconds.
screen_start
start --fullscreen
kill -TERM "$vm"
screen_kill "SIGTERM, server killed" 143

for options in "" --fullscreen; do
    screen_start
    start $options
    printf 'f' >&9 # something to draw
    kill -STOP "$xvfb"
    printf 'fff' >&9
    sleep 0.1
    kill -TERM "$vm"
    vm_end 143
    picture_left "server that does not answer"
    server_kill
done

# Wherever the connection ends, from its first byte to its last, in the start
# and in the end too: no crash, no endless wait, no words of others.
screen_start
cut_at() {
    result=$("$xcut" "$number" "$@" 2>"$work/err")
    ! grep -v '^vm: ' "$work/err" >/dev/null || die "cut at $1: others' words"
    case $result in
    "124 "*" cut") grep -qE 'no display|timeout' "$work/err" ;;
    "90 "*" cut") grep -q 'display is lost' "$work/err" ;;
    "124 "*" whole") ;;
    *) false ;;
    esac || die "cut at $1: $result: $(cat "$work/err")"
}
for options in --wait "--fullscreen --deterministic"; do
    set -- "$program" --serial null --timeout 0.15 $options "$image"
    cut_at 0 "$@"
    bytes=$(echo "$result" | cut -d' ' -f2)
    for at in $(seq 1 $((bytes / 4)) "$bytes") \
        $(seq $((bytes - 4500)) 410 "$bytes"); do
        cut_at "$at" "$@"
    done
done
