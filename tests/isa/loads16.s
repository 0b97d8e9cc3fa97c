; SPDX-License-Identifier: MIT
;
; LOADS16 rd, [rs1+imm]
; rd = M16[rs1 + imm], sign-extended; FLAGS: class L.
; The notation is explained in run.c.

    ;! case value 0x8000
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem16[0x4000]=0x8000 flags=CZSO
    loads16 r1, [r2]
    halt
    ;! r1=0xFFFF8000 r2=0x4000 flags=S

    ;! case value 0x7FFF
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem16[0x4000]=0x7FFF flags=-
    loads16 r1, [r2]
    halt
    ;! r1=0x7FFF r2=0x4000 flags=-

    ;! case value 0
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem16[0x4000]=0 flags=CO
    loads16 r1, [r2]
    halt
    ;! r1=0 r2=0x4000 flags=Z

    ;! case value 0xFFFE
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem16[0x4000]=0xFFFE flags=SO
    loads16 r1, [r2]
    halt
    ;! r1=0xFFFFFFFE r2=0x4000 flags=S

    ;! case displacement wraps
    ;! set r2=0xFFFFFFFC mem16[0x4000]=0xFFFE
    loads16 r1, [r2+0x4004]
    halt
    ;! r1=0xFFFFFFFE flags=S

    ;! case negative displacement
    ;! set r2=0x4004 mem16[0x4000]=0xFFFE
    loads16 r1, [r2-4]
    halt
    ;! r1=0xFFFFFFFE

    ;! case rd is rs1
    ;! set r2=0x4000 mem16[0x4000]=0xFFFE
    loads16 r2, [r2]
    halt
    ;! r2=0xFFFFFFFE flags=S

    ;! case junk in rs2
    ;! set r2=0x4000 mem16[0x4000]=0xFFFE
    .quad 0x550102FF00000000
    halt
    ;! r1=0xFFFFFFFE

    ;! case in r31 and other bits of FLAGS
    ;! set r2=0x4000 flags=0xFFFFFFFF mem16[0x4000]=0xFFFE
    loads16 r31, [r2]
    halt
    ;! r31=0xFFFFFFFE flags=0xFFFFFFD6

    ;! case nothing there
    ;! set r1=5 r2=0x50000000
    cmpi r2, 1
    loads16 r1, [r2]
    ;! panic out of bounds @1
    ;! r1=5 flags=-

    ;! case framebuffer, both windows see the same
    ;! set r2=0x00620010 r5=0x04000010 r6=0xFFFE
    store32 [r5], r6
    loads16 r1, [r2]
    halt
    ;! r1=0xFFFFFFFE flags=S

    ;! case last of the framebuffer
    ;! set r2=0x412BFFE mem16[0x412BFFE]=0xFFFE
    loads16 r1, [r2]
    halt
    ;! r1=0xFFFFFFFE

    ;! case behind the framebuffer
    ;! set r2=0x0412C000
    loads16 r1, [r2]
    ;! panic out of bounds @0

    ;! case last of RAM
    ;! set r2=0x3FFFFFE mem16[0x3FFFFFE]=0xFFFE
    loads16 r1, [r2]
    halt
    ;! r1=0xFFFFFFFE

    ;! case a register window hides RAM from words only
    ;! set r2=0x0074D002 mem16[0x74D002]=0xFFFE
    loads16 r1, [r2]
    halt
    ;! r1=0xFFFFFFFE

    ;! case an odd address
    ;! set r1=5 r2=0x4000 flags=CZ
    loads16 r1, [r2+1]
    ;! panic misaligned access @0
    ;! r1=5 flags=CZ

    ;! case odd where nothing is: alignment first
    ;! set r2=0x50000000
    loads16 r1, [r2+1]
    ;! panic misaligned access @0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x5520020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x5501200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x5501FF0100000000
    ;! panic invalid register @0
