; SPDX-License-Identifier: MIT
; Reads a register of the interrupt controller, which asks a device. r0 = N.
        .equ N, 4000000
        .equ INTC_ENABLE, INTC_BASE + 0x40
        movi    r1, N
        movi    r2, INTC_ENABLE
        movi    r0, 0
loop:   load32  r3, [r2]
        sub     r0, r0, r3              ; it reads -1
        subi    r1, r1, 1
        jnz     loop
        halt
