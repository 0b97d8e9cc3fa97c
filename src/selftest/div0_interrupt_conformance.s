; SPDX-License-Identifier: MIT
; A zero divisor makes vector 1 pending once, keeps rd and FLAGS, and the
; handler returns behind the instruction.
.include "check.inc"
.equ COUNT, SCRATCH
.equ SAVED_IP, SCRATCH + 4
    check_flags
    handler INT_DIVZERO, on_divzero
    put COUNT, 0

.macro by_zero op, times
    movi r1, 0x12345678
    movi r2, 7
    movi r3, 0
    set_flags CF+SF
    \op r1, r2, r3
behind_\@:
    expect_flags CF+SF
    expect r1, 0x12345678
    expect_word COUNT, \times
    expect_word SAVED_IP, behind_\@
.endm
    by_zero div, 1
    by_zero mod, 2
    by_zero sdiv, 3
    by_zero smod, 4

    movi r3, 2                              ; others do not interrupt
    div r1, r2, r3
    expect r1, 3
    mod r1, r2, r3
    expect r1, 1
    expect_word COUNT, 4

    outp PORT_IRQ_MASKED, 1                 ; masked: pending, once
    movi r3, 0
    div r1, r2, r3
    div r1, r2, r3
    expect_word COUNT, 4
    expect_word INTC_BASE, 1 << INT_DIVZERO
    outp PORT_IRQ_MASKED, 0
    expect_word COUNT, 5
    expect_word INTC_BASE, 0
    halt

on_divzero:
    movi r1, COUNT
    load32 r2, [r1]
    addi r2, r2, 1
    store32 [r1], r2
    movi r2, ISR_STACK_BASE + 255 * 8       ; the saved IP
    load32 r2, [r2]
    store32 [r1+4], r2
    expect r31, INT_DIVZERO
    iret
