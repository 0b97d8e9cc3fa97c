; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 1 --deterministic
;! args --smp 2
;> word: right
;> bytes: right
;> halves: right
;> misaligned word: right
;> the next instruction: right
;> the block that runs, behind it: right
;> the block that runs, before it: right
;> an instruction across two granules: right
;> MEMCPY: right
;> MEMSET: right
;> MOVS: right
;> XCHG: right
;> CAS: right
;> STLR: right
;> PUSH: right
;> the slot of a call: right
;> an opcode: right
;> a loop in a loop: right
; Code that has become hot is changed in every way there is, a few times each;
; what runs next must be the new code. A case is called with r20 = 1 .. ROUNDS
; and leaves in r3 what its changed instruction gave: r20.

        .arch   lamp+x1
        .include "dev.inc"
.equ ROUNDS, 5
.equ HEAT, 60
        .text
start:  movi    r24, cases
case:   load32  r23, [r24]
        cmpi    r23, 0
        jz      ended
        load32  r0, [r24 + 4]
        call    print_text
        addi    r24, r24, 8
        movi    r20, 0
1:      movi    r21, HEAT               ; as it is, until it is hot
2:      callr   r23
        cmp     r3, r20
        jnz     wrong
        subi    r21, r21, 1
        jnz     2b
        addi    r20, r20, 1
        cmpi    r20, ROUNDS
        jle     1b
        movi    r0, text_right
        call    print_text
        jmp     case
wrong:  movi    r0, text_wrong
        call    print_text
        jmp     case
ended:  halt

; Each stands in granules of its own. The first one stores only when there is
; something new, so that its code gets hot in between.
        .balign 64
word:   movi    r1, 1f
        load32  r2, [r1]
        cmp     r2, r20
        jz      1f
        store32 [r1], r20
1:      movi    r3, 0
        ret

        .balign 64
bytes:  movi    r1, 1f
        store   [r1 + 0], r20
1:      movi    r3, 0
        ret

        .balign 64
halves: movi    r1, 1f
        store16 [r1 + 0], r20
1:      movi    r3, 0
        ret

        .balign 64
skew:   movi    r1, 1f - 1              ; padding and three bytes
        shli    r2, r20, 8
        store32 [r1], r2
        jmp     1f
        .long   0
1:      movi    r3, 0
        ret

        .balign 64
nextone:
        movi    r1, 1f
        store32 [r1], r20
1:      movi    r3, 0
        ret

        .balign 64
behind: movi    r1, 1f
        movi    r2, 0
        store32 [r1], r20
        addi    r2, r2, 1
        addi    r2, r2, 1
        addi    r2, r2, 1
        addi    r2, r2, 1
        addi    r2, r2, 1
        addi    r2, r2, 1
        addi    r2, r2, 1
        addi    r2, r2, 1
1:      movi    r3, 0
        ret

        .balign 64
before: movi    r4, 2
1:      movi    r3, 0
        movi    r1, 1b
        store32 [r1], r20
        subi    r4, r4, 1
        jnz     1b
        ret

        .balign 64
        .space  24
across: movi    r1, 1f
        store32 [r1], r20
        jmp     1f
        .space  12
1:      movi    r3, 0                   ; 60 mod 64
        ret

        .balign 64
copy:   movi    r1, 1f
        movi    r2, number
        store32 [r2], r20
        memcpy  r1, r2, 4
1:      movi    r3, 0
        ret

        .balign 64
set:    movi    r1, 1f
        memset  r1, r20, 1
1:      movi    r3, 0
        ret

        .balign 64
moves:  movi    r1, 1f
        movi    r2, number
        store32 [r2], r20
        movi    r4, 4
        movs    r1, r2, r4
1:      movi    r3, 0
        ret

        .balign 64
change: movi    r1, 1f
        xchg    r2, r1, r20, 0
1:      movi    r3, 0
        ret

        .balign 64
swap:   movi    r1, 1f
        load32  r2, [r1]
        cas     r2, r1, r20, 0
1:      movi    r3, 0
        ret

        .balign 64
release:
        movi    r1, 1f
        stlr    [r1], r20
1:      movi    r3, 0
        ret

        .balign 64
pushes: movi    r1, PORT_DATA_BASE
        in      r4, [r1]
        movi    r2, 1f - 4 * 255
        out     [r1], r2
        push    r20
1:      movi    r3, 0
        pop     r2
        out     [r1], r4
        ret

; The upper half of the slot, which is 0, is the immediate at `place`.
        .balign 64
slot:   movi    r1, PORT_CALL_BASE
        in      r4, [r1]
        movi    r5, PORT_CSP
        in      r6, [r5]
        movi    r7, 256
        movi    r8, place
        store32 [r8], r20
        movi    r2, place - 4 - 8 * 255
        out     [r1], r2
        out     [r5], r7
        call    1f
1:      out     [r1], r4
        out     [r5], r6
        jmp     place
        .balign 8
        .long   0
place:  movi    r3, 0
        add     r3, r3, r20
        ret

        .balign 64
opcode: movi    r1, 1f
        movi    r2, 0x38                ; ADDI for MOVI, and back
        andi    r4, r20, 1
        jz      2f
        movi    r2, 0x15
2:      store   [r1 + 7], r2
        movi    r3, 0
        mov     r5, r20
        store32 [r1], r20
1:      .quad   0x1503030000000000      ; movi r3, 0 or addi r3, r3, 0
        ret

        .balign 64
nested: movi    r4, 3
        movi    r1, 2f
1:      movi    r5, 40
        store32 [r1], r20
2:      movi    r3, 0
        subi    r5, r5, 1
        jnz     2b
        subi    r4, r4, 1
        jnz     1b
        ret

putc:   jmp     serial_putc

        .data
        .balign 4
number: .long   0
cases:  .long   word, 1f, bytes, 2f, halves, 3f, skew, 4f, nextone, 5f
        .long   behind, 6f, before, 7f, across, 8f, copy, 9f, set, 10f
        .long   moves, 11f, change, 12f, swap, 13f, release, 14f, pushes, 15f
        .long   slot, 16f, opcode, 17f, nested, 18f, 0
1:      .asciz  "word: "
2:      .asciz  "bytes: "
3:      .asciz  "halves: "
4:      .asciz  "misaligned word: "
5:      .asciz  "the next instruction: "
6:      .asciz  "the block that runs, behind it: "
7:      .asciz  "the block that runs, before it: "
8:      .asciz  "an instruction across two granules: "
9:      .asciz  "MEMCPY: "
10:     .asciz  "MEMSET: "
11:     .asciz  "MOVS: "
12:     .asciz  "XCHG: "
13:     .asciz  "CAS: "
14:     .asciz  "STLR: "
15:     .asciz  "PUSH: "
16:     .asciz  "the slot of a call: "
17:     .asciz  "an opcode: "
18:     .asciz  "a loop in a loop: "
text_right:     .asciz  "right\n"
text_wrong:     .asciz  "wrong\n"
        .include "serial.inc"
        .include "print.inc"
