#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A message for every check of program files: one line that names file,
# segment, range and what it collides with, and nothing has run.
. "$(dirname "$0")/lib.sh"

# image NAME TEXT_BASE TEXT_SIZE DATA_BASE DATA_SIZE BSS_BASE BSS_SIZE BYTES
image() {
    name=$1
    shift
    words "$1" "$2" "$3" "$4" "$5" "$6" >"$name"
    head -c "$7" /dev/zero >>"$name"
}
P=0x201C

# 1: cannot be opened or read, no regular file
refused missing.bin -- --headless ./missing.bin
mkdir folder
refused folder 'not a regular file' -- --headless folder
mkfifo pipe
refused pipe 'not a regular file' -- --headless pipe
refused /dev/null 'not a regular file' -- --headless /dev/null

# 2: too short
: >empty.bin
refused empty.bin '0 bytes' 24 -- --headless empty.bin
head -c 23 /dev/zero >short.bin
refused short.bin '23 bytes' 24 -- --headless short.bin

# 3: text size
image odd.bin $P 12 0 0 0 0 12
refused odd.bin 12 'multiple of 8' -- --headless odd.bin

# 4: the file ends early
image demo.bin $P 512 0x3000 64 0 0 388
refused 'vm: demo.bin: file ends after 412 bytes; the header asks for 24 + 512 text + 64 data = 600' \
    -- --headless demo.bin
image huge.bin $P 0xFFFFFFF8 0x3000 0xFFFFFFFF 0 0 8
refused 'file ends after 32' -- --headless huge.bin

# 5: beyond RAM
image ram.bin $P 8 0x03FFFFFC 8 0 0 16
refused 'ram.bin: data segment 0x03FFFFFC-0x04000003' 'RAM end 0x04000000' \
    -- --headless ram.bin
try 1 --headless --ram 128M ram.bin # runs there, and panics: code is zero
has err 'unknown opcode'
image wrap.bin $P 8 0 0 0xFFFFFFF0 32 8
refused 'bss segment 0xFFFFFFF0-0x10000000F' 'RAM end' -- --headless wrap.bin

# 6: overlap
image overlap.bin 0x3000 16 0x3008 8 0 0 24
refused 'data segment 0x00003008-0x0000300F' 'text segment 0x00003000-0x0000300F' \
    -- --headless overlap.bin

# 7: IVT, stacks, TIME
image low.bin 0x2018 8 0 0 0 0 8
refused 'low.bin: text segment 0x00002018-0x0000201F' '0x00000000-0x0000201B' \
    -- --headless low.bin

# 8: windows
image alias.bin $P 8 0x0061FF00 0x300 0 0 776
refused 'vm: alias.bin: data segment 0x0061FF00-0x006201FF collides with the framebuffer alias 0x00620000-0x0074BFFF' \
    -- --headless alias.bin
image sysinfo.bin $P 8 0x0074C050 0x10 0 0 24
refused 'data segment' SYSINFO '0x0074C000-0x0074C05B' -- --headless sysinfo.bin
image intc.bin $P 8 0 0 0x0074D503 1 8
refused 'bss segment' INTC '0x0074D000-0x0074D503' -- --headless intc.bin

# 9: the stack pool, with several cores only
image pool.bin $P 8 0 0 0x03FFD7FF 2 8
refused 'bss segment' 'stack pool' '0x03FFD800-0x03FFFFFF' \
    -- --headless --smp 2 pool.bin
try 1 --headless pool.bin
has err 'unknown opcode'

# ELF: found by content, checks 2, 4 and 10
elf() { # NAME MACHINE ENTRY FILESZ
    {
        printf '\177ELF\001\001\001\000\000\000\000\000\000\000\000\000'
        words $(($2 << 16 | 2)) 1 "$3" 52 0 0 $((32 << 16 | 52)) 1 0
        words 1 84 0 0x3000 "$4" 64 5 1
        words 0 0x05000000 # halt
    } >"$1"
}
elf good.bin 245 0x3000 8
try 0 --headless good.bin
elf machine.bin 3 0x3000 8
refused machine.bin -- --headless machine.bin
elf entry.bin 245 0x3040 8
refused entry.bin 'entry 0x00003040' -- --headless entry.bin
elf more.bin 245 0x3000 65
refused more.bin 'segment 0' -- --headless more.bin
elf end.bin 245 0x3000 64
refused end.bin 'segment 0' -- --headless end.bin
printf '\177ELF' >elf.bin
refused elf.bin -- --headless elf.bin

# nothing runs and nothing is written before the checks
printf keep >shot.png
refused missing.bin -- --headless --screenshot shot.png@halt ./missing.bin
is shot.png keep

# noise: a message or a panic, never worse
for n in 1 2 3 4 5 6 7 8; do
    head -c $((n * 97)) /dev/urandom >noise.bin
    timeout 60 "$vm" --headless --timeout 1 noise.bin <in >out 2>err
    got=$?
    last="noise of $((n * 97)) bytes"
    case $got in 0 | 1 | 124) ;; *) complain "status $got" ;; esac
done
finish
