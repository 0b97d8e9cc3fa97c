; SPDX-License-Identifier: MIT
;
; JC address
; if CF: IP = imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case FLAGS -: not taken
    ;! set flags=-
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS C: taken
    ;! set flags=C
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS Z: not taken
    ;! set flags=Z
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZ: taken
    ;! set flags=CZ
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS S: not taken
    ;! set flags=S
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CS: taken
    ;! set flags=CS
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZS: not taken
    ;! set flags=ZS
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZS: taken
    ;! set flags=CZS
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS O: not taken
    ;! set flags=O
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CO: taken
    ;! set flags=CO
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZO: not taken
    ;! set flags=ZO
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZO: taken
    ;! set flags=CZO
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS SO: not taken
    ;! set flags=SO
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CSO: taken
    ;! set flags=CSO
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZSO: not taken
    ;! set flags=ZSO
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZSO: taken
    ;! set flags=CZSO
    jc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFC7
    jc 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFC7

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFC6
    jc 1f
1:
    halt
    ;! flags=0xFFFFFFC6

    ;! case a register before the target is ignored
    ;! set r5=9 flags=C
    jc r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=-
    jc 0x50000000
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
    jc 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=C mem32[0x5004]=0x05000000
    .quad 0x29FF20FF00005000
    halt
    ;! ip=0x5008

    ;! case any alignment
    ;! set flags=C bytes[0x5003]=2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    .quad 0x2900000000005003
    halt
    ;! r1=0x2A ip=0x5013

    ;! case to where nothing can be fetched
    ;! set flags=C
    jc 0x50000000
    ;! panic bad fetch
    ;! ip=0x50000000

    ;! case into a register window
    ;! set flags=C
    jc 0x2014
    ;! panic bad fetch
    ;! ip=0x2014

    ;! case behind the TIME window
    ;! set flags=C mem32[0x2020]=0x05000000
    jc 0x201C
    halt
    ;! ip=0x2024

    ;! case to the last instruction of RAM
    ;! set flags=C mem32[0x03FFFFFC]=0x05000000
    jc 0x03FFFFF8
    halt
    ;! ip=0x04000000

    ;! case across the end of RAM
    ;! set flags=C
    jc 0x03FFFFFC
    ;! panic bad fetch
    ;! ip=0x03FFFFFC

    ;! case into the framebuffer
    ;! set flags=C
    jc 0x00620000
    ;! panic bad fetch
    ;! ip=0x00620000
