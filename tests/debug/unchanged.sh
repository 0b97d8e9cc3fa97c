#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Looking, stepping, breakpoints and watchpoints, attaching and detaching do
# not change what a deterministic run computes: the state at the end is that
# of a run that nobody looked at, on each engine, with one core and with four,
# with a session by lines and with a client that stops the machine at any
# moment.
#
# usage: unchanged.sh FRONT FOLDER BUILD ROOT     FRONT: monitor, control, gdb
set -eu
front=$1 folder=$2 build=$3 root=$4
. "$(dirname "$0")/lib.sh"

"$build/lamp-as" -I"$build/guest/include" -I"$root/guest/lib" -o unchanged.o \
    "$root/tests/debug/unchanged.s"
"$build/lamp-ld" -o unchanged.elf unchanged.o
yes 'bytes that come in' | head -n 200 >in

begin() {
    start --engine "$engine" --smp "$cores" --deterministic --seed 7 \
        --print-hash "$@" unchanged.elf
}
same() {
    end 5 "$1"
    hash_same "$1"
}

# The same session for people and for programs.
by_lines() {
    sed -e "s/LAST/$((cores - 1))/" "$root/tests/debug/unchanged.txt" >session
    [ "$front" != control ] || sed -i \
        -e 's/^(vm) \(.*\)/> {"line":"\1"}/' \
        -e 's/^stopped: break.*/...\n{"event":"stopped","reason":"break"...}/' \
        -e 's/^stopped: watch.*/...\n{"event":"stopped","reason":"watch"...}/' \
        -e 's/^stopped: step.*/...\n{"event":"stopped","reason":"stepped"...}/' \
        session
    talk session
}

by_gdb() {
    printf '%s\n' 'set pagination off' 'set endian little' \
        'target remote vm.sock' "break *$count" continue 'stepi 7' \
        "watch *(int *)$COUNT" 'continue 2' "thread $cores" 'stepi 3' \
        'info threads' 'info registers' 'x/8i $pc' delete \
        "awatch *(int *)$DIGEST" continue delete 'thread 1' 'stepi 100' \
        "hbreak *$on_tick" continue delete detach >in.gdb
    timeout 60 gdb-multiarch -nx -batch -x in.gdb >gdb.out 2>&1 ||
        die "gdb: $(cat gdb.out)"
    for text in 'Breakpoint 1, ' 'Hardware watchpoint 2: ' 'access (read/write)'
    do
        grep -qF "$text" gdb.out || die "no '$text' in: $(cat gdb.out)"
    done
}

if [ "$front" = gdb ]; then
    command -v gdb-multiarch >/dev/null || {
        echo "gdb-multiarch is not installed"
        exit 77
    }
    for name in count COUNT DIGEST on_tick; do
        eval "$name=$("$build/lamp-objdump" -t unchanged.elf |
            sed -n "s/^\(0x[0-9A-F]*\) .* $name\$/\1/p")"
    done
fi

for engine in interp jit; do
    "$build/vm" --help | grep -q "^Engines:.*$engine" || continue
    for cores in 1 4; do
        where="$front, $engine, $cores cores"
        begin
        end 5 alone
        hash_keep
        begin "--$front=unix:vm.sock" --wait
        case $front in gdb) by_gdb ;; *) by_lines ;; esac
        same "a session"
        begin "--$front=unix:vm.sock" --wait
        "$build/tests/debug-hostile" vm.sock "$front" poke || die poke
        same poked
        begin "--$front=unix:vm.sock"
        same unattended
    done
done
