; SPDX-License-Identifier: MIT
; A program whose end depends on when everything happened: a tick mixes the
; clock into DIGEST, serial input is mixed in as it comes, the other cores, if
; there are any, count in SUM and call a function. Ends with status 5.
        .arch   lamp+x1
        .equ    ROUNDS, 300000
        .include "dev.inc"
        .text
        .global _start
_start: movi    r0, INT_TIMER
        movi    r1, on_tick
        call    irq_install
        movi    r0, other
        call    smp_start
        movi    r0, 1000
        call    clock_tick
        movi    r21, ROUNDS
loop:   call    count
        call    serial_getc
        call    mix
        subi    r21, r21, 1
        jnz     loop
        movi    r0, 5
        movi    r1, PORT_EXIT
        out     [r1], r0

count:  movi    r4, COUNT
        load32  r5, [r4]
        inc     r5
        store32 [r4], r5
        ret

; mix: r0 goes into DIGEST.
mix:    movi    r4, DIGEST
        load32  r5, [r4]
        movi    r6, 0x01000193
        mul     r5, r5, r6
        xor     r5, r5, r0
        store32 [r4], r5
        ret

on_tick:
        movi    r1, TIME_BASE
        load32  r0, [r1 + TIME_BOOT_LO]
        call    mix
        iret

other:  movi    r6, SUM
        movi    r7, 1
turn:   xadd    r8, r6, r7, 0
        call    idle
        jmp     turn
idle:   pause
        ret
putc:   jmp     serial_putc

        .include "serial.inc"
        .include "irq.inc"
        .include "clock.inc"
        .include "smp.inc"
        .include "print.inc"
        .data
        .align  4
COUNT:  .long   0
DIGEST: .long   0
SUM:    .long   0
text:   .asciz  "never written"
