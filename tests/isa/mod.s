; SPDX-License-Identifier: MIT
;
; MOD rd, rs1, rs2
; rd = rs1 mod rs2, unsigned; rs2 = 0 requests vector 1; FLAGS: class L.
; The notation is explained in run.c.

    ;! case 0xFFFFFFF9 and 2
    ;! set r1=77 r2=0xFFFFFFF9 r3=2 flags=-
    mod r1, r2, r3
    halt
    ;! r1=1 r2=0xFFFFFFF9 r3=2 flags=-

    ;! case 0x80000000 and 0xFFFFFFFF
    ;! set r1=77 r2=0x80000000 r3=0xFFFFFFFF flags=CZSO
    mod r1, r2, r3
    halt
    ;! r1=0x80000000 r2=0x80000000 r3=0xFFFFFFFF flags=S

    ;! case 7 and 0xFFFFFFFE
    ;! set r1=77 r2=7 r3=0xFFFFFFFE flags=CO
    mod r1, r2, r3
    halt
    ;! r1=7 r2=7 r3=0xFFFFFFFE flags=-

    ;! case 0xFFFFFFF9 and 0xFFFFFFFE
    ;! set r1=77 r2=0xFFFFFFF9 r3=0xFFFFFFFE flags=SO
    mod r1, r2, r3
    halt
    ;! r1=0xFFFFFFF9 r2=0xFFFFFFF9 r3=0xFFFFFFFE flags=S

    ;! case 5 and 9
    ;! set r1=77 r2=5 r3=9 flags=-
    mod r1, r2, r3
    halt
    ;! r1=5 r2=5 r3=9 flags=-

    ;! case 0xFFFFFFFF and 1
    ;! set r1=77 r2=0xFFFFFFFF r3=1 flags=CZSO
    mod r1, r2, r3
    halt
    ;! r1=0 r2=0xFFFFFFFF r3=1 flags=Z

    ;! case 0 and 3
    ;! set r1=77 r2=0 r3=3 flags=CO
    mod r1, r2, r3
    halt
    ;! r1=0 r2=0 r3=3 flags=Z

    ;! case 0x80000000 and 0x80000000
    ;! set r1=77 r2=0x80000000 r3=0x80000000 flags=SO
    mod r1, r2, r3
    halt
    ;! r1=0 r2=0x80000000 r3=0x80000000 flags=Z

    ;! case 6 and 3
    ;! set r1=77 r2=6 r3=3 flags=-
    mod r1, r2, r3
    halt
    ;! r1=0 r2=6 r3=3 flags=Z

    ;! case one register for all
    ;! set r4=5 flags=0xFFFFFFFF
    mod r4, r4, r4
    halt
    ;! r4=0 flags=0xFFFFFFCE

    ;! case rd is rs1
    ;! set r2=5 r3=3
    mod r2, r2, r3
    halt
    ;! r2=2 r3=3 flags=-

    ;! case rd is rs2
    ;! set r2=5 r3=3
    mod r3, r2, r3
    halt
    ;! r3=2 r2=5 flags=-

    ;! case r31 and r0
    ;! set r0=5 r30=3
    mod r31, r0, r30
    halt
    ;! r31=2 flags=-

    ;! case junk in imm
    ;! set r2=5 r3=3
    .quad 0x1C010203DEADBEEF
    halt
    ;! r1=2 flags=-

    ;! case zero divisor while masked: request stays
    ;! set r1=9 r2=5 r3=0 irq_masked=1 flags=CS
    mod r1, r2, r3
    halt
    ;! r1=9 flags=CS pending={1}

    ;! case zero divisor: vector 1 at once, then behind
    ;! set r1=9 r2=5 r3=0 flags=ZO r31=0x55
    ;! set mem32[8]=@3 mem32[12]=0
    mod r1, r2, r3
    movi r5, 3
    halt
handler_mod:
    mov r6, r31
    iret
    halt
    ;! r1=9 r5=3 r6=0 r31=0x55 in_isr=0 in_service={} pending={} serving=none flags=- isp=256 mem32[0x1FF8]=@1 mem32[0x1FF0]=0x28

    ;! case zero divisor without a handler: dropped
    ;! set r1=9 r2=5 r3=0 flags=CS
    mod r1, r2, r3
    halt
    ;! r1=9 flags=CS pending={}

    ;! case zero divisor in a handler: stays pending
    ;! set r1=9 r2=5 r3=0 in_isr=1 mem32[8]=@0 mem32[12]=0
    mod r1, r2, r3
    halt
    ;! r1=9 pending={1} in_isr=1

    ;! case zero divisor, disabled: stays pending
    ;! set r1=9 r3=0 enable={0,2} mem32[8]=@0 mem32[12]=0
    mod r1, r2, r3
    halt
    ;! r1=9 pending={1}

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x1C20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x1C01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x1C01022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x1C0101FF00000000
    ;! panic invalid register @0
