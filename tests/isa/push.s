; SPDX-License-Identifier: MIT
;
; PUSH rd
; push rd on the data stack; FLAGS: kept.
; The notation is explained in run.c.

    ;! case pushes below
    ;! set r1=0x12345678 flags=0xFFFFFFFF
    push r1
    halt
    ;! dsp=255 mem32[0x13FC]=0x12345678 mem32[0x13F8]=0 flags=0xFFFFFFFF r1=0x12345678

    ;! case two
    ;! set r1=1 r31=2
    push r1
    push r31
    halt
    ;! dsp=254 mem32[0x13FC]=1 mem32[0x13F8]=2

    ;! case the last slot
    ;! set r1=9 dsp=1
    push r1
    halt
    ;! dsp=0 mem32[0x1000]=9

    ;! case overflow
    ;! set r1=9 dsp=0 mem32[0x0FFC]=5
    cmpi r1, 10
    push r1
    ;! panic stack overflow @1
    ;! dsp=0 mem32[0x0FFC]=5 flags=CS

    ;! case a misaligned stack
    ;! set r1=0x11223344 data_base=0x5001 data_count=2 dsp=2
    push r1
    halt
    ;! dsp=1 bytes[0x5005]=44 33 22 11

    ;! case onto the next instruction
    ;! set r1=0x2A data_base=@1 data_count=1 dsp=1
    push r1
    movi r2, 1
    halt
    ;! r2=0x2A

    ;! case a stack over a register window: the RAM beneath
    ;! set r1=7 data_base=0x0074D000 data_count=1 dsp=1
    push r1
    halt
    ;! mem32[0x74D000]=7 pending={}

    ;! case junk in the other fields
    ;! set r1=5
    .quad 0x0801FF20DEADBEEF
    halt
    ;! mem32[0x13FC]=5

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x0820020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x08FF010100000000
    ;! panic invalid register @0
