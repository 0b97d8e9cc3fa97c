; SPDX-License-Identifier: MIT
; Rewrites the immediate of an instruction and executes it, a million times.
; r0 = the sum of what it gave: N (N + 1) / 2.
        .equ N, 1000000
        movi    r1, N
        movi    r2, site
        movi    r0, 0
loop:   store32 [r2], r1
site:   movi    r3, 0
        add     r0, r0, r3
        subi    r1, r1, 1
        jnz     loop
        halt
