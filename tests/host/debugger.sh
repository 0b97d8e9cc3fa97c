#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The debugger in the window: F12 draws its panels over the picture and stops
# the machine, its keys and its command line work and do not reach the guest,
# in windows of every size; closed, picture and keyboard are the guest's again.
# usage: debugger.sh VM LOOK XCLOSE IMAGE
set -eu
program=$1 look=$2 xclose=$3 image=$4
. "$(dirname "$0")/xvfb.sh"

AMBER=FFB454 RED=FF7A6B # bios/theme.inc
CODE="8 16 8 320"       # where breakpoints are marked, 640 x 480

# count COLOUR X Y WIDTH HEIGHT: pixels of an area of the window.
count() {
    "$look" "$work/Xvfb_screen0" count $((x + $2)) $((y + $3)) "$4" "$5" "$1"
}
# The guest's picture has no pixel of this colour.
opened() { place && [ "$(count $AMBER 0 0 "$width" "$height")" -gt 0 ]; }
closed() { ! opened; }
marked() { place && [ "$(count $RED $CODE)" -gt 0 ]; }
unmarked() { ! marked; }
screen() { cksum <"$work/Xvfb_screen0"; }
changed() { [ "$(screen)" != "$before" ]; }
paused() { title_is "lamp - paused"; }
running() { title_is "lamp - running"; }
press() {
    before=$(screen)
    xdotool key "$1"
}
silent() {
    sleep 0.2
    expect "$1" "" ""
}

printf 'q' | "$program" --headless --screenshot "$work/first.png@halt" \
    "$image" >/dev/null
screen_start
vm_start --scale 1 "$image"
focus
xdotool key b # so that there is something to step
until_true "b" said_is S 2 "62 "
sleep 0.2

# Opened, the machine stands and the panels lie over the picture.
mark
press F12
until_true "the panels" opened
until_true "a machine that stands" paused
! shows "$work/first.png" || die "the panels hide nothing"

for key in F11 F10 F11; do
    press $key
    until_true "another picture after $key" changed
done
press F9
until_true "the mark of a breakpoint" marked
press F9
until_true "no mark any more" unmarked

# The command line takes verbs; none of the keys went to the guest.
xdotool type --delay 10 "screenshot $work/verb.png"
xdotool key Return
until_true "a file of the verb" test -s "$work/verb.png"
cmp -s "$work/first.png" "$work/verb.png" || die "the verb's picture differs"
silent "keys while the debugger is open"

# Closed, everything is the guest's again.
press F12
until_true "no panels" closed
until_true "a machine that runs" running
expect_picture "$work/first.png"
mark
xdotool key a
expect "a key behind the debugger" "61" "1E 9E"

# Open while the machine runs: keys are the guest's, F5 stops it.
press F12
until_true "the panels again" opened
press F5
until_true "a machine that goes on" running
mark
xdotool key c
expect "a key beside the panels" "63" "2E AE"
opened || die "the panels closed"
press F5
until_true "a machine that stops" paused

# A breakpoint opens them.
mark
press F9
until_true "a mark" marked
press F12
until_true "the breakpoint, or no panels" opened
until_true "the stop" paused
press F9
until_true "no mark" unmarked
silent "keys around a breakpoint"

# Every size, and the whole screen.
xdotool windowmove "$window" 0 0
for size in "1280 960" "300 200" "1000 700" "90 40" "640 480"; do
    xdotool windowsize "$window" $size
    until_true "panels in $size" opened
done
press alt+Return
until_true "the whole screen" changed
until_true "panels on the whole screen" opened
press alt+Return
until_true "panels in the window" opened

xdotool type --delay 10 "quit 7"
xdotool key Return
vm_end 7
[ "$(cat "$work/err")" = "vm: stopped: ended by the user" ] ||
    die "other messages"

# Closing the window of a machine that stands ends it.
vm_start --scale 1 "$image"
focus
press F12
until_true "a machine that stands, for ever" paused
"$xclose" "$number" "$window" || die "cannot close the window"
vm_end 0
