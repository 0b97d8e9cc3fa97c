; SPDX-License-Identifier: MIT
;
; RJGE displacement
; if signed greater or equal: IP = pc + imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case FLAGS -: taken
    ;! set flags=-
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS C: taken
    ;! set flags=C
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS Z: taken
    ;! set flags=Z
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZ: taken
    ;! set flags=CZ
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS S: not taken
    ;! set flags=S
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CS: not taken
    ;! set flags=CS
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZS: not taken
    ;! set flags=ZS
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZS: not taken
    ;! set flags=CZS
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS O: not taken
    ;! set flags=O
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CO: not taken
    ;! set flags=CO
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZO: not taken
    ;! set flags=ZO
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZO: not taken
    ;! set flags=CZO
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS SO: taken
    ;! set flags=SO
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CSO: taken
    ;! set flags=CSO
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZSO: taken
    ;! set flags=ZSO
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZSO: taken
    ;! set flags=CZSO
    rjge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFC6
    rjge 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFC6

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFD6
    rjge 1f
1:
    halt
    ;! flags=0xFFFFFFD6

    ;! case a register before the target is ignored
    ;! set r5=9 flags=-
    rjge r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=S
    rjge 0x50000000
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
    rjge 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=-
    .quad 0x57FF20FF00000010
    halt
    movi r1, 2
    halt
    ;! r1=2

    ;! case any alignment
    ;! set flags=- bytes[@2]=FF FF FF 2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    rjge 0x13
    halt
    ;! r1=0x2A

    ;! case to itself, until an interrupt changes the frame
    ;! set flags=-
    rjmp 8
    rjge 8
    movi r2, 3
    halt
    ;! r2=3

    ;! case to where nothing can be fetched
    ;! set flags=-
    rjge 0x50000000
    ;! panic bad fetch
