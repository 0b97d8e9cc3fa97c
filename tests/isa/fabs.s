; SPDX-License-Identifier: MIT
;
; FABS rd, rs1
; rd = rs1 with bit 31 cleared; FLAGS: class F.
; The notation is explained in run.c.

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    fabs r1, r2
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=CZSO
    fabs r1, r2
    halt
    ;! r1=0 r2=0x80000000 flags=Z

    ;! case of 0x3F800000
    ;! set r1=77 r2=0x3F800000 flags=CO
    fabs r1, r2
    halt
    ;! r1=0x3F800000 r2=0x3F800000 flags=-

    ;! case of 0xBF800000
    ;! set r1=77 r2=0xBF800000 flags=SO
    fabs r1, r2
    halt
    ;! r1=0x3F800000 r2=0xBF800000 flags=-

    ;! case of 0x7F812345
    ;! set r1=77 r2=0x7F812345 flags=-
    fabs r1, r2
    halt
    ;! r1=0x7F812345 r2=0x7F812345 flags=-

    ;! case of 0xFFC00000
    ;! set r1=77 r2=0xFFC00000 flags=CZSO
    fabs r1, r2
    halt
    ;! r1=0x7FC00000 r2=0xFFC00000 flags=-

    ;! case of 1
    ;! set r1=77 r2=1 flags=CO
    fabs r1, r2
    halt
    ;! r1=1 r2=1 flags=-

    ;! case of 0x80000001
    ;! set r1=77 r2=0x80000001 flags=SO
    fabs r1, r2
    halt
    ;! r1=1 r2=0x80000001 flags=-

    ;! case of 0x7F800000
    ;! set r1=77 r2=0x7F800000 flags=-
    fabs r1, r2
    halt
    ;! r1=0x7F800000 r2=0x7F800000 flags=-

    ;! case of 0xFF800000
    ;! set r1=77 r2=0xFF800000 flags=CZSO
    fabs r1, r2
    halt
    ;! r1=0x7F800000 r2=0xFF800000 flags=-

    ;! case of 0x40000000
    ;! set r1=77 r2=0x40000000 flags=CO
    fabs r1, r2
    halt
    ;! r1=0x40000000 r2=0x40000000 flags=-

    ;! case of 0x800000
    ;! set r1=77 r2=0x800000 flags=SO
    fabs r1, r2
    halt
    ;! r1=0x800000 r2=0x800000 flags=-

    ;! case rd is rs1
    ;! set r31=0xFFC00000 flags=0xFFFFFFFF
    fabs r31, r31
    halt
    ;! r31=0x7FC00000 flags=0xFFFFFFC6

    ;! case junk in rs2 and imm
    ;! set r2=0xFFC00000
    .quad 0x30010220DEADBEEF
    halt
    ;! r1=0x7FC00000 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x3020020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x3001200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x3001FF0100000000
    ;! panic invalid register @0
