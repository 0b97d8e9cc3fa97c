; SPDX-License-Identifier: MIT
;
; RET
; pop IP from the call stack; FLAGS: kept.
; The notation is explained in run.c.

    ;! case pops IP
    ;! set csp=255 mem32[0xFF8]=@2 mem32[0xFFC]=0 flags=0xFFFFFFFF
    ret
    halt
    movi r1, 5
    halt
    ;! r1=5 csp=256

    ;! case ignores the high word of the slot, keeps FLAGS
    ;! set csp=255 mem32[0xFF8]=@2 mem32[0xFFC]=-1 flags=0xFFFFFFFF
    ret
    halt
    halt
    ;! csp=256 flags=0xFFFFFFFF

    ;! case underflow
    ;! set flags=C
    ret
    ;! panic stack underflow @0
    ;! csp=256 flags=C ip=@0

    ;! case junk in every field
    ;! set csp=255 mem32[0xFF8]=@2
    .quad 0x0B28FF4012345678
    halt
    movi r1, 5
    halt
    ;! r1=5

    ;! case to any alignment
    ;! set csp=255 mem32[0xFF8]=0x5003 mem32[0x5008]=0 bytes[0x5003]=00 00 00 00 00 00 00 05
    ret
    halt
    ;! ip=0x500B

    ;! case to a bad place
    ;! set csp=255 mem32[0xFF8]=0x2000
    ret
    ;! panic bad fetch
    ;! csp=256 ip=0x2000

    ;! case a stack of one entry
    ;! set call_base=0x5000 call_count=1 csp=0 mem32[0x5000]=@2
    ret
    halt
    movi r1, 5
    halt
    ;! r1=5 csp=1

    ;! case nested
    call 1f
    movi r3, 3
    halt
1:
    call 2f
    movi r2, 2
    ret
2:
    movi r1, 1
    ret
    halt
    ;! r1=1 r2=2 r3=3 csp=256

    ;! case overlapping its own code: the slot is the next instruction
    ;! set call_base=@0 call_count=2 csp=1 mem32[@1]=0x5000 mem32[0x5004]=0x05000000
    ret
    halt
    ;! ip=0x5008
