; SPDX-License-Identifier: MIT
;
; POPCNT rd, rs1
; rd = number of 1 bits; FLAGS: class L.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    popcnt r1, r2
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case of 1
    ;! set r1=77 r2=1 flags=CZSO
    popcnt r1, r2
    halt
    ;! r1=1 r2=1 flags=-

    ;! case of 0x7FFFFFFF
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    popcnt r1, r2
    halt
    ;! r1=0x1F r2=0x7FFFFFFF flags=-

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=SO
    popcnt r1, r2
    halt
    ;! r1=1 r2=0x80000000 flags=-

    ;! case of 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=-
    popcnt r1, r2
    halt
    ;! r1=0x20 r2=0xFFFFFFFF flags=-

    ;! case of 0x12345678
    ;! set r1=77 r2=0x12345678 flags=CZSO
    popcnt r1, r2
    halt
    ;! r1=0xD r2=0x12345678 flags=-

    ;! case of 0x80FF
    ;! set r1=77 r2=0x80FF flags=CO
    popcnt r1, r2
    halt
    ;! r1=9 r2=0x80FF flags=-

    ;! case rd is rs1
    ;! set r31=0x12345678 flags=0xFFFFFFFF
    popcnt r31, r31
    halt
    ;! r31=0xD flags=0xFFFFFFC6

    ;! case junk in rs2 and imm
    ;! set r2=0x12345678
    .quad 0x8F010220DEADBEEF
    halt
    ;! r1=0xD flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x8F20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x8F01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x8F01FF0100000000
    ;! panic invalid register @0
