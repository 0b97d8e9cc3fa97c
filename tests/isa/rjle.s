; SPDX-License-Identifier: MIT
;
; RJLE displacement
; if signed less or equal: IP = pc + imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case FLAGS -: not taken
    ;! set flags=-
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS C: not taken
    ;! set flags=C
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS Z: taken
    ;! set flags=Z
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZ: taken
    ;! set flags=CZ
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS S: taken
    ;! set flags=S
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CS: taken
    ;! set flags=CS
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZS: taken
    ;! set flags=ZS
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZS: taken
    ;! set flags=CZS
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS O: taken
    ;! set flags=O
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CO: taken
    ;! set flags=CO
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZO: taken
    ;! set flags=ZO
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZO: taken
    ;! set flags=CZO
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS SO: not taken
    ;! set flags=SO
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CSO: not taken
    ;! set flags=CSO
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZSO: taken
    ;! set flags=ZSO
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZSO: taken
    ;! set flags=CZSO
    rjle 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFCE
    rjle 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFCE

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFC6
    rjle 1f
1:
    halt
    ;! flags=0xFFFFFFC6

    ;! case a register before the target is ignored
    ;! set r5=9 flags=Z
    rjle r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=-
    rjle 0x50000000
    movi r1, 1
    halt
    ;! r1=1

    ;! case backward
    ;! set flags=Z
    rjmp 2f
1:
    movi r1, 7
    halt
2:
    rjle 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=Z
    .quad 0x59FF20FF00000010
    halt
    movi r1, 2
    halt
    ;! r1=2

    ;! case any alignment
    ;! set flags=Z bytes[@2]=FF FF FF 2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    rjle 0x13
    halt
    ;! r1=0x2A

    ;! case to itself, until an interrupt changes the frame
    ;! set flags=Z
    rjmp 8
    rjle 8
    movi r2, 3
    halt
    ;! r2=3

    ;! case to where nothing can be fetched
    ;! set flags=Z
    rjle 0x50000000
    ;! panic bad fetch
