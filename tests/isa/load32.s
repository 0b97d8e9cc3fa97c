; SPDX-License-Identifier: MIT
;
; LOAD32 rd, [rs1+imm]
; rd = M32[rs1 + imm]; FLAGS: class L.
; The notation is explained in run.c.

    ;! case value 0x80000000
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0x80000000 flags=CZSO
    load32 r1, [r2]
    halt
    ;! r1=0x80000000 r2=0x4000 flags=S

    ;! case value 0x7FFFFFFF
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0x7FFFFFFF flags=-
    load32 r1, [r2]
    halt
    ;! r1=0x7FFFFFFF r2=0x4000 flags=-

    ;! case value 0
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0 flags=CO
    load32 r1, [r2]
    halt
    ;! r1=0 r2=0x4000 flags=Z

    ;! case value 0x11223344
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0x11223344 flags=SO
    load32 r1, [r2]
    halt
    ;! r1=0x11223344 r2=0x4000 flags=-

    ;! case displacement wraps
    ;! set r2=0xFFFFFFFC mem32[0x4000]=0x11223344
    load32 r1, [r2+0x4004]
    halt
    ;! r1=0x11223344 flags=-

    ;! case negative displacement
    ;! set r2=0x4004 mem32[0x4000]=0x11223344
    load32 r1, [r2-4]
    halt
    ;! r1=0x11223344

    ;! case rd is rs1
    ;! set r2=0x4000 mem32[0x4000]=0x11223344
    load32 r2, [r2]
    halt
    ;! r2=0x11223344 flags=-

    ;! case junk in rs2
    ;! set r2=0x4000 mem32[0x4000]=0x11223344
    .quad 0x0D0102FF00000000
    halt
    ;! r1=0x11223344

    ;! case in r31 and other bits of FLAGS
    ;! set r2=0x4000 flags=0xFFFFFFFF mem32[0x4000]=0x11223344
    load32 r31, [r2]
    halt
    ;! r31=0x11223344 flags=0xFFFFFFC6

    ;! case nothing there
    ;! set r1=5 r2=0x50000000
    cmpi r2, 1
    load32 r1, [r2]
    ;! panic out of bounds @1
    ;! r1=5 flags=-

    ;! case framebuffer, both windows see the same
    ;! set r2=0x00620010 r5=0x04000010 r6=0x11223344
    store32 [r5], r6
    load32 r1, [r2]
    halt
    ;! r1=0x11223344 flags=-

    ;! case last of the framebuffer
    ;! set r2=0x412BFFC mem32[0x412BFFC]=0x11223344
    load32 r1, [r2]
    halt
    ;! r1=0x11223344

    ;! case behind the framebuffer
    ;! set r2=0x0412C000
    load32 r1, [r2]
    ;! panic out of bounds @0

    ;! case last of RAM
    ;! set r2=0x3FFFFFC mem32[0x3FFFFFC]=0x11223344
    load32 r1, [r2]
    halt
    ;! r1=0x11223344

    ;! case misaligned by 1
    ;! set r2=0x4000 bytes[0x4000]=01 02 03 04 05
    load32 r1, [r2+1]
    halt
    ;! r1=0x05040302

    ;! case misaligned over two pages
    ;! set r2=0x4FFC bytes[0x4FFF]=11 22 33 44
    load32 r1, [r2+3]
    halt
    ;! r1=0x44332211

    ;! case from RAM into the framebuffer
    ;! set r2=0x04000000 bytes[0x3FFFFFE]=11 22 33 44
    load32 r1, [r2-2]
    halt
    ;! r1=0x44332211

    ;! case into a register window: the RAM beneath
    ;! set r2=0x2000 bytes[0x1FFE]=11 22 33 44
    load32 r1, [r2-2]
    halt
    ;! r1=0x44332211

    ;! case misaligned in a register window
    ;! set r2=0x0074C000
    load32 r1, [r2+2]
    ;! panic misaligned access @0

    ;! case a device register
    ;! set r2=0x0074C000 mem32[0x74C000]=7
    load32 r1, [r2]
    halt
    ;! r1=0x31494D56 flags=-

    ;! case out of the end of the framebuffer
    ;! set r2=0x0412C000
    load32 r1, [r2-2]
    ;! panic out of bounds @0

    ;! case around the end of the address space
    ;! set r2=0
    load32 r1, [r2-2]
    ;! panic out of bounds @0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x0D20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x0D01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x0D01FF0100000000
    ;! panic invalid register @0
