#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Options that cannot be done are refused before anything runs, and a machine
# with an unattended front runs as without one: a panic ends it with its
# report.
#
# usage: options.sh FOLDER BUILD ROOT
set -eu
folder=$1 build=$2 root=$3
mkdir -p "$folder"
cd "$folder"

# refuse TEXT OPTION...
refuse() {
    want=$1 && shift
    status=0
    timeout 20 "$build/vm" --headless "$@" cores.elf >out 2>err </dev/null ||
        status=$?
    if ! grep -qF -- "vm: $want" err || [ -s out ] || [ $status -eq 124 ]; then
        echo "$*: status $status, and not '$want' but:"
        cat err
        exit 1
    fi
}

"$build/lamp-as" -o cores.o "$root/tests/debug/cores.s"
"$build/lamp-ld" -o cores.elf cores.o
refuse "--monitor: 'nonsense' is not one of" --monitor nonsense
refuse "--monitor: bad value ''" --monitor=
refuse "--monitor: file:x: nobody can talk through it" --monitor file:x
refuse "--monitor stdio: the serial port is there" --monitor stdio
refuse "--monitor: unix: cannot listen on /nonexistent/x" \
    --monitor unix:/nonexistent/x
refuse "--control: null: nobody can talk through it" --control null
refuse "--control stdio: --monitor is there" \
    --serial null --monitor stdio --control stdio

printf ' movi r2, 0x70000000\n load32 r1, [r2]\n' >panic.s
"$build/lamp-as" -o panic.bin panic.s
for option in --monitor --control; do
    status=0
    timeout 20 "$build/vm" --headless "$option" unix:vm.sock panic.bin \
        >out 2>err </dev/null || status=$?
    [ "$status" -eq 1 ] && grep -q '^vm: panic: core 0 at ' err || {
        echo "$option: a panic that nobody sees: status $status"
        cat err
        exit 1
    }
done

# The monitor on standard input and output.
printf 'cores\nstep 2\nregisters\nquit 7\n' >in
status=0
timeout 20 "$build/vm" --headless --serial null --monitor stdio --wait \
    cores.elf <in >out 2>err || status=$?
[ "$status" -eq 7 ] && grep -q 'stopped: stepped' out || {
    echo "--monitor stdio: status $status"
    cat out err
    exit 1
}

# BRK stops for whoever is there, behind it, and is nothing without: the run
# is the same, attended or not.
printf ' .arch lamp+x1\n brk 7\nbehind: movi r1, 1\n brk 8\n halt\n' >brk.s
"$build/lamp-as" -o brk.o brk.s
"$build/lamp-ld" -o brk.elf brk.o 2>/dev/null
printf '%s\n' continue wait 'step 1' continue wait continue wait >in
for engine in interp jit; do
    "$build/vm" --help | grep -q "^Engines:.*$engine" || continue
    timeout 20 "$build/vm" --headless --engine $engine --deterministic \
        --print-hash --monitor unix:brk.sock brk.elf 2>want
    timeout 20 "$build/vm" --headless --engine $engine --deterministic \
        --print-hash --serial null --monitor stdio --wait brk.elf <in >out 2>err
    grep -q '^hash: ' want && cmp -s want err || {
        echo "BRK on $engine: another end with a debugger"
        cat want err
        exit 1
    }
    grep -o 'stopped: [a-z]*' out >stops
    printf 'stopped: %s\n' start brk stepped brk | cmp -s - stops &&
        grep -q 'stopped: brk.* behind+0x0: movi r1, 1' out || {
        echo "BRK on $engine:"
        cat out
        exit 1
    }
done
