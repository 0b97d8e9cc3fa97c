; SPDX-License-Identifier: MIT
;
; STORE16 [rs1+imm], rd
; M16[rs1 + imm] = low half of rd; FLAGS: kept.
; The notation is explained in run.c.

    ;! case only its bytes, no flags
    ;! set r1=0xAABBCCDD r2=0x4000 mem32[0x4000]=0x11111111 mem32[0x3FFC]=0x22222222 flags=CZSO
    store16 [r2], r1
    halt
    ;! mem32[0x4000]=0x1111CCDD mem32[0x3FFC]=0x22222222 r1=0xAABBCCDD flags=CZSO

    ;! case value first
    ;! set r1=0x7F812345 r2=0x4000
    store16 r1, [r2]
    halt
    ;! mem32[0x4000]=0x2345

    ;! case displacement wraps
    ;! set r1=0xAABBCCDD r2=0xFFFFFFFC
    store16 [r2+0x4004], r1
    halt
    ;! mem16[0x4000]=0xCCDD

    ;! case its own address
    ;! set r4=0x4010
    store16 [r4], r4
    halt
    ;! mem32[0x4010]=0x4010

    ;! case junk in rs2
    ;! set r1=0x55 r2=0x4000
    .quad 0x5301022000000000
    halt
    ;! mem8[0x4000]=0x55

    ;! case a framebuffer window, seen in the other
    ;! set r1=0xAABBCCDD r2=0x00620020 r8=0x04000020
    store16 [r2], r1
    load32 r7, [r8]
    halt
    ;! r7=0xCCDD

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 flags=S
    store16 [r2], r1
    ;! panic out of bounds @0
    ;! flags=S

    ;! case behind the framebuffer
    ;! set r2=0x0412C000
    store16 [r2], r1
    ;! panic out of bounds @0

    ;! case changes the next instruction
    ;! set r1=0x0000002A r2=@1
    store16 [r2], r1
    movi r9, 1
    halt
    ;! r9=0x2A

    ;! case changes its own block behind it
    ;! set r1=0x0000002A r2=@0
    movi r9, 1
    inc r10
    cmpi r10, 3
    jz r0, 1f
    store16 [r2], r1
    rjmp -40
1:
    halt
    ;! r9=0x2A r10=3

    ;! case a register window hides RAM from words only
    ;! set r1=0x1234 r2=0x0074D010
    store16 [r2], r1
    halt
    ;! mem16[0x74D010]=0x1234 pending={}

    ;! case an odd address
    ;! set r1=5 r2=0x4000 mem32[0x4000]=7
    store16 [r2+1], r1
    ;! panic misaligned access @0
    ;! mem32[0x4000]=7

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x5320020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x5301200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x53FF010100000000
    ;! panic invalid register @0
