; SPDX-License-Identifier: MIT
;
; MULHU rd, rs1, rs2
; rd = high 32 bits of the unsigned product; FLAGS: class L.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case 0x80000000 and 0x80000000
    ;! set r1=77 r2=0x80000000 r3=0x80000000 flags=-
    mulhu r1, r2, r3
    halt
    ;! r1=0x40000000 r2=0x80000000 r3=0x80000000 flags=-

    ;! case 0 and 0x80000000
    ;! set r1=77 r2=0 r3=0x80000000 flags=CZSO
    mulhu r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=0x80000000 flags=Z

    ;! case 0x7FFFFFFF and 1
    ;! set r1=77 r2=0x7FFFFFFF r3=1 flags=CO
    mulhu r1, r2, r3
    halt
    ;! r1=0 r2=0x7FFFFFFF r3=1 flags=Z

    ;! case 0xFFFFFFFF and 1
    ;! set r1=77 r2=0xFFFFFFFF r3=1 flags=SO
    mulhu r1, r2, r3
    halt
    ;! r1=0 r2=0xFFFFFFFF r3=1 flags=Z

    ;! case 0 and 1
    ;! set r1=77 r2=0 r3=1 flags=-
    mulhu r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=1 flags=Z

    ;! case 0x80000000 and 1
    ;! set r1=77 r2=0x80000000 r3=1 flags=CZSO
    mulhu r1, r2, r3
    halt
    ;! r1=0 r2=0x80000000 r3=1 flags=Z

    ;! case 5 and 3
    ;! set r1=77 r2=5 r3=3 flags=CO
    mulhu r1, r2, r3
    halt
    ;! r1=0 r2=5 r3=3 flags=Z

    ;! case 0xFFFFFFFF and 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF r3=0xFFFFFFFF flags=SO
    mulhu r1, r2, r3
    halt
    ;! r1=0xFFFFFFFE r2=0xFFFFFFFF r3=0xFFFFFFFF flags=S

    ;! case 0x12345678 and 0xF0F0F0F
    ;! set r1=77 r2=0x12345678 r3=0xF0F0F0F flags=-
    mulhu r1, r2, r3
    halt
    ;! r1=0x1122334 r2=0x12345678 r3=0xF0F0F0F flags=-

    ;! case 0 and 0
    ;! set r1=77 r2=0 r3=0 flags=CZSO
    mulhu r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=0 flags=Z

    ;! case 0x80000000 and 2
    ;! set r1=77 r2=0x80000000 r3=2 flags=CO
    mulhu r1, r2, r3
    halt
    ;! r1=1 r2=0x80000000 r3=2 flags=-

    ;! case one register for all
    ;! set r4=5 flags=0xFFFFFFFF
    mulhu r4, r4, r4
    halt
    ;! r4=0 flags=0xFFFFFFCE

    ;! case rd is rs1
    ;! set r2=5 r3=3
    mulhu r2, r2, r3
    halt
    ;! r2=0 r3=3 flags=Z

    ;! case rd is rs2
    ;! set r2=5 r3=3
    mulhu r3, r2, r3
    halt
    ;! r3=0 r2=5 flags=Z

    ;! case r31 and r0
    ;! set r0=5 r30=3
    mulhu r31, r0, r30
    halt
    ;! r31=0 flags=Z

    ;! case junk in imm
    ;! set r2=5 r3=3
    .quad 0x84010203DEADBEEF
    halt
    ;! r1=0 flags=Z

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x8420020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x8401200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x8401022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x840101FF00000000
    ;! panic invalid register @0
