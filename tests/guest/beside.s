; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 1 --deterministic
;> counted beside code: 00000BB8
;> then on code: 00000007
;> then on the picture: 00000BB8
;> and beside again: 00001770
;> bytes and halves: 00000BB8
;> a row up to code: 00000000
;> and into it: 00000029
;> a byte of it: 00000A29
; Stores to data that shares granules with hot code, so often that an engine
; learns to tell the two apart. The same instructions then store to code,
; which must be seen at once, and to the framebuffer.

        .arch   lamp+x1
        .include "dev.inc"
.equ ROUNDS, 3000
        .text
start:
        movi    r20, counter
        call    count
        movi    r0, text_beside
        call    show

        movi    r20, site               ; the immediate of an instruction
        movi    r1, 6
        store32 [r20], r1
        movi    r22, 1
        call    count_some
        call    site
        mov     r16, r3
        movi    r0, text_code
        call    show

        movi    r20, FB_ALIAS_BASE
        call    count
        movi    r0, text_fb
        call    show

        movi    r20, counter
        call    count
        movi    r0, text_again
        call    show

        call    narrow
        movi    r0, text_narrow
        call    show

        movi    r23, 100                ; every second word before `last`
1:      movi    r22, 40
        call    row
        subi    r23, r23, 1
        jnz     1b
        call    last
        movi    r0, text_row
        call    show
        movi    r22, 41                 ; and its immediate
        call    row
        call    last
        movi    r0, text_into
        call    show

        movi    r23, 100                ; a byte of `gap`, many times
1:      movi    r20, gap
        call    byte
        subi    r23, r23, 1
        jnz     1b
        movi    r20, last + 1           ; then one of the immediate
        call    byte
        call    last
        movi    r0, text_byte
        call    show
        halt

; Stores 1 .. r22 to every second word from the table on.
row:    movi    r20, table
        movi    r21, 0
1:      addi    r21, r21, 1
        store32 [r20], r21
        addi    r20, r20, 8
        subi    r22, r22, 1
        jnz     1b
        ret
; Stores 1 .. 10 to the byte at r20.
byte:   movi    r22, 10
        movi    r21, 0
1:      addi    r21, r21, 1
        store   [r20], r21
        subi    r22, r22, 1
        jnz     1b
        ret
gap:    .byte   0, 0, 0, 0
        .balign 8
        .long   0
table:  .space  320
last:   movi    r16, 0
        ret

; Adds ROUNDS to the word at r20, one by one. r16 = what it comes to.
count:  movi    r22, ROUNDS
count_some:
1:      load32  r16, [r20]
        addi    r16, r16, 1
        store32 [r20], r16
        subi    r22, r22, 1
        jnz     1b
        ret
counter:
        .long   0
        .balign 8
site:   movi    r3, 0
        ret

; The same with a byte that carries into a half and a byte, indexed.
narrow: movi    r22, ROUNDS
        movi    r20, low - 8
        movi    r21, 8
        movi    r16, 0
1:      loadx   r2, [r20 + r21]
        addi    r2, r2, 1
        storex  [r20 + r21], r2
        andi    r2, r2, 0xFF
        jnz     2f
        load16  r2, [r20 + 10]
        addi    r2, r2, 1
        store16 [r20 + 10], r2
2:      subi    r22, r22, 1
        jnz     1b
        load16  r2, [r20 + 10]
        shli    r2, r2, 8
        loadx   r16, [r20 + r21]
        add     r16, r16, r2
        ret
        .balign 4
low:    .byte   0, 0
high:   .byte   0, 0

show:   call    print_text
        mov     r0, r16
        movi    r1, 8
        call    print_hex
        jmp     print_newline

putc:   jmp     serial_putc

        .data
text_beside:    .asciz  "counted beside code: "
text_code:      .asciz  "then on code: "
text_fb:        .asciz  "then on the picture: "
text_again:     .asciz  "and beside again: "
text_narrow:    .asciz  "bytes and halves: "
text_row:       .asciz  "a row up to code: "
text_into:      .asciz  "and into it: "
text_byte:      .asciz  "a byte of it: "
        .include "serial.inc"
        .include "print.inc"
