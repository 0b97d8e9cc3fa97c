; SPDX-License-Identifier: MIT
;
; IN rd, [rs1]
; rd = port[rs1]; FLAGS: kept.
; The notation is explained in run.c.

    ;! case a scratch port
    ;! set r2=0x80 port[0x80]=0x12345678 flags=0xFFFFFFFF
    in r1, [r2]
    halt
    ;! r1=0x12345678 flags=0xFFFFFFFF

    ;! case the context
    ;! set r11=0xF0 r12=0xF1 r13=0xF2 r14=0xF3 r15=0xF4 r16=0xF5 r17=0xF6 r18=0xF7 r19=0xF8 r20=0xF9 r22=0xFA csp=250 dsp=251 isp=252 irq_masked=1 call_base=0x4000 data_base=0x5003 isr_base=0x6000 in_isr=1 call_count=300 data_count=301 isr_count=302
    in r1, [r11]
    in r2, [r12]
    in r3, [r13]
    in r4, [r14]
    in r5, [r15]
    in r6, [r16]
    in r7, [r17]
    in r8, [r18]
    in r9, [r19]
    in r10, [r20]
    in r21, [r22]
    halt
    ;! r1=250 r2=251 r3=1 r4=252 r5=0x4000 r6=0x5003 r7=0x6000 r8=1 r9=300 r10=301 r21=302

    ;! case serial and PS/2 with nothing there
    ;! set r5=2 r6=3 r7=4 r8=7 r1=9 r2=9 r3=9 r4=9
    in r1, [r5]
    in r2, [r6]
    in r3, [r7]
    in r4, [r8]
    halt
    ;! r1=2 r2=0 r3=0 r4=0

    ;! case exit and disk status
    ;! set r1=1 r2=1 r5=0xFE r6=0x14
    in r1, [r5]
    in r2, [r6]
    halt
    ;! r1=0 r2=0

    ;! case rd is rs1
    ;! set r2=0xFF port[0xFF]=5
    in r2, [r2]
    halt
    ;! r2=5

    ;! case port 0x100
    ;! set r1=3 r2=0x100
    in r1, [r2]
    ;! panic port out of range @0
    ;! r1=3

    ;! case port 0xFFFFFFFF
    ;! set r2=-1
    in r1, [r2]
    ;! panic port out of range @0

    ;! case junk in rs2 and imm
    ;! set r2=0x80 port[0x80]=5
    .quad 0x180102FFFFFFFFFF
    halt
    ;! r1=5

    ;! case field rd of 32 is no register
    ;! set r2=0x80
    .quad 0x1820020300000000
    ;! panic invalid register @0
    ;! ip=@0

    ;! case field rs1 of 32 is no register
    ;! set r2=0x80
    .quad 0x1801200300000000
    ;! panic invalid register @0
    ;! ip=@0

    ;! case field rs1 of 255 is no register
    .quad 0x1801FF0100000000
    ;! panic invalid register @0
