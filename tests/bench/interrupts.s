; SPDX-License-Identifier: MIT
; A software interrupt and the return from it. r0 = N, which the handler has
; counted in memory, since the hardware restores the registers.
        .equ N, 2000000
        .equ VECTOR, 0x40
        .arch   lamp+x1
        movi    r1, handler
        movi    r2, VECTOR * 8
        store32 [r2], r1
        movi    r1, 0
        store32 [r2 + 4], r1
        movi    r1, N
loop:   inti    VECTOR
        subi    r1, r1, 1
        jnz     loop
        movi    r2, count
        load32  r0, [r2]
        halt
handler:
        movi    r2, count
        load32  r3, [r2]
        addi    r3, r3, 1
        store32 [r2], r3
        iret

        .bss
        .space  4096
        .align  4
count:  .space  4
