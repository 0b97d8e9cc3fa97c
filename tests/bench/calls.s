; SPDX-License-Identifier: MIT
; Calls and branches that depend on data: Collatz steps of a counter, one
; call for each; r0 = the sum. native.c has the same loop in C.
        movi r1, 8000000        ; rounds
        movi r2, 27
        movi r0, 0
        movi r6, 1
loop:   call step
        add r0, r0, r2
        cmp r2, r6
        jnz more
        mov r2, r1              ; start again from the counter
        ori r2, r2, 1
more:   subi r1, r1, 1
        jnz loop
        halt

step:   andi r3, r2, 1
        jnz odd
        shri r2, r2, 1
        ret
odd:    shli r3, r2, 1
        add r2, r2, r3
        inc r2
        ret
