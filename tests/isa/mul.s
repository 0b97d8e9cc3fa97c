; SPDX-License-Identifier: MIT
;
; MUL rd, rs1, rs2
; rd = low 32 bits of rs1 * rs2; FLAGS: class L.
; The notation is explained in run.c.

    ;! case 0x80000000 and 0x80000000
    ;! set r1=77 r2=0x80000000 r3=0x80000000 flags=-
    mul r1, r2, r3
    halt
    ;! r1=0 r2=0x80000000 r3=0x80000000 flags=Z

    ;! case 0 and 0x80000000
    ;! set r1=77 r2=0 r3=0x80000000 flags=CZSO
    mul r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=0x80000000 flags=Z

    ;! case 0x7FFFFFFF and 1
    ;! set r1=77 r2=0x7FFFFFFF r3=1 flags=CO
    mul r1, r2, r3
    halt
    ;! r1=0x7FFFFFFF r2=0x7FFFFFFF r3=1 flags=-

    ;! case 0xFFFFFFFF and 1
    ;! set r1=77 r2=0xFFFFFFFF r3=1 flags=SO
    mul r1, r2, r3
    halt
    ;! r1=0xFFFFFFFF r2=0xFFFFFFFF r3=1 flags=S

    ;! case 0 and 1
    ;! set r1=77 r2=0 r3=1 flags=-
    mul r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=1 flags=Z

    ;! case 0x80000000 and 1
    ;! set r1=77 r2=0x80000000 r3=1 flags=CZSO
    mul r1, r2, r3
    halt
    ;! r1=0x80000000 r2=0x80000000 r3=1 flags=S

    ;! case 5 and 3
    ;! set r1=77 r2=5 r3=3 flags=CO
    mul r1, r2, r3
    halt
    ;! r1=0xF r2=5 r3=3 flags=-

    ;! case 0xFFFFFFFF and 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF r3=0xFFFFFFFF flags=SO
    mul r1, r2, r3
    halt
    ;! r1=1 r2=0xFFFFFFFF r3=0xFFFFFFFF flags=-

    ;! case 0x12345678 and 0xF0F0F0F
    ;! set r1=77 r2=0x12345678 r3=0xF0F0F0F flags=-
    mul r1, r2, r3
    halt
    ;! r1=0x3B2A1908 r2=0x12345678 r3=0xF0F0F0F flags=-

    ;! case 0 and 0
    ;! set r1=77 r2=0 r3=0 flags=CZSO
    mul r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=0 flags=Z

    ;! case 0x10001 and 0x10001
    ;! set r1=77 r2=0x10001 r3=0x10001 flags=CO
    mul r1, r2, r3
    halt
    ;! r1=0x20001 r2=0x10001 r3=0x10001 flags=-

    ;! case 0x10000 and 0x10000
    ;! set r1=77 r2=0x10000 r3=0x10000 flags=SO
    mul r1, r2, r3
    halt
    ;! r1=0 r2=0x10000 r3=0x10000 flags=Z

    ;! case one register for all
    ;! set r4=5 flags=0xFFFFFFFF
    mul r4, r4, r4
    halt
    ;! r4=0x19 flags=0xFFFFFFC6

    ;! case rd is rs1
    ;! set r2=5 r3=3
    mul r2, r2, r3
    halt
    ;! r2=0xF r3=3 flags=-

    ;! case rd is rs2
    ;! set r2=5 r3=3
    mul r3, r2, r3
    halt
    ;! r3=0xF r2=5 flags=-

    ;! case r31 and r0
    ;! set r0=5 r30=3
    mul r31, r0, r30
    halt
    ;! r31=0xF flags=-

    ;! case junk in imm
    ;! set r2=5 r3=3
    .quad 0x03010203DEADBEEF
    halt
    ;! r1=0xF flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x0320020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x0301200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x0301022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x030101FF00000000
    ;! panic invalid register @0
