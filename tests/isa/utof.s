; SPDX-License-Identifier: MIT
;
; UTOF rd, rs1
; rd = binary32 of unsigned rs1, rounded; FLAGS: class F.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    utof r1, r2
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case of 1
    ;! set r1=77 r2=1 flags=CZSO
    utof r1, r2
    halt
    ;! r1=0x3F800000 r2=1 flags=-

    ;! case of 0x7FFFFFFF
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    utof r1, r2
    halt
    ;! r1=0x4F000000 r2=0x7FFFFFFF flags=-

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=SO
    utof r1, r2
    halt
    ;! r1=0x4F000000 r2=0x80000000 flags=-

    ;! case of 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=-
    utof r1, r2
    halt
    ;! r1=0x4F800000 r2=0xFFFFFFFF flags=-

    ;! case of 0x12345678
    ;! set r1=77 r2=0x12345678 flags=CZSO
    utof r1, r2
    halt
    ;! r1=0x4D91A2B4 r2=0x12345678 flags=-

    ;! case of 0x80FF
    ;! set r1=77 r2=0x80FF flags=CO
    utof r1, r2
    halt
    ;! r1=0x4700FF00 r2=0x80FF flags=-

    ;! case of 0x1000001
    ;! set r1=77 r2=0x1000001 flags=SO
    utof r1, r2
    halt
    ;! r1=0x4B800000 r2=0x1000001 flags=-

    ;! case of 0x1000003
    ;! set r1=77 r2=0x1000003 flags=-
    utof r1, r2
    halt
    ;! r1=0x4B800002 r2=0x1000003 flags=-

    ;! case of 0xFFFFFF80
    ;! set r1=77 r2=0xFFFFFF80 flags=CZSO
    utof r1, r2
    halt
    ;! r1=0x4F800000 r2=0xFFFFFF80 flags=-

    ;! case of 0xFFFFFF7F
    ;! set r1=77 r2=0xFFFFFF7F flags=CO
    utof r1, r2
    halt
    ;! r1=0x4F7FFFFF r2=0xFFFFFF7F flags=-

    ;! case rd is rs1
    ;! set r31=0x12345678 flags=0xFFFFFFFF
    utof r31, r31
    halt
    ;! r31=0x4D91A2B4 flags=0xFFFFFFC6

    ;! case junk in rs2 and imm
    ;! set r2=0x12345678
    .quad 0x99010220DEADBEEF
    halt
    ;! r1=0x4D91A2B4 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x9920020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x9901200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x9901FF0100000000
    ;! panic invalid register @0
