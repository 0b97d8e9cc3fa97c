; SPDX-License-Identifier: MIT
; Loads and stores: word i of a table becomes itself plus the word before,
; over and over; r0 = the last word. native.c has the same loop in C.
        .equ WORDS, 4096
        movi r1, 2500           ; rounds
        movi r5, table
again:  movi r2, WORDS - 1
        mov r3, r5
loop:   load32 r0, [r3]
        load32 r4, [r3+4]
        add r0, r0, r4
        addi r0, r0, 1
        store32 [r3+4], r0
        addi r3, r3, 4
        subi r2, r2, 1
        jnz loop
        subi r1, r1, 1
        jnz again
        halt

        .bss
        .align 4
table:  .space 4 * WORDS
