; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 2 --deterministic
;! input The quick brown fox\njumps over the lazy dog.
;> THE QUICK BROWN FOX
;> JUMPS OVER THE LAZY DOG.
; Serial input by interrupt: the handler takes every byte, prints it in
; capitals, and ends the machine after a full stop.

        .arch   lamp+x1
        .include "dev.inc"
        .text
start:
        movi    r0, INT_SERIAL
        movi    r1, on_byte
        call    irq_install
        call    serial_irq_on
1:      wait
        jmp     1b

on_byte:
        call    serial_getc
        mov     r2, r0
        cmpi    r0, 'a'
        jc      1f
        cmpi    r0, 'z' + 1
        jnc     1f
        subi    r0, r0, 'a' - 'A'
1:      call    serial_putc
        cmpi    r2, '.'
        jnz     2f
        movi    r0, '\n'
        call    serial_putc
        halt
2:      iret
        .include "serial.inc"
        .include "irq.inc"
