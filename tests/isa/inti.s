; SPDX-License-Identifier: MIT
;
; INTI imm
; software interrupt with vector imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case enters: the frame, r31, IN_ISR
    ;! set r1=0x21 r0=0x10 r2=0x12 r30=0x1E r31=0x4D flags=0xABCD0048 pending={7} enable={} mem32[0x108]=@2 mem32[0x10C]=0
    ;! set bytes[0x1FE0]=FF FF FF FF FF FF FF FF
    inti 0x21
    halt
    movi r5, 1
    halt
    ;! r31=0x21 isp=222 in_isr=1 serving=none pending={7} in_service={} r5=1
    ;! mem32[0x1FF8]=@1 mem32[0x1FFC]=0 mem32[0x1FF0]=0xABCD0048 mem32[0x1FF4]=0 mem32[0x1EF0]=0x4D mem32[0x1EF8]=0x1E mem32[0x1FE8]=0x10 mem32[0x1FE4]=0 mem32[0x1FD8]=0x12

    ;! case masked and disabled does not matter
    ;! set r1=0x21 irq_masked=1 enable={} mem32[0x108]=@2 mem32[0x10C]=0
    inti 0x21
    halt
    halt
    ;! ip=@3 in_isr=1 irq_masked=1

    ;! case an empty entry: nothing
    ;! set r1=0x21
    inti 0x21
    halt
    ;! ip=@2 in_isr=0 isp=256

    ;! case low word all ones, high word not: an entry
    ;! set r1=0x21 mem32[0x108]=-1 mem32[0x10C]=0
    inti 0x21
    ;! panic bad fetch
    ;! ip=0xFFFFFFFF in_isr=1

    ;! case high word is ignored
    ;! set r1=0x21 mem32[0x108]=@2 mem32[0x10C]=0x12345678
    inti 0x21
    halt
    halt
    ;! ip=@3 in_isr=1

    ;! case in a handler: nothing
    ;! set r1=0x21 in_isr=1 serving=4 mem32[0x108]=@0 mem32[0x10C]=0
    inti 0x21
    halt
    ;! ip=@2 serving=4 isp=256

    ;! case and back
    ;! set r1=0x21 r31=3 flags=0x80000009 mem32[0x108]=@3 mem32[0x10C]=0
    inti 0x21
    movi r5, 1
    halt
    movi r6, 9
    cmpi r6, 1
    iret
    halt
    ;! r5=1 r6=0 r31=3 in_isr=0 isp=256 flags=0x80000000

    ;! case 33 free slots: overflow
    ;! set r1=0x21 isp=33 mem32[0x108]=@0 mem32[0x10C]=0 flags=C
    inti 0x21
    ;! panic stack overflow @0
    ;! isp=33 in_isr=0 flags=C

    ;! case 34 free slots
    ;! set r1=0x21 isp=34 mem32[0x108]=@2 mem32[0x10C]=0
    inti 0x21
    halt
    halt
    ;! isp=0 in_isr=1 mem32[0x1800]=0

    ;! case vector 0x100: nothing
    inti 0x100
    halt
    ;! ip=@2 in_isr=0

    ;! case vector 0x80000000: nothing
    inti 0x80000000
    halt
    ;! ip=@2 in_isr=0

    ;! case vector 0xFFFFFFFF: nothing
    inti 0xFFFFFFFF
    halt
    ;! ip=@2 in_isr=0

    ;! case vector 255 and junk in the fields
    ;! set mem32[0x7F8]=@2 mem32[0x7FC]=0
    .quad 0x5CFF20FF000000FF
    halt
    halt
    ;! r31=255 ip=@3
