; SPDX-License-Identifier: MIT
;
; JMPR rd
; IP = rd; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case goes there, keeps FLAGS
    ;! set r2=@3 flags=0xFFFFFFFF
    jmpr r2
    halt
    movi r3, 1
    halt
    ;! r3=0 flags=0xFFFFFFFF ip=@4

    ;! case back
    ;! set r31=@1
    rjmp 16
    halt
    jmpr r31
    halt
    ;! ip=@2

    ;! case any alignment
    ;! set r2=0x5001 bytes[0x5001]=00 00 00 00 00 00 00 05
    jmpr r2
    halt
    ;! ip=0x5009

    ;! case a bad place
    ;! set r2=0xFFFFFFFC
    jmpr r2
    ;! panic bad fetch
    ;! ip=0xFFFFFFFC

    ;! case junk in the other fields
    ;! set r2=@1
    .quad 0x8102FF20DEADBEEF
    halt
    ;! ip=@2

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x8120020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x81FF010100000000
    ;! panic invalid register @0
