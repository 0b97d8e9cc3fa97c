; SPDX-License-Identifier: MIT
; INTI enters the vector of its immediate, whole; it returns behind itself
; with registers and flags as they were. INT takes the vector from rd.
.include "check.inc"
.equ SEEN, SCRATCH
    check_flags
    handler 0x21, on_interrupt
    handler 0xFF, on_interrupt
    handler 0, on_interrupt

.macro enters vector
    put SEEN, 0xDEAD
    movi r31, 0x4D
    movi r5, 0x55
    set_flags CF+SF
    inti \vector
    expect_flags CF+SF
    expect_word SEEN, \vector
    expect r31, 0x4D
    expect r5, 0x55
.endm
    enters 0x21
    enters 0xFF
    enters 0
    put SEEN, 0xDEAD
    inti 0x100                              ; not vector 0
    inti 0x121
    inti 0x80000021
    inti 0x22                               ; an empty entry
    expect_word SEEN, 0xDEAD
    movi r1, 0x21
    int r1
    expect_word SEEN, 0x21
    put SEEN, 0xDEAD
    movi r1, 0x121
    int r1
    expect_word SEEN, 0xDEAD
    outp PORT_IRQ_MASKED, 1                 ; masks do not matter
    put INTC_BASE + 0x44, 0
    inti 0x21
    expect_word SEEN, 0x21
    inp r1, PORT_ISP
    expect r1, 256
    inp r1, PORT_IN_ISR
    expect r1, 0
    halt

on_interrupt:
    movi r1, SEEN
    store32 [r1], r31
    inp r2, PORT_IN_ISR
    expect r2, 1
    inp r2, PORT_ISP
    expect r2, 256 - 34
    movi r5, 0
    inti 0x21                               ; none inside a handler
    iret
