; SPDX-License-Identifier: MIT
;
; PAUSE
; nothing; hint that the core spins; FLAGS: kept.
; The notation is explained in run.c.

    ;! case changes nothing
    ;! set flags=0xFFFFFFFF
    pause
    pause
    halt
    ;! flags=0xFFFFFFFF ip=@3

    ;! case junk in every field
    .quad 0x45FF20FFFFFFFFFF
    movi r1, 3
    halt
    ;! r1=3
