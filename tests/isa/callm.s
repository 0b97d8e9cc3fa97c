; SPDX-License-Identifier: MIT
;
; CALLM [rs1+imm]
; t = M32[rs1 + imm]; push next on the call stack; IP = t; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case pushes next, zeros above
    ;! set r2=0x4000 mem32[0x4008]=@3
    ;! set mem32[0xFF8]=-1 mem32[0xFFC]=-1
    callm [r2+8]
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 csp=255 mem32[0xFF8]=@1 mem32[0xFFC]=0

    ;! case keeps FLAGS
    ;! set r2=0x4000 mem32[0x4008]=@3
    ;! set flags=0xFFFFFFFF
    callm [r2+8]
    halt
    halt
1:
    halt
    ;! flags=0xFFFFFFFF csp=255

    ;! case and back
    ;! set r2=0x4000 mem32[0x4008]=@3
    callm [r2+8]
    movi r1, 1
    halt
1:
    movi r3, 2
    ret
    halt
    ;! r1=1 r3=2 csp=256

    ;! case the last slot
    ;! set r2=0x4000 mem32[0x4008]=@3
    ;! set csp=1
    callm [r2+8]
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 csp=0 mem32[0x800]=@1

    ;! case overflow: no jump, nothing changes
    ;! set r2=0x4000 mem32[0x4008]=@3
    ;! set csp=0 flags=CO
    callm [r2+8]
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! panic stack overflow @0
    ;! csp=0 r1=0 flags=CO ip=@0

    ;! case a stack moved elsewhere
    ;! set r2=0x4000 mem32[0x4008]=@3
    ;! set call_base=0x5003 call_count=4 csp=4
    callm [r2+8]
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! csp=3 mem32[0x501B]=@1 mem32[0x501F]=0 r1=2

    ;! case return to a slot that was rewritten
    ;! set r2=0x4000 mem32[0x4008]=@3
    ;! set mem32[0x5004]=0x05000000
    callm [r2+8]
    halt
    halt
1:
    movi r5, 0xFF8
    movi r6, 0x5000
    store32 [r5], r6
    ret
    halt
    ;! ip=0x5008 csp=256

    ;! case junk in rd and rs2
    ;! set r2=0x4000 mem32[0x4008]=@3
    .quad 0x9AFF022000000008
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 csp=255

    ;! case loads first: the stack is unchanged
    ;! set r2=0x50000000 csp=0
    callm [r2+8]
    ;! panic out of bounds @0
    ;! csp=0

    ;! case then the stack
    ;! set r2=0x4000 csp=0
    callm [r2+8]
    ;! panic stack overflow @0
    ;! csp=0

    ;! case a misaligned word
    ;! set r2=0x4001 bytes[0x4009]=00 50 00 00 mem32[0x5004]=0x05000000
    callm [r2+8]
    halt
    ;! ip=0x5008

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x9A01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x9A01FF0100000000
    ;! panic invalid register @0
