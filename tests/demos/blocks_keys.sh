# SPDX-License-Identifier: MIT
#
# A game of blocks with the keys of the window: start, move, drop, pause until
# the field is full, once more, quit.
# usage: blocks_keys.sh VM AS SOURCE_DIR IMAGE
program=$1 image=$4
. "$3/tests/host/xvfb.sh"
set -eu

said_line() { grep -qs "^$1" "$work/out"; }

screen_start
"$program" "$image" --smp 1 </dev/null >"$work/out" 2>"$work/err" 9>&- &
vm=$!
until_true "the program" said_line "demo: score 0"
until_true "a window" find_window
focus
xdotool key Return
until_true "a game" said_line "start: score 0 lines 0 level 1"
xdotool key Left Left Up space Right Right space
xdotool key p
until_true "a pause" said_line "pause: score [1-9]"
score=$(sed -n 's/^pause: score \([0-9]*\).*/\1/p' "$work/out")
xdotool key space
sleep 0.3
xdotool key p
until_true "the game again" said_line "on: score $score lines"
for _ in 1 2 3 4 5; do
    xdotool key --delay 20 space space space space space
done
until_true "the end of the game" said_line "game over: score [1-9]"
xdotool key Return
until_true "another game" \
    awk '/^start:/ { n++ } END { exit n != 2 }' "$work/out"
xdotool key q
vm_end 0
[ ! -s "$work/err" ] || die "messages in a run without trouble"
