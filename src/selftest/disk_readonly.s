; SPDX-License-Identifier: MIT
; A read-only disk can be read and flushed, but WRITE fails.
.include "check.inc"
.macro disk command, status
    outp PORT_DISK_LBA, 1
    outp PORT_DISK_ADDR, 0x10000
    outp PORT_DISK_COUNT, 1
    outp PORT_DISK_CMD, \command
wait_\@:
    pause
    inp r1, PORT_DISK_STATUS
    cmpi r1, 1
    jz wait_\@
    expect r1, \status
.endm
    disk 1, 0
    expect_word 0x10000, 0x04030201
    put 0x10000, 0
    disk 2, 2
    disk 3, 0
    disk 1, 0
    expect_word 0x10000, 0x04030201
    halt
