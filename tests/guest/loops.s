; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 1 --deterministic
;> jump to itself
;> conditional jump to itself
;> jumps through a register
;> calls and returns
;> calls that never return
;> returns without calls
;> code at 4 mod 8 and at odd addresses
;> long way without a jump
;> many conditional jumps
;> stores to the next instruction
;> interrupts by software
;> CAS that fails
;> divisions by zero
;> stack counts
;> FENCE and PAUSE
;> all ended
; Endless loops of all kinds. The timer must get through to each of them: its
; handler changes the address to return to.

        .arch   lamp+x1
        .include "dev.inc"
.equ PERIOD, 2000                       ; microseconds
.equ FRAME_IP, ISR_STACK_BASE + 8 * 255
        .text
start:
        movi    r0, INT_TIMER
        movi    r1, on_timer
        call    irq_install
        movi    r0, 40
        movi    r1, on_software
        call    irq_install
        movi    r0, PERIOD
        movi    r1, TIME_BASE
        store32 [r1], r0
        movi    r24, loops
next:   movi    r1, PORT_CSP            ; whatever the loop has left there
        movi    r0, 256
        out     [r1], r0
        movi    r1, PORT_IRQ_MASKED
        movi    r0, 1
        out     [r1], r0
        load32  r23, [r24]
        cmpi    r23, 0
        jz      ended
        load32  r0, [r24 + 4]
        call    print_text
        call    print_newline
        addi    r24, r24, 8
        movi    r20, 1                  ; may be ended from here on
        movi    r1, PORT_IRQ_MASKED
        movi    r0, 0
        out     [r1], r0
        jmpr    r23
ended:  movi    r0, text_ended
        call    print_text
        halt

; The first tick that finds a loop lets it run, so that it gets hot.
on_timer:
        movi    r1, ticks
        load32  r0, [r1]
        addi    r0, r0, 1
        store32 [r1], r0
        cmpi    r0, 3
        jl      1f
        movi    r0, 0
        store32 [r1], r0
        movi    r1, FRAME_IP
        movi    r0, next
        store32 [r1], r0
1:      iret
on_software:
        iret

itself: jmp     itself

if_itself:
        cmp     r0, r0
1:      jz      1b

through:
        movi    r1, 1f
        movi    r2, 2f
1:      jmpr    r2
2:      jmpr    r1

calling:
        call    1f
        jmp     calling
1:      ret

falling:
        movi    r1, PORT_CSP
        movi    r2, 256
1:      call    2f
2:      call    3f
3:      out     [r1], r2
        jmp     1b

returning:
        movi    r1, PORT_CSP
        movi    r2, CALL_STACK_BASE
        movi    r3, 1f
        movi    r4, 254
1:      store32 [r2 + 8 * 254], r3
        store32 [r2 + 8 * 255], r3
        out     [r1], r4
        ret

skewed: jmp     odd

long:   .fill   3000, 8, 0x1400000000000000     ; mov r0, r0
        jmp     long

branches:
        .rept   700
        cmpi    r1, 5
        jg      9f
        inc     r1
        jnz     8f
        jz      8f
8:
        .endr
9:      movi    r1, 0
        jmp     branches

patching:
        movi    r1, 1f
2:      addi    r2, r2, 1
        store32 [r1], r2
1:      movi    r3, 0
        jmp     2b

software:
        inti    40
        jmp     software

failing:
        movi    r1, ticks
        movi    r2, -1
1:      mov     r3, r2
        cas     r3, r1, r2, 0
        jnz     1b

dividing:
        movi    r1, 0
1:      div     r2, r3, r1
        jmp     1b

counts: movi    r1, PORT_CALL_COUNT
        movi    r2, 256
1:      call    2f
2:      out     [r1], r2
        jmp     1b

fences: fence
        pause
        jmp     fences

        .balign 8
        .long   0
four:   addi    r1, r1, 1
        jmp     odd
        .byte   0
odd:    addi    r1, r1, 1
        jmp     four

putc:   jmp     serial_putc

        .data
        .balign 4
ticks:  .long   0
loops:  .long   itself, 1f, if_itself, 2f, through, 3f, calling, 4f
        .long   falling, 5f, returning, 6f, skewed, 7f, long, 8f
        .long   branches, 9f, patching, 10f, software, 11f, failing, 12f
        .long   dividing, 13f, counts, 14f, fences, 15f, 0
1:      .asciz  "jump to itself"
2:      .asciz  "conditional jump to itself"
3:      .asciz  "jumps through a register"
4:      .asciz  "calls and returns"
5:      .asciz  "calls that never return"
6:      .asciz  "returns without calls"
7:      .asciz  "code at 4 mod 8 and at odd addresses"
8:      .asciz  "long way without a jump"
9:      .asciz  "many conditional jumps"
10:     .asciz  "stores to the next instruction"
11:     .asciz  "interrupts by software"
12:     .asciz  "CAS that fails"
13:     .asciz  "divisions by zero"
14:     .asciz  "stack counts"
15:     .asciz  "FENCE and PAUSE"
text_ended:     .asciz  "all ended\n"
        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
