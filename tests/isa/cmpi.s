; SPDX-License-Identifier: MIT
;
; CMPI rd, imm
; flags of rd - imm; no register written; FLAGS: class S.
; The notation is explained in run.c.

    ;! case 0x80000000 with 0x80000000
    ;! set r1=0x80000000 flags=CO
    cmpi r1, 0x80000000
    halt
    ;! r1=0x80000000 flags=Z

    ;! case 0 with 0x80000000
    ;! set r1=0 flags=CO
    cmpi r1, 0x80000000
    halt
    ;! r1=0 flags=CSO

    ;! case 0x7FFFFFFF with 1
    ;! set r1=0x7FFFFFFF flags=CO
    cmpi r1, 1
    halt
    ;! r1=0x7FFFFFFF flags=-

    ;! case 0xFFFFFFFF with 1
    ;! set r1=0xFFFFFFFF flags=CO
    cmpi r1, 1
    halt
    ;! r1=0xFFFFFFFF flags=S

    ;! case 0 with 1
    ;! set r1=0 flags=CO
    cmpi r1, 1
    halt
    ;! r1=0 flags=CS

    ;! case 0x80000000 with 1
    ;! set r1=0x80000000 flags=CO
    cmpi r1, 1
    halt
    ;! r1=0x80000000 flags=O

    ;! case 5 with 3
    ;! set r1=5 flags=CO
    cmpi r1, 3
    halt
    ;! r1=5 flags=-

    ;! case 0xFFFFFFFF with 0xFFFFFFFF
    ;! set r1=0xFFFFFFFF flags=CO
    cmpi r1, 0xFFFFFFFF
    halt
    ;! r1=0xFFFFFFFF flags=Z

    ;! case 0x12345678 with 0xF0F0F0F
    ;! set r1=0x12345678 flags=CO
    cmpi r1, 0xF0F0F0F
    halt
    ;! r1=0x12345678 flags=-

    ;! case 0 with 0
    ;! set r1=0 flags=CO
    cmpi r1, 0
    halt
    ;! r1=0 flags=Z

    ;! case junk in rs1 and rs2
    ;! set r1=5 flags=0xFFFFFFFF
    .quad 0x130140FF00000005
    halt
    ;! flags=0xFFFFFFCE

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x1320020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x13FF010100000000
    ;! panic invalid register @0
