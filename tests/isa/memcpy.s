; SPDX-License-Identifier: MIT
;
; MEMCPY rd, rs1, imm
; copy imm bytes from address rs1 to address rd; FLAGS: kept.
; The notation is explained in run.c.

    ;! case copies, keeps FLAGS
    ;! set r1=0x5001 r2=0x4000 bytes[0x4000]=01 02 03 04 05 06 flags=0xFFFFFFFF
    memcpy r1, r2, 5
    halt
    ;! bytes[0x5000]=00 01 02 03 04 05 00 r1=0x5001 r2=0x4000 flags=0xFFFFFFFF

    ;! case overlap from above repeats the leading bytes
    ;! set r1=0x4001 r2=0x4000 bytes[0x4000]=01 02 03 04 05 06 07
    memcpy r1, r2, 5
    halt
    ;! bytes[0x4000]=01 01 01 01 01 01 07

    ;! case overlap by 3
    ;! set r1=0x4003 r2=0x4000 bytes[0x4000]=01 02 03
    memcpy r1, r2, 8
    halt
    ;! bytes[0x4000]=01 02 03 01 02 03 01 02 03 01 02 00

    ;! case overlap from below
    ;! set r1=0x4000 r2=0x4001 bytes[0x4000]=01 02 03 04 05 06 07
    memcpy r1, r2, 5
    halt
    ;! bytes[0x4000]=02 03 04 05 06 06 07

    ;! case onto itself
    ;! set r1=0x4000 bytes[0x4000]=01 02 03 04
    memcpy r1, r1, 4
    halt
    ;! bytes[0x4000]=01 02 03 04

    ;! case nothing
    ;! set r1=0x50000000 r2=0x60000000
    memcpy r1, r2, 0
    halt
    ;! ip=@2

    ;! case a bad source: those before are written
    ;! set r1=0x4000 r2=0x0412BFFE bytes[0x0412BFFE]=11 22
    memcpy r1, r2, 8
    ;! panic out of bounds @0
    ;! bytes[0x4000]=11 22 00 00

    ;! case a bad destination: those before are written
    ;! set r1=0x0412BFFD r2=0x4000 bytes[0x4000]=11 22 33 44
    memcpy r1, r2, 8
    ;! panic out of bounds @0
    ;! bytes[0x0412BFFC]=00 11 22 33

    ;! case the two framebuffer windows are one storage
    ;! set r1=0x00620001 r2=0x04000000 bytes[0x620000]=01 02 03 04
    memcpy r1, r2, 6
    halt
    ;! bytes[0x620000]=01 01 01 01 01 01 01 00

    ;! case from a register window: the RAM beneath
    ;! set r1=0x4000 r2=0x0074C000 mem32[0x74C000]=0x12345678
    memcpy r1, r2, 4
    halt
    ;! mem32[0x4000]=0x12345678

    ;! case an instruction over the next
    ;! set r1=@1 r2=@3
    memcpy r1, r2, 8
    movi r3, 1
    halt
    movi r3, 0x2A
    halt
    ;! r3=0x2A

    ;! case junk in rs2
    ;! set r1=0x4000 r2=0x5000 mem16[0x5000]=0x1234
    .quad 0x1701022000000002
    halt
    ;! mem32[0x4000]=0x1234

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x1720020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x1701200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x1701FF0100000000
    ;! panic invalid register @0
