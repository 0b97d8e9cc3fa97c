; SPDX-License-Identifier: MIT
;
; JGE address
; if signed greater or equal: IP = imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case FLAGS -: taken
    ;! set flags=-
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS C: taken
    ;! set flags=C
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS Z: taken
    ;! set flags=Z
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZ: taken
    ;! set flags=CZ
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS S: not taken
    ;! set flags=S
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CS: not taken
    ;! set flags=CS
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZS: not taken
    ;! set flags=ZS
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZS: not taken
    ;! set flags=CZS
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS O: not taken
    ;! set flags=O
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CO: not taken
    ;! set flags=CO
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZO: not taken
    ;! set flags=ZO
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZO: not taken
    ;! set flags=CZO
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS SO: taken
    ;! set flags=SO
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CSO: taken
    ;! set flags=CSO
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZSO: taken
    ;! set flags=ZSO
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZSO: taken
    ;! set flags=CZSO
    jge 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFC6
    jge 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFC6

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFD6
    jge 1f
1:
    halt
    ;! flags=0xFFFFFFD6

    ;! case a register before the target is ignored
    ;! set r5=9 flags=-
    jge r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=S
    jge 0x50000000
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
    jge 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=- mem32[0x5004]=0x05000000
    .quad 0x26FF20FF00005000
    halt
    ;! ip=0x5008

    ;! case any alignment
    ;! set flags=- bytes[0x5003]=2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    .quad 0x2600000000005003
    halt
    ;! r1=0x2A ip=0x5013

    ;! case to where nothing can be fetched
    ;! set flags=-
    jge 0x50000000
    ;! panic bad fetch
    ;! ip=0x50000000

    ;! case into a register window
    ;! set flags=-
    jge 0x2014
    ;! panic bad fetch
    ;! ip=0x2014

    ;! case behind the TIME window
    ;! set flags=- mem32[0x2020]=0x05000000
    jge 0x201C
    halt
    ;! ip=0x2024

    ;! case to the last instruction of RAM
    ;! set flags=- mem32[0x03FFFFFC]=0x05000000
    jge 0x03FFFFF8
    halt
    ;! ip=0x04000000

    ;! case across the end of RAM
    ;! set flags=-
    jge 0x03FFFFFC
    ;! panic bad fetch
    ;! ip=0x03FFFFFC

    ;! case into the framebuffer
    ;! set flags=-
    jge 0x00620000
    ;! panic bad fetch
    ;! ip=0x00620000
