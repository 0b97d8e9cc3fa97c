; SPDX-License-Identifier: MIT
;
; CAS rd, rs1, rs2, imm
; old = M32[rs1 + imm]; if old = rd: M32 = rs2; rd = old; ZF = success; FLAGS: see there.
; The notation is explained in run.c.

    ;! case success
    ;! set r1=5 r2=0x4000 r3=9 mem32[0x4004]=5 flags=CSO
    cas r1, r2, r3, 4
    halt
    ;! r1=5 mem32[0x4004]=9 flags=Z

    ;! case failure: rd gets the old value
    ;! set r1=5 r2=0x4000 r3=9 mem32[0x4004]=6 flags=CZSO
    cas r1, r2, r3, 4
    halt
    ;! r1=6 mem32[0x4004]=6 flags=-

    ;! case failure sets rd, zero too
    ;! set r1=5 r2=0x4000 r3=9
    cas r1, r2, r3, 0
    halt
    ;! r1=0 flags=- mem32[0x4000]=0

    ;! case one register for all
    ;! set r4=0x4000 mem32[0x4000]=0x4000 flags=0xFFFFFFFF
    cas r4, r4, r4, 0
    halt
    ;! r4=0x4000 mem32[0x4000]=0x4000 flags=0xFFFFFFCE

    ;! case rd is rs2
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5
    cas r1, r2, r1, 0
    halt
    ;! r1=5 mem32[0x4000]=5 flags=Z

    ;! case misaligned by 1
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    cas r1, r2, r3, 1
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned by 2
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    cas r1, r2, r3, 2
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned by 3
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    cas r1, r2, r3, 3
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned where nothing is: alignment first
    ;! set r2=0x50000000
    cas r1, r2, r3, 2
    ;! panic misaligned atomic @0

    ;! case framebuffer alias
    ;! set r2=0x00620000
    cas r1, r2, r3, 0
    ;! panic atomic on device memory @0

    ;! case framebuffer behind RAM
    ;! set r2=0x04000000
    cas r1, r2, r3, 0
    ;! panic atomic on device memory @0

    ;! case register window
    ;! set r2=0x0074D000
    cas r1, r2, r3, 0
    ;! panic atomic on device memory @0
    ;! pending={}

    ;! case between windows: RAM
    ;! set r1=0 r2=0x0074C05C r3=3 mem32[0x74C05C]=0
    cas r1, r2, r3, 0
    halt
    ;! ip=@2

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 flags=C
    cas r1, r2, r3, 0
    ;! panic out of bounds @0
    ;! r1=5 flags=C

    ;! case last word of RAM
    ;! set r2=0x03FFFFFC
    cas r1, r2, r3, 0
    halt
    ;! ip=@2

    ;! case the address wraps
    ;! set r1=0 r2=0xFFFFFFFC r3=7 mem32[4]=0
    cas r1, r2, r3, 8
    halt
    ;! ip=@2

    ;! case changes the next instruction
    ;! set r1=1 r3=0x2A r2=@1
    cas r1, r2, r3, 0
    movi r9, 1
    halt
    ;! r9=0x2A

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x3F20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x3F01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x3F01022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x3F0101FF00000000
    ;! panic invalid register @0
