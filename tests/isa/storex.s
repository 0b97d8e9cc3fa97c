; SPDX-License-Identifier: MIT
;
; STOREX [rs1+rs2+imm], rd
; M8[rs1 + rs2 + imm] = low byte of rd; FLAGS: kept.
; The notation is explained in run.c.

    ;! case only its bytes, no flags
    ;! set r1=0xAABBCCDD r2=0x4000 r3=0 mem32[0x4000]=0x11111111 mem32[0x3FFC]=0x22222222 flags=CZSO
    storex [r2+r3], r1
    halt
    ;! mem32[0x4000]=0x111111DD mem32[0x3FFC]=0x22222222 r1=0xAABBCCDD flags=CZSO

    ;! case value first
    ;! set r1=0x7F812345 r2=0x4000 r3=0
    storex r1, [r2+r3]
    halt
    ;! mem32[0x4000]=0x45

    ;! case displacement wraps
    ;! set r1=0xAABBCCDD r2=0xFFFFFFFC r3=0
    storex [r2+r3+0x4004], r1
    halt
    ;! mem8[0x4000]=0xDD

    ;! case index and displacement
    ;! set r1=0xAABBCCDD r2=0x3F00 r3=0x100 mem32[0x4000]=0x11111111
    storex [r2+r3+2], r1
    halt
    ;! mem8[0x4002]=0xDD mem16[0x4000]=0x1111

    ;! case one register for all
    ;! set r4=0x2004
    storex [r4+r4], r4
    halt
    ;! mem32[0x4008]=4

    ;! case a framebuffer window, seen in the other
    ;! set r1=0xAABBCCDD r2=0x00620020 r3=0 r8=0x04000020
    storex [r2+r3], r1
    load32 r7, [r8]
    halt
    ;! r7=0xDD

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 r3=0 flags=S
    storex [r2+r3], r1
    ;! panic out of bounds @0
    ;! flags=S

    ;! case behind the framebuffer
    ;! set r2=0x0412C000 r3=0
    storex [r2+r3], r1
    ;! panic out of bounds @0

    ;! case changes the next instruction
    ;! set r1=0x0000002A r2=@1 r3=0
    storex [r2+r3], r1
    movi r9, 1
    halt
    ;! r9=0x2A

    ;! case changes its own block behind it
    ;! set r1=0x0000002A r2=@0 r3=0
    movi r9, 1
    inc r10
    cmpi r10, 3
    jz r0, 1f
    storex [r2+r3], r1
    rjmp -40
1:
    halt
    ;! r9=0x2A r10=3

    ;! case a register window hides RAM from words only
    ;! set r1=0x1234 r2=0x0074D010 r3=0
    storex [r2+r3], r1
    halt
    ;! mem8[0x74D010]=0x34 pending={}

    ;! case an odd address
    ;! set r1=5 r2=0x4000 r3=0 mem32[0x4000]=7
    storex [r2+r3+3], r1
    halt
    ;! mem32[0x4000]=0x05000007

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x5F20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x5F01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x5F01022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x5FFF010100000000
    ;! panic invalid register @0
