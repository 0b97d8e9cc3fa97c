; SPDX-License-Identifier: MIT
; The life of an interrupt request, row by row, and what is banked per core.
.include "check.inc"
.equ LOG, SCRATCH           ; offset of the last entry, then vectors entered
.equ STEP, SCRATCH + 0x100
.equ LOG1, SCRATCH + 0x200  ; of core 1
.equ PENDING, INTC_BASE     ; word 1 is vectors 32..63
.equ ENABLE, INTC_BASE + 0x40
.equ PRIORITY, INTC_BASE + 0x100
.equ EOI, INTC_BASE + 0x500

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
.macro logged n, vector
    expect_word LOG, (\n) * 4
    expect_word LOG + (\n) * 4, \vector
.endm
    put LOG, 0
    put LOG1, 0
    put STEP, 0
    handler 32, note
    handler 33, note
    handler 35, note
    handler 36, inside
    handler 37, note
    handler 38, note
    handler 39, note
    handler 40, note1

; reset values; offsets without a register
    expect_word PENDING + 4, 0
    expect_word ENABLE + 4, 0xFFFFFFFF
    expect_word PRIORITY + 4 * 33, 0
    expect_word EOI, 0
    expect_word INTC_BASE + 0x20, 0
    expect_word INTC_BASE + 0x80, 0

; requests gather; two of one vector are one; the most urgent goes first, then
; the lowest; 34 has no handler and hides nobody
    outp PORT_IRQ_MASKED, 1
    put PENDING + 4, 0x00000001
    put PENDING + 4, 0x0000000F
    put PENDING + 4, 0x00000002
    expect_word PENDING + 4, 0x0000000F
    put PRIORITY + 4 * 33, 3
    put PRIORITY + 4 * 34, 9
    put PRIORITY + 4 * 35, 0xABCDEF03
    expect_word PRIORITY + 4 * 35, 3
    expect_word LOG, 0
    outp PORT_IRQ_MASKED, 0
    expect_word LOG, 12
    expect_word LOG + 4, 33
    expect_word LOG + 8, 35
    expect_word LOG + 12, 32
    expect_word PENDING + 4, 0

; entry, new request while in service, EOI there
    movi r20, 0
    outp PORT_IRQ_MASKED, 1
    put PENDING + 4, 0x10
    outp PORT_IRQ_MASKED, 0
    expect_word LOG, 20                     ; it ran twice
    expect_word LOG + 16, 36
    expect_word LOG + 20, 36
    expect_word PENDING + 4, 0

; IRET takes 37 out of service without EOI: note looked from inside
    outp PORT_IRQ_MASKED, 1
    put PENDING + 4, 0x20
    outp PORT_IRQ_MASKED, 0
    logged 6, 37
    expect_word PENDING + 4, 0

; EOI of what is not in service acknowledges; again, and of 37: nothing
    outp PORT_IRQ_MASKED, 1
    put PENDING + 4, 0x60
    put EOI, 38
    expect_word PENDING + 4, 0x20
    put EOI, 38
    put EOI, 37
    outp PORT_IRQ_MASKED, 0
    expect_word LOG, 24

; a disabled vector stays pending; INTI ignores that and takes nothing
    put ENABLE + 4, 0xFFFFFF7F
    put PENDING + 4, 0x80
    movi r1, 3000
1:  subi r1, r1, 1
    jnz 1b
    expect_word LOG, 24
    inti 39
    logged 7, 39
    expect_word PENDING + 4, 0x80
    put ENABLE + 4, 0xFFFFFFFF
1:  movi r2, LOG
    load32 r3, [r2]
    cmpi r3, 32
    jnz 1b
    logged 8, 39
    expect_word PENDING + 4, 0

; a parked core keeps its requests; banked registers
    movi r1, 1
    movi r2, 40
    ipi r1, r2
    ipi r1, r2
    put ENABLE + 0x1C, 0x1234
    outp PORT_IRQ_MASKED, 1
    put PENDING + 4, 0x200
    movi r2, second
    startap r1, r2, 0
    wait_step 1
    expect_word PENDING + 4, 0x200          ; core 1's EOI 41 did nothing here
    expect_word ENABLE + 0x1C, 0x1234
    expect_word PRIORITY + 4 * 50, 7        ; but priorities are shared
    expect_word LOG1, 4
    expect_word LOG1 + 4, 40
    put EOI, 41
    expect_word PENDING + 4, 0
    halt

second:                                     ; 40 was delivered before this
    expect_word LOG1, 4
    expect_word PENDING + 4, 0
    expect_word ENABLE + 0x1C, 0xFFFFFFFF
    expect_word PRIORITY + 4 * 33, 3
    put PRIORITY + 4 * 50, 7
    put EOI, 41
    put ENABLE + 0x1C, 0
    set_step 1
2:  pause
    jmp 2b

note:                                       ; its vector is in service
    movi r1, LOG
    load32 r2, [r1]
    addi r2, r2, 4
    store32 [r1], r2
    storex32 [r1+r2], r31
    iret

note1:
    cpuid r1
    expect r1, 1
    movi r1, LOG1
    load32 r2, [r1]
    addi r2, r2, 4
    store32 [r1], r2
    storex32 [r1+r2], r31
    iret

inside:
    expect_word PENDING + 4, 0x10           ; in service
    movi r1, LOG
    load32 r2, [r1]
    addi r2, r2, 4
    store32 [r1], r2
    storex32 [r1+r2], r31
    cmpi r2, 16
    jnz second_time
    put PENDING + 4, 0x10                   ; in service and pending
    expect_word PENDING + 4, 0x10
    put EOI, 36
    expect_word PENDING + 4, 0x10           ; still pending
    iret
second_time:
    put EOI, 36
    expect_word PENDING + 4, 0
    iret
