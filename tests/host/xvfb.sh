# SPDX-License-Identifier: MIT
#
# For tests of the window, sourced by them: a virtual screen of its own and a
# work folder, both gone at the end. A test is quiet when it passes; on
# failure it says what it waited for and what the machine printed. Status 77
# tells CTest that Xvfb or xdotool is not installed.

for tool in Xvfb xdotool; do
    command -v "$tool" >/dev/null && continue
    echo "skipped: $tool is not installed"
    exit 77
done

work=$(mktemp -d)
xvfb= vm=
finish() {
    [ -z "$vm" ] || kill -KILL "$vm" 2>/dev/null || true
    [ -z "$xvfb" ] || kill -KILL "$xvfb" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

die() {
    echo "$0: $*" >&2
    for file in out err; do
        [ ! -s "$work/$file" ] || sed "s/^/$file: /" "$work/$file" >&2
    done
    exit 1
}

# until_true WHAT COMMAND...: the command succeeds within ten seconds.
until_true() {
    what=$1 && shift
    for _ in $(seq 200); do
        "$@" && return 0
        sleep 0.05
    done
    die "waited in vain for $what"
}

# screen_start: of the size SCREEN; sets DISPLAY and number; the picture is $work/Xvfb_screen0.
screen_start() {
    rm -f "$work/number"
    Xvfb -displayfd 3 -screen 0 "${SCREEN:-1280x1024}x24" -nolisten tcp -nocursor \
        -fbdir "$work" 3>"$work/number" 2>"$work/xvfb.log" &
    xvfb=$!
    until_true "a virtual screen" test -s "$work/number"
    number=$(cat "$work/number")
    export DISPLAY=":$number"
    # There is no graphics processor here; a library that imitates one would
    # only be tested itself.
    export SDL_RENDER_DRIVER=software SDL_FRAMEBUFFER_ACCELERATION=0
    unset WAYLAND_DISPLAY WAYLAND_SOCKET SDL_VIDEODRIVER
}

# vm_start ARGS...: sets vm and window; its input stays open.
vm_start() {
    mkfifo "$work/in" 2>/dev/null || true
    "$program" "$@" <"$work/in" >"$work/out" 2>"$work/err" &
    vm=$!
    exec 9>"$work/in"
    until_true "the program" grep -qs ready "$work/out"
    until_true "a window" find_window
}

find_window() {
    window=$(xdotool search --onlyvisible --pid "$vm" 2>/dev/null | tail -n 1)
    [ -n "$window" ]
}

# A child that has ended is a zombie until it is waited for.
ended() { ! grep -qs '^State:[[:space:]]*[^ZX]' "/proc/$vm/status"; }

# vm_end STATUS: the machine ends by itself with that status.
vm_end() {
    until_true "the end of the machine" ended
    status=0
    wait "$vm" || status=$?
    vm=
    exec 9>&-
    [ "$status" -eq "$1" ] || die "exit status $status instead of $1"
}

focused() { [ "$(xdotool getwindowfocus 2>/dev/null)" = "$window" ]; }

focus() {
    xdotool windowfocus "$window"
    until_true "the focus" focused
    sleep 0.2
}

title() { xdotool getwindowname "$window"; }
title_is() { [ "$(title)" = "$1" ]; }

# lines FIRST: what the program printed from line FIRST on, in one line.
lines() { tail -n "+$1" "$work/out" | tr '\n' ' '; }
lines_are() { [ "$(lines "$1")" = "$2 " ]; }

# said LETTER FIRST: only the lines of that letter.
said() { tail -n "+$2" "$work/out" | sed -n "s/^$1 //p" | tr '\n' ' '; }
said_is() { [ "$(said "$1" "$2")" = "$3" ]; }

# mark: sets at, the line that comes next.
mark() { at=$(($(wc -l <"$work/out") + 1)); }

# expect WHAT TEXT KEYBOARD: from the mark on, these bytes came in.
expect() {
    until_true "$1: serial $2" said_is S "$at" "$2${2:+ }"
    until_true "$1: keyboard $3" said_is K "$at" "$3${3:+ }"
}

# place: sets x y width height of the window.
place() {
    eval "$(xdotool getwindowgeometry --shell "$window" |
        sed -n 's/^X=/x=/p; s/^Y=/y=/p; s/^WIDTH=/width=/p; s/^HEIGHT=/height=/p')"
}

shows() {
    place
    "$look" "$work/Xvfb_screen0" "$1" "$x" "$y" "$width" "$height" \
        2>"$work/look"
}

# expect_picture FILE.png: the window shows it.
expect_picture() {
    for _ in $(seq 100); do
        shows "$1" && return 0
        sleep 0.1
    done
    die "window of $width x $height: $(cat "$work/look")"
}

# text: what the panels say, a line for each row; $read is host-read.
text() {
    place
    "$read" "$work/Xvfb_screen0" "$x" "$y" "$width" "$height"
}
says() { text | grep -qF -- "$1"; }
must_say() {
    for _ in $(seq 100); do
        says "$1" && return 0
        sleep 0.1
    done
    text >&2
    die "the window does not say: $1"
}
