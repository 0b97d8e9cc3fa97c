; SPDX-License-Identifier: MIT
;
; JNZ address
; if not ZF: IP = imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case FLAGS -: taken
    ;! set flags=-
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS C: taken
    ;! set flags=C
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS Z: not taken
    ;! set flags=Z
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZ: not taken
    ;! set flags=CZ
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS S: taken
    ;! set flags=S
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CS: taken
    ;! set flags=CS
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZS: not taken
    ;! set flags=ZS
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZS: not taken
    ;! set flags=CZS
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS O: taken
    ;! set flags=O
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CO: taken
    ;! set flags=CO
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZO: not taken
    ;! set flags=ZO
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZO: not taken
    ;! set flags=CZO
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS SO: taken
    ;! set flags=SO
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CSO: taken
    ;! set flags=CSO
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZSO: not taken
    ;! set flags=ZSO
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZSO: not taken
    ;! set flags=CZSO
    jnz 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFC6
    jnz 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFC6

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFCE
    jnz 1f
1:
    halt
    ;! flags=0xFFFFFFCE

    ;! case a register before the target is ignored
    ;! set r5=9 flags=-
    jnz r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=Z
    jnz 0x50000000
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
    jnz 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=- mem32[0x5004]=0x05000000
    .quad 0x24FF20FF00005000
    halt
    ;! ip=0x5008

    ;! case any alignment
    ;! set flags=- bytes[0x5003]=2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    .quad 0x2400000000005003
    halt
    ;! r1=0x2A ip=0x5013

    ;! case to where nothing can be fetched
    ;! set flags=-
    jnz 0x50000000
    ;! panic bad fetch
    ;! ip=0x50000000

    ;! case into a register window
    ;! set flags=-
    jnz 0x2014
    ;! panic bad fetch
    ;! ip=0x2014

    ;! case behind the TIME window
    ;! set flags=- mem32[0x2020]=0x05000000
    jnz 0x201C
    halt
    ;! ip=0x2024

    ;! case to the last instruction of RAM
    ;! set flags=- mem32[0x03FFFFFC]=0x05000000
    jnz 0x03FFFFF8
    halt
    ;! ip=0x04000000

    ;! case across the end of RAM
    ;! set flags=-
    jnz 0x03FFFFFC
    ;! panic bad fetch
    ;! ip=0x03FFFFFC

    ;! case into the framebuffer
    ;! set flags=-
    jnz 0x00620000
    ;! panic bad fetch
    ;! ip=0x00620000
