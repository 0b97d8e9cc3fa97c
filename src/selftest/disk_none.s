; SPDX-License-Identifier: MIT
; Without a disk every command fails and requests vector 2 once.
.include "check.inc"
    expect_word SYSINFO_BASE + 0x1C, 0
    outp PORT_IRQ_MASKED, 1
    movi r5, 1
next:
    outp PORT_DISK_ADDR, 0x10000
    outp PORT_DISK_COUNT, 0
    movi r1, PORT_DISK_CMD
    out [r1], r5
1:  pause
    inp r1, PORT_DISK_STATUS
    cmpi r1, 1
    jz 1b
    expect r1, 2
2:  movi r2, INTC_BASE
    load32 r1, [r2]
    jz 2b
    expect r1, 1 << INT_DISK
    put INTC_BASE + 0x500, INT_DISK
    expect_word INTC_BASE, 0
    inc r5
    cmpi r5, 4
    jnz next
    halt
