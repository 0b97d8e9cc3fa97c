#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The checks find nothing in programs that are right: boot image, demos, the
# kernel from its disk, C programs that use the library.
. "$(dirname "$0")/lib.sh"
build=$4
all=uninit,stack,align,null,race

# run ARGUMENTS...: for a while; ends by itself, or goes on.
run() {
    last="$*"
    timeout 60 "$vm" --headless --check=$all --max-insns 1000000 \
        --timeout 0.5 "$@" <in >out 2>err
    got=$?
    [ $got -eq 0 ] || [ $got -eq 124 ] || complain "status $got"
    hasnt err check:
}

set -- "$build"/demos/*.bin
[ -f "$1" ] || complain "no demos"
for program in "$build/bios/boot.bin" "$@"; do
    run --deterministic "$program"
    run --deterministic --smp 4 --seed 3 "$program"
    run --smp 3 "$program"
done
if [ -f "$build/kernel/kernel.img" ]; then
    cp "$build/kernel/kernel.img" disk.img
    # until every core has drawn
    run --deterministic --smp 4 --disk disk.img,overlay --max-insns 6000000 \
        --timeout 50 "$build/bios/boot.bin"
    has out 'core 3 draws'
fi

cc=$build/lamp-cc
for source in "$source"/tests/c/printf_*.c "$source"/tests/c/str*_*.c \
    "$source"/tests/c/m[ae]*_*.c "$source"/tests/c/qsort*.c \
    "$source"/tests/c/struct_*.c "$source"/tests/c/bitfield*.c; do
    "$cc" -g -w -O1 -I"$(dirname "$source")" -o program.elf "$source" ||
        complain "$source does not compile"
    run --deterministic program.elf
done
finish
