#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Serial endpoints from the command line: what goes where, and with which
# status and message the program ends when output cannot be written.
# usage: serial.sh VM IMAGE        (the image of window.s)
set -eu
program=$1 image=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

die() {
    echo "$0: $*" >&2
    sed 's/^/err: /' "$work/err" >&2
    exit 1
}

# run STATUS ARGS...: input from $work/in, output to $work/out.
run() {
    want=$1 && shift
    status=0
    "$program" --headless "$@" "$image" <"$work/in" >"$work/out" \
        2>"$work/err" || status=$?
    [ "$status" -eq "$want" ] || die "$*: status $status instead of $want"
}
message() { grep -q "^vm: .*$1" "$work/err" || die "no message with '$1'"; }
silent() { [ ! -s "$work/err" ] || die "messages in a run without trouble"; }

# A long input is never lost, however slowly the guest takes it.
{ head -c 20000 /dev/zero | tr '\0' 'x' && printf 'q'; } >"$work/in"
{ echo ready && yes 'S 78' | head -n 20000 && echo 'S 71'; } >"$work/want"
run 0
silent
cmp -s "$work/want" "$work/out" || die "input from a file: other output"
"$program" --headless "$image" <"$work/in" 2>"$work/err" | cat >"$work/out"
cmp -s "$work/want" "$work/out" || die "output to a pipe: other output"
run 0 --deterministic
cmp -s "$work/want" "$work/out" || die "--deterministic: other output"

run 124 --serial null --timeout 0.2
[ ! -s "$work/out" ] || die "--serial null wrote something"
run 124 --serial "file:$work/file" --timeout 0.5
[ ! -s "$work/out" ] || die "--serial file wrote to stdout"
printf 'ready\n' | cmp -s - "$work/file" || die "--serial file: other content"

# Endpoints that cannot be opened; nothing has run.
run 1 --serial nonsense
message "'nonsense' is not one of"
run 90 --serial "file:$work/none/file"
message "cannot open $work/none/file"
run 90 --serial "unix:$work/in"
message "not a socket"
[ ! -s "$work/out" ] || die "something ran"

# Output that fails.
status=0
"$program" --headless "$image" <"$work/in" >/dev/full 2>"$work/err" ||
    status=$?
[ "$status" -eq 90 ] || die "full disk: status $status instead of 90"
message "serial endpoint lost"
mkfifo "$work/fifo"
: <"$work/fifo" & # a reader that goes at once
status=0
"$program" --headless "$image" <"$work/in" >"$work/fifo" 2>"$work/err" ||
    status=$?
[ "$status" -eq 90 ] || die "broken pipe: status $status instead of 90"
message "serial endpoint lost"
wait
