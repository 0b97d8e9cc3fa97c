; SPDX-License-Identifier: MIT
;> 0 7 4294967295
;>     42 00042 123456
;> 0 DEADBEEF 00FF
;> 1970-01-01 00:00:00
;> 2000-02-29 23:59:59
;> 2000-03-01 00:00:00
;> 2024-12-31 12:34:56
;> 2100-02-28 00:00:00
;> 2100-03-01 00:00:00
;> 2106-02-07 06:28:15
;> 123:45:06
; Numbers, dates and times as guest/lib writes them.

        .arch   lamp+x1
        .include "dev.inc"
        .text
start:
        movi    r0, 0
        call    print_dec
        call    space
        movi    r0, 7
        call    print_dec
        call    space
        movi    r0, 4294967295
        call    print_dec
        call    print_newline
        movi    r0, 42
        movi    r1, 6
        movi    r2, ' '
        call    print_dec_wide
        call    space
        movi    r0, 42
        movi    r1, 5
        movi    r2, '0'
        call    print_dec_wide
        call    space
        movi    r0, 123456
        movi    r1, 3
        movi    r2, '0'
        call    print_dec_wide
        call    print_newline
        movi    r0, 0
        movi    r1, 1
        call    print_hex
        call    space
        movi    r0, 0xDEADBEEF
        movi    r1, 8
        call    print_hex
        call    space
        movi    r0, 0xFF
        movi    r1, 4
        call    print_hex
        call    print_newline
        movi    r16, moments
        movi    r17, 7
1:      movi    r0, buffer
        load32  r1, [r16]
        call    clock_format_date
        movi    r0, buffer
        call    print_text
        call    space
        load32  r1, [r16]
        movi    r0, 86400
        mod     r1, r1, r0
        movi    r0, buffer
        call    clock_format_time
        movi    r0, buffer
        call    print_text
        call    print_newline
        addi    r16, r16, 4
        subi    r17, r17, 1
        jnz     1b
        movi    r0, buffer
        movi    r1, 123 * 3600 + 45 * 60 + 6
        call    clock_format_time
        movi    r0, buffer
        call    print_text
        call    print_newline
        halt

space:  movi    r0, 1
        jmp     print_spaces

putc:   jmp     serial_putc

        .data
        .align  4
moments:
        .long   0, 951868799, 951868800, 1735648496
        .long   4107456000, 4107542400, 4294967295
        .include "serial.inc"
        .include "print.inc"
        .include "clock.inc"
        .bss
buffer: .space  32
