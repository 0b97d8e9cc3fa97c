#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The debugger's panels at scales 1, 2 and 3, on the whole screen and in a
# window that fits nothing, with 1 and 64 cores: everything that belongs there
# can be read. There is no window manager; the window fills the screen all the
# same, and has its size back behind it.
# usage: sizes.sh VM READ LAMP-AS LAMP-LD
set -eu
program=$1 read=$2 as=$3 ld=$4
SCREEN=2048x1536
. "$(dirname "$0")/xvfb.sh"

long=a_name_of_many_letters_that_goes_on_behind_the_edge_of_each_panel
cat >"$work/long.s" <<END
        movi    r1, 7
        call    $long
        halt
$long:
        addi    r1, r1, 0x1234
        jmp     $long
END
"$as" -g -o "$work/long.o" "$work/long.s"
"$ld" -o "$work/long.elf" "$work/long.o" 2>"$work/ld"

start() {
    "$program" --wait "$@" "$work/long.elf" </dev/null >"$work/out" \
        2>"$work/err" &
    vm=$!
    until_true "a window" find_window
    focus
}
size_is() { place && [ "$width" -eq "$1" ] && [ "$height" -eq "$2" ]; }
enter() {
    xdotool type --delay 5 "$1"
    xdotool key Return
}
quit() {
    enter "quit 5"
    vm_end 5
}

# look_around KEY CORE: at all panels, which Tab reaches wherever they are.
look_around() {
    must_say "start; core 0 at 0x0000201C"
    must_say "movi r1, 7"
    must_say "a_name_of_many_letters" # the rest may be cut
    must_say "F12 Close"
    must_say "$1"
    xdotool key F11 F11
    must_say "r1    00000007"
    enter "break $long"
    must_say "point: 1"
    xdotool key Tab Tab Tab
    must_say "0000201C  07 00 00 00 00 00 01 15"
    xdotool key Tab
    must_say "0 running"
    xdotool key End
    must_say "$2"
    xdotool key Tab
    must_say "1   break"
    xdotool key Tab
    must_say "time"
    must_say "00002000"
}

screen_start
start --scale 1
until_true "scale 1" size_is 640 480
look_around "Tab Panel" "0 running"
quit
start --scale 2 --smp 64
until_true "scale 2" size_is 1280 960
look_around "Shift+F11 Out" "63 parked"
must_say "irq_masked"
quit
start --scale 3 --smp 64
until_true "scale 3" size_is 1920 1440
look_around "Shift+F11 Out" "63 parked"

# The whole screen, and back.
xdotool key alt+Return
until_true "the whole screen" size_is 2048 1536
must_say "F12 Close"
must_say "63 parked"
xdotool key alt+Return
until_true "the size of before" size_is 1920 1440
xdotool windowsize "$window" 333 222
until_true "a small window" size_is 333 222
must_say "stepped; core 0"
quit
start --fullscreen --scale 2
until_true "the whole screen from the start" size_is 2048 1536
look_around "Shift+F11 Out" "0 running"
xdotool key alt+Return
until_true "scale 2 behind it" size_is 1280 960
quit
