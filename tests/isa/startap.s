; SPDX-License-Identifier: MIT
;
; STARTAP rd, rs1, imm
; start core rd at rs1 + imm (core 0 only); FLAGS: kept.
; The notation is explained in run.c.

    ;! case core 0 of one core: ignored
    ;! set r1=0 r2=0x5000 flags=CZ
    startap r1, r2, 8
    halt
    ;! flags=CZ r1=0 r2=0x5000

    ;! case core 1 of one core: ignored
    ;! set r1=1 r2=0x5000 flags=CZ
    startap r1, r2, 8
    halt
    ;! flags=CZ r1=1 r2=0x5000

    ;! case core 2 of one core: ignored
    ;! set r1=2 r2=0x5000 flags=CZ
    startap r1, r2, 8
    halt
    ;! flags=CZ r1=2 r2=0x5000

    ;! case core 0x40 of one core: ignored
    ;! set r1=0x40 r2=0x5000 flags=CZ
    startap r1, r2, 8
    halt
    ;! flags=CZ r1=0x40 r2=0x5000

    ;! case core 0xFFFFFFFF of one core: ignored
    ;! set r1=0xFFFFFFFF r2=0x5000 flags=CZ
    startap r1, r2, 8
    halt
    ;! flags=CZ r1=0xFFFFFFFF r2=0x5000

    ;! case junk in rs2
    ;! set r1=1
    .quad 0x460102FF00000008
    halt
    ;! ip=@2

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x4620020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x4601200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x4601FF0100000000
    ;! panic invalid register @0
