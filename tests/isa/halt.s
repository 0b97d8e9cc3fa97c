; SPDX-License-Identifier: MIT
;
; HALT
; stop the whole machine; FLAGS: kept.
; The notation is explained in run.c.

    ;! case ends the run; IP is next
    ;! set flags=CO
    halt
    movi r1, 1
    halt
    ;! ip=@1 r1=0 flags=CO exit=0

    ;! case junk in every field
    .quad 0x05FF20FF00000001
    halt
    ;! ip=@1

    ;! case in a handler
    ;! set mem32[72]=@2 mem32[76]=0
    inti 9
    halt
    halt
    ;! ip=@3 in_isr=1 isp=222
