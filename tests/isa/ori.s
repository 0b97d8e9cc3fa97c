; SPDX-License-Identifier: MIT
;
; ORI rd, rs1, imm
; rd = rs1 | imm; FLAGS: class L.
; The notation is explained in run.c.

    ;! case 0x80000000 and 0x80000000
    ;! set r1=77 r2=0x80000000 flags=-
    ori r1, r2, 0x80000000
    halt
    ;! r1=0x80000000 r2=0x80000000 flags=S

    ;! case 0 and 0x80000000
    ;! set r1=77 r2=0 flags=CZSO
    ori r1, r2, 0x80000000
    halt
    ;! r1=0x80000000 r2=0 flags=S

    ;! case 0x7FFFFFFF and 1
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    ori r1, r2, 1
    halt
    ;! r1=0x7FFFFFFF r2=0x7FFFFFFF flags=-

    ;! case 0xFFFFFFFF and 1
    ;! set r1=77 r2=0xFFFFFFFF flags=SO
    ori r1, r2, 1
    halt
    ;! r1=0xFFFFFFFF r2=0xFFFFFFFF flags=S

    ;! case 0 and 1
    ;! set r1=77 r2=0 flags=-
    ori r1, r2, 1
    halt
    ;! r1=1 r2=0 flags=-

    ;! case 0x80000000 and 1
    ;! set r1=77 r2=0x80000000 flags=CZSO
    ori r1, r2, 1
    halt
    ;! r1=0x80000001 r2=0x80000000 flags=S

    ;! case 5 and 3
    ;! set r1=77 r2=5 flags=CO
    ori r1, r2, 3
    halt
    ;! r1=7 r2=5 flags=-

    ;! case 0xFFFFFFFF and 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=SO
    ori r1, r2, -1
    halt
    ;! r1=0xFFFFFFFF r2=0xFFFFFFFF flags=S

    ;! case 0x12345678 and 0xF0F0F0F
    ;! set r1=77 r2=0x12345678 flags=-
    ori r1, r2, 0xF0F0F0F
    halt
    ;! r1=0x1F3F5F7F r2=0x12345678 flags=-

    ;! case 0 and 0
    ;! set r1=77 r2=0 flags=CZSO
    ori r1, r2, 0
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case rd is rs1
    ;! set r31=5 flags=0xFFFFFFFF
    ori r31, r31, 3
    halt
    ;! r31=7 flags=0xFFFFFFC6

    ;! case junk in rs2
    ;! set r2=5
    .quad 0x3B0102FF00000003
    halt
    ;! r1=7 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x3B20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x3B01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x3B01FF0100000000
    ;! panic invalid register @0
