; SPDX-License-Identifier: MIT
;
; MOVS rd, rs1, rs2
; copy rs2 bytes from rs1 to rd; registers advance; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case overlap repeats; registers advance
    ;! set r1=0x4002 r2=0x4000 r3=5 bytes[0x4000]=01 02 flags=0xFFFFFFFF
    movs r1, r2, r3
    halt
    ;! bytes[0x4000]=01 02 01 02 01 02 01 00 r1=0x4007 r2=0x4005 r3=0 flags=0xFFFFFFFF

    ;! case nothing
    ;! set r1=0x50000000 r2=0x60000000
    movs r1, r2, r3
    halt
    ;! r1=0x50000000 r2=0x60000000 r3=0

    ;! case a bad source: registers point at it
    ;! set r1=0x4000 r2=0x0412BFFE r3=9 bytes[0x0412BFFE]=11 22
    movs r1, r2, r3
    ;! panic out of bounds @0
    ;! bytes[0x4000]=11 22 00 r1=0x4002 r2=0x0412C000 r3=7

    ;! case a bad destination: registers point at it
    ;! set r1=0x0412BFFF r2=0x4000 r3=9 bytes[0x4000]=11 22
    movs r1, r2, r3
    ;! panic out of bounds @0
    ;! mem8[0x0412BFFF]=0x11 r1=0x0412C000 r2=0x4001 r3=8

    ;! case over the instruction that follows
    ;! set r1=@1 r2=@3 r31=8
    movs r1, r2, r31
    movi r3, 1
    halt
    movi r3, 0x2A
    halt
    ;! r3=0x2A r31=0

    ;! case many
    ;! set r1=0x40000 r2=0x8000 r3=150000 mem8[0x8000]=1 mem8[0x2C9EF]=2 mem8[0x2C9F0]=3
    movs r1, r2, r3
    halt
    ;! mem8[0x40000]=1 mem8[0x649EF]=2 mem8[0x649F0]=0 r3=0

    ;! case rd is rs1
    ;! set r3=0
    movs r1, r1, r3
    ;! panic invalid operands @0

    ;! case rd is rs2
    ;! set r1=0
    movs r1, r2, r1
    ;! panic invalid operands @0

    ;! case rs1 is rs2
    movs r1, r2, r2
    ;! panic invalid operands @0

    ;! case fields are checked before
    .quad 0x9520202000000000
    ;! panic invalid register @0

    ;! case junk in imm
    ;! set r1=0x4000 r2=0x5000 r3=1 mem8[0x5000]=7
    .quad 0x95010203DEADBEEF
    halt
    ;! mem8[0x4000]=7 r3=0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x9520020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x9501200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x9501022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x950101FF00000000
    ;! panic invalid register @0
