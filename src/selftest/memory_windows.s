; SPDX-License-Identifier: MIT
; Every row of "access rules" that does not panic: RAM, register windows,
; framebuffer windows; loads, stores, block instructions, atomics, fetches,
; stacks and frames, disk transfers.
.include "check.inc"
.equ MAGIC, 0x31494D56
    check_flags
    movi r1, SYSINFO_BASE                   ; RAM_LO: the framebuffer
    load32 r20, [r1+0x14]                   ; follows RAM

; RAM: any alignment of words
    put SCRATCH, 0x03020100
    put SCRATCH + 4, 0x07060504
    movi r2, SCRATCH
    load32 r1, [r2+1]
    expect r1, 0x04030201
    load32 r1, [r2+3]
    expect r1, 0x06050403
    movi r1, 0xAABBCCDD
    store32 [r2+2], r1
    expect_word SCRATCH, 0xCCDD0100
    expect_word SCRATCH + 4, 0x0706AABB

; register window: words are registers, narrow accesses the RAM beneath
.macro beneath base
    movi r2, \base
    movi r1, 0x5A
    store [r2+4], r1
    movi r1, 0x1234
    store16 [r2+6], r1
    load r3, [r2+4]
    expect r3, 0x5A
    load16 r3, [r2+6]
    expect r3, 0x1234
    movi r1, 0x77                           ; block instructions, too
    movi r4, \base + 8
    memset r4, r1, 3
    movi r5, SCRATCH
    memcpy r5, r4, 3
    load r3, [r5+2]
    expect r3, 0x77
    load r3, [r2+11]
    expect r3, 0
    movi r4, \base + 12
    movi r1, 0x66
    movi r6, 2
    fill r4, r1, r6
    movi r4, \base + 12
    movi r5, SCRATCH + 16
    movi r6, 2
    movs r5, r4, r6
    movi r5, SCRATCH + 16
    load16 r3, [r5]
    expect r3, 0x6666
.endm
    beneath TIME_BASE
    beneath SYSINFO_BASE
    beneath INTC_BASE
    expect_word SYSINFO_BASE, MAGIC
    movi r2, INTC_BASE                      ; nothing became pending
    load32 r1, [r2]
    expect r1, 0

; framebuffer: any width and alignment, one storage behind both windows
    put FB_ALIAS_BASE, 0x00112233
    load32 r1, [r20]
    expect r1, 0x00112233
    movi r1, 0x44556677
    store32 [r20+5], r1
    movi r2, FB_ALIAS_BASE
    load32 r1, [r2+5]
    expect r1, 0x44556677
    load r1, [r2+8]
    expect r1, 0x44
    load16 r1, [r2+6]
    expect r1, 0x5566
    movi r1, 0x99
    store [r2+1], r1
    store16 [r2+2], r1
    load32 r1, [r20]
    expect r1, 0x00999933
    movi r1, 0xAB                           ; its last byte
    movi r3, FB_ALIAS_SIZE - 1
    storex [r2+r3], r1
    loadx r1, [r20+r3]
    expect r1, 0xAB
    movi r1, 0x31
    memset r20, r1, 16
    expect_word FB_ALIAS_BASE + 12, 0x31313131
    movi r4, FB_ALIAS_BASE + 2560
    memcpy r4, r20, 8
    expect_word FB_ALIAS_BASE + 2564, 0x31313131
    movi r4, FB_ALIAS_BASE
    movi r1, 0x42
    movi r6, 4
    fill r4, r1, r6
    load32 r1, [r20]
    expect r1, 0x42424242
    mov r4, r20
    movi r5, SCRATCH
    movi r6, 4
    movs r5, r4, r6
    expect_word SCRATCH, 0x42424242

; a word that begins in storage and runs into a register window
    movi r2, TIME_BASE
    movi r1, 0x11
    store [r2+1], r1
    store [r2], r1
    movi r1, 0x22222222
    store32 [r2-2], r1
    load16 r3, [r2]
    expect r3, 0x2222
    load32 r3, [r2-2]
    expect r3, 0x22222222
    movi r2, SYSINFO_BASE                   ; framebuffer, then RAM beneath
    movi r1, 0x33445566
    store32 [r2-2], r1
    load16 r3, [r2]
    expect r3, 0x3344
    movi r4, FB_ALIAS_SIZE - 2
    loadx16 r3, [r20+r4]
    expect r3, 0x5566
    load32 r3, [r2-2]
    expect r3, 0x33445566
    load32 r3, [r2]
    expect r3, MAGIC

; atomics on RAM, also beside a window
    put SYSINFO_BASE + SYSINFO_SIZE, 4
    movi r2, SYSINFO_BASE + SYSINFO_SIZE
    movi r1, 3
    xadd r3, r2, r1, 0
    expect r3, 4
    expect_word SYSINFO_BASE + SYSINFO_SIZE, 7

; fetches at any alignment, the first byte behind TIME included
    movi r4, SCRATCH + 0x101
    movi r5, little
    memcpy r4, r5, 16
    movi r1, 0
    callr r4
    expect r1, 0x77
    movi r4, PROGRAM_BASE                   ; "jmp start" begins there
    load32 r3, [r4]
    expect r3, start

; stacks, frames and IVT entries use the RAM beneath a register window
    outp PORT_DATA_BASE, SYSINFO_BASE
    outp PORT_DATA_COUNT, 4
    movi r1, 0x13572468
    push r1
    movi r2, SYSINFO_BASE + 12
    load16 r3, [r2]
    expect r3, 0x2468
    pop r3
    expect r3, 0x13572468
    outp PORT_DATA_BASE, DATA_STACK_BASE
    outp PORT_CALL_BASE, INTC_BASE
    outp PORT_CALL_COUNT, 2
    movi r1, 0
    call little
    expect r1, 0x77
    outp PORT_CALL_BASE, CALL_STACK_BASE
    outp PORT_ISR_BASE, SYSINFO_BASE
    handler 0x50, on_frame
    movi r5, 0x1357
    inti 0x50
    expect r5, 0x1357
    expect r1, 0x50
    outp PORT_ISR_BASE, ISR_STACK_BASE

; disk transfers reach the RAM beneath, and fail in the framebuffer
    outp PORT_DISK_LBA, 0
    outp PORT_DISK_COUNT, 1
    outp PORT_DISK_ADDR, SYSINFO_BASE
    call disk_read
    expect r1, 0
    movi r2, SYSINFO_BASE
    load16 r3, [r2+2]
    expect r3, 0x0302
    expect_word SYSINFO_BASE, MAGIC
    outp PORT_DISK_ADDR, FB_ALIAS_BASE
    call disk_read
    expect r1, 2
    outp PORT_DISK_ADDR, FB_ALIAS_BASE - 256
    call disk_read
    expect r1, 2
    load32 r1, [r20]
    expect r1, 0x42424242
    halt

little:
    movi r1, 0x77
    ret

on_frame:                                   ; r5 is in slot ISP + 26
    movi r2, SYSINFO_BASE + (256 - 34 + 26) * 8
    load16 r3, [r2]
    expect r3, 0x1357
    movi r2, SYSINFO_BASE + (256 - 34 + 30) * 8
    store16 [r2], r31                       ; r1 as it will be: the vector
    movi r4, 0
    store16 [r2+2], r4
    iret

disk_read:                                  ; r1 = status
    outp PORT_DISK_CMD, 1
1:  pause
    inp r1, PORT_DISK_STATUS
    cmpi r1, 1
    jz 1b
    ret
