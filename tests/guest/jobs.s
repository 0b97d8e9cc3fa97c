; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 2
;! args --smp 8
;! args --smp 4 --deterministic
;> 50 jobs of 100 parts: every part done once in each
; The jobs of guest/lib: no part is lost or done twice, and job_run returns
; only after the last one.

        .arch   lamp+x1
        .include "dev.inc"
.equ JOBS, 50
.equ PARTS, 100
        .text
start:
        call    job_start
        movi    r17, 0
1:      movi    r0, part
        movi    r1, PARTS
        call    job_run
        inc     r17
        movi    r2, done
        movi    r3, PARTS
2:      load32  r0, [r2]
        cmp     r0, r17
        jnz     bad
        addi    r2, r2, 4
        subi    r3, r3, 1
        jnz     2b
        cmpi    r17, JOBS
        jl      1b
        movi    r0, JOBS
        call    print_dec
        movi    r0, text_of
        call    print_text
        movi    r0, PARTS
        call    print_dec
        movi    r0, text_good
        call    print_text
        halt
bad:    movi    r0, text_bad
        call    print_text
        halt

; part: plain loads and stores, which only one core does for a part.
part:
        shli    r0, r0, 2
        load32  r1, [r0 + done]
        inc     r1
        store32 [r0 + done], r1
        movi    r16, 0xBAD              ; a part may change these
        movi    r17, 0xBAD
        ret

putc:   jmp     serial_putc

        .data
text_of:        .asciz  " jobs of "
text_good:      .asciz  " parts: every part done once in each\n"
text_bad:       .asciz  "a part was lost or done twice\n"
        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
        .include "smp.inc"
        .include "job.inc"
        .data
        .align  4
        .bss
        .align  4
done:   .space  4 * PARTS
