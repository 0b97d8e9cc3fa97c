; SPDX-License-Identifier: MIT
;
; MOV rd, rs1
; rd = rs1; FLAGS: class L.
; The notation is explained in run.c.

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    mov r1, r2
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case of 1
    ;! set r1=77 r2=1 flags=CZSO
    mov r1, r2
    halt
    ;! r1=1 r2=1 flags=-

    ;! case of 0x7FFFFFFF
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    mov r1, r2
    halt
    ;! r1=0x7FFFFFFF r2=0x7FFFFFFF flags=-

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=SO
    mov r1, r2
    halt
    ;! r1=0x80000000 r2=0x80000000 flags=S

    ;! case of 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=-
    mov r1, r2
    halt
    ;! r1=0xFFFFFFFF r2=0xFFFFFFFF flags=S

    ;! case of 0x12345678
    ;! set r1=77 r2=0x12345678 flags=CZSO
    mov r1, r2
    halt
    ;! r1=0x12345678 r2=0x12345678 flags=-

    ;! case of 0x80FF
    ;! set r1=77 r2=0x80FF flags=CO
    mov r1, r2
    halt
    ;! r1=0x80FF r2=0x80FF flags=-

    ;! case rd is rs1
    ;! set r31=0x12345678 flags=0xFFFFFFFF
    mov r31, r31
    halt
    ;! r31=0x12345678 flags=0xFFFFFFC6

    ;! case junk in rs2 and imm
    ;! set r2=0x12345678
    .quad 0x14010220DEADBEEF
    halt
    ;! r1=0x12345678 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x1420020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x1401200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x1401FF0100000000
    ;! panic invalid register @0

    ;! case mov r0, r0 pads text, and sets flags
    ;! set r0=0 flags=CSO
    mov r0, r0
    halt
    ;! r0=0 flags=Z
