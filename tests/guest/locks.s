; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 4
;! args --smp 8
;! args --smp 64
;! args --smp 4 --deterministic
;! args --smp 4 --deterministic --seed 7
;> with a lock: as many as there should be
;> with XADD: as many as there should be
; Every core adds 1 to one counter under a lock, with plain loads and stores,
; and to another with XADD; none may be lost.

        .arch   lamp+x1
        .include "dev.inc"
.equ ROUNDS, 2000
        .text
start:
        movi    r0, other
        call    smp_start
        call    count
        call    smp_cores
        mov     r20, r0
1:      movi    r1, ended               ; wait for the others
        ldar    r0, [r1]
        pause
        cmp     r0, r20
        jnz     1b
        movi    r0, ROUNDS
        mul     r20, r20, r0
        movi    r0, text_lock
        call    print_text
        movi    r1, plain
        load32  r0, [r1]
        call    verdict
        movi    r0, text_xadd
        call    print_text
        movi    r1, atomic
        load32  r0, [r1]
        call    verdict
        halt

verdict:
        cmp     r0, r20
        jnz     1f
        movi    r0, text_good
        jmp     print_text
1:      call    print_dec
        jmp     print_newline

other:
        call    count
1:      pause
        jmp     1b

count:
        movi    r16, ROUNDS
1:      movi    r0, lock
        call    lock_take
        movi    r1, plain
        load32  r2, [r1]
        inc     r2
        store32 [r1], r2
        movi    r0, lock
        call    lock_give
        movi    r0, atomic
        movi    r1, 1
        xadd    r1, r0, r1, 0
        subi    r16, r16, 1
        jnz     1b
        movi    r0, ended
        movi    r1, 1
        xadd    r1, r0, r1, 0
        ret

putc:   jmp     serial_putc

        .data
text_lock:      .asciz  "with a lock: "
text_xadd:      .asciz  "with XADD: "
text_good:      .asciz  "as many as there should be\n"
        .include "serial.inc"
        .include "print.inc"
        .include "smp.inc"
        .data
        .align  4
        .bss
        .align  4
lock:   .space  4
plain:  .space  4
atomic: .space  4
ended:  .space  4
