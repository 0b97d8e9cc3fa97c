#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Does what the session of docs/debugging.md for the window shows: presses its
# keys, types its lines, and reads from the screen what it says can be read.
# Then compares a window with the picture in docs, and the keys that
# docs/window.md lists with those of --list-keys. With a file as argument the
# picture is written there: look at it, and put it into docs.
# usage: panels.sh VM READ LAMP-AS LAMP-LD DOCS LOOK [FILE.png]
set -eu
program=$1 read=$2 as=$3 ld=$4 docs=$5 look=$6 new=${7-}
. "$(dirname "$0")/xvfb.sh"

# block MARK: the lines between the fences behind the mark.
block() {
    awk -v mark="$1" -f "$docs/../tests/block.awk" "$docs/debugging.md"
}

# step LINE: "press KEY", "type TEXT", or what is then to be read.
step() {
    case $1 in
    "press "*) xdotool key "${1#press }" ;;
    "type "*) xdotool type --delay 5 "${1#type }" && xdotool key Return ;;
    *) must_say "$(echo "$1" | sed 's/^ *//')" ;;
    esac
}

cd "$work"
block "This program adds four words:" >sum.s
"$as" -g -o sum.o sum.s
"$ld" -o sum.elf sum.o 2>/dev/null
block "<!-- session window -->" >session
[ "$(grep -c '^press \|^type ' session)" -gt 5 ] || die "no session"

screen_start
"$program" --wait sum.elf </dev/null >out 2>err &
vm=$!
until_true "a window" find_window
focus
exec 8<session
while IFS= read -r line <&8; do
    step "$line"
done
status=0
wait "$vm" || status=$?
vm=
[ "$status" -eq 2 ] || die "status $status instead of 2"

# The picture: at the breakpoint, with one register to be changed.
"$program" --scale 1 --wait sum.elf </dev/null >out 2>err &
vm=$!
until_true "a window" find_window
focus
for line in "break sum.s:8" "memory table"; do
    step "type $line"
done
xdotool key F5
must_say "breakpoint 1; core 0"
xdotool key F11 Tab Tab Tab
must_say "stepped; core 0"
# picture WHAT FILE: look at the window.
picture() {
    place
    "$look" "$work/Xvfb_screen0" "$1" "$x" "$y" "$width" "$height" "$2" \
        2>"$work/look"
}
if [ -n "$new" ]; then
    sleep 1
    picture write "$new"
fi
until_true "the picture of docs" picture near "${new:-$docs/debugger.png}"
kill "$vm"
vm_end 143

# Every key that --list-keys names stands in the document, with its meaning.
"$program" --list-keys | sed -n 's/^  \([^ ]*\)  *\(.*\)/| \1 | \2 |/p' >keys
[ "$(wc -l <keys)" -gt 15 ] || die "--list-keys names no keys"
while IFS= read -r row; do
    grep -qxF -- "$row" "$docs/window.md" || die "docs/window.md lacks: $row"
done <keys
