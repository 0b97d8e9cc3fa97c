; SPDX-License-Identifier: MIT
;
; FCMP rd, rs1
; flags of comparing rd with rs1: OF unordered, ZF equal, SF less, CF greater; FLAGS: see there.
; The notation is explained in run.c.

    ;! case 0 with 0x80000000
    ;! set r1=0 r2=0x80000000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0 r2=0x80000000 flags=Z

    ;! case 0x80000000 with 0
    ;! set r1=0x80000000 r2=0 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x80000000 r2=0 flags=Z

    ;! case 0x3F800000 with 0x40000000
    ;! set r1=0x3F800000 r2=0x40000000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x3F800000 r2=0x40000000 flags=S

    ;! case 0x40000000 with 0x3F800000
    ;! set r1=0x40000000 r2=0x3F800000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x40000000 r2=0x3F800000 flags=C

    ;! case 0xBF800000 with 0x3F800000
    ;! set r1=0xBF800000 r2=0x3F800000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0xBF800000 r2=0x3F800000 flags=S

    ;! case 0xBF800000 with 0xC0000000
    ;! set r1=0xBF800000 r2=0xC0000000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0xBF800000 r2=0xC0000000 flags=C

    ;! case 0x7F800000 with 0x7F7FFFFF
    ;! set r1=0x7F800000 r2=0x7F7FFFFF flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x7F800000 r2=0x7F7FFFFF flags=C

    ;! case 0xFF800000 with 0xFF7FFFFF
    ;! set r1=0xFF800000 r2=0xFF7FFFFF flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0xFF800000 r2=0xFF7FFFFF flags=S

    ;! case 0x7F800000 with 0x7F800000
    ;! set r1=0x7F800000 r2=0x7F800000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x7F800000 r2=0x7F800000 flags=Z

    ;! case 0x7FC00000 with 0x7FC00000
    ;! set r1=0x7FC00000 r2=0x7FC00000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x7FC00000 r2=0x7FC00000 flags=O

    ;! case 0x7FC00000 with 0
    ;! set r1=0x7FC00000 r2=0 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x7FC00000 r2=0 flags=O

    ;! case 0 with 0xFFC00000
    ;! set r1=0 r2=0xFFC00000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0 r2=0xFFC00000 flags=O

    ;! case 0x7F812345 with 0x7F800000
    ;! set r1=0x7F812345 r2=0x7F800000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x7F812345 r2=0x7F800000 flags=O

    ;! case 1 with 0
    ;! set r1=1 r2=0 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=1 r2=0 flags=C

    ;! case 0x80000001 with 0
    ;! set r1=0x80000001 r2=0 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x80000001 r2=0 flags=S

    ;! case 0x3F800000 with 0x3F800000
    ;! set r1=0x3F800000 r2=0x3F800000 flags=CZSO
    fcmp r1, r2
    halt
    ;! r1=0x3F800000 r2=0x3F800000 flags=Z

    ;! case a NaN with itself
    ;! set r31=0x7FC00000 flags=0xFFFFFFFF
    fcmp r31, r31
    halt
    ;! flags=0xFFFFFFE6

    ;! case junk in rs2 and imm
    ;! set r1=0 r2=0
    .quad 0x320102FF00000005
    halt
    ;! flags=Z

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x3220020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 32 is no register
    ;! set flags=0x31
    .quad 0x3201200300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rs1 of 255 is no register
    .quad 0x3201FF0100000000
    ;! panic invalid register @0
