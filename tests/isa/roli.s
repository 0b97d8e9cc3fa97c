; SPDX-License-Identifier: MIT
;
; ROLI rd, rs1, imm
; rd = rs1 rotated left by imm & 31; FLAGS: class L.
; The notation is explained in run.c.

    ;! case 0x80000001 and 0
    ;! set r1=77 r2=0x80000001 flags=-
    roli r1, r2, 0
    halt
    ;! r1=0x80000001 r2=0x80000001 flags=S

    ;! case 0x80000001 and 1
    ;! set r1=77 r2=0x80000001 flags=CZSO
    roli r1, r2, 1
    halt
    ;! r1=3 r2=0x80000001 flags=-

    ;! case 0x80000001 and 0x1F
    ;! set r1=77 r2=0x80000001 flags=CO
    roli r1, r2, 0x1F
    halt
    ;! r1=0xC0000000 r2=0x80000001 flags=S

    ;! case 0x40000001 and 0x20
    ;! set r1=77 r2=0x40000001 flags=SO
    roli r1, r2, 0x20
    halt
    ;! r1=0x40000001 r2=0x40000001 flags=-

    ;! case 0x40000001 and 0x21
    ;! set r1=77 r2=0x40000001 flags=-
    roli r1, r2, 0x21
    halt
    ;! r1=0x80000002 r2=0x40000001 flags=S

    ;! case 0xF00FF00F and 4
    ;! set r1=77 r2=0xF00FF00F flags=CZSO
    roli r1, r2, 4
    halt
    ;! r1=0xFF00FF r2=0xF00FF00F flags=-

    ;! case 1 and 0xFFFFFFFF
    ;! set r1=77 r2=1 flags=CO
    roli r1, r2, -1
    halt
    ;! r1=0x80000000 r2=1 flags=S

    ;! case 0 and 7
    ;! set r1=77 r2=0 flags=SO
    roli r1, r2, 7
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case rd is rs1
    ;! set r31=5 flags=0xFFFFFFFF
    roli r31, r31, 3
    halt
    ;! r31=0x28 flags=0xFFFFFFC6

    ;! case junk in rs2
    ;! set r2=5
    .quad 0x500102FF00000003
    halt
    ;! r1=0x28 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x5020020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x5001200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x5001FF0100000000
    ;! panic invalid register @0
