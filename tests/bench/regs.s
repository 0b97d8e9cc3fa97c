; SPDX-License-Identifier: MIT
; Registers only: a xorshift generator and a sum, r0 = the sum.
; native.c has the same loop in C.
        movi r1, 10000000       ; rounds
        movi r2, 0x12345678     ; state
        movi r0, 0
loop:   shli r3, r2, 13
        xor r2, r2, r3
        shri r3, r2, 17
        xor r2, r2, r3
        shli r3, r2, 5
        xor r2, r2, r3
        add r0, r0, r2
        subi r1, r1, 1
        jnz loop
        halt
