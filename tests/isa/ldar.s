; SPDX-License-Identifier: MIT
;
; LDAR rd, [rs1+imm]
; rd = M32[rs1 + imm], acquire; FLAGS: class L.
; The notation is explained in run.c.

    ;! case value 0
    ;! set r1=1 r2=0x4000 mem32[0x4004]=0 flags=CZSO
    ldar r1, [r2+4]
    halt
    ;! r1=0 flags=Z

    ;! case value 5
    ;! set r1=1 r2=0x4000 mem32[0x4004]=5 flags=CZSO
    ldar r1, [r2+4]
    halt
    ;! r1=5 flags=-

    ;! case value 0x80000000
    ;! set r1=1 r2=0x4000 mem32[0x4004]=0x80000000 flags=CZSO
    ldar r1, [r2+4]
    halt
    ;! r1=0x80000000 flags=S

    ;! case rd is rs1
    ;! set r2=0x4000 mem32[0x4000]=6
    ldar r2, [r2]
    halt
    ;! r2=6

    ;! case misaligned by 1
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    ldar r1, [r2+1]
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned by 2
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    ldar r1, [r2+2]
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned by 3
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    ldar r1, [r2+3]
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned where nothing is: alignment first
    ;! set r2=0x50000000
    ldar r1, [r2+2]
    ;! panic misaligned atomic @0

    ;! case framebuffer alias
    ;! set r2=0x00620000
    ldar r1, [r2+0]
    ;! panic atomic on device memory @0

    ;! case framebuffer behind RAM
    ;! set r2=0x04000000
    ldar r1, [r2+0]
    ;! panic atomic on device memory @0

    ;! case register window
    ;! set r2=0x0074D000
    ldar r1, [r2+0]
    ;! panic atomic on device memory @0
    ;! pending={}

    ;! case between windows: RAM
    ;! set r1=0 r2=0x0074C05C r3=3 mem32[0x74C05C]=0
    ldar r1, [r2+0]
    halt
    ;! ip=@2

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 flags=C
    ldar r1, [r2+0]
    ;! panic out of bounds @0
    ;! r1=5 flags=C

    ;! case last word of RAM
    ;! set r2=0x03FFFFFC
    ldar r1, [r2+0]
    halt
    ;! ip=@2

    ;! case the address wraps
    ;! set r1=0 r2=0xFFFFFFFC r3=7 mem32[4]=0
    ldar r1, [r2+8]
    halt
    ;! ip=@2

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x4220020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x4201200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x4201FF0100000000
    ;! panic invalid register @0

    ;! case junk in rs2
    ;! set r2=0x4000 mem32[0x4000]=5 r1=5
    .quad 0x420102FF00000000
    halt
    ;! mem32[0x4000]=5
