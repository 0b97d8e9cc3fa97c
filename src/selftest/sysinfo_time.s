; SPDX-License-Identifier: MIT
; SYSINFO as two cores with 64 MiB and no disk see it; clocks that go forward;
; latches that belong to core and clock; a tick that arrives.
.include "check.inc"
.equ STEP, SCRATCH          ; how far the two cores are
.equ TICKS, SCRATCH + 4

.macro wait_step n
wait_\@:
    pause
    movi r26, STEP
    ldar r27, [r26]
    cmpi r27, \n
    jnz wait_\@
.endm
.macro set_step n
    movi r26, STEP
    movi r27, \n
    stlr [r26], r27
.endm
.macro info offset, value
    expect_word SYSINFO_BASE + \offset, \value
.endm
    put STEP, 0
    put TICKS, 0
    info 0x00, 0x31494D56
    info 0x04, 0x706D614C                   ; "LampVM"
    info 0x08, 0x00004D56
    info 0x0C, 0
    info 0x10, 0
    info 0x14, 0x04000000
    info 0x18, 0
    info 0x1C, 0
    info 0x20, 0
    info 0x24, 2
    info 0x28, 2
    info 0x2C, 1
    info 0x30, 1
    info 0x34, 32
    info 0x38, 4096
    info 0x3C, 1000000000
    info 0x40, 0x0007003B                   ; SMP set, disk clear
    info 0x44, 640
    info 0x48, 480
    info 0x4C, 4
    info 0x50, 2560
    movi r1, SYSINFO_BASE                   ; boot time: there, constant
    load32 r2, [r1+0x54]
    load32 r3, [r1+0x58]
    jz no_time
    load32 r4, [r1+0x54]
    cmp r2, r4
    jnz no_time

    movi r1, TIME_BASE                      ; nothing latched yet
    load32 r5, [r1+0x08]
    expect r5, 0
    load32 r5, [r1+0x10]
    expect r5, 0
    load32 r4, [r1+0x04]                    ; UNIX time at or after the start
    load32 r5, [r1+0x08]
    cmp r5, r3
    jc no_time
    jnz 1f
    cmp r4, r2
    jc no_time
1:  load32 r6, [r1+0x18]                    ; each clock has its own latch
    expect r6, 0
    load32 r7, [r1+0x0C]
    load32 r8, [r1+0x10]
    load32 r6, [r1+0x08]
    cmp r6, r5
    jnz no_time

    movi r1, 1                              ; core 1 has its own, too
    movi r9, second
    startap r1, r9, 0
    wait_step 1
    movi r1, TIME_BASE
    load32 r6, [r1+0x08]
    cmp r6, r5
    jnz no_time
    load32 r6, [r1+0x10]
    cmp r6, r8
    jnz no_time
    movi r10, 2000                          ; forward, across cores
2:  load32 r2, [r1+0x0C]
    load32 r3, [r1+0x10]
    sub r4, r2, r7
    sbb r4, r3, r8
    jc no_time
    mov r7, r2
    mov r8, r3
    subi r10, r10, 1
    jnz 2b
    movi r11, SCRATCH + 16
    store32 [r11], r7
    store32 [r11+4], r8
    set_step 2
    wait_step 3

    load32 r2, [r1]                         ; TIME_CTRL reads 1
    expect r2, 1
    handler INT_TIMER, on_tick
    put TIME_BASE, 1                        ; counts as 1000 microseconds
3:  pause
    movi r2, TICKS
    ldar r3, [r2]
    cmpi r3, 3
    jl 3b
    put TIME_BASE, 0
    halt
no_time:
    unreachable

on_tick:
    cpuid r1
    expect r1, 0
    expect r31, INT_TIMER
    movi r1, TICKS
    load32 r2, [r1]
    addi r2, r2, 1
    stlr [r1], r2
    iret

second:
    movi r1, TIME_BASE
    load32 r2, [r1+0x08]                    ; core 0 has latched, we have not
    expect r2, 0
    load32 r2, [r1+0x10]
    expect r2, 0
    load32 r2, [r1+0x04]
    load32 r2, [r1+0x08]
    jz no_time
    load32 r2, [r1+0x14]
    load32 r2, [r1+0x0C]
    set_step 1
    wait_step 2
    movi r11, SCRATCH + 16                  ; not before core 0's last time
    load32 r3, [r11]
    load32 r4, [r11+4]
    load32 r5, [r1+0x0C]
    load32 r6, [r1+0x10]
    sub r7, r5, r3
    sbb r7, r6, r4
    jc no_time
    set_step 3
4:  pause
    jmp 4b
