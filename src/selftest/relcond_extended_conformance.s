; SPDX-License-Identifier: MIT
; The signed and carry branches on every combination of the four flags that
; matters, SF and OF both 1 among them, each forwards and backwards.
.include "check.inc"
    check_flags

; Which of the six branches are taken: bits RJG RJGE RJL RJLE RJC RJNC.
.macro one_branch jump, bit
    rjmp test_\@
hit_\@:
    ori r1, r1, \bit
    set_flags_again
    rjmp done_\@
test_\@:
    \jump hit_\@
done_\@:
.endm
.macro set_flags_again
    mov r25, r2
    inti SET_FLAGS
.endm
.macro branches flags, taken
    movi r1, 0
    movi r2, \flags
    set_flags_again
    one_branch rjg, 1
    one_branch rjge, 2
    one_branch rjl, 4
    one_branch rjle, 8
    one_branch rjc, 16
    one_branch rjnc, 32
    expect r1, \taken
.endm
    branches 0, 1+2+32                      ; greater
    branches ZF, 2+8+32                     ; equal
    branches SF, 4+8+32                     ; less
    branches OF, 4+8+32
    branches SF+OF, 1+2+32                  ; SF = OF = 1 is greater
    branches SF+OF+ZF, 2+8+32
    branches SF+ZF, 4+8+32
    branches CF, 1+2+16
    branches CF+ZF, 2+8+16
    branches CF+SF, 4+8+16
    branches CF+OF, 4+8+16
    branches CF+SF+OF, 1+2+16
    branches 0xFFFFFFFF, 2+8+16             ; the other bits say nothing

    movi r3, 0x7FFFFFFF                     ; and after comparisons
    movi r4, 0xFFFFFFFF
    cmp r3, r4                              ; SF = OF = 1, CF
    expect_taken rjg
    cmp r3, r4
    expect_taken rjc
    cmp r3, r4
    expect_not_taken rjle
    cmp r4, r3
    expect_taken rjl
    cmp r4, r3
    expect_taken rjnc
    cmp r4, r4
    expect_taken rjge
    cmp r4, r4
    expect_not_taken rjg
    halt
