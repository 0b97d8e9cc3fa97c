; SPDX-License-Identifier: MIT
;
; LOADSX16 rd, [rs1+rs2+imm]
; rd = M16[rs1 + rs2 + imm], sign-extended; FLAGS: class L.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case value 0x8000
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem16[0x4000]=0x8000 flags=CZSO
    loadsx16 r1, [r2+r3]
    halt
    ;! r1=0xFFFF8000 r2=0x3F00 flags=S

    ;! case value 0x7FFF
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem16[0x4000]=0x7FFF flags=-
    loadsx16 r1, [r2+r3]
    halt
    ;! r1=0x7FFF r2=0x3F00 flags=-

    ;! case value 0
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem16[0x4000]=0 flags=CO
    loadsx16 r1, [r2+r3]
    halt
    ;! r1=0 r2=0x3F00 flags=Z

    ;! case value 0xFFFE
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem16[0x4000]=0xFFFE flags=SO
    loadsx16 r1, [r2+r3]
    halt
    ;! r1=0xFFFFFFFE r2=0x3F00 flags=S

    ;! case displacement wraps
    ;! set r2=0xFFFFFFFC r3=0 mem16[0x4000]=0xFFFE
    loadsx16 r1, [r2+r3+0x4004]
    halt
    ;! r1=0xFFFFFFFE flags=S

    ;! case negative displacement
    ;! set r2=0x4004 r3=0 mem16[0x4000]=0xFFFE
    loadsx16 r1, [r2+r3-4]
    halt
    ;! r1=0xFFFFFFFE

    ;! case rd is rs1
    ;! set r2=0x3F00 r3=0x100 mem16[0x4000]=0xFFFE
    loadsx16 r2, [r2+r3]
    halt
    ;! r2=0xFFFFFFFE flags=S

    ;! case one register for all
    ;! set r4=0x2000 mem16[0x4000]=0xFFFE
    loadsx16 r4, [r4+r4]
    halt
    ;! r4=0xFFFFFFFE flags=S

    ;! case rd is rs2
    ;! set r2=0x3F00 r3=0x100 mem16[0x4000]=0xFFFE
    loadsx16 r3, [r2+r3]
    halt
    ;! r3=0xFFFFFFFE

    ;! case in r31 and other bits of FLAGS
    ;! set r2=0x4000 r3=0 flags=0xFFFFFFFF mem16[0x4000]=0xFFFE
    loadsx16 r31, [r2+r3]
    halt
    ;! r31=0xFFFFFFFE flags=0xFFFFFFD6

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 r3=0
    cmpi r2, 1
    loadsx16 r1, [r2+r3]
    ;! panic out of bounds @1
    ;! r1=5 flags=-

    ;! case framebuffer, both windows see the same
    ;! set r2=0x00620010 r3=0 r5=0x04000010 r6=0xFFFE
    store32 [r5], r6
    loadsx16 r1, [r2+r3]
    halt
    ;! r1=0xFFFFFFFE flags=S

    ;! case last of the framebuffer
    ;! set r2=0x412BFFE r3=0 mem16[0x412BFFE]=0xFFFE
    loadsx16 r1, [r2+r3]
    halt
    ;! r1=0xFFFFFFFE

    ;! case behind the framebuffer
    ;! set r2=0x0412C000 r3=0
    loadsx16 r1, [r2+r3]
    ;! panic out of bounds @0

    ;! case last of RAM
    ;! set r2=0x3FFFFFE r3=0 mem16[0x3FFFFFE]=0xFFFE
    loadsx16 r1, [r2+r3]
    halt
    ;! r1=0xFFFFFFFE

    ;! case a register window hides RAM from words only
    ;! set r2=0x0074D002 r3=0 mem16[0x74D002]=0xFFFE
    loadsx16 r1, [r2+r3]
    halt
    ;! r1=0xFFFFFFFE

    ;! case an odd address
    ;! set r1=5 r2=0x4000 r3=0 flags=CZ
    loadsx16 r1, [r2+r3+1]
    ;! panic misaligned access @0
    ;! r1=5 flags=CZ

    ;! case odd where nothing is: alignment first
    ;! set r2=0x50000000 r3=0
    loadsx16 r1, [r2+r3+1]
    ;! panic misaligned access @0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x9420020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x9401200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x9401022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x940101FF00000000
    ;! panic invalid register @0
