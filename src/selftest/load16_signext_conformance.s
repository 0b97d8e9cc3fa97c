; SPDX-License-Identifier: MIT
; LOAD16, LOADS8, LOADS16 and STORE16: width, extension, flags, neighbours.
.include "check.inc"
    check_flags
    movi r2, SCRATCH
    put SCRATCH, 0x8081FF7F
    put SCRATCH + 4, 0

.macro loads op, offset, result, flags
    set_flags CF+OF
    \op r1, [r2+\offset]
    expect_flags \flags
    expect r1, \result
.endm
    loads load16, 0, 0xFF7F, 0
    loads load16, 2, 0x8081, 0
    loads load16, 4, 0, ZF
    loads loads8, 0, 0x7F, 0
    loads loads8, 1, 0xFFFFFFFF, SF
    loads loads8, 2, 0xFFFFFF81, SF
    loads loads8, 3, 0xFFFFFF80, SF
    loads loads8, 4, 0, ZF
    loads loads16, 0, 0xFFFFFF7F, SF
    loads loads16, 2, 0xFFFF8081, SF
    loads loads16, 4, 0, ZF
    put SCRATCH, 0x00007FFF
    loads loads16, 0, 0x7FFF, 0

    put SCRATCH, 0x11111111                 ; STORE16 writes two bytes
    movi r1, 0xAABBCCDD
    set_flags CF+ZF
    store16 [r2], r1
    expect_flags CF+ZF
    expect_word SCRATCH, 0x1111CCDD
    store16 [r2+2], r1
    expect_word SCRATCH, 0xCCDDCCDD
    expect_word SCRATCH + 4, 0

    movi r3, 0xFFFFFFFE                     ; addresses wrap
    load16 r1, [r3+SCRATCH+2]
    expect r1, 0xCCDD
    halt
