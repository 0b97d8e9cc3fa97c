; SPDX-License-Identifier: MIT
;
; CLZ rd, rs1
; rd = number of 0 bits above the highest 1 bit; 32 for 0; FLAGS: class L.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    clz r1, r2
    halt
    ;! r1=0x20 r2=0 flags=-

    ;! case of 1
    ;! set r1=77 r2=1 flags=CZSO
    clz r1, r2
    halt
    ;! r1=0x1F r2=1 flags=-

    ;! case of 0x7FFFFFFF
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    clz r1, r2
    halt
    ;! r1=1 r2=0x7FFFFFFF flags=-

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=SO
    clz r1, r2
    halt
    ;! r1=0 r2=0x80000000 flags=Z

    ;! case of 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=-
    clz r1, r2
    halt
    ;! r1=0 r2=0xFFFFFFFF flags=Z

    ;! case of 0x12345678
    ;! set r1=77 r2=0x12345678 flags=CZSO
    clz r1, r2
    halt
    ;! r1=3 r2=0x12345678 flags=-

    ;! case of 0x80FF
    ;! set r1=77 r2=0x80FF flags=CO
    clz r1, r2
    halt
    ;! r1=0x10 r2=0x80FF flags=-

    ;! case of 0x10000
    ;! set r1=77 r2=0x10000 flags=SO
    clz r1, r2
    halt
    ;! r1=0xF r2=0x10000 flags=-

    ;! case rd is rs1
    ;! set r31=0x12345678 flags=0xFFFFFFFF
    clz r31, r31
    halt
    ;! r31=3 flags=0xFFFFFFC6

    ;! case junk in rs2 and imm
    ;! set r2=0x12345678
    .quad 0x8D010220DEADBEEF
    halt
    ;! r1=3 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x8D20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x8D01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x8D01FF0100000000
    ;! panic invalid register @0
