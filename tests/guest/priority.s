; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 2 --deterministic
;> masked: nothing yet
;> vector 33
;> vector 34
;> vector 32
;> vector 35
;> disabled: nothing yet
;> vector 36
; Requests made while masked: the highest priority comes first, among equals
; the lowest number. A vector without a handler hides no other. A disabled one
; stays pending until enabled.

        .arch   lamp+x1
        .include "dev.inc"
        .text
start:
        movi    r16, 32
1:      mov     r0, r16
        movi    r1, on_vector
        call    irq_install
        inc     r16
        cmpi    r16, 37
        jl      1b
        movi    r1, INTC_BASE + INTC_PRIORITY
        movi    r0, 9
        store32 [r1 + 4 * 33], r0
        store32 [r1 + 4 * 34], r0
        movi    r0, 200                 ; no handler
        store32 [r1 + 4 * 40], r0
        call    irq_mask
        cpuid   r0
        movi    r1, 35
        ipi     r0, r1
        movi    r1, 40
        ipi     r0, r1
        movi    r1, 34
        ipi     r0, r1
        movi    r1, 32
        ipi     r0, r1
        movi    r2, INTC_BASE + INTC_PENDING
        movi    r1, 1 << 1              ; vector 33
        store32 [r2 + 4], r1
        movi    r0, text_masked
        call    print_text
        call    irq_unmask
        movi    r2, INTC_BASE + INTC_ENABLE
        movi    r1, ~(1 << 4)           ; vector 36
        store32 [r2 + 4], r1
        cpuid   r0
        movi    r1, 36
        ipi     r0, r1
        movi    r0, text_disabled
        call    print_text
        movi    r2, INTC_BASE + INTC_ENABLE
        movi    r1, 0xFFFFFFFF
        store32 [r2 + 4], r1
        call    irq_mask                ; a point of delivery
        call    irq_unmask
        halt

on_vector:
        movi    r0, text_vector
        call    print_text
        mov     r0, r31
        call    print_dec
        call    print_newline
        iret

putc:   jmp     serial_putc

        .data
text_masked:    .asciz  "masked: nothing yet\n"
text_disabled:  .asciz  "disabled: nothing yet\n"
text_vector:    .asciz  "vector "
        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
