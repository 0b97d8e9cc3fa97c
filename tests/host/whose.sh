#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Whose keys and clicks are they: the debugger's while the machine stands, the
# guest's while it runs, and a key that is held stays with the one it was
# pressed for. Clipboard, focus and mouse with the debugger open.
# usage: whose.sh VM READ IMAGE
set -eu
program=$1 read=$2 image=$3
. "$(dirname "$0")/xvfb.sh"

paused() { title_is "lamp - paused"; }
running() { title_is "lamp - running"; }
silent() {
    sleep 0.2
    expect "$1" "" ""
}
enter() {
    xdotool type --delay 5 "$1"
    xdotool key Return
}
# begins TEXT: what came from the keyboard since the mark begins so.
begins() {
    case $(said K "$at") in "$1"*) ;; *) return 1 ;; esac
}
ends_with() {
    case $(said K "$at") in *"$1") ;; *) return 1 ;; esac
}

screen_start
vm_start --scale 1 "$image"
focus

# A key that is held when the machine stops is not typed into the command
# line, however often it repeats, and the guest sees its release once it runs.
mark
xdotool keydown x
until_true "a key held" begins "2D "
xdotool key F12
until_true "a machine that stands" paused
sleep 0.8
must_say "a verb; help lists them" # an empty command line
xdotool keyup x
xdotool key F12
until_true "a machine that runs" running
until_true "the release" ends_with " AD "

# Return that lets the machine go on repeats: none of it is for the guest.
xdotool key F12
until_true "a machine that stands" paused
mark
xdotool type --delay 5 continue
xdotool keydown Return
until_true "a machine that runs" running
sleep 0.8
xdotool keyup Return
silent "Return held behind continue"
enter z # beside the panels
until_true "a key beside the panels" said_is K "$at" "2C AC 1C 9C "

# Modifiers and what they are held with.
xdotool key F5
until_true "a machine that stands" paused
mark
for key in alt+a alt+F4 ctrl+c ctrl+alt+g super+x shift+b BackSpace Escape; do
    xdotool key $key
done
silent "keys with modifiers while the machine stands"
title_is "lamp - paused" || die "the title is $(title)"

# The clipboard: what is copied can be pasted.
xdotool type --delay 5 "set r7 0x1234ABCD"
xdotool key ctrl+c Return
must_say "r7: 0x1234ABCD"
enter "set r7 0"
must_say "r7: 0x00000000"
xdotool key ctrl+v Return
must_say "> set r7 0x1234ABCD"
xdotool key shift+Insert
until_true "two lines in the console, one typed" \
    test "$(text | grep -c '> set r7 0x1234ABCD')" -ge 3
xdotool key Escape

# Away and back: the debugger keeps its line, the guest gets nothing.
xdotool type --delay 5 "memory 0x"
xdotool keydown alt
xdotool windowfocus "$(xdotool search --maxdepth 0 '' 2>/dev/null | head -n 1)"
sleep 0.2
xdotool keyup alt
focus
enter 3000
must_say "0x00003000: "
silent "keys around a change of the focus"

# A stop gives the mouse back.
xdotool key F5
until_true "a machine that runs" running
place
xdotool mousemove $((x + 100)) $((y + 100)) click 1
until_true "a captured mouse" \
    title_is "lamp - running - Ctrl+Alt+G releases the mouse"
xdotool key F5
until_true "a machine that stands, with a free mouse" paused
mark
xdotool click 1 click 3 mousemove_relative 5 5
sleep 0.2
said_is M "$at" "" || die "clicks for the guest: $(lines "$at")"

enter "quit 3"
vm_end 3
[ "$(cat "$work/err")" = "vm: stopped: ended by the user" ] ||
    die "other messages"
