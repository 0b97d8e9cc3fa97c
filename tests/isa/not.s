; SPDX-License-Identifier: MIT
;
; NOT rd, rs1
; rd = ~rs1; FLAGS: class L.
; The notation is explained in run.c.

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    not r1, r2
    halt
    ;! r1=0xFFFFFFFF r2=0 flags=S

    ;! case of 1
    ;! set r1=77 r2=1 flags=CZSO
    not r1, r2
    halt
    ;! r1=0xFFFFFFFE r2=1 flags=S

    ;! case of 0x7FFFFFFF
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    not r1, r2
    halt
    ;! r1=0x80000000 r2=0x7FFFFFFF flags=S

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=SO
    not r1, r2
    halt
    ;! r1=0x7FFFFFFF r2=0x80000000 flags=-

    ;! case of 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=-
    not r1, r2
    halt
    ;! r1=0 r2=0xFFFFFFFF flags=Z

    ;! case of 0x12345678
    ;! set r1=77 r2=0x12345678 flags=CZSO
    not r1, r2
    halt
    ;! r1=0xEDCBA987 r2=0x12345678 flags=S

    ;! case of 0x80FF
    ;! set r1=77 r2=0x80FF flags=CO
    not r1, r2
    halt
    ;! r1=0xFFFF7F00 r2=0x80FF flags=S

    ;! case rd is rs1
    ;! set r31=0x12345678 flags=0xFFFFFFFF
    not r31, r31
    halt
    ;! r31=0xEDCBA987 flags=0xFFFFFFD6

    ;! case junk in rs2 and imm
    ;! set r2=0x12345678
    .quad 0x20010220DEADBEEF
    halt
    ;! r1=0xEDCBA987 flags=S

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x2020020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x2001200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x2001FF0100000000
    ;! panic invalid register @0
