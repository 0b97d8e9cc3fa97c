; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 1 --deterministic
;! args --smp 2
;! args --smp 4
;! args --smp 4 --deterministic
;> cores with a wrong sum: 0
; Code in call stacks. A word of code begins with its immediate operand, and the
; upper half of a slot is 0: an instruction that begins there loses its operand
; when that slot is pushed. Each core sets the operand of such an instruction in
; the stack of the next core, runs it, and runs it again when that core has
; called. The first core has run all of them while it was alone, behind many
; calls that met no code.

        .arch   lamp+x1
        .include "dev.inc"
.equ stacks, 0x100000                   ; in memory that nothing else uses
.equ STRIDE, 4096                       ; from stack to stack
.equ AT, 255 * 8 + 4                    ; of the code in each
.equ ROUNDS, 400
.equ CALLS, 30
.equ OPERAND, 7

; Waits for all cores. Changes r1, r2.
.macro barrier
        add     r24, r24, r21
        movi    r1, arrived
        movi    r2, 1
        xadd    r2, r1, r2, 0
1:      pause
        ldar    r2, [r1]
        cmp     r2, r24
        jl      1b
.endm
; Adds the operand of the code at \at to r3.
.macro adder at
        movi    r9, 1f
        jmpr    \at
1:
.endm
; Goes so often to where a call is that an engine compiles it. Not even the
; first call of all is made by what comes before that place.
.macro calls
        movi    r10, CALLS
        movi    r9, 1f
1:      subi    r10, r10, 1
        jnz     caller
.endm

        .text
start:  movi    r1, PORT_CALL_BASE
        movi    r2, stacks
        out     [r1], r2
        calls
        movi    r22, SYSINFO_BASE
        load32  r21, [r22 + SYSINFO_CORES]
        movi    r23, stacks + AT
        movi    r4, code
2:      memcpy  r23, r4, 16
        adder   r23
        addi    r23, r23, STRIDE
        subi    r21, r21, 1
        jnz     2b
        movi    r0, each
        call    smp_start
each:   movi    r22, SYSINFO_BASE
        load32  r21, [r22 + SYSINFO_CORES]
        cpuid   r20
        movi    r6, STRIDE
        mul     r22, r20, r6
        addi    r22, r22, stacks
        addi    r23, r20, 1             ; the next core, after the last the first
        cmp     r23, r21
        jnz     1f
        movi    r23, 0
1:      mul     r23, r23, r6
        addi    r23, r23, stacks + AT
        movi    r1, PORT_CALL_BASE
        out     [r1], r22
        addi    r22, r22, AT
        movi    r24, 0
        movi    r3, 0
        call    nothing
        adder   r22
        barrier
        movi    r11, ROUNDS
        movi    r5, OPERAND
2:      store32 [r23], r5
        adder   r23
        barrier
        calls
        barrier
        fence
        adder   r23
        subi    r11, r11, 1
        jnz     2b
        cmpi    r3, ROUNDS * OPERAND
        jz      3f
        movi    r1, wrong
        movi    r2, 1
        xadd    r2, r1, r2, 0
3:      barrier
        cmpi    r20, 0
        jz      5f
4:      pause
        jmp     4b
5:      movi    r0, text
        call    print_text
        movi    r1, wrong
        ldar    r0, [r1]
        call    print_dec
        call    print_newline
        halt

caller: call    nothing
        jmpr    r9
nothing:
        ret
; What goes into the stacks: the operand is at its start.
        .balign 8
code:   addi    r3, r3, 1
        jmpr    r9

putc:   jmp     serial_putc

        .data
text:   .asciz  "cores with a wrong sum: "
        .include "serial.inc"
        .include "print.inc"
        .include "smp.inc"
        .data
        .balign 4
        .bss
        .balign 4
        .space  64                      ; no neighbours
arrived:
        .space  64
wrong:  .space  4
