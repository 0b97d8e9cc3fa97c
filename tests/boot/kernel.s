; SPDX-License-Identifier: MIT
;
; A kernel that prints what it finds on entry (docs/bios.md): registers, stack
; indexes, interrupt state, BootInfo. A second segment at 0x00140000 has more
; memory than file contents. The letter in `action` says what it does then:
; 'h' halts, 'r' returns to the boot image.

        .arch   lamp+x1
        .include "dev.inc"

        .text
        .globl  _start
_start:
        mov     r16, r0
        mov     r17, r30
        movi    r18, rows
1:      load32  r0, [r18]
        cmpi    r0, 0
        jz      3f
        call    print_text
        load32  r1, [r18 + 4]
        callr   r1
        call    print_hex
        call    print_newline
        addi    r18, r18, 8
        jmp     1b
3:      movi    r18, 0                  ; BootInfo, words as they are
4:      loadx32 r0, [r16 + r18]
        movi    r1, 8
        call    print_hex
        call    print_newline
        addi    r18, r18, 4
        cmpi    r18, BOOT_INFO_BYTES
        jl      4b
        movi    r0, text_loaded
        call    print_text
        movi    r1, action
        load    r0, [r1]
        cmpi    r0, 'r'
        jnz     5f
        ret
5:      halt

; Each returns r0 = value, r1 = digits.
row_r0: mov     r0, r16
        jmp     word
row_r30:
        mov     r0, r17
word:   movi    r1, 8
        ret
row_calls:                              ; this call is one, the kernel's another
        movi    r1, PORT_CALL_COUNT
        in      r0, [r1]
        movi    r1, PORT_CSP
        jmp     used
row_data:
        movi    r1, PORT_DATA_COUNT
        in      r0, [r1]
        movi    r1, PORT_DSP
        jmp     used
row_isr:
        movi    r1, PORT_ISR_COUNT
        in      r0, [r1]
        movi    r1, PORT_ISP
used:   in      r2, [r1]
        sub     r0, r0, r2
        movi    r1, 1
        ret
row_masked:
        movi    r1, PORT_IRQ_MASKED
        in      r0, [r1]
        movi    r1, 1
        ret
row_handler:
        movi    r1, PORT_IN_ISR
        in      r0, [r1]
        movi    r1, 1
        ret
row_pending:
        movi    r1, INTC_BASE
        load32  r0, [r1 + INTC_PENDING]
        jmp     word
row_enabled:
        movi    r1, INTC_BASE
        load32  r0, [r1 + INTC_ENABLE]
        jmp     word
row_disk:
        movi    r1, PORT_DISK_STATUS
        in      r0, [r1]
        movi    r1, 1
        ret
row_vectors:                            ; AND of all IVT words
        movi    r0, -1
        movi    r1, 0
1:      load32  r2, [r1]
        and     r0, r0, r2
        addi    r1, r1, 4
        cmpi    r1, IVT_SIZE
        jl      1b
        jmp     word
row_zero:                               ; OR of what must be zero
        movi    r0, 0
        movi    r1, zero
1:      load    r2, [r1]
        or      r0, r0, r2
        inc     r1
        cmpi    r1, zero_end
        jnz     1b
        jmp     word

putc:   jmp     serial_putc

        .include "serial.inc"
        .include "print.inc"

        .data
        .globl  action
action: .byte   'h'
text_r0:        .asciz  "r0 "
text_r30:       .asciz  "r30 "
text_calls:     .asciz  "calls "
text_data:      .asciz  "data "
text_isr:       .asciz  "isr "
text_masked:    .asciz  "masked "
text_handler:   .asciz  "handler "
text_pending:   .asciz  "pending "
text_enabled:   .asciz  "enabled "
text_disk:      .asciz  "disk "
text_vectors:   .asciz  "vectors "
text_zero:      .asciz  "zero "
        .align  4
rows:   .long   text_r0, row_r0, text_r30, row_r30, text_calls, row_calls
        .long   text_data, row_data, text_isr, row_isr
        .long   text_masked, row_masked, text_handler, row_handler
        .long   text_pending, row_pending, text_enabled, row_enabled
        .long   text_disk, row_disk, text_vectors, row_vectors
        .long   text_zero, row_zero, 0

        .section .far, "aw"
text_loaded:
        .asciz  "loaded\n"
        .section .farbss, "aw", @nobits
zero:   .space  5000
zero_end:
