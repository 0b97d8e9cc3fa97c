#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A session with four cores, free and deterministic: the program ends with its
# own status and output, and in deterministic mode in the same state as without
# a debugger, whatever was looked at and stepped.
#
# usage: cores.sh OPTION SESSION FOLDER BUILD ROOT
set -eu
option=$1 session=$2 folder=$3 build=$4 root=$5
mkdir -p "$folder"
cd "$folder"
rm -f vm.sock record

die() {
    echo "cores.sh: $*"
    cat vm.err
    exit 1
}

"$build/lamp-as" -g -o cores.o "$root/tests/debug/cores.s"
"$build/lamp-ld" -o cores.elf cores.o

start() {
    timeout 60 "$build/vm" --headless --smp 4 --print-hash "$@" cores.elf \
        >vm.out 2>vm.err </dev/null &
    vm=$!
}
# Ended with status 5 and both lines.
end() {
    status=0
    wait "$vm" || status=$?
    [ "$status" -eq 5 ] || die "$1: status $status"
    printf 'first line\nsecond\n' | cmp -s - vm.out || die "$1: other output"
}

start --deterministic
end "without a debugger"
grep '^hash: ' vm.err >want || die "no hash"

for mode in --deterministic --strict; do # the second changes nothing here
    rm -f vm.sock
    start "$mode" "$option" unix:vm.sock --wait
    "$build/tests/debug-talk" vm.sock record <"$session" || {
        kill "$vm"
        die "the session went otherwise"
    }
    end "$mode"
    [ "$mode" = --strict ] || grep -Fxq -f want vm.err || die "another hash"
done
[ "$option" != --control ] ||
    "$build/tests/debug-schema" "$root/docs/control.md" record
