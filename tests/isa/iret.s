; SPDX-License-Identifier: MIT
;
; IRET
; return from interrupt; FLAGS: restored.
; The notation is explained in run.c.

    ;! case outside a handler: nothing
    ;! set isp=222 flags=C r31=5
    iret
    halt
    ;! ip=@2 isp=222 flags=C r31=5

    ;! case all of the frame
    ;! set in_isr=1 isp=222 r5=5 mem32[0x1EF0]=0x31 mem32[0x1EF8]=0x30 mem32[0x1FE8]=0x100 mem32[0x1FC0]=0x105 mem32[0x1FF0]=0x80000009 mem32[0x1FF8]=0x5000 mem32[0x5004]=0x05000000
    iret
    halt
    ;! r31=0x31 r30=0x30 r0=0x100 r5=0x105 flags=0x80000009 ip=0x5008 isp=256 in_isr=0

    ;! case high words are ignored
    ;! set in_isr=1 isp=222 mem32[0x1FFC]=-1 mem32[0x1FF4]=-1 mem32[0x1FEC]=-1 mem32[0x1FF8]=0x5000 mem32[0x5004]=0x05000000
    iret
    halt
    ;! ip=0x5008 r0=0 flags=0

    ;! case takes SERVING out of service
    ;! set in_isr=1 isp=222 serving=9 in_service={9,10} mem32[0x1FF8]=0x5000 mem32[0x5004]=0x05000000
    iret
    halt
    ;! serving=none in_service={10}

    ;! case after INT nothing is taken out of service
    ;! set in_isr=1 isp=222 serving=none in_service={9} mem32[0x1FF8]=0x5000 mem32[0x5004]=0x05000000
    iret
    halt
    ;! in_service={9}

    ;! case 33 slots: underflow
    ;! set in_isr=1 isp=223 r1=5 flags=C
    iret
    ;! panic stack underflow @0
    ;! isp=223 in_isr=1 r1=5 flags=C

    ;! case a small stack
    ;! set in_isr=1 isr_base=0x6001 isr_count=34 isp=0 bytes[0x6109]=00 50 00 00 mem32[0x5004]=0x05000000
    iret
    halt
    ;! ip=0x5008 isp=34

    ;! case delivers the next request at once
    ;! set in_isr=1 isp=222 pending={9} mem32[72]=@2 mem32[76]=0 mem32[0x1FF8]=0x5000 mem32[0x1FF0]=0x49
    iret
    halt
    halt
    ;! in_isr=1 serving=9 in_service={9} isp=222 mem32[0x1FF8]=0x5000 mem32[0x1FF0]=0x49 ip=@3

    ;! case junk in every field
    .quad 0x1BFF20FFFFFFFFFF
    halt
    ;! ip=@2
