; SPDX-License-Identifier: MIT
;
; FTOU rd, rs1
; rd = binary32 rs1 truncated to an unsigned integer; class L, or 0 with OF out of range; FLAGS: see there.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case of 0
    ;! set r1=77 r2=0 flags=-
    ftou r1, r2
    halt
    ;! r1=0 r2=0 flags=Z

    ;! case of 0x80000000
    ;! set r1=77 r2=0x80000000 flags=CZSO
    ftou r1, r2
    halt
    ;! r1=0 r2=0x80000000 flags=Z

    ;! case of 0x3F800000
    ;! set r1=77 r2=0x3F800000 flags=CO
    ftou r1, r2
    halt
    ;! r1=1 r2=0x3F800000 flags=-

    ;! case of 0xBF800000
    ;! set r1=77 r2=0xBF800000 flags=SO
    ftou r1, r2
    halt
    ;! r1=0 r2=0xBF800000 flags=O

    ;! case of 0x7F812345
    ;! set r1=77 r2=0x7F812345 flags=-
    ftou r1, r2
    halt
    ;! r1=0 r2=0x7F812345 flags=O

    ;! case of 0xFFC00000
    ;! set r1=77 r2=0xFFC00000 flags=CZSO
    ftou r1, r2
    halt
    ;! r1=0 r2=0xFFC00000 flags=O

    ;! case of 1
    ;! set r1=77 r2=1 flags=CO
    ftou r1, r2
    halt
    ;! r1=0 r2=1 flags=Z

    ;! case of 0x80000001
    ;! set r1=77 r2=0x80000001 flags=SO
    ftou r1, r2
    halt
    ;! r1=0 r2=0x80000001 flags=Z

    ;! case of 0x7F800000
    ;! set r1=77 r2=0x7F800000 flags=-
    ftou r1, r2
    halt
    ;! r1=0 r2=0x7F800000 flags=O

    ;! case of 0xFF800000
    ;! set r1=77 r2=0xFF800000 flags=CZSO
    ftou r1, r2
    halt
    ;! r1=0 r2=0xFF800000 flags=O

    ;! case of 0x40000000
    ;! set r1=77 r2=0x40000000 flags=CO
    ftou r1, r2
    halt
    ;! r1=2 r2=0x40000000 flags=-

    ;! case of 0x800000
    ;! set r1=77 r2=0x800000 flags=SO
    ftou r1, r2
    halt
    ;! r1=0 r2=0x800000 flags=Z

    ;! case of 0x4F000000
    ;! set r1=77 r2=0x4F000000 flags=-
    ftou r1, r2
    halt
    ;! r1=0x80000000 r2=0x4F000000 flags=S

    ;! case of 0xCF000000
    ;! set r1=77 r2=0xCF000000 flags=CZSO
    ftou r1, r2
    halt
    ;! r1=0 r2=0xCF000000 flags=O

    ;! case of 0xCF000001
    ;! set r1=77 r2=0xCF000001 flags=CO
    ftou r1, r2
    halt
    ;! r1=0 r2=0xCF000001 flags=O

    ;! case of 0x4EFFFFFF
    ;! set r1=77 r2=0x4EFFFFFF flags=SO
    ftou r1, r2
    halt
    ;! r1=0x7FFFFF80 r2=0x4EFFFFFF flags=-

    ;! case of 0x4F800000
    ;! set r1=77 r2=0x4F800000 flags=-
    ftou r1, r2
    halt
    ;! r1=0 r2=0x4F800000 flags=O

    ;! case of 0x4F7FFFFF
    ;! set r1=77 r2=0x4F7FFFFF flags=CZSO
    ftou r1, r2
    halt
    ;! r1=0xFFFFFF00 r2=0x4F7FFFFF flags=S

    ;! case of 0xBF400000
    ;! set r1=77 r2=0xBF400000 flags=CO
    ftou r1, r2
    halt
    ;! r1=0 r2=0xBF400000 flags=Z

    ;! case of 0xBF7FFFFF
    ;! set r1=77 r2=0xBF7FFFFF flags=SO
    ftou r1, r2
    halt
    ;! r1=0 r2=0xBF7FFFFF flags=Z

    ;! case of 0xBF800000
    ;! set r1=77 r2=0xBF800000 flags=-
    ftou r1, r2
    halt
    ;! r1=0 r2=0xBF800000 flags=O

    ;! case of 0xBFF33333
    ;! set r1=77 r2=0xBFF33333 flags=CZSO
    ftou r1, r2
    halt
    ;! r1=0 r2=0xBFF33333 flags=O

    ;! case of 0x3F7FFFFF
    ;! set r1=77 r2=0x3F7FFFFF flags=CO
    ftou r1, r2
    halt
    ;! r1=0 r2=0x3F7FFFFF flags=Z

    ;! case of 0x42F6E979
    ;! set r1=77 r2=0x42F6E979 flags=SO
    ftou r1, r2
    halt
    ;! r1=0x7B r2=0x42F6E979 flags=-

    ;! case rd is rs1
    ;! set r31=0xFFC00000 flags=0xFFFFFFFF
    ftou r31, r31
    halt
    ;! r31=0 flags=0xFFFFFFE6

    ;! case junk in rs2 and imm
    ;! set r2=0xFFC00000
    .quad 0x98010220DEADBEEF
    halt
    ;! r1=0 flags=O

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x9820020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x9801200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x9801FF0100000000
    ;! panic invalid register @0
