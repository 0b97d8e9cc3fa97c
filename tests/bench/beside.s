; SPDX-License-Identifier: MIT
; A counter in memory that lies beside the code of its loop. r0 = N.
        .equ N, 100000000
        movi    r1, N
        movi    r2, counter
loop:   load32  r0, [r2]
        addi    r0, r0, 1
        store32 [r2], r0
        subi    r1, r1, 1
        jnz     loop
        halt

counter:
        .space  4
