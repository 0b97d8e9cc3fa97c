; SPDX-License-Identifier: MIT
;
; RJC displacement
; if CF: IP = pc + imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case FLAGS -: not taken
    ;! set flags=-
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS C: taken
    ;! set flags=C
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS Z: not taken
    ;! set flags=Z
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZ: taken
    ;! set flags=CZ
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS S: not taken
    ;! set flags=S
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CS: taken
    ;! set flags=CS
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZS: not taken
    ;! set flags=ZS
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZS: taken
    ;! set flags=CZS
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS O: not taken
    ;! set flags=O
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CO: taken
    ;! set flags=CO
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZO: not taken
    ;! set flags=ZO
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZO: taken
    ;! set flags=CZO
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS SO: not taken
    ;! set flags=SO
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CSO: taken
    ;! set flags=CSO
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZSO: not taken
    ;! set flags=ZSO
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZSO: taken
    ;! set flags=CZSO
    rjc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFC7
    rjc 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFC7

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFC6
    rjc 1f
1:
    halt
    ;! flags=0xFFFFFFC6

    ;! case a register before the target is ignored
    ;! set r5=9 flags=C
    rjc r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=-
    rjc 0x50000000
    movi r1, 1
    halt
    ;! r1=1

    ;! case backward
    ;! set flags=C
    rjmp 2f
1:
    movi r1, 7
    halt
2:
    rjc 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=C
    .quad 0x5AFF20FF00000010
    halt
    movi r1, 2
    halt
    ;! r1=2

    ;! case any alignment
    ;! set flags=C bytes[@2]=FF FF FF 2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    rjc 0x13
    halt
    ;! r1=0x2A

    ;! case to itself, until an interrupt changes the frame
    ;! set flags=C
    rjmp 8
    rjc 8
    movi r2, 3
    halt
    ;! r2=3

    ;! case to where nothing can be fetched
    ;! set flags=C
    rjc 0x50000000
    ;! panic bad fetch
