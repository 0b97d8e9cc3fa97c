; SPDX-License-Identifier: MIT
;
; IPI rd, rs1
; make vector rs1 pending on core rd; FLAGS: kept.
; The notation is explained in run.c.

    ;! case to oneself: pending while masked
    ;! set r1=0 r2=5 irq_masked=1 flags=CZ
    ipi r1, r2
    halt
    ;! pending={5} flags=CZ

    ;! case to oneself: delivered at once
    ;! set r2=200 mem32[0x640]=@3 mem32[0x644]=0
    ipi r1, r2
    movi r5, 1
    halt
    movi r6, 2
    halt
    ;! r5=0 r6=2 r31=200 serving=200 in_service={200} mem32[0x1FF8]=@1

    ;! case without a handler: dropped
    ;! set r2=5
    ipi r1, r2
    halt
    ;! pending={} in_isr=0

    ;! case the highest priority first, then the lowest number
    ;! set r2=5 pending={3,9,200} irq_masked=0 in_isr=1
    ipi r1, r2
    halt
    halt
    ;! pending={3,5,9,200}

    ;! case priority decides
    ;! set r10=0xF2 irq_masked=1 pending={3,9,200} priority[9]=2 priority[200]=2 mem32[24]=@2 mem32[28]=0 mem32[72]=@2 mem32[76]=0 mem32[0x640]=@2 mem32[0x644]=0
    out [r10], r1
    halt
    halt
    ;! serving=9 pending={3,200} in_service={9}

    ;! case an empty entry does not hide others
    ;! set r2=3 priority[3]=9 pending={9} irq_masked=0 in_isr=0 enable={3} mem32[72]=@2 mem32[76]=0
    ipi r1, r2
    halt
    halt
    ;! pending={9} in_isr=0

    ;! case a core that is not there
    ;! set r1=1 r2=5
    ipi r1, r2
    halt
    ;! pending={}

    ;! case a vector that is not there
    ;! set r2=256
    ipi r1, r2
    halt
    ;! pending={}

    ;! case a request in service is remembered
    ;! set r2=5 in_isr=1 serving=5 in_service={5}
    ipi r1, r2
    halt
    ;! pending={5} in_service={5}

    ;! case junk in rs2 and imm
    ;! set r2=5 irq_masked=1
    .quad 0x470102FFFFFFFFFF
    halt
    ;! pending={5}

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x4720020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x4701200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x4701FF0100000000
    ;! panic invalid register @0
