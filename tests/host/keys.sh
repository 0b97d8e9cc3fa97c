#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Keys and mouse of the window: text to the serial port, scan codes to the
# keyboard, packets to the mouse; the window's own keys stay with it; held
# keys are released when the focus goes.
# usage: keys.sh VM LOOK XCLOSE IMAGE
set -eu
program=$1 look=$2 xclose=$3 image=$4
. "$(dirname "$0")/xvfb.sh"

screen_start
vm_start --bin "$image"
until_true "the title" title_is "lamp - running"
focus

# key NAME TEXT SCAN: one key, and what the guest gets of it.
key() {
    mark
    xdotool key "$1"
    expect "$1" "$2" "$3"
}
key a "61" "1E 9E"
key A "41" "2A 1E AA 9E"
key Return "0A" "1C 9C"
key BackSpace "08" "0E 8E"
key Tab "09" "0F 8F"
key Escape "1B" "01 81"
key Up "1B 5B 41" "E0 48 E0 C8"
key Down "1B 5B 42" "E0 50 E0 D0"
key Right "1B 5B 43" "E0 4D E0 CD"
key Left "1B 5B 44" "E0 4B E0 CB"
key ctrl+c "03" "1D 2E 9D AE"
key F1 "" "3B BB"
key Delete "" "E0 53 E0 D3"
key KP_Enter "0A" "E0 1C E0 9C"

# The window keeps these; the modifiers are keys of their own.
key F11 "" ""
key alt+Return "" "38 B8"

# Input from stdin comes in beside what is typed.
mark
printf 'in' >&9
expect "stdin" "69 6E" ""

# The focus goes while a key is down: it is released, once.
mark
xdotool keydown x
expect "a key held" "78" "2D"
xdotool windowfocus "$(xdotool search --maxdepth 0 '' 2>/dev/null | head -n 1)"
expect "the focus lost" "78" "2D AD"
xdotool keyup x
sleep 0.2
focus
expect "the key let go elsewhere" "78" "2D AD"

# A click captures the mouse and is not passed on; then packets flow, dy up.
place
xdotool mousemove $((x + width / 2)) $((y + height / 2)) click 1
until_true "the captured title" \
    title_is "lamp - running - Ctrl+Alt+G releases the mouse"
sleep 0.3
mark
xdotool click 3
until_true "the right button" said_is M "$at" "0A 00 00 08 00 00 "
mark
xdotool mousemove_relative 7 5
until_true "a move" said_is M "$at" "28 07 FB "
mark
xdotool key ctrl+alt+g
expect "Ctrl+Alt+G" "" "1D 38 9D B8"
until_true "the title again" title_is "lamp - running"
mark
xdotool mousemove_relative 20 20
sleep 0.3
said_is M "$at" "" || die "a move that is not the guest's: $(lines "$at")"

"$xclose" "$number" "$window" || die "cannot close the window"
vm_end 0
[ ! -s "$work/err" ] || die "messages in a run without trouble"
