#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What the window shows is the framebuffer, pixel by pixel: at first, after
# the guest has changed some rows, and in windows of other sizes. A window
# whose guest sleeps costs nearly nothing.
# usage: picture.sh VM LOOK XCLOSE IMAGE
set -eu
program=$1 look=$2 xclose=$3 image=$4
. "$(dirname "$0")/xvfb.sh"

# The pictures that are expected, from runs without a window.
printf 'q' | "$program" --headless --screenshot "$work/first.png@halt" \
    "$image" >/dev/null
printf 'fq' | "$program" --headless --screenshot "$work/filled.png@halt" \
    "$image" >/dev/null

screen_start
vm_start --screenshot "$work/end.png@halt" "$image"
place
[ "$width x $height" = "1280 x 960" ] || die "first size $width x $height"
expect_picture "$work/first.png"
focus
xdotool key f
expect_picture "$work/filled.png"

for size in "640 480" "1000 700" "1279 959" "1280 960"; do
    xdotool windowsize "$window" $size
    expect_picture "$work/filled.png"
done

# Nothing moves: 60 looks a second, no presentation.
ticks() { cut -d' ' -f14,15 "/proc/$vm/stat" | tr ' ' '+'; }
sleep 0.5
before=$(($(ticks)))
sleep 2
used=$(($(ticks) - before))
[ "$used" -le 10 ] || die "an idle window used $used of 200 ticks"

xdotool key q
vm_end 0
cmp -s "$work/end.png" "$work/filled.png" || die "another picture at the end"
[ ! -s "$work/err" ] || die "messages in a run without trouble"

# A fixed size, and a guest that takes the signal's way out.
vm_start --scale 1 "$image"
place
[ "$width x $height" = "640 x 480" ] || die "--scale 1: $width x $height"
kill -TERM "$vm"
vm_end 143
