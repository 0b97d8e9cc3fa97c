; SPDX-License-Identifier: MIT
;
; MOVI rd, imm
; rd = imm; FLAGS: class L.
; The notation is explained in run.c.

    ;! case value 0
    ;! set flags=CZSO
    movi r1, 0
    halt
    ;! r1=0 flags=Z

    ;! case value 1
    ;! set flags=CZSO
    movi r31, 1
    halt
    ;! r31=1 flags=-

    ;! case value 0x7FFFFFFF
    ;! set flags=CZSO
    movi r0, 0x7FFFFFFF
    halt
    ;! r0=0x7FFFFFFF flags=-

    ;! case value 0x80000000
    ;! set flags=CZSO
    movi r15, 0x80000000
    halt
    ;! r15=0x80000000 flags=S

    ;! case value 0xFFFFFFFF
    ;! set flags=CZSO
    movi r30, 0xFFFFFFFF
    halt
    ;! r30=0xFFFFFFFF flags=S

    ;! case keeps the other bits of FLAGS
    ;! set flags=0xFFFFFFFF
    movi r1, -1
    halt
    ;! r1=-1 flags=0xFFFFFFD6

    ;! case junk in rs1 and rs2
    ;! set flags=Z
    .quad 0x150120FF00000007
    halt
    ;! r1=7 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x1520020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x15FF010100000000
    ;! panic invalid register @0
