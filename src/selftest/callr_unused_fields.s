; SPDX-License-Identifier: MIT
; CALLR uses rd and nothing else: junk in the other fields, register numbers
; above 31 included, changes nothing.
.include "check.inc"
    check_flags

; callr r5 with these unused fields.
.macro junk_call rs1, rs2, imm
    movi r1, 0
    movi r2, 0x1111
    movi r5, target
    set_flags CF+OF
    .long \imm
    .byte \rs2, \rs1, 5, 0x49
back_\@:
    expect_flags CF+OF
    expect r1, back_\@
    expect r5, target
    expect r2, 0x1111
    inp r3, PORT_CSP
    expect r3, 256
.endm
    junk_call 0, 0, 0
    junk_call 2, 2, 0xFFFFFFFF
    junk_call 0xFF, 0x80, 0x12345678
    junk_call 32, 33, 8
    halt

target:                                     ; r1 = the return address pushed
    movi r6, CALL_STACK_BASE + 255 * 8
    load32 r1, [r6]
    load32 r7, [r6+4]                       ; the upper half is zero
    set_flags CF+OF
    cmpi r7, 0
    jnz wrong
    set_flags CF+OF
    ret
wrong:
    unreachable
