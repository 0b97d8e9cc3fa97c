; SPDX-License-Identifier: MIT
;
; ITOF rd, rs1
; rd = binary32 of signed rs1, rounded; FLAGS: class F.
; The notation is explained in run.c.

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    itof r1, r2
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case of 1
    ;! set r1=77 r2=1 flags=CZSO
    itof r1, r2
    halt
    ;! r1=0x3F800000 r2=1 flags=-

    ;! case of 0x7FFFFFFF
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    itof r1, r2
    halt
    ;! r1=0x4F000000 r2=0x7FFFFFFF flags=-

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=SO
    itof r1, r2
    halt
    ;! r1=0xCF000000 r2=0x80000000 flags=S

    ;! case of 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=-
    itof r1, r2
    halt
    ;! r1=0xBF800000 r2=0xFFFFFFFF flags=S

    ;! case of 0x12345678
    ;! set r1=77 r2=0x12345678 flags=CZSO
    itof r1, r2
    halt
    ;! r1=0x4D91A2B4 r2=0x12345678 flags=-

    ;! case of 0x80FF
    ;! set r1=77 r2=0x80FF flags=CO
    itof r1, r2
    halt
    ;! r1=0x4700FF00 r2=0x80FF flags=-

    ;! case of 0x1000001
    ;! set r1=77 r2=0x1000001 flags=SO
    itof r1, r2
    halt
    ;! r1=0x4B800000 r2=0x1000001 flags=-

    ;! case of 0x1000003
    ;! set r1=77 r2=0x1000003 flags=-
    itof r1, r2
    halt
    ;! r1=0x4B800002 r2=0x1000003 flags=-

    ;! case of 0xFEFFFFFF
    ;! set r1=77 r2=0xFEFFFFFF flags=CZSO
    itof r1, r2
    halt
    ;! r1=0xCB800000 r2=0xFEFFFFFF flags=S

    ;! case of 0x7FFFFFC0
    ;! set r1=77 r2=0x7FFFFFC0 flags=CO
    itof r1, r2
    halt
    ;! r1=0x4F000000 r2=0x7FFFFFC0 flags=-

    ;! case of 0x7FFFFFBF
    ;! set r1=77 r2=0x7FFFFFBF flags=SO
    itof r1, r2
    halt
    ;! r1=0x4EFFFFFF r2=0x7FFFFFBF flags=-

    ;! case rd is rs1
    ;! set r31=0x12345678 flags=0xFFFFFFFF
    itof r31, r31
    halt
    ;! r31=0x4D91A2B4 flags=0xFFFFFFC6

    ;! case junk in rs2 and imm
    ;! set r2=0x12345678
    .quad 0x33010220DEADBEEF
    halt
    ;! r1=0x4D91A2B4 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x3320020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x3301200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x3301FF0100000000
    ;! panic invalid register @0
