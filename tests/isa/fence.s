; SPDX-License-Identifier: MIT
;
; FENCE
; sequentially consistent fence; FLAGS: kept.
; The notation is explained in run.c.

    ;! case changes nothing
    ;! set flags=0xFFFFFFFF r1=1
    fence
    halt
    ;! flags=0xFFFFFFFF r1=1

    ;! case junk in every field
    .quad 0x44FF20FFFFFFFFFF
    movi r1, 3
    halt
    ;! r1=3

    ;! case a store to code behind it is seen
    ;! set r1=0x2A r2=@2
    store32 [r2], r1
    fence
    movi r3, 1
    halt
    ;! r3=0x2A
