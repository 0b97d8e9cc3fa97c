; SPDX-License-Identifier: MIT
;
; JL address
; if signed less: IP = imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case FLAGS -: not taken
    ;! set flags=-
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS C: not taken
    ;! set flags=C
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS Z: not taken
    ;! set flags=Z
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZ: not taken
    ;! set flags=CZ
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS S: taken
    ;! set flags=S
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CS: taken
    ;! set flags=CS
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZS: taken
    ;! set flags=ZS
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZS: taken
    ;! set flags=CZS
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS O: taken
    ;! set flags=O
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CO: taken
    ;! set flags=CO
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS ZO: taken
    ;! set flags=ZO
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS CZO: taken
    ;! set flags=CZO
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case FLAGS SO: not taken
    ;! set flags=SO
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CSO: not taken
    ;! set flags=CSO
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS ZSO: not taken
    ;! set flags=ZSO
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case FLAGS CZSO: not taken
    ;! set flags=CZSO
    jl 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=1

    ;! case keeps FLAGS, taken
    ;! set flags=0xFFFFFFD6
    jl 1f
    movi r1, 1
1:
    halt
    ;! r1=0 flags=0xFFFFFFD6

    ;! case keeps FLAGS, not taken
    ;! set flags=0xFFFFFFC6
    jl 1f
1:
    halt
    ;! flags=0xFFFFFFC6

    ;! case a register before the target is ignored
    ;! set r5=9 flags=S
    jl r5, 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2 r5=9

    ;! case not taken: a bad target does not matter
    ;! set flags=-
    jl 0x50000000
    movi r1, 1
    halt
    ;! r1=1

    ;! case backward
    ;! set flags=S
    rjmp 2f
1:
    movi r1, 7
    halt
2:
    jl 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=S mem32[0x5004]=0x05000000
    .quad 0x27FF20FF00005000
    halt
    ;! ip=0x5008

    ;! case any alignment
    ;! set flags=S bytes[0x5003]=2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    .quad 0x2700000000005003
    halt
    ;! r1=0x2A ip=0x5013

    ;! case to where nothing can be fetched
    ;! set flags=S
    jl 0x50000000
    ;! panic bad fetch
    ;! ip=0x50000000

    ;! case into a register window
    ;! set flags=S
    jl 0x2014
    ;! panic bad fetch
    ;! ip=0x2014

    ;! case behind the TIME window
    ;! set flags=S mem32[0x2020]=0x05000000
    jl 0x201C
    halt
    ;! ip=0x2024

    ;! case to the last instruction of RAM
    ;! set flags=S mem32[0x03FFFFFC]=0x05000000
    jl 0x03FFFFF8
    halt
    ;! ip=0x04000000

    ;! case across the end of RAM
    ;! set flags=S
    jl 0x03FFFFFC
    ;! panic bad fetch
    ;! ip=0x03FFFFFC

    ;! case into the framebuffer
    ;! set flags=S
    jl 0x00620000
    ;! panic bad fetch
    ;! ip=0x00620000
