; SPDX-License-Identifier: MIT
;
; INT rd
; software interrupt with vector rd; FLAGS: kept.
; The notation is explained in run.c.

    ;! case enters: the frame, r31, IN_ISR
    ;! set r1=0x21 r0=0x10 r2=0x12 r30=0x1E r31=0x4D flags=0xABCD0048 pending={7} enable={} mem32[0x108]=@2 mem32[0x10C]=0
    ;! set bytes[0x1FE0]=FF FF FF FF FF FF FF FF
    int r1
    halt
    movi r5, 1
    halt
    ;! r31=0x21 isp=222 in_isr=1 serving=none pending={7} in_service={} r5=1 r0=0x10 flags=0xABCD0040
    ;! mem32[0x1FF8]=@1 mem32[0x1FFC]=0 mem32[0x1FF0]=0xABCD0048 mem32[0x1FF4]=0 mem32[0x1EF0]=0x4D mem32[0x1EF8]=0x1E mem32[0x1FE8]=0x10 mem32[0x1FE0]=0x21 mem32[0x1FE4]=0 mem32[0x1FD8]=0x12

    ;! case masked and disabled does not matter
    ;! set r1=0x21 irq_masked=1 enable={} mem32[0x108]=@2 mem32[0x10C]=0
    int r1
    halt
    halt
    ;! ip=@3 in_isr=1 irq_masked=1

    ;! case an empty entry: nothing
    ;! set r1=0x21
    int r1
    halt
    ;! ip=@2 in_isr=0 isp=256

    ;! case low word all ones, high word not: an entry
    ;! set r1=0x21 mem32[0x108]=-1 mem32[0x10C]=0
    int r1
    ;! panic bad fetch
    ;! ip=0xFFFFFFFF in_isr=1

    ;! case high word is ignored
    ;! set r1=0x21 mem32[0x108]=@2 mem32[0x10C]=0x12345678
    int r1
    halt
    halt
    ;! ip=@3 in_isr=1

    ;! case in a handler: nothing
    ;! set r1=0x21 in_isr=1 serving=4 mem32[0x108]=@0 mem32[0x10C]=0
    int r1
    halt
    ;! ip=@2 serving=4 isp=256

    ;! case and back
    ;! set r1=0x21 r31=3 flags=0x80000009 mem32[0x108]=@3 mem32[0x10C]=0
    int r1
    movi r5, 1
    halt
    movi r6, 9
    cmpi r6, 1
    iret
    halt
    ;! r5=1 r6=0 r31=3 in_isr=0 isp=256 flags=0x80000000

    ;! case 33 free slots: overflow
    ;! set r1=0x21 isp=33 mem32[0x108]=@0 mem32[0x10C]=0 flags=C
    int r1
    ;! panic stack overflow @0
    ;! isp=33 in_isr=0 flags=C

    ;! case 34 free slots
    ;! set r1=0x21 isp=34 mem32[0x108]=@2 mem32[0x10C]=0
    int r1
    halt
    halt
    ;! isp=0 in_isr=1 mem32[0x1800]=0

    ;! case vector 0x100: nothing
    ;! set r1=0x100
    int r1
    halt
    ;! ip=@2 in_isr=0

    ;! case vector 0x80000000: nothing
    ;! set r1=0x80000000
    int r1
    halt
    ;! ip=@2 in_isr=0

    ;! case vector 0xFFFFFFFF: nothing
    ;! set r1=0xFFFFFFFF
    int r1
    halt
    ;! ip=@2 in_isr=0

    ;! case vector 255
    ;! set r31=255 mem32[0x7F8]=@2 mem32[0x7FC]=0
    int r31
    halt
    halt
    ;! r31=255 ip=@3 mem32[0x1EF0]=255

    ;! case junk in the other fields
    ;! set r1=300
    .quad 0x1A01FF20FFFFFFFF
    halt
    ;! ip=@2

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x1A20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x1AFF010100000000
    ;! panic invalid register @0
