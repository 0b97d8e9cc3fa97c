#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --trace: each kind of line, filters, the same file from the same run, and
# what happens when the file cannot be written.
. "$(dirname "$0")/lib.sh"

assemble small <<'END'
    movi r1, 2
1:  subi r1, r1, 1
    jnz 1b
    movi r2, PORT_SERIAL_TX
    movi r3, 'x'
    out [r2], r3
    movi r4, TIME_BASE
    load32 r5, [r4]
    halt
END
try 0 --headless --trace=exec,mmio:file small.bin
is out x
empty err
is file 'exec 0 1 0x0000201C - movi r1, 2 ; r1=0x00000002
exec 0 2 0x00002024 - subi r1, r1, 1 ; r1=0x00000001
exec 0 3 0x0000202C - jnz 0x2024
exec 0 4 0x00002024 - subi r1, r1, 1 ; r1=0x00000000 flags=0x00000008
exec 0 5 0x0000202C - jnz 0x2024
exec 0 6 0x00002034 - movi r2, 1 ; r2=0x00000001 flags=0x00000000
exec 0 7 0x0000203C - movi r3, 120 ; r3=0x00000078
mmio 0 8 0x00002044 - write serial SERIAL_TX+0x01 0x00000078
exec 0 8 0x00002044 - out [r2], r3
exec 0 9 0x0000204C - movi r4, 0x2000 ; r4=0x00002000
mmio 0 10 0x00002054 - read time CTRL+0x00 0x00000001
exec 0 10 0x00002054 - load32 r5, [r4] ; r5=0x00000001
exec 0 11 0x0000205C - halt'

# Names; a range; accesses alone leave the engine as it is.
cat >labels.s <<'END'
    call twice
    halt
twice:
    mov r1, r1
    ret
END
"$as" --map=labels.map -f bin -o labels.bin labels.s
try 0 --headless --trace=exec:file labels.bin
has file 'exec 0 2 0x0000202C twice+0x0 mov r1, r1'
has file 'exec 0 3 0x00002034 twice+0x8 ret'
try 0 --headless --trace=exec,range=0x2034-0x2034:file labels.bin
[ "$(cut -d' ' -f4 file)" = 0x00002034 ] || complain "not the range"
try 0 --headless --trace=mmio:file small.bin
[ "$(grep -c . file)" -eq 2 ] || complain "not two accesses"

# Interrupts: of a device, of software, between cores.
assemble irqs <<'END'
    .equ HANDLER, 8 * 0x40
    movi r1, handler
    movi r2, 8 * INT_TIMER
    store32 [r2], r1
    movi r3, 0
    store32 [r2+4], r3
    movi r2, HANDLER
    store32 [r2], r1
    store32 [r2+4], r3
    inti 0x40
    movi r5, 1
    movi r6, other
    startap r5, r6, 0
    ipi r5, r2              ; 0x200 is none
    movi r2, 0x40
    ipi r5, r2
    movi r4, TIME_BASE
    movi r1, 1000
    store32 [r4], r1
    movi r7, seen
1:  ldar r1, [r7]
    cmpi r1, 3
    jnz 1b
    halt
other:
    pause
    jmp other
handler:
    movi r7, seen
    movi r6, 1
    xadd r5, r7, r6, 0
    movi r1, INTC_BASE + 0x500
    store32 [r1], r31
    iret
    .data
    .align 4
seen: .long 0
END
try 0 --headless --deterministic --smp 2 --trace=irq:file irqs.bin
for line in 'int 0x40 -' 'iret - -' 'raise 0x40 -' 'deliver 0x40 -' \
    'eoi 0x40 -' 'iret 0x40 -' 'raise 0x04 TIMER' 'deliver 0x04 TIMER' \
    'eoi 0x04 TIMER' 'iret 0x04 TIMER'; do
    has file " $line"
done
[ "$(grep -c '^irq 1 .* deliver 0x40' file)" -eq 1 ] ||
    complain "core 1 has not one IPI"
try 0 --headless --deterministic --smp 2 --trace=exec,irq,core=1:file irqs.bin
grep -q '^exec 1 ' file || complain "core=1 shows nothing"
! grep -v '^[a-z]* 1 ' file || complain "core=1 shows another core"

# As many lines as instructions, lines of both engines' blocks.
try 0 --headless --deterministic --smp 2 -v --trace=exec:file irqs.bin
[ "$(grep -c '^exec ' file)" -eq "$(instructions)" ] ||
    complain "not a line for each of $(instructions) instructions"
for engine in interp jit; do
    "$vm" --help | grep -q "[: ]$engine," || continue
    try 0 --headless --engine $engine --trace=block:file small.bin
    grep -Eq '^block 0 [0-9]+ 0x0000201C - [1-9]' file ||
        complain "$engine: no block"
    ! grep -v '^block ' file || complain "$engine: more than blocks"
done

# The same run gives the same file and is not changed by it.
all=exec,mmio,irq,block
for seed in 0 5; do
    set -- --headless --deterministic --smp 2 --seed $seed --print-hash
    try 0 "$@" irqs.bin
    cp err plain
    try 0 "$@" --trace=$all:one irqs.bin
    cmp -s plain err || complain "the trace changes the run"
    try 0 "$@" --trace=$all:two irqs.bin
    cmp -s one two || complain "two traces of one run differ"
done
[ -s one ] || complain "no trace"

# A panic is the last; what does not complete has no line.
assemble panic <<'END'
    movi r1, 0x70000000
    load32 r2, [r1]
END
try 1 --headless --trace=exec:file panic.bin
[ "$(grep -c . file)" -eq 1 ] || complain "not one line before the panic"

# Files.
try 90 --headless --trace=exec:none/file small.bin
lines err 1
has err none/file
try 0 --headless --trace=exec:a:b,c small.bin
[ -s a:b,c ] || complain "a name with a colon"
if [ -c /dev/full ]; then
    try 90 --headless --trace=exec:/dev/full small.bin
    lines err 1
    has err /dev/full
    try 1 --headless --trace=exec:/dev/full panic.bin
fi
for value in '' exec exec: :file warp:file exec,:file core=0:file \
    exec,core=x:file exec,range=5-4:file exec,range=5:file exec,core=:file \
    exec,range=0x1-0x100000000:file; do
    refused --trace "'$value'" range=A-B -- --headless "--trace=$value" small.bin
done
refused --trace core=1 -- --headless --trace=exec,core=1:file small.bin
finish
