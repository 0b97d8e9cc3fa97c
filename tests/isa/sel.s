; SPDX-License-Identifier: MIT
;
; SEL rd, rs1, rs2, cc
; rd = rs1 if condition cc holds, else rs2; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case z with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, z
    halt
    ;! r1=33 flags=-

    ;! case z with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, z
    halt
    ;! r1=33 flags=C

    ;! case z with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, z
    halt
    ;! r1=22 flags=Z

    ;! case z with CZ
    ;! set r2=22 r3=33 flags=CZ
    sel r1, r2, r3, z
    halt
    ;! r1=22 flags=CZ

    ;! case nz with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, nz
    halt
    ;! r1=22 flags=-

    ;! case nz with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, nz
    halt
    ;! r1=22 flags=C

    ;! case nz with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, nz
    halt
    ;! r1=33 flags=Z

    ;! case nz with CZ
    ;! set r2=22 r3=33 flags=CZ
    sel r1, r2, r3, nz
    halt
    ;! r1=33 flags=CZ

    ;! case c with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, c
    halt
    ;! r1=33 flags=-

    ;! case c with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, c
    halt
    ;! r1=22 flags=C

    ;! case c with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, c
    halt
    ;! r1=33 flags=Z

    ;! case c with CZ
    ;! set r2=22 r3=33 flags=CZ
    sel r1, r2, r3, c
    halt
    ;! r1=22 flags=CZ

    ;! case nc with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, nc
    halt
    ;! r1=22 flags=-

    ;! case nc with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, nc
    halt
    ;! r1=33 flags=C

    ;! case nc with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, nc
    halt
    ;! r1=22 flags=Z

    ;! case nc with CZ
    ;! set r2=22 r3=33 flags=CZ
    sel r1, r2, r3, nc
    halt
    ;! r1=33 flags=CZ

    ;! case g with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, g
    halt
    ;! r1=22 flags=-

    ;! case g with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, g
    halt
    ;! r1=22 flags=C

    ;! case g with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, g
    halt
    ;! r1=33 flags=Z

    ;! case g with SO
    ;! set r2=22 r3=33 flags=SO
    sel r1, r2, r3, g
    halt
    ;! r1=22 flags=SO

    ;! case g with S
    ;! set r2=22 r3=33 flags=S
    sel r1, r2, r3, g
    halt
    ;! r1=33 flags=S

    ;! case ge with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, ge
    halt
    ;! r1=22 flags=-

    ;! case ge with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, ge
    halt
    ;! r1=22 flags=C

    ;! case ge with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, ge
    halt
    ;! r1=22 flags=Z

    ;! case ge with SO
    ;! set r2=22 r3=33 flags=SO
    sel r1, r2, r3, ge
    halt
    ;! r1=22 flags=SO

    ;! case ge with S
    ;! set r2=22 r3=33 flags=S
    sel r1, r2, r3, ge
    halt
    ;! r1=33 flags=S

    ;! case l with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, l
    halt
    ;! r1=33 flags=-

    ;! case l with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, l
    halt
    ;! r1=33 flags=C

    ;! case l with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, l
    halt
    ;! r1=33 flags=Z

    ;! case l with SO
    ;! set r2=22 r3=33 flags=SO
    sel r1, r2, r3, l
    halt
    ;! r1=33 flags=SO

    ;! case l with S
    ;! set r2=22 r3=33 flags=S
    sel r1, r2, r3, l
    halt
    ;! r1=22 flags=S

    ;! case le with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, le
    halt
    ;! r1=33 flags=-

    ;! case le with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, le
    halt
    ;! r1=33 flags=C

    ;! case le with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, le
    halt
    ;! r1=22 flags=Z

    ;! case le with SO
    ;! set r2=22 r3=33 flags=SO
    sel r1, r2, r3, le
    halt
    ;! r1=33 flags=SO

    ;! case le with S
    ;! set r2=22 r3=33 flags=S
    sel r1, r2, r3, le
    halt
    ;! r1=22 flags=S

    ;! case a with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, a
    halt
    ;! r1=22 flags=-

    ;! case a with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, a
    halt
    ;! r1=33 flags=C

    ;! case a with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, a
    halt
    ;! r1=33 flags=Z

    ;! case a with CZ
    ;! set r2=22 r3=33 flags=CZ
    sel r1, r2, r3, a
    halt
    ;! r1=33 flags=CZ

    ;! case be with -
    ;! set r2=22 r3=33 flags=-
    sel r1, r2, r3, be
    halt
    ;! r1=33 flags=-

    ;! case be with C
    ;! set r2=22 r3=33 flags=C
    sel r1, r2, r3, be
    halt
    ;! r1=22 flags=C

    ;! case be with Z
    ;! set r2=22 r3=33 flags=Z
    sel r1, r2, r3, be
    halt
    ;! r1=22 flags=Z

    ;! case be with CZ
    ;! set r2=22 r3=33 flags=CZ
    sel r1, r2, r3, be
    halt
    ;! r1=22 flags=CZ

    ;! case one register for all
    ;! set r4=9 flags=0xFFFFFFFF
    sel r4, r4, r4, z
    halt
    ;! r4=9 flags=0xFFFFFFFF

    ;! case rd is rs2
    ;! set r2=22 r3=33
    sel r3, r2, r3, nz
    halt
    ;! r3=22

    ;! case condition 10
    ;! set r1=5
    .quad 0x880102030000000A
    ;! panic invalid condition @0
    ;! r1=5

    ;! case condition 0xFFFFFFFF
    ;! set r1=5
    .quad 0x88010203FFFFFFFF
    ;! panic invalid condition @0
    ;! r1=5

    ;! case condition 0x100: the whole of imm counts
    .quad 0x8801020300000100
    ;! panic invalid condition @0

    ;! case fields are checked before the condition
    .quad 0x882002030000000A
    ;! panic invalid register @0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x8820020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x8801200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 32 is no register
    ;! set flags=0x31
    .quad 0x8801022000000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs2 of 255 is no register
    .quad 0x880101FF00000000
    ;! panic invalid register @0
