; SPDX-License-Identifier: MIT
;
; LOADX32 rd, [rs1+rs2+imm]
; rd = M32[rs1 + rs2 + imm]; FLAGS: class L.
; The notation is explained in run.c.

    ;! case value 0x80000000
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0x80000000 flags=CZSO
    loadx32 r1, [r2+r3]
    halt
    ;! r1=0x80000000 r2=0x3F00 flags=S

    ;! case value 0x7FFFFFFF
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0x7FFFFFFF flags=-
    loadx32 r1, [r2+r3]
    halt
    ;! r1=0x7FFFFFFF r2=0x3F00 flags=-

    ;! case value 0
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0 flags=CO
    loadx32 r1, [r2+r3]
    halt
    ;! r1=0 r2=0x3F00 flags=Z

    ;! case value 0x11223344
    ;! set r1=-1 r2=0x3F00 r3=0x100 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0x11223344 flags=SO
    loadx32 r1, [r2+r3]
    halt
    ;! r1=0x11223344 r2=0x3F00 flags=-

    ;! case displacement wraps
    ;! set r2=0xFFFFFFFC r3=0 mem32[0x4000]=0x11223344
    loadx32 r1, [r2+r3+0x4004]
    halt
    ;! r1=0x11223344 flags=-

    ;! case negative displacement
    ;! set r2=0x4004 r3=0 mem32[0x4000]=0x11223344
    loadx32 r1, [r2+r3-4]
    halt
    ;! r1=0x11223344

    ;! case rd is rs1
    ;! set r2=0x3F00 r3=0x100 mem32[0x4000]=0x11223344
    loadx32 r2, [r2+r3]
    halt
    ;! r2=0x11223344 flags=-

    ;! case one register for all
    ;! set r4=0x2000 mem32[0x4000]=0x11223344
    loadx32 r4, [r4+r4]
    halt
    ;! r4=0x11223344 flags=-

    ;! case rd is rs2
    ;! set r2=0x3F00 r3=0x100 mem32[0x4000]=0x11223344
    loadx32 r3, [r2+r3]
    halt
    ;! r3=0x11223344

    ;! case in r31 and other bits of FLAGS
    ;! set r2=0x4000 r3=0 flags=0xFFFFFFFF mem32[0x4000]=0x11223344
    loadx32 r31, [r2+r3]
    halt
    ;! r31=0x11223344 flags=0xFFFFFFC6

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 r3=0
    cmpi r2, 1
    loadx32 r1, [r2+r3]
    ;! panic out of bounds @1
    ;! r1=5 flags=-

    ;! case framebuffer, both windows see the same
    ;! set r2=0x00620010 r3=0 r5=0x04000010 r6=0x11223344
    store32 [r5], r6
    loadx32 r1, [r2+r3]
    halt
    ;! r1=0x11223344 flags=-

    ;! case last of the framebuffer
    ;! set r2=0x412BFFC r3=0 mem32[0x412BFFC]=0x11223344
    loadx32 r1, [r2+r3]
    halt
    ;! r1=0x11223344

    ;! case behind the framebuffer
    ;! set r2=0x0412C000 r3=0
    loadx32 r1, [r2+r3]
    ;! panic out of bounds @0

    ;! case last of RAM
    ;! set r2=0x3FFFFFC r3=0 mem32[0x3FFFFFC]=0x11223344
    loadx32 r1, [r2+r3]
    halt
    ;! r1=0x11223344

    ;! case misaligned by 1
    ;! set r2=0x4000 r3=0 bytes[0x4000]=01 02 03 04 05
    loadx32 r1, [r2+r3+1]
    halt
    ;! r1=0x05040302

    ;! case misaligned over two pages
    ;! set r2=0x4FFC r3=0 bytes[0x4FFF]=11 22 33 44
    loadx32 r1, [r2+r3+3]
    halt
    ;! r1=0x44332211

    ;! case from RAM into the framebuffer
    ;! set r2=0x04000000 r3=0 bytes[0x3FFFFFE]=11 22 33 44
    loadx32 r1, [r2+r3-2]
    halt
    ;! r1=0x44332211

    ;! case into a register window: the RAM beneath
    ;! set r2=0x2000 r3=0 bytes[0x1FFE]=11 22 33 44
    loadx32 r1, [r2+r3-2]
    halt
    ;! r1=0x44332211

    ;! case misaligned in a register window
    ;! set r2=0x0074C000 r3=0
    loadx32 r1, [r2+r3+2]
    ;! panic misaligned access @0

    ;! case a device register
    ;! set r2=0x0074C000 r3=0 mem32[0x74C000]=7
    loadx32 r1, [r2+r3]
    halt
    ;! r1=0x31494D56 flags=-

    ;! case out of the end of the framebuffer
    ;! set r2=0x0412C000 r3=0
    loadx32 r1, [r2+r3-2]
    ;! panic out of bounds @0

    ;! case around the end of the address space
    ;! set r2=0 r3=0
    loadx32 r1, [r2+r3-2]
    ;! panic out of bounds @0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x0E20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x0E01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x0E01022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x0E0101FF00000000
    ;! panic invalid register @0
