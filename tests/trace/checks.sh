#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --check with programs in assembly: each has exactly one fault, its twin
# none; who decides the exit status; limits.
. "$(dirname "$0")/lib.sh"
all=uninit,stack,align,null,race

# clean NAME ARGUMENTS...: no finding, in both modes.
clean() {
    name=$1
    shift
    for mode in --deterministic --verbose; do
        try 0 --headless $mode --check=$all "$@" "$name.bin"
        hasnt err check:
    done
}

# one KIND PLACE NAME ARGUMENTS...: one place is reported, by all checks and by
# that alone, and by no other.
one() {
    kind=$1 place=$2 name=$3
    shift 3
    for checks in $all $kind; do
        try 86 --headless --deterministic --check=$checks "$@" "$name.bin"
        [ "$(grep -c '^vm: check: [a-z]*: core' err)" -eq 1 ] ||
            complain "not one finding"
        has err "check: $kind: core $place"
        has err 'advice: '
        has err "$kind; 1 places, 1 shown"
    done
    cp err report
    try 86 --headless --check=$kind "$@" "$name.bin"
    others=$(echo "$all" | sed "s/$kind,//; s/,$kind//")
    try 0 --headless --check="$others" "$@" "$name.bin"
    hasnt err check:
}

# align
assemble aligned <<'END'
    movi r1, table
    movi r2, 1
    store32 [r1+4], r2
    load32 r3, [r1+4]
    load16 r3, [r1+2]
    load r3, [r1+3]
    halt
    .data
    .align 4
table: .long 0, 0
END
clean aligned
sed 's/load32 r3, \[r1+4\]/load32 r3, [r1+3]/' aligned.s | assemble crooked
one align '0 at 0x00002034' crooked
has report 'reads 4 bytes at 0x'

# null
assemble vectors <<'END'
    movi r1, 0              ; an entry of the vector table
    movi r2, PROGRAM_BASE
    store32 [r1+8], r2
    store32 [r1+12], r1
    load32 r3, [r1+8]
    push r3                 ; the data stack at 0x1000
    pop r3
    call leaf               ; the call stack at 0x800
    movi r1, 0xFFC
    load32 r3, [r1]         ; a slot of it
    halt
leaf: ret
END
clean vectors
one null '0 at 0x00002064' vectors --smp 2
has report 'reads 4 bytes at 0x00000FFC, in page 0'
assemble byte <<'END'
    movi r1, 0
    load r2, [r1]
    halt
END
one null '0 at 0x00002024' byte
assemble jump <<'END'
    movi r1, 0
    callr r1
END
try 1 --headless --check=null jump.bin # the panic is first
has err 'check: null: core 0 at 0x00000000'
has err 'came from 0x00002024'

# uninit
assemble written <<'END'
    movi r1, 0x9000
    movi r2, 7
    store [r1], r2
    load32 r3, [r1]         ; copied, though three bytes are undefined
    store32 [r1+8], r3
    andi r4, r3, 0x7F
    cmpi r4, 7
    jnz 1f
    load r5, [r1+8]
    cmpi r5, 7
    jnz 1f
    movi r6, 0x620000       ; devices' memory holds something
    load32 r6, [r6]
    cmpi r6, 0
    jnz 1f
    push r2
    pop r2
    memset r1, r2, 32
    load32 r3, [r1+28]
    cmpi r3, 7
    jz 1f
1:  halt
END
clean written
sed 's/andi r4, r3, 0x7F/andi r4, r3, 0x1FF/' written.s | assemble unwritten
one uninit '0 at 0x00002054' unwritten
has report 'read at 0x00009000 by 0x00002034'
sed 's/load r5, \[r1+8\]/load r5, [r1+9]/' written.s | assemble copied
one uninit '0 at 0x0000206C' copied
assemble address <<'END'
    movi r1, 0x9000
    load32 r2, [r1]
    load32 r3, [r2+0x3000]
    halt
END
one uninit '0 at 0x0000202C' address
assemble output <<'END'
    movi r1, PORT_SERIAL_TX
    movi r2, 0x9000
    load r3, [r2]
    out [r1], r3
    halt
END
one uninit '0 at 0x00002034' output
# What the disk stores is written.
dd if=/dev/zero of=disk.img bs=512 count=1 2>dd.err
assemble disk <<'END'
    movi r1, PORT_DISK_ADDR
    movi r2, 0x9000
    out [r1], r2
    movi r1, PORT_DISK_COUNT
    movi r3, 1
    out [r1], r3
    movi r1, PORT_DISK_CMD
    out [r1], r3
    movi r1, PORT_DISK_STATUS
1:  in r4, [r1]
    cmpi r4, 1
    jz 1b
    load32 r5, [r2+508]
    cmpi r5, 0
    jnz 2f
2:  halt
END
clean disk --disk disk.img,ro
sed 's/508/512/' disk.s | assemble behind
one uninit '0 at 0x0000208C' behind --disk disk.img,ro

# stack
assemble deep <<'END'
    movi r1, 238
1:  push r1
    subi r1, r1, 1
    jnz 1b
    halt
END
clean deep
sed 's/238/244/' deep.s | assemble deeper
one stack '0 at 0x0000202C' deeper
has report 'the data stack at 0x00001000 is nearly full: 15 of 256'

# race
assemble counted <<'END'
    movi r3, 0x9000
    movi r4, 0
    store32 [r3], r4
    store32 [r3+4], r4
    movi r1, 1
    movi r2, other
    startap r1, r2, 0
    movi r4, 100
1:  xadd r5, r3, r1, 0
    subi r4, r4, 1
    jnz 1b
2:  ldar r5, [r3+4]
    cmpi r5, 0
    jz 2b
    load32 r6, [r3+8]       ; what other stored before its release
    halt
other:
    movi r1, 1
    movi r3, 0x9000
    movi r4, 100
3:  xadd r5, r3, r1, 0
    subi r4, r4, 1
    jnz 3b
    store32 [r3+8], r4
    stlr [r3+4], r1
4:  pause
    jmp 4b
END
clean counted --smp 2
sed 's/stlr \[r3+4\], r1/stlr [r3+4], r1\n    store32 [r3+8], r4/' counted.s |
    assemble late
try 86 --headless --deterministic --smp 2 --check=$all late.bin
has err 'check: race: core '
[ "$(grep -c 'check: race: core' err)" -eq 1 ] || complain "not one race"
has err 'the word at 0x00009008'
has err 'and nothing orders that with'

# The first cause decides.
assemble status <<'END'
    movi r1, 0x9001
    load32 r2, [r1]
    movi r1, PORT_EXIT
    movi r2, 7
    out [r1], r2
END
try 7 --headless --check=align status.bin
has err 'check: 1 align'
try 124 --headless --max-insns 3 --check=align status.bin
has err 'check: 1 align'

# Reports are limited, the counts are not.
assemble many <<'END'
    movi r1, 0x9001
    movi r3, 3
1:
    .rept 150
    store32 [r1], r1
    .endr
    subi r3, r3, 1
    jnz 1b
    halt
END
try 86 --headless --check=align many.bin
[ "$(grep -c '^vm: check: align: core' err)" -eq 100 ] ||
    complain "not 100 reports"
has err 'check: 450 align; 150 places, 100 shown'

# Nothing of it changes the run.
for seed in 0 9; do
    set -- --headless --deterministic --smp 2 --seed $seed --print-hash
    try 0 "$@" counted.bin
    cp err plain
    try 0 "$@" --check=$all counted.bin
    cmp -s plain err || complain "checks change the run"
done
for value in '' warp uninit, ,race 'null align'; do
    refused --check "'$value'" race -- --headless "--check=$value" many.bin
done
finish
