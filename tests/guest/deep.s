; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 2
;! args --smp 2 --deterministic
;! stack 256
;> all the way down: 0000FFFF
;> left there by port: 0000FFFF
;> in smaller and smaller stacks: 00000001
;> returns without calls: 0000FFFF
;> the same on the last core
; A call stack of 65536 entries: filled to the last; left through its ports
; instead of by returns; emptied by returns that no call belongs to.

        .arch   lamp+x1
        .include "dev.inc"
.equ SLOTS, 65536
.equ RESULTS, 4
.equ stacks, 0x00100000          ; free memory, a stack for each of two cores
        .text
start:
        movi    r10, stacks
        movi    r11, results
        movi    r12, 1f
        jmp     all
1:      movi    r20, results
        movi    r21, texts
        movi    r22, RESULTS
2:      load32  r0, [r21]
        call    print_text
        load32  r0, [r20]
        movi    r1, 8
        call    print_hex
        call    print_newline
        addi    r20, r20, 4
        addi    r21, r21, 4
        subi    r22, r22, 1
        jnz     2b
        call    smp_cores
        subi    r0, r0, 1
        jz      same
        movi    r1, other
        startap r0, r1, 0
1:      pause
        movi    r1, done
        ldar    r0, [r1]
        cmpi    r0, 1
        jnz     1b
        movi    r20, results
        movi    r22, RESULTS
1:      load32  r0, [r20]
        load32  r1, [r20 + 4 * RESULTS]
        cmp     r0, r1
        jnz     differ
        addi    r20, r20, 4
        subi    r22, r22, 1
        jnz     1b
same:   movi    r0, text_core
        call    print_text
        halt
differ: movi    r0, text_differ
        call    print_text
        halt

other:  movi    r10, stacks + SLOTS * 8
        movi    r11, results + 4 * RESULTS
        movi    r12, 1f
        jmp     all
1:      movi    r0, 1
        movi    r1, done
        stlr    [r1], r0
2:      pause
        jmp     2b

; Everything on this core, with the call stack at r10; four words to r11, and
; on to r12.
all:    movi    r2, PORT_CALL_BASE
        out     [r2], r10
        movi    r2, PORT_CALL_COUNT
        movi    r1, SLOTS
        out     [r2], r1

        movi    r16, 0                  ; to the last entry and back
        movi    r17, SLOTS - 1
        call    step
        store32 [r11], r16

        movi    r19, 50                 ; the stack is emptied by its port
1:      movi    r16, 0
        call    sink
bottom: movi    r1, PORT_CSP
        movi    r2, SLOTS
        out     [r1], r2
        subi    r19, r19, 1
        jnz     1b
        store32 [r11 + 4], r16

        movi    r19, SLOTS              ; half is used, half is taken away
1:      movi    r1, PORT_CALL_COUNT
        out     [r1], r19
        shri    r17, r19, 1
        movi    r16, 0
        call    waste
wasted: shri    r19, r19, 1
        cmpi    r19, 1
        jg      1b
        store32 [r11 + 8], r16
        movi    r1, PORT_CALL_COUNT
        movi    r2, SLOTS
        out     [r1], r2

        mov     r1, r10                 ; every entry leads to `up`
        movi    r2, up
        movi    r3, SLOTS
1:      store32 [r1], r2
        addi    r1, r1, 8
        subi    r3, r3, 1
        jnz     1b
        movi    r1, PORT_CSP
        out     [r1], r3
        movi    r16, 0
        ret
up:     addi    r16, r16, 1
        cmpi    r16, SLOTS - 1
        jz      1f
        ret
1:      movi    r1, PORT_CSP
        movi    r2, SLOTS
        out     [r1], r2
        store32 [r11 + 12], r16
        jmpr    r12

step:   addi    r16, r16, 1
        cmp     r16, r17
        jge     1f
        call    step
        subi    r18, r18, 1             ; the call is not the last thing
1:      ret
sink:   addi    r16, r16, 1
        cmp     r16, r17
        jge     bottom
        call    sink
        ret
waste:  addi    r16, r16, 1
        cmp     r16, r17
        jge     wasted
        call    waste
        ret

putc:   jmp     serial_putc

        .data
        .balign 4
texts:          .long   text_down, text_left, text_small, text_up
text_down:      .asciz  "all the way down: "
text_left:      .asciz  "left there by port: "
text_small:     .asciz  "in smaller and smaller stacks: "
text_up:        .asciz  "returns without calls: "
text_core:      .asciz  "the same on the last core\n"
text_differ:    .asciz  "not the same on the last core\n"
        .include "serial.inc"
        .include "print.inc"
        .include "smp.inc"
        .data
        .balign 4
        .bss
        .balign 4
results:        .space  4 * RESULTS * 2
done:   .space  4
