; SPDX-License-Identifier: MIT
; Core 1 ends the machine with the word at STATUS, which the host has put
; there. Port 0xFE reads 0.
.include "check.inc"
.equ STATUS, SCRATCH
    inp r1, PORT_EXIT
    expect r1, 0
    movi r1, 1
    movi r2, second
    startap r1, r2, 0
1:  pause
    jmp 1b
second:
    movi r1, STATUS
    load32 r2, [r1]
    movi r3, PORT_EXIT
    out [r3], r2
2:  pause
    jmp 2b
