; SPDX-License-Identifier: MIT
; The host answers the byte 'f' with 256 bytes 0, 1, .. 255 at once: 255 are
; kept, the newest is dropped. Vector 3 comes until the queue is empty.
.include "check.inc"
.equ COUNT, SCRATCH
    inp r1, PORT_SERIAL_CTRL
    expect r1, 2
    inp r1, PORT_SERIAL_RX
    expect r1, 0
    outp PORT_SERIAL_TX, 0x12345600 + 'f'
    inp r1, PORT_SERIAL_TX
    expect r1, 0x12345600 + 'f'
1:  pause
    inp r1, PORT_SERIAL_CTRL
    cmpi r1, 3
    jnz 1b
    expect_word INTC_BASE, 0                ; not enabled: no request
    put COUNT, 0
    handler INT_SERIAL, on_byte
    outp PORT_SERIAL_CTRL, 1
2:  pause
    movi r1, COUNT
    ldar r2, [r1]
    cmpi r2, 255
    jnz 2b
    inp r1, PORT_SERIAL_CTRL
    expect r1, 2
    inp r1, PORT_SERIAL_RX
    expect r1, 0
    expect_word INTC_BASE, 0
    movi r1, 3000                           ; none comes any more
3:  subi r1, r1, 1
    jnz 3b
    expect_word COUNT, 255

    outp PORT_IRQ_MASKED, 1                 ; a byte that enters requests;
    outp PORT_SERIAL_TX, 's'                ; the read that empties withdraws
4:  pause
    inp r1, PORT_SERIAL_CTRL
    cmpi r1, 3
    jnz 4b
    expect_word INTC_BASE, 1 << INT_SERIAL
    inp r1, PORT_SERIAL_RX
    expect r1, 's'
    expect_word INTC_BASE, 0
    outp PORT_IRQ_MASKED, 0
    expect_word COUNT, 255

    outp PORT_SERIAL_CTRL, 0                ; disabled: no request
    outp PORT_SERIAL_TX, 's'
5:  pause
    inp r1, PORT_SERIAL_CTRL
    cmpi r1, 3
    jnz 5b
    expect_word INTC_BASE, 0
    expect_word COUNT, 255
    halt

on_byte:
    movi r1, COUNT
    load32 r2, [r1]
    inp r3, PORT_SERIAL_RX
    cmp r3, r2
    jz 6f
    unreachable
6:  addi r2, r2, 1
    stlr [r1], r2
    iret
