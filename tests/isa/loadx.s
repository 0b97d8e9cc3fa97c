; SPDX-License-Identifier: MIT
;
; LOADX rd, [rs1+rs2+imm]
; rd = M8[rs1 + rs2 + imm], zero-extended; FLAGS: class L.
; The notation is explained in run.c.

    ;! case value 0x80
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem8[0x4000]=0x80 flags=CZSO
    loadx r1, [r2+r3]
    halt
    ;! r1=0x80 r2=0x3F00 flags=-

    ;! case value 0x7F
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem8[0x4000]=0x7F flags=-
    loadx r1, [r2+r3]
    halt
    ;! r1=0x7F r2=0x3F00 flags=-

    ;! case value 0
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem8[0x4000]=0 flags=CO
    loadx r1, [r2+r3]
    halt
    ;! r1=0 r2=0x3F00 flags=Z

    ;! case value 0xFF
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem8[0x4000]=0xFF flags=SO
    loadx r1, [r2+r3]
    halt
    ;! r1=0xFF r2=0x3F00 flags=-

    ;! case displacement wraps
    ;! set r2=0xFFFFFFFC r3=0 mem8[0x4000]=0xFF
    loadx r1, [r2+r3+0x4004]
    halt
    ;! r1=0xFF flags=-

    ;! case negative displacement
    ;! set r2=0x4004 r3=0 mem8[0x4000]=0xFF
    loadx r1, [r2+r3-4]
    halt
    ;! r1=0xFF

    ;! case rd is rs1
    ;! set r2=0x3F00 r3=0x100 mem8[0x4000]=0xFF
    loadx r2, [r2+r3]
    halt
    ;! r2=0xFF flags=-

    ;! case one register for all
    ;! set r4=0x2000 mem8[0x4000]=0xFF
    loadx r4, [r4+r4]
    halt
    ;! r4=0xFF flags=-

    ;! case rd is rs2
    ;! set r2=0x3F00 r3=0x100 mem8[0x4000]=0xFF
    loadx r3, [r2+r3]
    halt
    ;! r3=0xFF

    ;! case in r31 and other bits of FLAGS
    ;! set r2=0x4000 r3=0 flags=0xFFFFFFFF mem8[0x4000]=0xFF
    loadx r31, [r2+r3]
    halt
    ;! r31=0xFF flags=0xFFFFFFC6

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 r3=0
    cmpi r2, 1
    loadx r1, [r2+r3]
    ;! panic out of bounds @1
    ;! r1=5 flags=-

    ;! case framebuffer, both windows see the same
    ;! set r2=0x00620010 r3=0 r5=0x04000010 r6=0xFF
    store32 [r5], r6
    loadx r1, [r2+r3]
    halt
    ;! r1=0xFF flags=-

    ;! case last of the framebuffer
    ;! set r2=0x412BFFF r3=0 mem8[0x412BFFF]=0xFF
    loadx r1, [r2+r3]
    halt
    ;! r1=0xFF

    ;! case behind the framebuffer
    ;! set r2=0x0412C000 r3=0
    loadx r1, [r2+r3]
    ;! panic out of bounds @0

    ;! case last of RAM
    ;! set r2=0x3FFFFFF r3=0 mem8[0x3FFFFFF]=0xFF
    loadx r1, [r2+r3]
    halt
    ;! r1=0xFF

    ;! case a register window hides RAM from words only
    ;! set r2=0x0074C000 r3=0 mem8[0x74C000]=0xFF
    loadx r1, [r2+r3]
    halt
    ;! r1=0xFF

    ;! case odd addresses
    ;! set r2=0x4000 r3=0 bytes[0x4000]=01 02 03
    loadx r1, [r2+r3+1]
    halt
    ;! r1=2

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x5D20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x5D01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x5D01022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x5D0101FF00000000
    ;! panic invalid register @0
