; SPDX-License-Identifier: MIT
; Results and flags of CAS, XADD, XCHG, LDAR, STLR and FENCE.
.include "check.inc"
    check_flags
    movi r2, SCRATCH

    put SCRATCH + 4, 5                      ; CAS that succeeds
    movi r1, 5
    movi r3, 9
    set_flags CF+SF+OF
    cas r1, r2, r3, 4
    expect_flags ZF
    expect r1, 5
    expect_word SCRATCH + 4, 9

    put SCRATCH + 4, 6                      ; and that fails
    movi r1, 5
    set_flags CF+SF+OF+ZF
    cas r1, r2, r3, 4
    expect_flags 0
    expect r1, 6
    expect_word SCRATCH + 4, 6

    put SCRATCH, 0x7FFFFFFF                 ; XADD: flags of the sum
    movi r3, 1
    xadd r3, r2, r3, 0
    expect_flags SF+OF
    expect r3, 0x7FFFFFFF
    expect_word SCRATCH, 0x80000000
    movi r1, 0x80000000
    xadd r4, r2, r1, 0
    expect_flags CF+ZF+OF
    expect r4, 0x80000000
    expect_word SCRATCH, 0

    put SCRATCH + 8, 0x80000000             ; XCHG: flags of the old value
    movi r3, 7
    set_flags CF+OF
    xchg r1, r2, r3, 8
    expect_flags SF
    expect r1, 0x80000000
    expect_word SCRATCH + 8, 7
    put SCRATCH + 8, 0
    xchg r3, r2, r3, 8
    expect_flags ZF
    expect r3, 0
    expect_word SCRATCH + 8, 7

    put SCRATCH + 12, 0x80000001            ; LDAR
    set_flags CF+OF+ZF
    ldar r1, [r2+12]
    expect_flags SF
    expect r1, 0x80000001
    put SCRATCH + 12, 0
    ldar r1, [r2+12]
    expect_flags ZF

    movi r1, 0x1234                         ; STLR and FENCE keep flags
    set_flags CF+ZF+SF+OF
    stlr [r2+16], r1
    fence
    expect_flags CF+ZF+SF+OF
    expect_word SCRATCH + 16, 0x1234

    movi r1, SCRATCH - 4                    ; the address is rs1 + imm,
    put SCRATCH - 8, 3                      ; modulo 2^32
    movi r3, 4
    xadd r5, r1, r3, -4
    expect r5, 3
    expect_word SCRATCH - 8, 7
    expect r1, SCRATCH - 4
    halt
