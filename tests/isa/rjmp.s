; SPDX-License-Identifier: MIT
;
; RJMP displacement
; IP = pc + imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case forward
    ;! set flags=CZSO
    rjmp 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case keeps FLAGS
    ;! set flags=0xFFFFFFFF
    rjmp 1f
    movi r1, 1
1:
    halt
    ;! flags=0xFFFFFFFF r1=0

    ;! case backward
    ;! set flags=-
    rjmp 2f
1:
    movi r1, 7
    halt
2:
    rjmp 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=-
    .quad 0x4AFF20FF00000010
    halt
    movi r1, 2
    halt
    ;! r1=2

    ;! case any alignment
    ;! set flags=- bytes[@2]=FF FF FF 2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    rjmp 0x13
    halt
    ;! r1=0x2A

    ;! case to itself, until an interrupt changes the frame
    ;! set flags=-
    rjmp 8
    rjmp 8
    movi r2, 3
    halt
    ;! r2=3

    ;! case to where nothing can be fetched
    ;! set flags=-
    rjmp 0x50000000
    ;! panic bad fetch
