; SPDX-License-Identifier: MIT
;
; FILL rd, rs1, rs2
; set rs2 bytes from rd to the low byte of rs1; registers advance; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case sets bytes; registers advance
    ;! set r1=0x4001 r2=0x12345678 r3=3 flags=0xFFFFFFFF
    fill r1, r2, r3
    halt
    ;! bytes[0x4000]=00 78 78 78 00 r1=0x4004 r2=0x12345678 r3=0 flags=0xFFFFFFFF

    ;! case nothing
    ;! set r1=0x50000000
    fill r1, r2, r3
    halt
    ;! r1=0x50000000

    ;! case a bad byte: registers point at it
    ;! set r1=0x0412BFFE r2=0x66 r3=5
    fill r1, r2, r3
    ;! panic out of bounds @0
    ;! bytes[0x0412BFFE]=66 66 r1=0x0412C000 r3=3

    ;! case into the framebuffer and its other window
    ;! set r1=0x03FFFFFE r2=9 r3=4
    fill r1, r2, r3
    halt
    ;! mem32[0x620000]=0x0909 mem16[0x03FFFFFE]=0x0909

    ;! case many
    ;! set r1=0x8000 r2=1 r3=140000
    fill r1, r2, r3
    halt
    ;! mem8[0x8000]=1 mem8[0x2A2DF]=1 mem8[0x2A2E0]=0 r1=0x2A2E0 r3=0

    ;! case over the code that follows
    ;! set r1=@1 r2=0x61 r3=8
    fill r1, r2, r3
    movi r4, 1
    ;! panic unknown opcode @1
    ;! r4=0

    ;! case rd is rs1
    fill r1, r1, r3
    ;! panic invalid operands @0

    ;! case rd is rs2
    fill r1, r2, r1
    ;! panic invalid operands @0

    ;! case rs1 is rs2
    fill r1, r2, r2
    ;! panic invalid operands @0

    ;! case junk in imm
    ;! set r1=0x4000 r2=5 r3=1
    .quad 0x96010203DEADBEEF
    halt
    ;! mem8[0x4000]=5

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x9620020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x9601200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x9601022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x960101FF00000000
    ;! panic invalid register @0
