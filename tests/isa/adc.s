; SPDX-License-Identifier: MIT
;
; ADC rd, rs1, rs2
; rd = rs1 + rs2 + CF; flags as A with the carry included; FLAGS: see there.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case 0x80000000 and 0x80000000, carry 0
    ;! set r2=0x80000000 r3=0x80000000 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0 flags=CZO

    ;! case 0x80000000 and 0x80000000, carry 1
    ;! set r2=0x80000000 r3=0x80000000 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=1 flags=CO

    ;! case 0 and 0x80000000, carry 0
    ;! set r2=0 r3=0x80000000 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0x80000000 flags=S

    ;! case 0 and 0x80000000, carry 1
    ;! set r2=0 r3=0x80000000 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0x80000001 flags=S

    ;! case 0x7FFFFFFF and 1, carry 0
    ;! set r2=0x7FFFFFFF r3=1 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0x80000000 flags=SO

    ;! case 0x7FFFFFFF and 1, carry 1
    ;! set r2=0x7FFFFFFF r3=1 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0x80000001 flags=SO

    ;! case 0xFFFFFFFF and 1, carry 0
    ;! set r2=0xFFFFFFFF r3=1 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0 flags=CZ

    ;! case 0xFFFFFFFF and 1, carry 1
    ;! set r2=0xFFFFFFFF r3=1 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=1 flags=C

    ;! case 0 and 1, carry 0
    ;! set r2=0 r3=1 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=1 flags=-

    ;! case 0 and 1, carry 1
    ;! set r2=0 r3=1 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=2 flags=-

    ;! case 0x80000000 and 1, carry 0
    ;! set r2=0x80000000 r3=1 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0x80000001 flags=S

    ;! case 0x80000000 and 1, carry 1
    ;! set r2=0x80000000 r3=1 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0x80000002 flags=S

    ;! case 5 and 3, carry 0
    ;! set r2=5 r3=3 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=8 flags=-

    ;! case 5 and 3, carry 1
    ;! set r2=5 r3=3 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=9 flags=-

    ;! case 0xFFFFFFFF and 0xFFFFFFFF, carry 0
    ;! set r2=0xFFFFFFFF r3=0xFFFFFFFF flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0xFFFFFFFE flags=CS

    ;! case 0xFFFFFFFF and 0xFFFFFFFF, carry 1
    ;! set r2=0xFFFFFFFF r3=0xFFFFFFFF flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0xFFFFFFFF flags=CS

    ;! case 0x12345678 and 0xF0F0F0F, carry 0
    ;! set r2=0x12345678 r3=0xF0F0F0F flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0x21436587 flags=-

    ;! case 0x12345678 and 0xF0F0F0F, carry 1
    ;! set r2=0x12345678 r3=0xF0F0F0F flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0x21436588 flags=-

    ;! case 0 and 0, carry 0
    ;! set r2=0 r3=0 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0 flags=Z

    ;! case 0 and 0, carry 1
    ;! set r2=0 r3=0 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=1 flags=-

    ;! case 0x7FFFFFFF and 0xFFFFFFFF, carry 0
    ;! set r2=0x7FFFFFFF r3=0xFFFFFFFF flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0x7FFFFFFE flags=C

    ;! case 0x7FFFFFFF and 0xFFFFFFFF, carry 1
    ;! set r2=0x7FFFFFFF r3=0xFFFFFFFF flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0x7FFFFFFF flags=C

    ;! case 0 and 0xFFFFFFFF, carry 0
    ;! set r2=0 r3=0xFFFFFFFF flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0xFFFFFFFF flags=S

    ;! case 0 and 0xFFFFFFFF, carry 1
    ;! set r2=0 r3=0xFFFFFFFF flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0 flags=CZ

    ;! case 0x80000000 and 0, carry 0
    ;! set r2=0x80000000 r3=0 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0x80000000 flags=S

    ;! case 0x80000000 and 0, carry 1
    ;! set r2=0x80000000 r3=0 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0x80000001 flags=S

    ;! case 0x7FFFFFFF and 0, carry 0
    ;! set r2=0x7FFFFFFF r3=0 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0x7FFFFFFF flags=-

    ;! case 0x7FFFFFFF and 0, carry 1
    ;! set r2=0x7FFFFFFF r3=0 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0x80000000 flags=SO

    ;! case 0xFFFFFFFF and 0, carry 0
    ;! set r2=0xFFFFFFFF r3=0 flags=ZSO
    adc r1, r2, r3
    halt
    ;! r1=0xFFFFFFFF flags=S

    ;! case 0xFFFFFFFF and 0, carry 1
    ;! set r2=0xFFFFFFFF r3=0 flags=CZ
    adc r1, r2, r3
    halt
    ;! r1=0 flags=CZ

    ;! case one register for all
    ;! set r4=5 flags=0xFFFFFFFF
    adc r4, r4, r4
    halt
    ;! r4=0xB flags=0xFFFFFFC6

    ;! case carries on from the instruction before
    ;! set r2=0xFFFFFFFF r3=1 r5=7 r6=2
    add r1, r2, r3
    adc r4, r5, r6
    halt
    ;! r1=0 r4=0xA

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x8B20020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x8B01200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x8B01022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x8B0101FF00000000
    ;! panic invalid register @0
