; SPDX-License-Identifier: MIT
;
; STOREX32 [rs1+rs2+imm], rd
; M32[rs1 + rs2 + imm] = rd; FLAGS: kept.
; The notation is explained in run.c.

    ;! case only its bytes, no flags
    ;! set r1=0xAABBCCDD r2=0x4000 r3=0 mem32[0x4000]=0x11111111 mem32[0x3FFC]=0x22222222 flags=CZSO
    storex32 [r2+r3], r1
    halt
    ;! mem32[0x4000]=0xAABBCCDD mem32[0x3FFC]=0x22222222 r1=0xAABBCCDD flags=CZSO

    ;! case value first
    ;! set r1=0x7F812345 r2=0x4000 r3=0
    storex32 r1, [r2+r3]
    halt
    ;! mem32[0x4000]=0x7F812345

    ;! case displacement wraps
    ;! set r1=0xAABBCCDD r2=0xFFFFFFFC r3=0
    storex32 [r2+r3+0x4004], r1
    halt
    ;! mem32[0x4000]=0xAABBCCDD

    ;! case index and displacement
    ;! set r1=0xAABBCCDD r2=0x3F00 r3=0x100 mem32[0x4000]=0x11111111
    storex32 [r2+r3+2], r1
    halt
    ;! mem32[0x4002]=0xAABBCCDD mem16[0x4000]=0x1111

    ;! case one register for all
    ;! set r4=0x2004
    storex32 [r4+r4], r4
    halt
    ;! mem32[0x4008]=0x2004

    ;! case a framebuffer window, seen in the other
    ;! set r1=0xAABBCCDD r2=0x00620020 r3=0 r8=0x04000020
    storex32 [r2+r3], r1
    load32 r7, [r8]
    halt
    ;! r7=0xAABBCCDD

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 r3=0 flags=S
    storex32 [r2+r3], r1
    ;! panic out of bounds @0
    ;! flags=S

    ;! case behind the framebuffer
    ;! set r2=0x0412C000 r3=0
    storex32 [r2+r3], r1
    ;! panic out of bounds @0

    ;! case changes the next instruction
    ;! set r1=0x0000002A r2=@1 r3=0
    storex32 [r2+r3], r1
    movi r9, 1
    halt
    ;! r9=0x2A

    ;! case changes its own block behind it
    ;! set r1=0x0000002A r2=@0 r3=0
    movi r9, 1
    inc r10
    cmpi r10, 3
    jz r0, 1f
    storex32 [r2+r3], r1
    rjmp -40
1:
    halt
    ;! r9=0x2A r10=3

    ;! case misaligned by 3
    ;! set r1=0xAABBCCDD r2=0x4000 r3=0 mem32[0x4000]=0x11111111 mem32[0x4004]=0x22222222
    storex32 [r2+r3+3], r1
    halt
    ;! mem32[0x4000]=0xDD111111 mem32[0x4004]=0x22AABBCC

    ;! case misaligned over two pages
    ;! set r1=0xAABBCCDD r2=0x4FFC r3=0
    storex32 [r2+r3+2], r1
    halt
    ;! mem32[0x4FFC]=0xCCDD0000 mem32[0x5000]=0xAABB

    ;! case from RAM into the framebuffer
    ;! set r1=0xAABBCCDD r2=0x04000000 r3=0
    storex32 [r2+r3-2], r1
    halt
    ;! mem16[0x3FFFFFE]=0xCCDD mem16[0x620000]=0xAABB

    ;! case into a register window: the RAM beneath
    ;! set r1=0xAABBCCDD r2=0x0074D000 r3=0
    storex32 [r2+r3-2], r1
    halt
    ;! mem16[0x74CFFE]=0xCCDD mem16[0x74D000]=0xAABB pending={}

    ;! case misaligned in a register window
    ;! set r2=0x0074D000 r3=0
    storex32 [r2+r3+2], r1
    ;! panic misaligned access @0

    ;! case a device register, not the RAM beneath
    ;! set r1=0x21 r2=0x0074D004 r3=0 irq_masked=1
    storex32 [r2+r3], r1
    halt
    ;! pending={32,37} mem32[0x74D004]=0

    ;! case a read-only register
    ;! set r1=1 r2=0x0074C040 r3=0
    storex32 [r2+r3], r1
    ;! panic read-only register @0

    ;! case out of the end of the framebuffer, nothing written
    ;! set r1=-1 r2=0x0412C000 r3=0 mem32[0x0412BFFC]=3
    storex32 [r2+r3-2], r1
    ;! panic out of bounds @0
    ;! mem32[0x0412BFFC]=3

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x1120020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x1101200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x1101022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x11FF010100000000
    ;! panic invalid register @0
