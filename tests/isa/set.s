; SPDX-License-Identifier: MIT
;
; SET rd, cc
; rd = 1 if condition cc holds, else 0; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case z with -
    ;! set r1=77 flags=-
    set r1, z
    halt
    ;! r1=0 flags=-

    ;! case z with C
    ;! set r1=77 flags=C
    set r1, z
    halt
    ;! r1=0 flags=C

    ;! case z with Z
    ;! set r1=77 flags=Z
    set r1, z
    halt
    ;! r1=1 flags=Z

    ;! case z with CZ
    ;! set r1=77 flags=CZ
    set r1, z
    halt
    ;! r1=1 flags=CZ

    ;! case nz with -
    ;! set r1=77 flags=-
    set r1, nz
    halt
    ;! r1=1 flags=-

    ;! case nz with C
    ;! set r1=77 flags=C
    set r1, nz
    halt
    ;! r1=1 flags=C

    ;! case nz with Z
    ;! set r1=77 flags=Z
    set r1, nz
    halt
    ;! r1=0 flags=Z

    ;! case nz with CZ
    ;! set r1=77 flags=CZ
    set r1, nz
    halt
    ;! r1=0 flags=CZ

    ;! case c with -
    ;! set r1=77 flags=-
    set r1, c
    halt
    ;! r1=0 flags=-

    ;! case c with C
    ;! set r1=77 flags=C
    set r1, c
    halt
    ;! r1=1 flags=C

    ;! case c with Z
    ;! set r1=77 flags=Z
    set r1, c
    halt
    ;! r1=0 flags=Z

    ;! case c with CZ
    ;! set r1=77 flags=CZ
    set r1, c
    halt
    ;! r1=1 flags=CZ

    ;! case nc with -
    ;! set r1=77 flags=-
    set r1, nc
    halt
    ;! r1=1 flags=-

    ;! case nc with C
    ;! set r1=77 flags=C
    set r1, nc
    halt
    ;! r1=0 flags=C

    ;! case nc with Z
    ;! set r1=77 flags=Z
    set r1, nc
    halt
    ;! r1=1 flags=Z

    ;! case nc with CZ
    ;! set r1=77 flags=CZ
    set r1, nc
    halt
    ;! r1=0 flags=CZ

    ;! case g with -
    ;! set r1=77 flags=-
    set r1, g
    halt
    ;! r1=1 flags=-

    ;! case g with C
    ;! set r1=77 flags=C
    set r1, g
    halt
    ;! r1=1 flags=C

    ;! case g with Z
    ;! set r1=77 flags=Z
    set r1, g
    halt
    ;! r1=0 flags=Z

    ;! case g with SO
    ;! set r1=77 flags=SO
    set r1, g
    halt
    ;! r1=1 flags=SO

    ;! case g with S
    ;! set r1=77 flags=S
    set r1, g
    halt
    ;! r1=0 flags=S

    ;! case ge with -
    ;! set r1=77 flags=-
    set r1, ge
    halt
    ;! r1=1 flags=-

    ;! case ge with C
    ;! set r1=77 flags=C
    set r1, ge
    halt
    ;! r1=1 flags=C

    ;! case ge with Z
    ;! set r1=77 flags=Z
    set r1, ge
    halt
    ;! r1=1 flags=Z

    ;! case ge with SO
    ;! set r1=77 flags=SO
    set r1, ge
    halt
    ;! r1=1 flags=SO

    ;! case ge with S
    ;! set r1=77 flags=S
    set r1, ge
    halt
    ;! r1=0 flags=S

    ;! case l with -
    ;! set r1=77 flags=-
    set r1, l
    halt
    ;! r1=0 flags=-

    ;! case l with C
    ;! set r1=77 flags=C
    set r1, l
    halt
    ;! r1=0 flags=C

    ;! case l with Z
    ;! set r1=77 flags=Z
    set r1, l
    halt
    ;! r1=0 flags=Z

    ;! case l with SO
    ;! set r1=77 flags=SO
    set r1, l
    halt
    ;! r1=0 flags=SO

    ;! case l with S
    ;! set r1=77 flags=S
    set r1, l
    halt
    ;! r1=1 flags=S

    ;! case le with -
    ;! set r1=77 flags=-
    set r1, le
    halt
    ;! r1=0 flags=-

    ;! case le with C
    ;! set r1=77 flags=C
    set r1, le
    halt
    ;! r1=0 flags=C

    ;! case le with Z
    ;! set r1=77 flags=Z
    set r1, le
    halt
    ;! r1=1 flags=Z

    ;! case le with SO
    ;! set r1=77 flags=SO
    set r1, le
    halt
    ;! r1=0 flags=SO

    ;! case le with S
    ;! set r1=77 flags=S
    set r1, le
    halt
    ;! r1=1 flags=S

    ;! case a with -
    ;! set r1=77 flags=-
    set r1, a
    halt
    ;! r1=1 flags=-

    ;! case a with C
    ;! set r1=77 flags=C
    set r1, a
    halt
    ;! r1=0 flags=C

    ;! case a with Z
    ;! set r1=77 flags=Z
    set r1, a
    halt
    ;! r1=0 flags=Z

    ;! case a with CZ
    ;! set r1=77 flags=CZ
    set r1, a
    halt
    ;! r1=0 flags=CZ

    ;! case be with -
    ;! set r1=77 flags=-
    set r1, be
    halt
    ;! r1=0 flags=-

    ;! case be with C
    ;! set r1=77 flags=C
    set r1, be
    halt
    ;! r1=1 flags=C

    ;! case be with Z
    ;! set r1=77 flags=Z
    set r1, be
    halt
    ;! r1=1 flags=Z

    ;! case be with CZ
    ;! set r1=77 flags=CZ
    set r1, be
    halt
    ;! r1=1 flags=CZ

    ;! case keeps all of FLAGS
    ;! set flags=0xFFFFFFFF
    set r31, 5
    halt
    ;! r31=1 flags=0xFFFFFFFF

    ;! case junk in rs1 and rs2
    ;! set flags=Z
    .quad 0x8701FF2000000000
    halt
    ;! r1=1

    ;! case condition 10
    ;! set r1=5
    .quad 0x870102030000000A
    ;! panic invalid condition @0
    ;! r1=5

    ;! case condition 0xFFFFFFFF
    ;! set r1=5
    .quad 0x87010203FFFFFFFF
    ;! panic invalid condition @0
    ;! r1=5

    ;! case condition 0x100: the whole of imm counts
    .quad 0x8701020300000100
    ;! panic invalid condition @0

    ;! case fields are checked before the condition
    .quad 0x872002030000000A
    ;! panic invalid register @0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x8720020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x87FF010100000000
    ;! panic invalid register @0
