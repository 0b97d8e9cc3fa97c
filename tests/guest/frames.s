; SPDX-License-Identifier: MIT
;! args --smp 1
;> done
; A program that never returns from its calls but empties the call stack by its
; port, a million times: nothing on the host may grow with it.

        .arch   lamp+x1
        .include "dev.inc"
        .text
start:
        movi    r1, PORT_CSP
        movi    r2, 256
        movi    r3, 3000000
again:
        call    deeper
        halt
deeper:
        out     [r1], r2
        subi    r3, r3, 1
        jnz     again
        movi    r0, text
        call    print_text
        halt

putc:   jmp     serial_putc

        .include "serial.inc"
        .include "print.inc"
        .data
text:   .asciz  "done\n"
