; SPDX-License-Identifier: MIT
;
; RJNC displacement
; if not CF: IP = pc + imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case FLAGS -: taken
    ;! set flags=-
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS C: not taken
    ;! set flags=C
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS Z: taken
    ;! set flags=Z
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZ: not taken
    ;! set flags=CZ
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS S: taken
    ;! set flags=S
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CS: not taken
    ;! set flags=CS
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZS: taken
    ;! set flags=ZS
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZS: not taken
    ;! set flags=CZS
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS O: taken
    ;! set flags=O
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CO: not taken
    ;! set flags=CO
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZO: taken
    ;! set flags=ZO
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZO: not taken
    ;! set flags=CZO
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS SO: taken
    ;! set flags=SO
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CSO: not taken
    ;! set flags=CSO
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZSO: taken
    ;! set flags=ZSO
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZSO: not taken
    ;! set flags=CZSO
    rjnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFC6
    rjnc 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFC6

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFC7
    rjnc 1f
1:
    halt
    ;! flags=0xFFFFFFC7

    ;! case a register before the target is ignored
    ;! set r5=9 flags=-
    rjnc r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=C
    rjnc 0x50000000
    movi r1, 1
    halt
    ;! r1=1

    ;! case backward
    ;! set flags=-
    rjmp 2f
1:
    movi r1, 7
    halt
2:
    rjnc 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=-
    .quad 0x5BFF20FF00000010
    halt
    movi r1, 2
    halt
    ;! r1=2

    ;! case any alignment
    ;! set flags=- bytes[@2]=FF FF FF 2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    rjnc 0x13
    halt
    ;! r1=0x2A

    ;! case to itself, until an interrupt changes the frame
    ;! set flags=-
    rjmp 8
    rjnc 8
    movi r2, 3
    halt
    ;! r2=3

    ;! case to where nothing can be fetched
    ;! set flags=-
    rjnc 0x50000000
    ;! panic bad fetch
