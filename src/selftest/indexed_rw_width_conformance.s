; SPDX-License-Identifier: MIT
; LOADX, LOADX16, STOREX and STOREX16 (and LOADX32, STOREX32 beside them): the
; address is rs1 + rs2 + imm, the width is their own.
.include "check.inc"
    check_flags
    put SCRATCH, 0x80818283
    put SCRATCH + 4, 0
    movi r2, SCRATCH - 0x100
    movi r3, 0x100

.macro loads op, offset, result, flags
    set_flags CF+OF
    \op r1, [r2+r3+\offset]
    expect_flags \flags
    expect r1, \result
.endm
    loads loadx, 0, 0x83, 0
    loads loadx, 3, 0x80, 0
    loads loadx, 4, 0, ZF
    loads loadx16, 0, 0x8283, 0
    loads loadx16, 2, 0x8081, 0
    loads loadx16, 4, 0, ZF
    loads loadx32, 0, 0x80818283, SF

    put SCRATCH, 0x11111111
    movi r1, 0xAABBCCDD
    set_flags CF+ZF
    storex [r2+r3+1], r1
    expect_flags CF+ZF
    expect_word SCRATCH, 0x1111DD11
    storex16 [r2+r3+2], r1
    expect_word SCRATCH, 0xCCDDDD11
    storex32 [r2+r3+4], r1
    expect_word SCRATCH + 4, 0xAABBCCDD
    expect_word SCRATCH, 0xCCDDDD11
    expect_word SCRATCH + 8, 0
    expect r2, SCRATCH - 0x100
    expect r3, 0x100

    movi r3, -4                             ; a negative index
    movi r2, SCRATCH
    loadx16 r1, [r2+r3+4]
    expect r1, 0xDD11
    halt
