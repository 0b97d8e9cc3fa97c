; SPDX-License-Identifier: MIT
;
; JNC address
; if not CF: IP = imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case FLAGS -: taken
    ;! set flags=-
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS C: not taken
    ;! set flags=C
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS Z: taken
    ;! set flags=Z
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZ: not taken
    ;! set flags=CZ
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS S: taken
    ;! set flags=S
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CS: not taken
    ;! set flags=CS
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZS: taken
    ;! set flags=ZS
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZS: not taken
    ;! set flags=CZS
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS O: taken
    ;! set flags=O
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CO: not taken
    ;! set flags=CO
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZO: taken
    ;! set flags=ZO
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZO: not taken
    ;! set flags=CZO
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS SO: taken
    ;! set flags=SO
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CSO: not taken
    ;! set flags=CSO
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZSO: taken
    ;! set flags=ZSO
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZSO: not taken
    ;! set flags=CZSO
    jnc 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFC6
    jnc 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFC6

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFC7
    jnc 1f
1:
    halt
    ;! flags=0xFFFFFFC7

    ;! case a register before the target is ignored
    ;! set r5=9 flags=-
    jnc r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=C
    jnc 0x50000000
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
    jnc 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=- mem32[0x5004]=0x05000000
    .quad 0x2AFF20FF00005000
    halt
    ;! ip=0x5008

    ;! case any alignment
    ;! set flags=- bytes[0x5003]=2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    .quad 0x2A00000000005003
    halt
    ;! r1=0x2A ip=0x5013

    ;! case to where nothing can be fetched
    ;! set flags=-
    jnc 0x50000000
    ;! panic bad fetch
    ;! ip=0x50000000

    ;! case into a register window
    ;! set flags=-
    jnc 0x2014
    ;! panic bad fetch
    ;! ip=0x2014

    ;! case behind the TIME window
    ;! set flags=- mem32[0x2020]=0x05000000
    jnc 0x201C
    halt
    ;! ip=0x2024

    ;! case to the last instruction of RAM
    ;! set flags=- mem32[0x03FFFFFC]=0x05000000
    jnc 0x03FFFFF8
    halt
    ;! ip=0x04000000

    ;! case across the end of RAM
    ;! set flags=-
    jnc 0x03FFFFFC
    ;! panic bad fetch
    ;! ip=0x03FFFFFC

    ;! case into the framebuffer
    ;! set flags=-
    jnc 0x00620000
    ;! panic bad fetch
    ;! ip=0x00620000
