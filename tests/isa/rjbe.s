; SPDX-License-Identifier: MIT
;
; RJBE displacement
; if unsigned below or equal: IP = pc + imm; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case FLAGS -: not taken
    ;! set flags=-
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS C: taken
    ;! set flags=C
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS Z: taken
    ;! set flags=Z
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZ: taken
    ;! set flags=CZ
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS S: not taken
    ;! set flags=S
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CS: taken
    ;! set flags=CS
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZS: taken
    ;! set flags=ZS
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZS: taken
    ;! set flags=CZS
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS O: not taken
    ;! set flags=O
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CO: taken
    ;! set flags=CO
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZO: taken
    ;! set flags=ZO
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZO: taken
    ;! set flags=CZO
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS SO: not taken
    ;! set flags=SO
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CSO: taken
    ;! set flags=CSO
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZSO: taken
    ;! set flags=ZSO
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZSO: taken
    ;! set flags=CZSO
    rjbe 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFC7
    rjbe 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFC7

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFC6
    rjbe 1f
1:
    halt
    ;! flags=0xFFFFFFC6

    ;! case a register before the target is ignored
    ;! set r5=9 flags=C
    rjbe r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=-
    rjbe 0x50000000
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
    rjbe 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=C
    .quad 0x8AFF20FF00000010
    halt
    movi r1, 2
    halt
    ;! r1=2

    ;! case any alignment
    ;! set flags=C bytes[@2]=FF FF FF 2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    rjbe 0x13
    halt
    ;! r1=0x2A

    ;! case to itself, until an interrupt changes the frame
    ;! set flags=C
    rjmp 8
    rjbe 8
    movi r2, 3
    halt
    ;! r2=3

    ;! case to where nothing can be fetched
    ;! set flags=C
    rjbe 0x50000000
    ;! panic bad fetch
