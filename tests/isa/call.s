; SPDX-License-Identifier: MIT
;
; CALL address
; push next on the call stack; IP = imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case pushes next, zeros above
    ;! set mem32[0xFF8]=-1 mem32[0xFFC]=-1
    call 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 csp=255 mem32[0xFF8]=@1 mem32[0xFFC]=0

    ;! case keeps FLAGS
    ;! set flags=0xFFFFFFFF
    call 1f
    halt
    halt
1:
    halt
    ;! flags=0xFFFFFFFF csp=255

    ;! case and back
    call 1f
    movi r1, 1
    halt
1:
    movi r3, 2
    ret
    halt
    ;! r1=1 r3=2 csp=256

    ;! case the last slot
    ;! set csp=1
    call 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 csp=0 mem32[0x800]=@1

    ;! case overflow: no jump, nothing changes
    ;! set csp=0 flags=CO
    call 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! panic stack overflow @0
    ;! csp=0 r1=0 flags=CO ip=@0

    ;! case a stack moved elsewhere
    ;! set call_base=0x5003 call_count=4 csp=4
    call 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! csp=3 mem32[0x501B]=@1 mem32[0x501F]=0 r1=2

    ;! case return to a slot that was rewritten
    ;! set mem32[0x5004]=0x05000000
    call 1f
    halt
    halt
1:
    movi r5, 0xFF8
    movi r6, 0x5000
    store32 [r5], r6
    ret
    halt
    ;! ip=0x5008 csp=256

    ;! case junk in the other fields
    ;! set mem32[0x5004]=0x05000000
    .quad 0x0AFF20FF00005000
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! csp=255 ip=0x5008

    ;! case to a bad place: pushed, then the fetch panics
    call 0x50000000
    ;! panic bad fetch
    ;! csp=255 mem32[0xFF8]=@1
