; SPDX-License-Identifier: MIT
; Ports 0xF0..0xFA on two cores: pool bases, indexes, enlarged stacks, and
; that each core sees its own.
.include "check.inc"
.equ STEP, SCRATCH
.equ POOL, 0x04000000 - 2 * 5120
.equ BIG_DATA, 0x00100000
.equ BIG_CALL, 0x00200000

.macro port number, value
    inp r1, \number
    expect r1, \value
.endm
.macro own_stacks pool
    port PORT_CALL_BASE, \pool
    port PORT_DATA_BASE, \pool + 0x800
    port PORT_ISR_BASE, \pool + 0xC00
    port PORT_CALL_COUNT, 256
    port PORT_DATA_COUNT, 256
    port PORT_ISR_COUNT, 256
    port PORT_CSP, 256
    port PORT_DSP, 256
    port PORT_ISP, 256
    port PORT_IRQ_MASKED, 0
    port PORT_IN_ISR, 0
.endm
    put STEP, 0
    own_stacks POOL

    movi r2, 0x1234                         ; the index moves, slots are RAM
    push r2
    port PORT_DSP, 255
    expect_word POOL + 0x800 + 255 * 4, 0x1234
    outp PORT_DSP, 254
    put POOL + 0x800 + 254 * 4, 0x5678
    pop r3
    expect r3, 0x5678
    pop r3
    expect r3, 0x1234
    port PORT_DSP, 256
    outp PORT_CSP, 0
    port PORT_CSP, 0
    outp PORT_CSP, 256

    outp PORT_IRQ_MASKED, 0x80              ; any value masks
    port PORT_IRQ_MASKED, 1
    outp PORT_IRQ_MASKED, 0
    port PORT_IRQ_MASKED, 0

    outp PORT_DSP, 100                      ; a new base keeps the index,
    outp PORT_DATA_BASE, BIG_DATA           ; a count empties
    port PORT_DSP, 100
    outp PORT_DATA_COUNT, 65536
    port PORT_DSP, 65536
    port PORT_DATA_COUNT, 65536
    outp PORT_CALL_BASE, BIG_CALL
    outp PORT_CALL_COUNT, 5000
    port PORT_CSP, 5000

    movi r4, 65536                          ; all of the data stack
1:  push r4
    subi r4, r4, 1
    jnz 1b
    port PORT_DSP, 0
    expect_word BIG_DATA, 1
2:  pop r5
    addi r4, r4, 1
    cmp r4, r5
    jnz wrong
    cmpi r4, 65536
    jnz 2b
    port PORT_DSP, 65536

    movi r4, 5000                           ; all of the call stack
    call deep
    expect r4, 0
    port PORT_CSP, 5000
    outp PORT_DSP, 5                        ; the same count empties, too
    outp PORT_DATA_COUNT, 65536
    port PORT_DSP, 65536
    outp PORT_DATA_COUNT, 1                 ; the smallest
    push r4
    port PORT_DSP, 0

    outp PORT_ISR_BASE, 0x00300000          ; a frame in a moved stack
    outp PORT_ISR_COUNT, 34
    handler 0x50, on_interrupt
    inti 0x50
    port PORT_ISP, 34
    expect_word 0x00300000, 0x77

    movi r1, 1
    movi r2, second
    startap r1, r2, 0
3:  pause
    movi r1, STEP
    ldar r2, [r1]
    jz 3b
    port PORT_CALL_BASE, BIG_CALL           ; as it was
    port PORT_DATA_COUNT, 1
    halt
wrong:
    unreachable

deep:                                       ; r4 levels
    subi r4, r4, 1
    jz 4f
    call deep
4:  ret

on_interrupt:
    port PORT_IN_ISR, 1
    port PORT_ISP, 0
    movi r1, 0x00300000                     ; slot 0: r31
    movi r2, 0x77
    store32 [r1], r2
    iret

second:
    own_stacks POOL + 5120
    movi r2, 0x4321
    push r2
    expect_word POOL + 5120 + 0x800 + 255 * 4, 0x4321
    outp PORT_CALL_COUNT, 7
    port PORT_CSP, 7
    movi r1, STEP
    movi r2, 1
    stlr [r1], r2
5:  pause
    jmp 5b
