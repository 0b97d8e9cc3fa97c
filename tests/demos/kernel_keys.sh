# SPDX-License-Identifier: MIT
#
# The sample kernel hears the keyboard of the window, too.
# usage: kernel_keys.sh VM AS SOURCE_DIR DISK
program=$1 disk=$4
. "$3/tests/host/xvfb.sh"
set -eu

said_line() { grep -qsx "$1" "$work/out"; }

screen_start
"$program" --disk "$disk,ro" --smp 2 </dev/null >"$work/out" 2>"$work/err" &
vm=$!
until_true "the kernel" said_line "tick 1"
until_true "a window" find_window
focus
xdotool key space
until_true "the key" said_line "keyboard 39"
until_true "its release" said_line "keyboard B9"
until_true "the blank" said_line "serial 20"
xdotool key q
vm_end 0
[ ! -s "$work/err" ] || die "messages in a run without trouble"
