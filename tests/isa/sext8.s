; SPDX-License-Identifier: MIT
;
; SEXT8 rd, rs1
; rd = low 8 bits of rs1, sign-extended; FLAGS: class L.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    sext8 r1, r2
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case of 1
    ;! set r1=77 r2=1 flags=CZSO
    sext8 r1, r2
    halt
    ;! r1=1 r2=1 flags=-

    ;! case of 0x7FFFFFFF
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    sext8 r1, r2
    halt
    ;! r1=0xFFFFFFFF r2=0x7FFFFFFF flags=S

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=SO
    sext8 r1, r2
    halt
    ;! r1=0 r2=0x80000000 flags=Z

    ;! case of 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=-
    sext8 r1, r2
    halt
    ;! r1=0xFFFFFFFF r2=0xFFFFFFFF flags=S

    ;! case of 0x12345678
    ;! set r1=77 r2=0x12345678 flags=CZSO
    sext8 r1, r2
    halt
    ;! r1=0x78 r2=0x12345678 flags=-

    ;! case of 0x80FF
    ;! set r1=77 r2=0x80FF flags=CO
    sext8 r1, r2
    halt
    ;! r1=0xFFFFFFFF r2=0x80FF flags=S

    ;! case of 0x80
    ;! set r1=77 r2=0x80 flags=SO
    sext8 r1, r2
    halt
    ;! r1=0xFFFFFF80 r2=0x80 flags=S

    ;! case of 0x7F
    ;! set r1=77 r2=0x7F flags=-
    sext8 r1, r2
    halt
    ;! r1=0x7F r2=0x7F flags=-

    ;! case of 0xFF00
    ;! set r1=77 r2=0xFF00 flags=CZSO
    sext8 r1, r2
    halt
    ;! r1=0 r2=0xFF00 flags=Z

    ;! case rd is rs1
    ;! set r31=0x12345678 flags=0xFFFFFFFF
    sext8 r31, r31
    halt
    ;! r31=0x78 flags=0xFFFFFFC6

    ;! case junk in rs2 and imm
    ;! set r2=0x12345678
    .quad 0x91010220DEADBEEF
    halt
    ;! r1=0x78 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x9120020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x9101200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x9101FF0100000000
    ;! panic invalid register @0
