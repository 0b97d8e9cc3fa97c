; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 2 --deterministic
;! disk 4 lamp disk
;> read: ok, lamp disk
;> write: ok
;> read again: ok, LAMP disk
;> flush: ok
;> behind the end: error
;> unknown command: error
; Every disk command, waiting for its interrupt.

        .arch   lamp+x1
        .include "dev.inc"
        .text
start:
        movi    r0, INT_DISK
        movi    r1, on_disk
        call    irq_install
        movi    r0, text_read
        movi    r1, DISK_READ
        movi    r2, 0
        call    command
        call    contents
        movi    r1, buffer
        movi    r0, 'L'
        store   [r1], r0
        movi    r0, 'A'
        store   [r1 + 1], r0
        movi    r0, 'M'
        store   [r1 + 2], r0
        movi    r0, 'P'
        store   [r1 + 3], r0
        movi    r0, text_write
        movi    r1, DISK_WRITE
        movi    r2, 0
        call    command
        call    print_newline
        movi    r1, buffer
        movi    r0, 0
        memset  r1, r0, 512
        movi    r0, text_again
        movi    r1, DISK_READ
        movi    r2, 0
        call    command
        call    contents
        movi    r0, text_flush
        movi    r1, DISK_FLUSH
        movi    r2, 0
        call    command
        call    print_newline
        movi    r0, text_end
        movi    r1, DISK_READ
        movi    r2, 4
        call    command
        call    print_newline
        movi    r0, text_unknown
        movi    r1, 9
        movi    r2, 0
        call    command
        call    print_newline
        halt

; contents: what the sector begins with.
contents:
        movi    r0, text_comma
        call    print_text
        movi    r0, buffer
        call    print_text
        jmp     print_newline

; command: print r0, do the command r1 on one sector at r2, print the result.
command:
        push    r1
        push    r2
        call    print_text
        movi    r1, done
        movi    r0, 0
        store32 [r1], r0
        movi    r1, PORT_DISK_LBA
        pop     r0
        out     [r1], r0
        movi    r1, PORT_DISK_ADDR
        movi    r0, buffer
        out     [r1], r0
        movi    r1, PORT_DISK_COUNT
        movi    r0, 1
        out     [r1], r0
        movi    r1, PORT_DISK_CMD
        pop     r0
        out     [r1], r0
1:      call    irq_mask
        movi    r1, done
        load32  r0, [r1]
        cmpi    r0, 0
        jnz     2f
        call    irq_wait
        call    irq_unmask
        jmp     1b
2:      call    irq_unmask
        movi    r1, PORT_DISK_STATUS
        in      r1, [r1]
        movi    r0, text_ok
        cmpi    r1, DISK_IDLE
        jz      print_text
        movi    r0, text_error
        jmp     print_text

on_disk:
        movi    r1, done
        movi    r0, 1
        store32 [r1], r0
        iret

putc:   jmp     serial_putc

        .data
text_read:      .asciz  "read: "
text_write:     .asciz  "write: "
text_again:     .asciz  "read again: "
text_flush:     .asciz  "flush: "
text_end:       .asciz  "behind the end: "
text_unknown:   .asciz  "unknown command: "
text_ok:        .asciz  "ok"
text_error:     .asciz  "error"
text_comma:     .asciz  ", "
        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
        .data
        .align  4
        .bss
        .align  4
done:   .space  4
buffer: .space  512
        .space  4
