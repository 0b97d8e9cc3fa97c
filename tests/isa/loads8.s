; SPDX-License-Identifier: MIT
;
; LOADS8 rd, [rs1+imm]
; rd = M8[rs1 + imm], sign-extended; FLAGS: class L.
; The notation is explained in run.c.

    ;! case value 0x80
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem8[0x4000]=0x80 flags=CZSO
    loads8 r1, [r2]
    halt
    ;! r1=0xFFFFFF80 r2=0x4000 flags=S

    ;! case value 0x7F
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem8[0x4000]=0x7F flags=-
    loads8 r1, [r2]
    halt
    ;! r1=0x7F r2=0x4000 flags=-

    ;! case value 0
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem8[0x4000]=0 flags=CO
    loads8 r1, [r2]
    halt
    ;! r1=0 r2=0x4000 flags=Z

    ;! case value 0xFF
    ;! set r1=-1 r2=0x4000 mem32[0x4000]=0x5A5A5A5A mem8[0x4000]=0xFF flags=SO
    loads8 r1, [r2]
    halt
    ;! r1=0xFFFFFFFF r2=0x4000 flags=S

    ;! case displacement wraps
    ;! set r2=0xFFFFFFFC mem8[0x4000]=0xFF
    loads8 r1, [r2+0x4004]
    halt
    ;! r1=0xFFFFFFFF flags=S

    ;! case negative displacement
    ;! set r2=0x4004 mem8[0x4000]=0xFF
    loads8 r1, [r2-4]
    halt
    ;! r1=0xFFFFFFFF

    ;! case rd is rs1
    ;! set r2=0x4000 mem8[0x4000]=0xFF
    loads8 r2, [r2]
    halt
    ;! r2=0xFFFFFFFF flags=S

    ;! case junk in rs2
    ;! set r2=0x4000 mem8[0x4000]=0xFF
    .quad 0x540102FF00000000
    halt
    ;! r1=0xFFFFFFFF

    ;! case in r31 and other bits of FLAGS
    ;! set r2=0x4000 flags=0xFFFFFFFF mem8[0x4000]=0xFF
    loads8 r31, [r2]
    halt
    ;! r31=0xFFFFFFFF flags=0xFFFFFFD6

    ;! case nothing there
    ;! set r1=5 r2=0x50000000
    cmpi r2, 1
    loads8 r1, [r2]
    ;! panic out of bounds @1
    ;! r1=5 flags=-

    ;! case framebuffer, both windows see the same
    ;! set r2=0x00620010 r5=0x04000010 r6=0xFF
    store32 [r5], r6
    loads8 r1, [r2]
    halt
    ;! r1=0xFFFFFFFF flags=S

    ;! case last of the framebuffer
    ;! set r2=0x412BFFF mem8[0x412BFFF]=0xFF
    loads8 r1, [r2]
    halt
    ;! r1=0xFFFFFFFF

    ;! case behind the framebuffer
    ;! set r2=0x0412C000
    loads8 r1, [r2]
    ;! panic out of bounds @0

    ;! case last of RAM
    ;! set r2=0x3FFFFFF mem8[0x3FFFFFF]=0xFF
    loads8 r1, [r2]
    halt
    ;! r1=0xFFFFFFFF

    ;! case a register window hides RAM from words only
    ;! set r2=0x0074C000 mem8[0x74C000]=0xFF
    loads8 r1, [r2]
    halt
    ;! r1=0xFFFFFFFF

    ;! case odd addresses
    ;! set r2=0x4000 bytes[0x4000]=01 02 03
    loads8 r1, [r2+1]
    halt
    ;! r1=2

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x5420020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x5401200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x5401FF0100000000
    ;! panic invalid register @0
