; SPDX-License-Identifier: MIT
;
; BSWAP rd, rs1
; rd = the four bytes in reverse order; FLAGS: class L.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    bswap r1, r2
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case of 1
    ;! set r1=77 r2=1 flags=CZSO
    bswap r1, r2
    halt
    ;! r1=0x1000000 r2=1 flags=-

    ;! case of 0x7FFFFFFF
    ;! set r1=77 r2=0x7FFFFFFF flags=CO
    bswap r1, r2
    halt
    ;! r1=0xFFFFFF7F r2=0x7FFFFFFF flags=S

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=SO
    bswap r1, r2
    halt
    ;! r1=0x80 r2=0x80000000 flags=-

    ;! case of 0xFFFFFFFF
    ;! set r1=77 r2=0xFFFFFFFF flags=-
    bswap r1, r2
    halt
    ;! r1=0xFFFFFFFF r2=0xFFFFFFFF flags=S

    ;! case of 0x12345678
    ;! set r1=77 r2=0x12345678 flags=CZSO
    bswap r1, r2
    halt
    ;! r1=0x78563412 r2=0x12345678 flags=-

    ;! case of 0x80FF
    ;! set r1=77 r2=0x80FF flags=CO
    bswap r1, r2
    halt
    ;! r1=0xFF800000 r2=0x80FF flags=S

    ;! case of 0x11223384
    ;! set r1=77 r2=0x11223384 flags=SO
    bswap r1, r2
    halt
    ;! r1=0x84332211 r2=0x11223384 flags=S

    ;! case rd is rs1
    ;! set r31=0x12345678 flags=0xFFFFFFFF
    bswap r31, r31
    halt
    ;! r31=0x78563412 flags=0xFFFFFFC6

    ;! case junk in rs2 and imm
    ;! set r2=0x12345678
    .quad 0x90010220DEADBEEF
    halt
    ;! r1=0x78563412 flags=-

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x9020020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x9001200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x9001FF0100000000
    ;! panic invalid register @0
