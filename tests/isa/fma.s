; SPDX-License-Identifier: MIT
;
; FMA rd, rs1, rs2
; rd = rs1 * rs2 + rd in binary32, rounded once; FLAGS: class F.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case 0x3F800800 * 0x3F800800 + 0xBF801000
    ;! set r1=0xBF801000 r2=0x3F800800 r3=0x3F800800 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0x33800000 r2=0x3F800800 r3=0x3F800800 flags=-

    ;! case 0x3F800000 * 0x40000000 + 0x40400000
    ;! set r1=0x40400000 r2=0x3F800000 r3=0x40000000 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0x40A00000 r2=0x3F800000 r3=0x40000000 flags=-

    ;! case 0x7F800000 * 0 + 0x3F800000
    ;! set r1=0x3F800000 r2=0x7F800000 r3=0 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0x7FC00000 r2=0x7F800000 r3=0 flags=-

    ;! case 0x7F800000 * 0x3F800000 + 0xFF800000
    ;! set r1=0xFF800000 r2=0x7F800000 r3=0x3F800000 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0x7FC00000 r2=0x7F800000 r3=0x3F800000 flags=-

    ;! case 0 * 0xBF800000 + 0x80000000
    ;! set r1=0x80000000 r2=0 r3=0xBF800000 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0x80000000 r2=0 r3=0xBF800000 flags=Z

    ;! case 0 * 0x3F800000 + 0x80000000
    ;! set r1=0x80000000 r2=0 r3=0x3F800000 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=0x3F800000 flags=Z

    ;! case 0x7F7FFFFF * 0x40000000 + 0xFF7FFFFF
    ;! set r1=0xFF7FFFFF r2=0x7F7FFFFF r3=0x40000000 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0x7F7FFFFF r2=0x7F7FFFFF r3=0x40000000 flags=-

    ;! case 1 * 0x3F000000 + 0x800000
    ;! set r1=0x800000 r2=1 r3=0x3F000000 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0x800000 r2=1 r3=0x3F000000 flags=-

    ;! case 0x800000 * 0x800000 + 1
    ;! set r1=1 r2=0x800000 r3=0x800000 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=1 r2=0x800000 r3=0x800000 flags=-

    ;! case 0x3F800001 * 0x3F800001 + 0
    ;! set r1=0 r2=0x3F800001 r3=0x3F800001 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0x3F800002 r2=0x3F800001 r3=0x3F800001 flags=-

    ;! case 0x7F812345 * 0 + 0
    ;! set r1=0 r2=0x7F812345 r3=0 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0x7FC00000 r2=0x7F812345 r3=0 flags=-

    ;! case 0x3F800000 * 0xBF800000 + 0x3F800000
    ;! set r1=0x3F800000 r2=0x3F800000 r3=0xBF800000 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0 r2=0x3F800000 r3=0xBF800000 flags=Z

    ;! case 0xBF800000 * 0x3F800000 + 0
    ;! set r1=0 r2=0xBF800000 r3=0x3F800000 flags=CO
    fma r1, r2, r3
    halt
    ;! r1=0xBF800000 r2=0xBF800000 r3=0x3F800000 flags=S

    ;! case one register for all: x * x + x
    ;! set r4=0x40000000 flags=0xFFFFFFFF
    fma r4, r4, r4
    halt
    ;! r4=0x40C00000 flags=0xFFFFFFC6

    ;! case junk in imm
    ;! set r1=0 r2=0x40000000 r3=0x40400000
    .quad 0x97010203DEADBEEF
    halt
    ;! r1=0x40C00000

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x9720020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x9701200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x9701022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x970101FF00000000
    ;! panic invalid register @0
