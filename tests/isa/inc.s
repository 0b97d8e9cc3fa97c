; SPDX-License-Identifier: MIT
;
; INC rd
; rd = rd + 1; FLAGS: class A.
; The notation is explained in run.c.

    ;! case of 0
    ;! set r1=0 flags=CZSO
    inc r1
    halt
    ;! r1=1 flags=-

    ;! case of 1
    ;! set r1=1 flags=CZSO
    inc r1
    halt
    ;! r1=2 flags=-

    ;! case of 0x7FFFFFFF
    ;! set r1=0x7FFFFFFF flags=CZSO
    inc r1
    halt
    ;! r1=0x80000000 flags=SO

    ;! case of 0x80000000
    ;! set r1=0x80000000 flags=CZSO
    inc r1
    halt
    ;! r1=0x80000001 flags=S

    ;! case of 0xFFFFFFFF
    ;! set r1=0xFFFFFFFF flags=CZSO
    inc r1
    halt
    ;! r1=0 flags=CZ

    ;! case of 0x12345678
    ;! set r1=0x12345678 flags=CZSO
    inc r1
    halt
    ;! r1=0x12345679 flags=-

    ;! case of 0x80FF
    ;! set r1=0x80FF flags=CZSO
    inc r1
    halt
    ;! r1=0x8100 flags=-

    ;! case r31
    ;! set r31=0x7FFFFFFF flags=0xFFFFFFFF
    inc r31
    halt
    ;! r31=0x80000000 flags=0xFFFFFFF6

    ;! case junk in the other fields
    ;! set r1=1
    .quad 0x3701FF2000000063
    halt
    ;! r1=2 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x3720020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x37FF010100000000
    ;! panic invalid register @0
