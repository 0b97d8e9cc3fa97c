; SPDX-License-Identifier: MIT
; JZ and JNZ see the result of every class of instruction that sets flags, and
; what keeps flags does not disturb them.
.include "check.inc"
    check_flags

.macro is_zero
    expect_taken jz
    expect_not_taken jnz
.endm
.macro is_not_zero
    expect_taken jnz
    expect_not_taken jz
.endm
; r1 op r2 is zero, r1 op r3 is not; the wrong flag stands before.
.macro three op, a, zero, other
    movi r1, \a
    movi r2, \zero
    movi r3, \other
    set_flags 0
    \op r4, r1, r2
    is_zero
    set_flags ZF
    \op r4, r1, r3
    is_not_zero
.endm
.macro imm op, a, zero, other
    movi r1, \a
    set_flags 0
    \op r4, r1, \zero
    is_zero
    set_flags ZF
    \op r4, r1, \other
    is_not_zero
.endm
.macro two op, zero, other
    movi r2, \zero
    movi r3, \other
    set_flags 0
    \op r4, r2
    is_zero
    set_flags ZF
    \op r4, r3
    is_not_zero
.endm

    three add, 1, -1, 1                     ; class A
    imm addi, 5, -5, 5
    movi r4, -1
    inc r4
    is_zero
    inc r4
    is_not_zero
    three sub, 7, 7, 6                      ; class S
    imm subi, 7, 7, 6
    movi r1, 9
    cmpi r1, 9
    is_zero
    cmpi r1, 8
    is_not_zero
    movi r2, 9
    cmp r1, r2
    is_zero
    movi r2, 10
    cmp r1, r2
    is_not_zero
    three mul, 0x10000, 0x10000, 1          ; class L
    three div, 3, 4, 3
    three mod, 8, 4, 3
    three and, 5, 2, 4
    three xor, 5, 5, 4
    movi r1, 0
    three or, 0, 0, 1
    three shl, 0x80000000, 1, 0
    three shr, 1, 1, 0
    three sar, 1, 1, 0
    imm andi, 5, 2, 4
    imm xori, 5, 5, 4
    imm ori, 0, 0, 1
    imm shli, 0x80000000, 1, 0
    imm shri, 1, 1, 0
    two not, -1, 0
    two mov, 0, 1
    set_flags 0
    movi r4, 0
    is_zero
    movi r4, 1
    is_not_zero
    set_flags 0
    cpuid r4
    is_zero
    movi r5, SCRATCH                        ; loads
    movi r1, 0
    store32 [r5], r1
    movi r1, 0x80
    store32 [r5+4], r1
    imm load, SCRATCH, 0, 4
    imm load16, SCRATCH, 0, 4
    imm load32, SCRATCH, 0, 4
    imm loads8, SCRATCH, 0, 4
    imm loads16, SCRATCH, 0, 4
    imm ldar, SCRATCH, 0, 4
    imm fload32, SCRATCH, 0, 4
    movi r1, 0
    push r1
    set_flags 0
    pop r4
    is_zero
    movi r1, 1
    push r1
    set_flags ZF
    pop r4
    is_not_zero
    movi r1, 0                              ; atomics: XADD by the sum,
    movi r6, SCRATCH + 8                    ; XCHG by the old value,
    store32 [r6], r1                        ; CAS by success
    xadd r4, r6, r1, 0
    is_zero
    movi r1, 3
    xadd r4, r6, r1, 0
    is_not_zero
    movi r1, 0
    xchg r4, r6, r1, 0
    is_not_zero
    xchg r4, r6, r1, 0
    is_zero
    movi r4, 0
    cas r4, r6, r1, 0
    is_zero
    movi r4, 1
    cas r4, r6, r1, 0
    is_not_zero
    three fadd, 0x3F800000, 0xBF800000, 0   ; class F: both zeros
    three fsub, 0x3F800000, 0x3F800000, 0
    three fmul, 0x3F800000, 0x80000000, 0x3F800000
    three fdiv, 0, 0x3F800000, 0x7FC00000
    two fneg, 0, 0x3F800000
    two fabs, 0x80000000, 0xBF800000
    two fsqrt, 0x80000000, 0x3F800000
    two itof, 0, 1
    two ftoi, 0x3F000000, 0x3F800000
    movi r1, 0
    movi r2, 0x80000000
    fcmp r1, r2
    is_zero
    movi r2, 0x3F800000
    fcmp r1, r2
    is_not_zero

    movi r1, 1                              ; these keep the flags
    movi r2, SCRATCH
    movi r3, 0x50
    movi r4, 0                              ; ZF
    store32 [r2], r1
    store [r2], r1
    stlr [r2], r1
    push r1
    out [r3], r1
    call keeper
    rcall keeper
    fence
    pause
    memset r2, r1, 4
    is_zero
    halt
keeper:
    ret
