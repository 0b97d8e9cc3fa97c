; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 2 --deterministic
;> tick 1
;> tick 2
;> tick 3
;> tick 4
;> tick 5
;> not too early
; The tick comes five times, and five periods of 10 ms have then passed.

        .arch   lamp+x1
        .include "dev.inc"
        .text
start:
        movi    r0, INT_TIMER
        movi    r1, on_tick
        call    irq_install
        call    clock_micros
        mov     r20, r0
        movi    r0, 10000
        call    clock_tick
        movi    r21, 0
loop:
        call    irq_mask
        movi    r1, count
        load32  r0, [r1]
        cmp     r0, r21
        jnz     1f
        call    irq_wait
        call    irq_unmask
        jmp     loop
1:      call    irq_unmask
        inc     r21
        movi    r0, text_tick
        call    print_text
        mov     r0, r21
        call    print_dec
        call    print_newline
        cmpi    r21, 5
        jl      loop
        movi    r0, 0
        call    clock_tick
        call    clock_micros
        sub     r0, r0, r20
        cmpi    r0, 50000
        jc      2f
        movi    r0, text_good
        call    print_text
2:      halt

on_tick:
        movi    r1, count
        load32  r0, [r1]
        inc     r0
        store32 [r1], r0
        iret

putc:   jmp     serial_putc

        .data
text_tick:      .asciz  "tick "
text_good:      .asciz  "not too early\n"
        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
        .include "clock.inc"
        .data
        .align  4
        .bss
        .align  4
count:  .space  4
