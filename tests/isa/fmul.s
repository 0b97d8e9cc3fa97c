; SPDX-License-Identifier: MIT
;
; FMUL rd, rs1, rs2
; rd = rs1 * rs2 in binary32; FLAGS: class F.
; The notation is explained in run.c.

    ;! case 0x3F800000 and 0x40000000
    ;! set r1=77 r2=0x3F800000 r3=0x40000000 flags=-
    fmul r1, r2, r3
    halt
    ;! r1=0x40000000 r2=0x3F800000 r3=0x40000000 flags=-

    ;! case 0x4B800000 and 0x3F800000
    ;! set r1=77 r2=0x4B800000 r3=0x3F800000 flags=CZSO
    fmul r1, r2, r3
    halt
    ;! r1=0x4B800000 r2=0x4B800000 r3=0x3F800000 flags=-

    ;! case 0x7F800000 and 0xFF800000
    ;! set r1=77 r2=0x7F800000 r3=0xFF800000 flags=CO
    fmul r1, r2, r3
    halt
    ;! r1=0xFF800000 r2=0x7F800000 r3=0xFF800000 flags=S

    ;! case 0xFFC12345 and 0x3F800000
    ;! set r1=77 r2=0xFFC12345 r3=0x3F800000 flags=SO
    fmul r1, r2, r3
    halt
    ;! r1=0x7FC00000 r2=0xFFC12345 r3=0x3F800000 flags=-

    ;! case 0x800000 and 1
    ;! set r1=77 r2=0x800000 r3=1 flags=-
    fmul r1, r2, r3
    halt
    ;! r1=0 r2=0x800000 r3=1 flags=Z

    ;! case 0 and 0x80000000
    ;! set r1=77 r2=0 r3=0x80000000 flags=CZSO
    fmul r1, r2, r3
    halt
    ;! r1=0x80000000 r2=0 r3=0x80000000 flags=Z

    ;! case 0x80000000 and 0x80000000
    ;! set r1=77 r2=0x80000000 r3=0x80000000 flags=CO
    fmul r1, r2, r3
    halt
    ;! r1=0 r2=0x80000000 r3=0x80000000 flags=Z

    ;! case 0x7F7FFFFF and 0x7F7FFFFF
    ;! set r1=77 r2=0x7F7FFFFF r3=0x7F7FFFFF flags=SO
    fmul r1, r2, r3
    halt
    ;! r1=0x7F800000 r2=0x7F7FFFFF r3=0x7F7FFFFF flags=-

    ;! case 0x80000001 and 0x3F000000
    ;! set r1=77 r2=0x80000001 r3=0x3F000000 flags=-
    fmul r1, r2, r3
    halt
    ;! r1=0x80000000 r2=0x80000001 r3=0x3F000000 flags=Z

    ;! case 0xBF800000 and 0
    ;! set r1=77 r2=0xBF800000 r3=0 flags=CZSO
    fmul r1, r2, r3
    halt
    ;! r1=0x80000000 r2=0xBF800000 r3=0 flags=Z

    ;! case 0 and 0xBF800000
    ;! set r1=77 r2=0 r3=0xBF800000 flags=CO
    fmul r1, r2, r3
    halt
    ;! r1=0x80000000 r2=0 r3=0xBF800000 flags=Z

    ;! case 0x3F800000 and 0xBF800000
    ;! set r1=77 r2=0x3F800000 r3=0xBF800000 flags=SO
    fmul r1, r2, r3
    halt
    ;! r1=0xBF800000 r2=0x3F800000 r3=0xBF800000 flags=S

    ;! case 0 and 0
    ;! set r1=77 r2=0 r3=0 flags=-
    fmul r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=0 flags=Z

    ;! case 0x7F800000 and 0x7F800000
    ;! set r1=77 r2=0x7F800000 r3=0x7F800000 flags=CZSO
    fmul r1, r2, r3
    halt
    ;! r1=0x7F800000 r2=0x7F800000 r3=0x7F800000 flags=-

    ;! case 0x7F800000 and 0
    ;! set r1=77 r2=0x7F800000 r3=0 flags=CO
    fmul r1, r2, r3
    halt
    ;! r1=0x7FC00000 r2=0x7F800000 r3=0 flags=-

    ;! case 0x40400000 and 0x40E00000
    ;! set r1=77 r2=0x40400000 r3=0x40E00000 flags=SO
    fmul r1, r2, r3
    halt
    ;! r1=0x41A80000 r2=0x40400000 r3=0x40E00000 flags=-

    ;! case 1 and 1
    ;! set r1=77 r2=1 r3=1 flags=-
    fmul r1, r2, r3
    halt
    ;! r1=0 r2=1 r3=1 flags=Z

    ;! case 0x7F800001 and 1
    ;! set r1=77 r2=0x7F800001 r3=1 flags=CZSO
    fmul r1, r2, r3
    halt
    ;! r1=0x7FC00000 r2=0x7F800001 r3=1 flags=-

    ;! case one register for all
    ;! set r4=0x41300000 flags=0xFFFFFFFF
    fmul r4, r4, r4
    halt
    ;! r4=0x42F20000 flags=0xFFFFFFC6

    ;! case rd is rs1
    ;! set r2=0x41300000 r3=0x40000000
    fmul r2, r2, r3
    halt
    ;! r2=0x41B00000 r3=0x40000000 flags=-

    ;! case rd is rs2
    ;! set r2=0x41300000 r3=0x40000000
    fmul r3, r2, r3
    halt
    ;! r3=0x41B00000 r2=0x41300000 flags=-

    ;! case r31 and r0
    ;! set r0=0x41300000 r30=0x40000000
    fmul r31, r0, r30
    halt
    ;! r31=0x41B00000 flags=-

    ;! case junk in imm
    ;! set r2=0x41300000 r3=0x40000000
    .quad 0x2D010203DEADBEEF
    halt
    ;! r1=0x41B00000 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x2D20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x2D01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x2D01022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x2D0101FF00000000
    ;! panic invalid register @0
