; SPDX-License-Identifier: MIT
;
; BRK imm
; debug breakpoint; a counted no-op without a debugger; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case nothing but a count
    ;! set flags=0xFFFFFFFF
    brk 5
    brk 0xFFFFFFFF
    brk 0
    halt
    ;! breaks=3 flags=0xFFFFFFFF ip=@4

    ;! case junk in the register fields
    .quad 0x9BFF20FF00000001
    halt
    ;! breaks=1
