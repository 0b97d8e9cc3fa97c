; SPDX-License-Identifier: MIT
;
; MULHS rd, rs1, rs2
; rd = high 32 bits of the signed product; FLAGS: class L.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case 0x80000000 and 0x80000000
    ;! set r1=77 r2=0x80000000 r3=0x80000000 flags=-
    mulhs r1, r2, r3
    halt
    ;! r1=0x40000000 r2=0x80000000 r3=0x80000000 flags=-

    ;! case 0 and 0x80000000
    ;! set r1=77 r2=0 r3=0x80000000 flags=CZSO
    mulhs r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=0x80000000 flags=Z

    ;! case 0x7FFFFFFF and 1
    ;! set r1=77 r2=0x7FFFFFFF r3=1 flags=CO
    mulhs r1, r2, r3
    halt
    ;! r1=0 r2=0x7FFFFFFF r3=1 flags=Z

    ;! case 0xFFFFFFFF and 1
    ;! set r1=77 r2=0xFFFFFFFF r3=1 flags=SO
    mulhs r1, r2, r3
    halt
    ;! r1=0xFFFFFFFF r2=0xFFFFFFFF r3=1 flags=S

    ;! case 0 and 1
    ;! set r1=77 r2=0 r3=1 flags=-
    mulhs r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=1 flags=Z

    ;! case 0x80000000 and 1
    ;! set r1=77 r2=0x80000000 r3=1 flags=CZSO
    mulhs r1, r2, r3
    halt
    ;! r1=0xFFFFFFFF r2=0x80000000 r3=1 flags=S

    ;! case 5 and 3
    ;! set r1=77 r2=5 r3=3 flags=CO
    mulhs r1, r2, r3
    halt
    ;! r1=0 r2=5 r3=3 flags=Z

    ;! case 0xFFFFFFFF and 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF r3=0xFFFFFFFF flags=SO
    mulhs r1, r2, r3
    halt
    ;! r1=0 r2=0xFFFFFFFF r3=0xFFFFFFFF flags=Z

    ;! case 0x12345678 and 0xF0F0F0F
    ;! set r1=77 r2=0x12345678 r3=0xF0F0F0F flags=-
    mulhs r1, r2, r3
    halt
    ;! r1=0x1122334 r2=0x12345678 r3=0xF0F0F0F flags=-

    ;! case 0 and 0
    ;! set r1=77 r2=0 r3=0 flags=CZSO
    mulhs r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=0 flags=Z

    ;! case 0x80000000 and 2
    ;! set r1=77 r2=0x80000000 r3=2 flags=CO
    mulhs r1, r2, r3
    halt
    ;! r1=0xFFFFFFFF r2=0x80000000 r3=2 flags=S

    ;! case one register for all
    ;! set r4=5 flags=0xFFFFFFFF
    mulhs r4, r4, r4
    halt
    ;! r4=0 flags=0xFFFFFFCE

    ;! case rd is rs1
    ;! set r2=5 r3=3
    mulhs r2, r2, r3
    halt
    ;! r2=0 r3=3 flags=Z

    ;! case rd is rs2
    ;! set r2=5 r3=3
    mulhs r3, r2, r3
    halt
    ;! r3=0 r2=5 flags=Z

    ;! case r31 and r0
    ;! set r0=5 r30=3
    mulhs r31, r0, r30
    halt
    ;! r31=0 flags=Z

    ;! case junk in imm
    ;! set r2=5 r3=3
    .quad 0x85010203DEADBEEF
    halt
    ;! r1=0 flags=Z

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x8520020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x8501200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x8501022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x850101FF00000000
    ;! panic invalid register @0
