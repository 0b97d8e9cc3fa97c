; SPDX-License-Identifier: MIT
;
; SUBI rd, rs1, imm
; rd = rs1 - imm; FLAGS: class S.
; The notation is explained in run.c.

    ;! case 0x80000000 and 0x80000000
    ;! set r1=77 r2=0x80000000 flags=-
    subi r1, r2, 0x80000000
    halt
    ;! r1=0 r2=0x80000000 flags=Z

    ;! case 0 and 0x80000000
    ;! set r1=77 r2=0 flags=CZSO
    subi r1, r2, 0x80000000
    halt
    ;! r1=0x80000000 r2=0 flags=CSO

    ;! case 0x7FFFFFFF and 1
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    subi r1, r2, 1
    halt
    ;! r1=0x7FFFFFFE r2=0x7FFFFFFF flags=-

    ;! case 0xFFFFFFFF and 1
    ;! set r1=77 r2=0xFFFFFFFF flags=SO
    subi r1, r2, 1
    halt
    ;! r1=0xFFFFFFFE r2=0xFFFFFFFF flags=S

    ;! case 0 and 1
    ;! set r1=77 r2=0 flags=-
    subi r1, r2, 1
    halt
    ;! r1=0xFFFFFFFF r2=0 flags=CS

    ;! case 0x80000000 and 1
    ;! set r1=77 r2=0x80000000 flags=CZSO
    subi r1, r2, 1
    halt
    ;! r1=0x7FFFFFFF r2=0x80000000 flags=O

    ;! case 5 and 3
    ;! set r1=77 r2=5 flags=CO
    subi r1, r2, 3
    halt
    ;! r1=2 r2=5 flags=-

    ;! case 0xFFFFFFFF and 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=SO
    subi r1, r2, -1
    halt
    ;! r1=0 r2=0xFFFFFFFF flags=Z

    ;! case 0x12345678 and 0xF0F0F0F
    ;! set r1=77 r2=0x12345678 flags=-
    subi r1, r2, 0xF0F0F0F
    halt
    ;! r1=0x3254769 r2=0x12345678 flags=-

    ;! case 0 and 0
    ;! set r1=77 r2=0 flags=CZSO
    subi r1, r2, 0
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case rd is rs1
    ;! set r31=5 flags=0xFFFFFFFF
    subi r31, r31, 3
    halt
    ;! r31=2 flags=0xFFFFFFC6

    ;! case junk in rs2
    ;! set r2=5
    .quad 0x390102FF00000003
    halt
    ;! r1=2 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x3920020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x3901200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x3901FF0100000000
    ;! panic invalid register @0
