; SPDX-License-Identifier: MIT
;
; MEMSET rd, rs1, imm
; imm bytes from address rd = low byte of rs1; FLAGS: kept.
; The notation is explained in run.c.

    ;! case sets bytes, keeps FLAGS
    ;! set r1=0x4001 r2=0x12345678 flags=0xFFFFFFFF
    memset r1, r2, 5
    halt
    ;! bytes[0x4000]=00 78 78 78 78 78 00 r1=0x4001 r2=0x12345678 flags=0xFFFFFFFF

    ;! case nothing
    ;! set r1=0x50000000 r2=1
    memset r1, r2, 0
    halt
    ;! r1=0x50000000

    ;! case itself as value
    ;! set r1=0x4055
    memset r1, r1, 2
    halt
    ;! bytes[0x4055]=55 55 00

    ;! case up to a bad byte: those before are written
    ;! set r1=0x0412BFFD r2=0x66
    memset r1, r2, 8
    ;! panic out of bounds @0
    ;! bytes[0x0412BFFC]=00 66 66 66 r1=0x0412BFFD

    ;! case from RAM into the framebuffer
    ;! set r1=0x03FFFFFD r2=7
    memset r1, r2, 6
    halt
    ;! bytes[0x03FFFFFC]=00 07 07 07 07 07 07 00 mem32[0x620000]=0x00070707

    ;! case a register window: the RAM beneath
    ;! set r1=0x0074D000 r2=0xFF
    memset r1, r2, 8
    halt
    ;! mem32[0x74D000]=-1 mem32[0x74D004]=-1 pending={}

    ;! case wraps at the end of the address space
    ;! set r1=0xFFFFFFFE
    memset r1, r2, 8
    ;! panic out of bounds @0

    ;! case over the code that follows
    ;! set r1=@1 r2=0x61
    memset r1, r2, 8
    movi r3, 1
    ;! panic unknown opcode @1
    ;! r3=0

    ;! case junk in rs2
    ;! set r1=0x4000 r2=9
    .quad 0x160102FF00000002
    halt
    ;! mem32[0x4000]=0x0909

    ;! case many
    ;! set r1=0x8000 r2=0x31
    memset r1, r2, 70000
    halt
    ;! mem8[0x7FFF]=0 mem8[0x8000]=0x31 mem8[0x1916F]=0x31 mem8[0x19170]=0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x1620020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x1601200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x1601FF0100000000
    ;! panic invalid register @0
