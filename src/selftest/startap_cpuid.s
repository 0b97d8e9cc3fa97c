; SPDX-License-Identifier: MIT
; Core 0 starts core 1, which stores its number where core 0 waits for it.
.equ RESULT, 0x3000
start:
    movi r1, 1
    movi r2, second
    startap r1, r2, 0
    movi r3, RESULT
wait:
    pause
    load32 r4, [r3]
    jz wait
    halt

second:
    cpuid r4
    movi r3, RESULT
    store32 [r3], r4
1:  pause
    jmp 1b
