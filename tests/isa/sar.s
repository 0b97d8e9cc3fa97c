; SPDX-License-Identifier: MIT
;
; SAR rd, rs1, rs2
; rd = rs1 >> (rs2 & 31), copies of bit 31 shifted in; FLAGS: class L.
; The notation is explained in run.c.

    ;! case 0x80000001 and 0
    ;! set r1=77 r2=0x80000001 r3=0 flags=-
    sar r1, r2, r3
    halt
    ;! r1=0x80000001 r2=0x80000001 r3=0 flags=S

    ;! case 0x80000001 and 1
    ;! set r1=77 r2=0x80000001 r3=1 flags=CZSO
    sar r1, r2, r3
    halt
    ;! r1=0xC0000000 r2=0x80000001 r3=1 flags=S

    ;! case 0x80000001 and 0x1F
    ;! set r1=77 r2=0x80000001 r3=0x1F flags=CO
    sar r1, r2, r3
    halt
    ;! r1=0xFFFFFFFF r2=0x80000001 r3=0x1F flags=S

    ;! case 0x40000001 and 0x20
    ;! set r1=77 r2=0x40000001 r3=0x20 flags=SO
    sar r1, r2, r3
    halt
    ;! r1=0x40000001 r2=0x40000001 r3=0x20 flags=-

    ;! case 0x40000001 and 0x21
    ;! set r1=77 r2=0x40000001 r3=0x21 flags=-
    sar r1, r2, r3
    halt
    ;! r1=0x20000000 r2=0x40000001 r3=0x21 flags=-

    ;! case 0xF00FF00F and 4
    ;! set r1=77 r2=0xF00FF00F r3=4 flags=CZSO
    sar r1, r2, r3
    halt
    ;! r1=0xFF00FF00 r2=0xF00FF00F r3=4 flags=S

    ;! case 1 and 0xFFFFFFFF
    ;! set r1=77 r2=1 r3=0xFFFFFFFF flags=CO
    sar r1, r2, r3
    halt
    ;! r1=0 r2=1 r3=0xFFFFFFFF flags=Z

    ;! case 0 and 7
    ;! set r1=77 r2=0 r3=7 flags=SO
    sar r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=7 flags=Z

    ;! case one register for all
    ;! set r4=5 flags=0xFFFFFFFF
    sar r4, r4, r4
    halt
    ;! r4=0 flags=0xFFFFFFCE

    ;! case rd is rs1
    ;! set r2=5 r3=3
    sar r2, r2, r3
    halt
    ;! r2=0 r3=3 flags=Z

    ;! case rd is rs2
    ;! set r2=5 r3=3
    sar r3, r2, r3
    halt
    ;! r3=0 r2=5 flags=Z

    ;! case r31 and r0
    ;! set r0=5 r30=3
    sar r31, r0, r30
    halt
    ;! r31=0 flags=Z

    ;! case junk in imm
    ;! set r2=5 r3=3
    .quad 0x23010203DEADBEEF
    halt
    ;! r1=0 flags=Z

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x2320020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x2301200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x2301022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x230101FF00000000
    ;! panic invalid register @0
