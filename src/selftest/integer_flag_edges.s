; SPDX-License-Identifier: MIT
; The edges of ADD and SUB and of what sets flags in the same way.
.include "check.inc"
    check_flags

.macro edge op, a, b, result, flags
    movi r1, \a
    movi r2, \b
    set_flags 0xFFFFFFFF - (\flags)
    \op r3, r1, r2
    expect_flags (\flags) + 0xFFFFFFC6
    expect r3, \result
.endm
.macro edge_imm op, a, b, result, flags
    movi r1, \a
    set_flags 0
    \op r3, r1, \b
    expect_flags \flags
    expect r3, \result
.endm
    edge add, 0x7FFFFFFF, 1, 0x80000000, SF+OF
    edge add, 0xFFFFFFFF, 1, 0, CF+ZF
    edge add, 0x80000000, 0x80000000, 0, CF+ZF+OF
    edge add, 0, 0, 0, ZF
    edge add, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, CF+SF
    edge add, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, SF
    edge sub, 0, 0x80000000, 0x80000000, CF+SF+OF
    edge sub, 0x80000000, 1, 0x7FFFFFFF, OF
    edge sub, 0, 1, 0xFFFFFFFF, CF+SF
    edge sub, 5, 5, 0, ZF
    edge sub, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, CF+SF+OF
    edge sub, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, SF
    edge_imm addi, 0x7FFFFFFF, 1, 0x80000000, SF+OF
    edge_imm addi, 1, -1, 0, CF+ZF
    edge_imm subi, 0x80000000, 1, 0x7FFFFFFF, OF
    edge_imm subi, 0, 1, 0xFFFFFFFF, CF+SF

    movi r3, 0x7FFFFFFF
    set_flags 0
    inc r3
    expect_flags SF+OF
    movi r3, 0xFFFFFFFF
    inc r3
    expect_flags CF+ZF

    movi r1, 0x7FFFFFFF                     ; comparing writes no register
    movi r2, 0xFFFFFFFF
    cmp r1, r2
    expect_flags CF+SF+OF
    expect r1, 0x7FFFFFFF
    movi r1, 0x80000000
    cmpi r1, 1
    expect_flags OF
    expect r1, 0x80000000

    movi r1, 3                              ; rd may be a source
    add r1, r1, r1
    expect r1, 6
    sub r1, r1, r1
    expect_flags ZF
    expect r1, 0
    halt
