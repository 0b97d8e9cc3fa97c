; SPDX-License-Identifier: MIT
; READ, WRITE, FLUSH, each failure, and a command while busy, on a disk of 8
; sectors whose byte i of sector n is i + n. Deterministic: a command takes
; 100 microseconds, so that the one after it finds the disk busy.
.include "check.inc"
.equ COUNT, SCRATCH
.equ BUFFER, 0x10000

; A command; afterwards its status, and exactly one request of vector 2.
.macro disk command, lba, address, count, status
    outp PORT_DISK_LBA, \lba
    outp PORT_DISK_ADDR, \address
    outp PORT_DISK_COUNT, \count
    outp PORT_DISK_CMD, \command
    call finish
    expect r1, \status
    inp r1, PORT_DISK_CMD
    expect r1, \command
.endm
    put COUNT, 0
    movi r10, 0                             ; commands accepted
    handler INT_DISK, on_disk
    inp r1, PORT_DISK_STATUS
    expect r1, 0
    expect_word SYSINFO_BASE + 0x1C, 8 * 512
    expect_word SYSINFO_BASE + 0x40, 0x00070037

    disk 1, 1, BUFFER, 2, 0                 ; READ
    expect_word BUFFER, 0x04030201
    expect_word BUFFER + 508, 0x00FFFEFD
    expect_word BUFFER + 512, 0x05040302
    expect_word BUFFER + 1024, 0
    put BUFFER + 512, 0xCAFEF00D            ; WRITE, then READ it back
    disk 2, 7, BUFFER + 512, 1, 0
    disk 3, 99, 0xFFFFFFFF, 99, 0           ; FLUSH looks at no operand
    put BUFFER + 512, 0
    disk 1, 7, BUFFER + 2048, 1, 0
    expect_word BUFFER + 2048, 0xCAFEF00D
    expect_word BUFFER + 2052, 0x09080706
    disk 1, 8, BUFFER, 0, 0                 ; COUNT 0 within range
    disk 1, 0, 0x04000000 - 512, 1, 0       ; the last bytes of RAM
    expect_word 0x04000000 - 512, 0x03020100

    put BUFFER, 0x11111111                  ; failures move no byte
    disk 0, 0, BUFFER, 1, 2                 ; unknown commands
    disk 4, 0, BUFFER, 1, 2
    disk 0xFFFFFFFF, 0, BUFFER, 1, 2
    disk 1, 8, BUFFER, 1, 2                 ; beyond the last sector
    disk 1, 7, BUFFER, 2, 2
    disk 2, 9, BUFFER, 0, 2
    disk 1, 0xFFFFFFFF, BUFFER, 1, 2        ; sums do not wrap
    disk 1, 1, BUFFER, 0xFFFFFFFF, 2
    disk 1, 0, 0x04000000 - 511, 1, 2       ; beyond RAM
    disk 1, 0, 0xFFFFFE00, 1, 2
    disk 2, 0, 0x04000000 - 512, 2, 2
    disk 1, 0, FB_ALIAS_BASE + 512, 1, 2    ; a window
    expect_word BUFFER, 0x11111111
    disk 1, 7, BUFFER + 2048, 1, 0          ; it goes on after a failure
    expect_word BUFFER + 2048, 0xCAFEF00D

    outp PORT_DISK_LBA, 0                   ; busy: the second has no effect,
    outp PORT_DISK_ADDR, BUFFER             ; and operands are sampled
    outp PORT_DISK_COUNT, 1
    outp PORT_DISK_CMD, 1
    inp r1, PORT_DISK_STATUS
    expect r1, 1
    outp PORT_DISK_ADDR, BUFFER + 4096
    outp PORT_DISK_CMD, 9
    inp r1, PORT_DISK_STATUS
    expect r1, 1
    call finish
    expect r1, 0
    expect_word BUFFER, 0x03020100
    expect_word BUFFER + 4096, 0
    movi r1, 40000                          ; and no second interrupt
1:  subi r1, r1, 1
    jnz 1b
    movi r1, COUNT
    load32 r2, [r1]
    cmp r2, r10
    jnz wrong
    halt
wrong:
    unreachable

finish:                                     ; r1 = status
    pause
    inp r1, PORT_DISK_STATUS
    cmpi r1, 1
    jz finish
    addi r10, r10, 1
2:  movi r2, COUNT                          ; the request follows the status
    load32 r3, [r2]
    cmp r3, r10
    jnz 2b
    ret

on_disk:
    movi r1, COUNT
    load32 r2, [r1]
    addi r2, r2, 1
    store32 [r1], r2
    iret
