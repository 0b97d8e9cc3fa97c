; SPDX-License-Identifier: MIT
;
; RJA displacement
; if unsigned above: IP = pc + imm; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case FLAGS -: taken
    ;! set flags=-
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS C: not taken
    ;! set flags=C
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS Z: not taken
    ;! set flags=Z
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZ: not taken
    ;! set flags=CZ
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS S: taken
    ;! set flags=S
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CS: not taken
    ;! set flags=CS
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZS: not taken
    ;! set flags=ZS
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZS: not taken
    ;! set flags=CZS
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS O: taken
    ;! set flags=O
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CO: not taken
    ;! set flags=CO
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZO: not taken
    ;! set flags=ZO
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZO: not taken
    ;! set flags=CZO
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS SO: taken
    ;! set flags=SO
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CSO: not taken
    ;! set flags=CSO
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZSO: not taken
    ;! set flags=ZSO
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZSO: not taken
    ;! set flags=CZSO
    rja 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFC6
    rja 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFC6

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFC7
    rja 1f
1:
    halt
    ;! flags=0xFFFFFFC7

    ;! case a register before the target is ignored
    ;! set r5=9 flags=-
    rja r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=C
    rja 0x50000000
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
    rja 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=-
    .quad 0x89FF20FF00000010
    halt
    movi r1, 2
    halt
    ;! r1=2

    ;! case any alignment
    ;! set flags=- bytes[@2]=FF FF FF 2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    rja 0x13
    halt
    ;! r1=0x2A

    ;! case to itself, until an interrupt changes the frame
    ;! set flags=-
    rjmp 8
    rja 8
    movi r2, 3
    halt
    ;! r2=3

    ;! case to where nothing can be fetched
    ;! set flags=-
    rja 0x50000000
    ;! panic bad fetch
