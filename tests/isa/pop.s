; SPDX-License-Identifier: MIT
;
; POP rd
; pop rd from the data stack; FLAGS: class L.
; The notation is explained in run.c.

    ;! case value 0
    ;! set dsp=255 mem32[0x13FC]=0 flags=CZSO
    pop r1
    halt
    ;! r1=0 dsp=256 flags=Z

    ;! case value 1
    ;! set dsp=255 mem32[0x13FC]=1 flags=CZSO
    pop r1
    halt
    ;! r1=1 dsp=256 flags=-

    ;! case value 0x80000000
    ;! set dsp=255 mem32[0x13FC]=0x80000000 flags=CZSO
    pop r1
    halt
    ;! r1=0x80000000 dsp=256 flags=S

    ;! case value 0xFFFFFFFF
    ;! set dsp=255 mem32[0x13FC]=0xFFFFFFFF flags=CZSO
    pop r1
    halt
    ;! r1=0xFFFFFFFF dsp=256 flags=S

    ;! case underflow
    ;! set r1=9
    cmpi r1, 9
    pop r1
    ;! panic stack underflow @1
    ;! r1=9 dsp=256 flags=Z

    ;! case push and pop
    ;! set r1=1 r2=2
    push r1
    push r2
    pop r3
    pop r31
    halt
    ;! r3=2 r31=1 dsp=256

    ;! case a small stack
    ;! set data_base=0x5002 data_count=1 dsp=0 bytes[0x5002]=44 33 22 11
    pop r1
    halt
    ;! r1=0x11223344 dsp=1

    ;! case other bits of FLAGS
    ;! set dsp=255 flags=0xFFFFFFFF
    pop r1
    halt
    ;! flags=0xFFFFFFCE

    ;! case junk in the other fields
    ;! set dsp=0 mem32[0x1000]=6
    .quad 0x0901FF20DEADBEEF
    halt
    ;! r1=6 dsp=1

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x0920020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x09FF010100000000
    ;! panic invalid register @0
