; SPDX-License-Identifier: MIT
;
; XADD rd, rs1, rs2, imm
; old = M32[rs1 + imm]; M32 = old + rs2; rd = old; FLAGS: class A.
; The notation is explained in run.c.

    ;! case adds, rd gets the old value
    ;! set r1=77 r2=0x4000 r3=1 mem32[0x4000]=0x7FFFFFFF flags=CZ
    xadd r1, r2, r3, 0
    halt
    ;! r1=0x7FFFFFFF mem32[0x4000]=0x80000000 flags=SO

    ;! case carry and zero
    ;! set r2=0x4000 r3=1 mem32[0x4000]=-1
    xadd r1, r2, r3, 0
    halt
    ;! r1=-1 mem32[0x4000]=0 flags=CZ

    ;! case rd is rs2
    ;! set r2=0x4000 r3=1 mem32[0x4000]=2
    xadd r3, r2, r3, 0
    halt
    ;! r3=2 mem32[0x4000]=3 flags=-

    ;! case one register for all
    ;! set r4=0x4000 mem32[0x4000]=2 flags=0xFFFFFFFF
    xadd r4, r4, r4, 0
    halt
    ;! r4=2 mem32[0x4000]=0x4002 flags=0xFFFFFFC6

    ;! case adding 0 reads
    ;! set r2=0x4000 mem32[0x4000]=0x80000000
    xadd r1, r2, r3, 0
    halt
    ;! r1=0x80000000 flags=S

    ;! case misaligned by 1
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    xadd r1, r2, r3, 1
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned by 2
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    xadd r1, r2, r3, 2
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned by 3
    ;! set r1=5 r2=0x4000 mem32[0x4000]=5 flags=C
    xadd r1, r2, r3, 3
    ;! panic misaligned atomic @0
    ;! r1=5 mem32[0x4000]=5 flags=C

    ;! case misaligned where nothing is: alignment first
    ;! set r2=0x50000000
    xadd r1, r2, r3, 2
    ;! panic misaligned atomic @0

    ;! case framebuffer alias
    ;! set r2=0x00620000
    xadd r1, r2, r3, 0
    ;! panic atomic on device memory @0

    ;! case framebuffer behind RAM
    ;! set r2=0x04000000
    xadd r1, r2, r3, 0
    ;! panic atomic on device memory @0

    ;! case register window
    ;! set r2=0x0074D000
    xadd r1, r2, r3, 0
    ;! panic atomic on device memory @0
    ;! pending={}

    ;! case between windows: RAM
    ;! set r1=0 r2=0x0074C05C r3=3 mem32[0x74C05C]=0
    xadd r1, r2, r3, 0
    halt
    ;! ip=@2

    ;! case nothing there
    ;! set r1=5 r2=0x50000000 flags=C
    xadd r1, r2, r3, 0
    ;! panic out of bounds @0
    ;! r1=5 flags=C

    ;! case last word of RAM
    ;! set r2=0x03FFFFFC
    xadd r1, r2, r3, 0
    halt
    ;! ip=@2

    ;! case the address wraps
    ;! set r1=0 r2=0xFFFFFFFC r3=7 mem32[4]=0
    xadd r1, r2, r3, 8
    halt
    ;! ip=@2

    ;! case changes the next instruction
    ;! set r3=0x29 r2=@1
    xadd r1, r2, r3, 0
    movi r9, 1
    halt
    ;! r9=0x2A

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x4020020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x4001200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x4001022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x400101FF00000000
    ;! panic invalid register @0
