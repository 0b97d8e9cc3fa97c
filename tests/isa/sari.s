; SPDX-License-Identifier: MIT
;
; SARI rd, rs1, imm
; rd = rs1 >> (imm & 31), copies of bit 31 shifted in; FLAGS: class L.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case 0x80000001 and 0
    ;! set r1=77 r2=0x80000001 flags=-
    sari r1, r2, 0
    halt
    ;! r1=0x80000001 r2=0x80000001 flags=S

    ;! case 0x80000001 and 1
    ;! set r1=77 r2=0x80000001 flags=CZSO
    sari r1, r2, 1
    halt
    ;! r1=0xC0000000 r2=0x80000001 flags=S

    ;! case 0x80000001 and 0x1F
    ;! set r1=77 r2=0x80000001 flags=CO
    sari r1, r2, 0x1F
    halt
    ;! r1=0xFFFFFFFF r2=0x80000001 flags=S

    ;! case 0x40000001 and 0x20
    ;! set r1=77 r2=0x40000001 flags=SO
    sari r1, r2, 0x20
    halt
    ;! r1=0x40000001 r2=0x40000001 flags=-

    ;! case 0x40000001 and 0x21
    ;! set r1=77 r2=0x40000001 flags=-
    sari r1, r2, 0x21
    halt
    ;! r1=0x20000000 r2=0x40000001 flags=-

    ;! case 0xF00FF00F and 4
    ;! set r1=77 r2=0xF00FF00F flags=CZSO
    sari r1, r2, 4
    halt
    ;! r1=0xFF00FF00 r2=0xF00FF00F flags=S

    ;! case 1 and 0xFFFFFFFF
    ;! set r1=77 r2=1 flags=CO
    sari r1, r2, -1
    halt
    ;! r1=0 r2=1 flags=Z

    ;! case 0 and 7
    ;! set r1=77 r2=0 flags=SO
    sari r1, r2, 7
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case rd is rs1
    ;! set r31=5 flags=0xFFFFFFFF
    sari r31, r31, 3
    halt
    ;! r31=0 flags=0xFFFFFFCE

    ;! case junk in rs2
    ;! set r2=5
    .quad 0x860102FF00000003
    halt
    ;! r1=0 flags=Z

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x8620020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x8601200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x8601FF0100000000
    ;! panic invalid register @0
