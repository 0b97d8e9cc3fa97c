; SPDX-License-Identifier: MIT
; Core 1 says that it is ready, core 0 sends it vector 5, its handler stores
; r31 and its number, then says that it is done.
.equ READY, 0x3010
.equ DONE, 0x3014
.equ VECTOR_SEEN, 0x3018
.equ CORE_SEEN, 0x301C
start:
    movi r1, 5 * 8
    movi r2, handler
    store32 [r1], r2
    movi r2, 0
    store32 [r1+4], r2
    movi r1, 1
    movi r2, second
    startap r1, r2, 0
    movi r3, READY
1:  pause
    ldar r4, [r3]
    jz 1b
    movi r2, 5
    ipi r1, r2
    movi r3, DONE
1:  pause
    ldar r4, [r3]
    jz 1b
    halt

second:
    movi r3, READY
    movi r4, 1
    stlr [r3], r4
1:  pause
    jmp 1b

handler:
    movi r3, VECTOR_SEEN
    store32 [r3], r31
    cpuid r4
    movi r3, CORE_SEEN
    store32 [r3], r4
    movi r3, DONE
    movi r4, 1
    stlr [r3], r4
    iret
