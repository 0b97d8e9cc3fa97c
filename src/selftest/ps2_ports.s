; SPDX-License-Identifier: MIT
; Ports 4..7 and vectors 0 and 5. The host answers 'k' with the scan codes
; E0 48, 'm' with a mouse move of 300 right and 2 down, left button held.
.include "check.inc"
.equ KEYS, SCRATCH          ; count, then bytes as words
.equ MOVES, SCRATCH + 0x100
    put KEYS, 0
    put MOVES, 0
    inp r1, PORT_KBD_STATUS
    expect r1, 0
    inp r1, PORT_KBD_DATA
    expect r1, 0
    inp r1, PORT_MOUSE_STATUS
    expect r1, 0
    inp r1, PORT_MOUSE_DATA
    expect r1, 0

    outp PORT_IRQ_MASKED, 1                 ; the request of a sequence
    outp PORT_SERIAL_TX, 'k'
1:  pause
    inp r1, PORT_KBD_STATUS
    cmpi r1, 1
    jnz 1b
    expect_word INTC_BASE, 1 << INT_KEYBOARD
    put INTC_BASE + 0x500, INT_KEYBOARD
    expect_word INTC_BASE, 0
    inp r1, PORT_KBD_DATA                   ; a byte left: again
    expect r1, 0xE0
    expect_word INTC_BASE, 1 << INT_KEYBOARD
    inp r1, PORT_KBD_DATA                   ; none left: withdrawn
    expect r1, 0x48
    expect_word INTC_BASE, 0
    inp r1, PORT_KBD_STATUS
    expect r1, 0

    outp PORT_SERIAL_TX, 'm'
2:  pause
    inp r1, PORT_MOUSE_STATUS
    cmpi r1, 1
    jnz 2b
    expect_word INTC_BASE, 1 << INT_MOUSE
    handler INT_MOUSE, on_mouse
    handler INT_KEYBOARD, on_key
    outp PORT_IRQ_MASKED, 0
3:  pause                                   ; two packets, byte by byte
    movi r1, MOVES
    ldar r2, [r1]
    cmpi r2, 6
    jnz 3b
    expect_word MOVES + 4, 0x09 + 0x20      ; left, always 1, y negative
    movi r1, MOVES
    load32 r2, [r1+8]
    load32 r3, [r1+20]
    add r2, r2, r3
    expect r2, 300
    inp r1, PORT_MOUSE_STATUS
    expect r1, 0

    outp PORT_SERIAL_TX, 'k'                ; and keys by interrupt
4:  pause
    movi r1, KEYS
    ldar r2, [r1]
    cmpi r2, 2
    jnz 4b
    expect_word KEYS + 4, 0xE0
    expect_word KEYS + 8, 0x48
    expect_word INTC_BASE, 0
    halt

on_key:
    movi r1, KEYS
    inp r3, PORT_KBD_DATA
    jmp append
on_mouse:
    movi r1, MOVES
    inp r3, PORT_MOUSE_DATA
append:
    load32 r2, [r1]
    addi r2, r2, 1
    shli r4, r2, 2
    storex32 [r1+r4], r3
    stlr [r1], r2
    iret
