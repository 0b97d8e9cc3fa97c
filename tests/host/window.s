; SPDX-License-Identifier: MIT
;
; The program of the window tests. It draws a picture in which every pixel has
; another colour, then sleeps and reports everything that comes in, one byte a
; line: `S xx` from the serial port, `K xx` from the keyboard, `M xx` from the
; mouse. Serial `f` fills some rows, serial `b` makes it count instead of
; sleep, serial `q` ends the machine.

        .arch   lamp+x1
        .include "dev.inc"
        .equ    FILL_FIRST, 100
        .equ    FILL_ROWS,  77
        .equ    FILL_COLOUR, 0x00C08040

        .text
start:
        call    draw
        movi    r0, INT_SERIAL
        movi    r1, on_serial
        call    irq_install
        movi    r0, INT_KEYBOARD
        movi    r1, on_keyboard
        call    irq_install
        movi    r0, INT_MOUSE
        movi    r1, on_mouse
        call    irq_install
        movi    r0, text_ready
        call    print_text
        call    serial_irq_on
1:      movi    r1, busy
        load32  r2, [r1]
        inc     r3
        cmpi    r2, 0
        jnz     1b
        wait
        jmp     1b

; draw: pixel i gets the colour i * 27.
draw:
        movi    r0, FB_ALIAS_BASE
        movi    r1, FB_WIDTH * FB_HEIGHT
        movi    r2, 0
1:      store32 [r0], r2
        addi    r0, r0, FB_BPP
        addi    r2, r2, 27
        subi    r1, r1, 1
        jnz     1b
        ret

fill:
        movi    r0, 0
        movi    r1, FILL_FIRST
        movi    r2, FB_WIDTH
        movi    r3, FILL_ROWS
        movi    r4, FILL_COLOUR
        jmp     fb_rect

on_serial:
        call    serial_getc
        mov     r16, r0
        movi    r0, 'S'
        call    report
        cmpi    r16, 'f'
        jnz     1f
        call    fill
1:      cmpi    r16, 'b'
        jnz     2f
        movi    r1, busy
        store32 [r1], r16
2:      cmpi    r16, 'q'
        jnz     3f
        halt
3:      iret

on_keyboard:
        movi    r18, 'K'
        movi    r17, PORT_KBD_STATUS
        jmp     take
on_mouse:
        movi    r18, 'M'
        movi    r17, PORT_MOUSE_STATUS

; take: report all bytes of the queue whose status port is r17; its data port
; follows.
take:
        in      r0, [r17]
        andi    r0, r0, PS2_READY
        jz      1f
        addi    r1, r17, 1
        in      r16, [r1]
        mov     r0, r18
        call    report
        jmp     take
1:      iret

; report: print the letter r0 and the byte r16.
report:
        call    putc
        movi    r0, ' '
        call    putc
        mov     r0, r16
        movi    r1, 2
        call    print_hex
        jmp     print_newline

putc:
        jmp     serial_putc

        .data
busy:   .long   0
text_ready:
        .asciz  "ready\n"

        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
        .include "font.inc"
        .include "fb.inc"
