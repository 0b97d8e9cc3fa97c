; SPDX-License-Identifier: MIT
;
; JMP address
; IP = imm; FLAGS: kept.
; The notation is explained in run.c.

    ;! case forward
    ;! set flags=CZSO
    jmp 1f
    movi r1, 1
    halt
1:
    movi r1, 2
    halt
    ;! r1=2

    ;! case keeps FLAGS
    ;! set flags=0xFFFFFFFF
    jmp 1f
    movi r1, 1
1:
    halt
    ;! flags=0xFFFFFFFF r1=0

    ;! case backward
    ;! set flags=-
    rjmp 2f
1:
    movi r1, 7
    halt
2:
    jmp 1b
    movi r1, 1
    halt
    ;! r1=7

    ;! case junk in the unused fields
    ;! set flags=- mem32[0x5004]=0x05000000
    .quad 0x06FF20FF00005000
    halt
    ;! ip=0x5008

    ;! case any alignment
    ;! set flags=- bytes[0x5003]=2A 00 00 00 00 00 01 15 00 00 00 00 00 00 00 05
    .quad 0x0600000000005003
    halt
    ;! r1=0x2A ip=0x5013

    ;! case to where nothing can be fetched
    ;! set flags=-
    jmp 0x50000000
    ;! panic bad fetch
    ;! ip=0x50000000

    ;! case into a register window
    ;! set flags=-
    jmp 0x2014
    ;! panic bad fetch
    ;! ip=0x2014

    ;! case behind the TIME window
    ;! set flags=- mem32[0x2020]=0x05000000
    jmp 0x201C
    halt
    ;! ip=0x2024

    ;! case to the last instruction of RAM
    ;! set flags=- mem32[0x03FFFFFC]=0x05000000
    jmp 0x03FFFFF8
    halt
    ;! ip=0x04000000

    ;! case across the end of RAM
    ;! set flags=-
    jmp 0x03FFFFFC
    ;! panic bad fetch
    ;! ip=0x03FFFFFC

    ;! case into the framebuffer
    ;! set flags=-
    jmp 0x00620000
    ;! panic bad fetch
    ;! ip=0x00620000
