; SPDX-License-Identifier: MIT
;
; CMP rd, rs1
; flags of rd - rs1; no register written; FLAGS: class S.
; The notation is explained in run.c.

    ;! case 0x80000000 with 0x80000000
    ;! set r1=0x80000000 r2=0x80000000 flags=CO
    cmp r1, r2
    halt
    ;! r1=0x80000000 r2=0x80000000 flags=Z

    ;! case 0 with 0x80000000
    ;! set r1=0 r2=0x80000000 flags=CO
    cmp r1, r2
    halt
    ;! r1=0 r2=0x80000000 flags=CSO

    ;! case 0x7FFFFFFF with 1
    ;! set r1=0x7FFFFFFF r2=1 flags=CO
    cmp r1, r2
    halt
    ;! r1=0x7FFFFFFF r2=1 flags=-

    ;! case 0xFFFFFFFF with 1
    ;! set r1=0xFFFFFFFF r2=1 flags=CO
    cmp r1, r2
    halt
    ;! r1=0xFFFFFFFF r2=1 flags=S

    ;! case 0 with 1
    ;! set r1=0 r2=1 flags=CO
    cmp r1, r2
    halt
    ;! r1=0 r2=1 flags=CS

    ;! case 0x80000000 with 1
    ;! set r1=0x80000000 r2=1 flags=CO
    cmp r1, r2
    halt
    ;! r1=0x80000000 r2=1 flags=O

    ;! case 5 with 3
    ;! set r1=5 r2=3 flags=CO
    cmp r1, r2
    halt
    ;! r1=5 r2=3 flags=-

    ;! case 0xFFFFFFFF with 0xFFFFFFFF
    ;! set r1=0xFFFFFFFF r2=0xFFFFFFFF flags=CO
    cmp r1, r2
    halt
    ;! r1=0xFFFFFFFF r2=0xFFFFFFFF flags=Z

    ;! case 0x12345678 with 0xF0F0F0F
    ;! set r1=0x12345678 r2=0xF0F0F0F flags=CO
    cmp r1, r2
    halt
    ;! r1=0x12345678 r2=0xF0F0F0F flags=-

    ;! case 0 with 0
    ;! set r1=0 r2=0 flags=CO
    cmp r1, r2
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case a register with itself
    ;! set r31=0x80000000 flags=0xFFFFFFFF
    cmp r31, r31
    halt
    ;! flags=0xFFFFFFCE

    ;! case junk in rs2 and imm
    ;! set r1=1 r2=2
    .quad 0x120102FF00000005
    halt
    ;! flags=CS

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x1220020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x1201200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x1201FF0100000000
    ;! panic invalid register @0
