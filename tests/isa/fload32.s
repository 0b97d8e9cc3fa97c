; SPDX-License-Identifier: MIT
;
; FLOAD32 rd, [rs1+imm]
; rd = M32[rs1 + imm], bits unchanged; FLAGS: class F.
; The notation is explained in run.c.

    ;! case value 0x80000000
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0x80000000 flags=CZSO
    fload32 r1, [r2]
    halt
    ;! r1=0x80000000 r2=0x4000 flags=Z

    ;! case value 0x3F800000
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0x3F800000 flags=-
    fload32 r1, [r2]
    halt
    ;! r1=0x3F800000 r2=0x4000 flags=-

    ;! case value 0
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0 flags=CO
    fload32 r1, [r2]
    halt
    ;! r1=0 r2=0x4000 flags=Z

    ;! case value 0xBF800000
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0xBF800000 flags=SO
    fload32 r1, [r2]
    halt
    ;! r1=0xBF800000 r2=0x4000 flags=S

    ;! case value 0x7F812345
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0x7F812345 flags=CZSO
    fload32 r1, [r2]
    halt
    ;! r1=0x7F812345 r2=0x4000 flags=-

    ;! case value 0xFFC00001
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0xFFC00001 flags=-
    fload32 r1, [r2]
    halt
    ;! r1=0xFFC00001 r2=0x4000 flags=-

    ;! case value 0xFF800000
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem32[0x4000]=0xFF800000 flags=CO
    fload32 r1, [r2]
    halt
    ;! r1=0xFF800000 r2=0x4000 flags=S

    ;! case displacement wraps
    ;! set r2=0xFFFFFFFC mem32[0x4000]=0xFF800000
    fload32 r1, [r2+0x4004]
    halt
    ;! r1=0xFF800000 flags=S

    ;! case negative displacement
    ;! set r2=0x4004 mem32[0x4000]=0xFF800000
    fload32 r1, [r2-4]
    halt
    ;! r1=0xFF800000

    ;! case rd is rs1
    ;! set r2=0x4000 mem32[0x4000]=0xFF800000
    fload32 r2, [r2]
    halt
    ;! r2=0xFF800000 flags=S

    ;! case junk in rs2
    ;! set r2=0x4000 mem32[0x4000]=0xFF800000
    .quad 0x350102FF00000000
    halt
    ;! r1=0xFF800000

    ;! case in r31 and other bits of FLAGS
    ;! set r2=0x4000 flags=0xFFFFFFFF mem32[0x4000]=0xFF800000
    fload32 r31, [r2]
    halt
    ;! r31=0xFF800000 flags=0xFFFFFFD6

    ;! case nothing there
    ;! set r1=5 r2=0x50000000
    cmpi r2, 1
    fload32 r1, [r2]
    ;! panic out of bounds @1
    ;! r1=5 flags=-

    ;! case framebuffer, both windows see the same
    ;! set r2=0x00620010 r5=0x04000010 r6=0xFF800000
    store32 [r5], r6
    fload32 r1, [r2]
    halt
    ;! r1=0xFF800000 flags=S

    ;! case last of the framebuffer
    ;! set r2=0x412BFFC mem32[0x412BFFC]=0xFF800000
    fload32 r1, [r2]
    halt
    ;! r1=0xFF800000

    ;! case behind the framebuffer
    ;! set r2=0x0412C000
    fload32 r1, [r2]
    ;! panic out of bounds @0

    ;! case last of RAM
    ;! set r2=0x3FFFFFC mem32[0x3FFFFFC]=0xFF800000
    fload32 r1, [r2]
    halt
    ;! r1=0xFF800000

    ;! case misaligned by 1
    ;! set r2=0x4000 bytes[0x4000]=01 02 03 04 05
    fload32 r1, [r2+1]
    halt
    ;! r1=0x05040302

    ;! case misaligned over two pages
    ;! set r2=0x4FFC bytes[0x4FFF]=11 22 33 44
    fload32 r1, [r2+3]
    halt
    ;! r1=0x44332211

    ;! case from RAM into the framebuffer
    ;! set r2=0x04000000 bytes[0x3FFFFFE]=11 22 33 44
    fload32 r1, [r2-2]
    halt
    ;! r1=0x44332211

    ;! case into a register window: the RAM beneath
    ;! set r2=0x2000 bytes[0x1FFE]=11 22 33 44
    fload32 r1, [r2-2]
    halt
    ;! r1=0x44332211

    ;! case misaligned in a register window
    ;! set r2=0x0074C000
    fload32 r1, [r2+2]
    ;! panic misaligned access @0

    ;! case a device register
    ;! set r2=0x0074C000 mem32[0x74C000]=7
    fload32 r1, [r2]
    halt
    ;! r1=0x31494D56 flags=-

    ;! case out of the end of the framebuffer
    ;! set r2=0x0412C000
    fload32 r1, [r2-2]
    ;! panic out of bounds @0

    ;! case around the end of the address space
    ;! set r2=0
    fload32 r1, [r2-2]
    ;! panic out of bounds @0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x3520020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x3501200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x3501FF0100000000
    ;! panic invalid register @0
