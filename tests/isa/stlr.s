; SPDX-License-Identifier: MIT
;
; STLR [rs1+imm], rd
; M32[rs1 + imm] = rd, release; FLAGS: kept.
; The notation is explained in run.c.

    ;! case stores, keeps FLAGS
    ;! set r1=0xAABBCCDD r2=0x4000 flags=0xFFFFFFFF
    stlr [r2+4], r1
    halt
    ;! mem32[0x4004]=0xAABBCCDD mem32[0x4000]=0 flags=0xFFFFFFFF

    ;! case its own address
    ;! set r4=0x4000
    stlr [r4], r4
    halt
    ;! mem32[0x4000]=0x4000

    ;! case misaligned by 1
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    stlr [r2+1], r1
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned by 2
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    stlr [r2+2], r1
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned by 3
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    stlr [r2+3], r1
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned where nothing is: alignment first
    ;! set r2=0x50000000
    stlr [r2+2], r1
    ;! panic misaligned atomic @0

    ;! case framebuffer alias
    ;! set r2=0x00620000
    stlr [r2+0], r1
    ;! panic atomic on device memory @0

    ;! case framebuffer behind RAM
    ;! set r2=0x04000000
    stlr [r2+0], r1
    ;! panic atomic on device memory @0

    ;! case register window
    ;! set r2=0x0074D000
    stlr [r2+0], r1
    ;! panic atomic on device memory @0
    ;! pending={}

    ;! case between windows: RAM
    ;! set r1=0 r2=0x0074C05C r3=3 mem32[0x74C05C]=0
    stlr [r2+0], r1
    halt
    ;! ip=@2

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 flags=C
    stlr [r2+0], r1
    ;! panic out of bounds @0
    ;! r1=5 flags=C

    ;! case last word of RAM
    ;! set r2=0x03FFFFFC
    stlr [r2+0], r1
    halt
    ;! ip=@2

    ;! case the address wraps
    ;! set r1=0 r2=0xFFFFFFFC r3=7 mem32[4]=0
    stlr [r2+8], r1
    halt
    ;! ip=@2

    ;! case changes the next instruction
    ;! set r1=0x2A r2=@1
    stlr [r2+0], r1
    movi r9, 1
    halt
    ;! r9=0x2A

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x4320020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x4301200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x43FF010100000000
    ;! panic invalid register @0

    ;! case junk in rs2
    ;! set r2=0x4000 mem32[0x4000]=5 r1=5
    .quad 0x430102FF00000000
    halt
    ;! mem32[0x4000]=5
