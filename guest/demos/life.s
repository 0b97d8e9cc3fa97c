; SPDX-License-Identifier: MIT
;
; Conway's Game of Life on a torus, the rows shared by all cores. A cell is
; bright when it is born, changes its colour as it gets older, and leaves a
; trail that fades. q quits, any other key begins with new random cells.
;
; A cell is one byte: CELL_ALIVE + age while it lives, else what is left of
; the trail. A row has one more cell on each side, a copy of the other end, so
; that the inner loop needs no test for the edge.

        .arch   lamp+x1
        .include "dev.inc"

.equ TICK_MICROS,    66667          ; 15 generations a second
.equ CELLS_X,        160
.equ CELLS_Y,        115
.equ CELL_PIXELS,    4
.equ ROW_CELLS,      CELLS_X + 2
.equ FIELD_BYTES,    ROW_CELLS * CELLS_Y
.equ CELL_ALIVE,     0x80
.equ CELL_TRAIL,     47             ; of a cell that has just died
.equ CAPTION_Y,      CELLS_Y * CELL_PIXELS + 2
.equ STIR_MASK,      127            ; new cells come every 128 generations
.equ STIR_SIZE,      12

        .text
start:
        movi    r0, text_title
        movi    r1, TICK_MICROS
        call    demo_start
        call    colours_make
        call    job_start
        movi    r0, TIME_BASE
        load32  r0, [r0 + TIME_BOOT_LO] ; two runs differ, unless the clock
        call    random_seed             ; does not
again:
        call    field_scatter
        movi    r0, 0
        movi    r1, generation
        store32 [r1], r0
        jmp     2f
loop:
        call    demo_wait
        cmpi    r0, 0
        jnz     again
        movi    r1, generation
        load32  r0, [r1]
        inc     r0
        store32 [r1], r0
        andi    r0, r0, STIR_MASK
        jnz     1f
        call    field_stir
1:      movi    r1, generation
        load32  r0, [r1]
        andi    r0, r0, 15
        jnz     3f
2:      call    caption_draw
3:      movi    r0, row_step
        movi    r1, CELLS_Y
        call    job_run
        call    field_swap
        jmp     loop

; field_scatter: one cell in four is alive, the others leave their trails.
field_scatter:
        push    r16
        push    r17
        movi    r16, 0                  ; row
1:      mov     r0, r16
        call    row_address
        mov     r17, r0
        movi    r3, CELLS_X
2:      call    random
        shri    r0, r0, 30
        jnz     3f
        movi    r0, CELL_ALIVE
        jmp     4f
3:      load    r0, [r17]
        cmpi    r0, CELL_ALIVE
        jc      4f
        movi    r0, CELL_TRAIL
4:      store   [r17], r0
        inc     r17
        subi    r3, r3, 1
        jnz     2b
        inc     r16
        cmpi    r16, CELLS_Y
        jl      1b
        pop     r17
        pop     r16
        jmp     field_edges

; field_stir: random cells in a square at a random place, for a field that
; has come to rest.
field_stir:
        push    r16
        push    r17
        call    random
        shri    r0, r0, 8
        movi    r1, CELLS_X - STIR_SIZE
        mod     r16, r0, r1             ; x
        call    random
        shri    r0, r0, 8
        movi    r1, CELLS_Y - STIR_SIZE
        mod     r17, r0, r1             ; y
        movi    r3, STIR_SIZE
1:      mov     r0, r17
        call    row_address
        add     r4, r0, r16
        movi    r5, STIR_SIZE
2:      call    random
        shri    r0, r0, 31
        shli    r0, r0, 7
        load    r1, [r4]
        or      r0, r0, r1
        store   [r4], r0
        inc     r4
        subi    r5, r5, 1
        jnz     2b
        inc     r17
        subi    r3, r3, 1
        jnz     1b
        pop     r17
        pop     r16
; field_edges: copy the ends of every row of the present field.
field_edges:
        movi    r2, 0
1:      mov     r0, r2
        call    row_address
        call    row_edges
        inc     r2
        cmpi    r2, CELLS_Y
        jl      1b
        ret

; row_address: r0 = first cell of row r0 of the present field. Changes r1.
row_address:
        movi    r1, ROW_CELLS
        mul     r0, r0, r1
        movi    r1, fields
        load32  r1, [r1]
        add     r0, r0, r1
        inc     r0
        ret

; row_edges: copy the ends of the row whose first cell is at r0. Changes r1.
row_edges:
        load    r1, [r0]
        store   [r0 + CELLS_X], r1
        load    r1, [r0 + CELLS_X - 1]
        store   [r0 - 1], r1
        ret

; field_swap: the field just made becomes the present one.
field_swap:
        movi    r2, fields
        load32  r0, [r2]
        load32  r1, [r2 + 4]
        store32 [r2], r1
        store32 [r2 + 4], r0
        ret

; row_step: row r0 of the next generation, and its pixels; on any core.
row_step:
        mov     r16, r0
        call    row_address
        mov     r18, r0                 ; this row
        addi    r0, r16, 1
        cmpi    r0, CELLS_Y
        jl      1f
        movi    r0, 0
1:      call    row_address
        mov     r19, r0                 ; the row below
        subi    r0, r16, 1
        jnc     2f
        movi    r0, CELLS_Y - 1
2:      call    row_address
        mov     r17, r0                 ; the row above
        movi    r0, fields
        load32  r1, [r0]
        load32  r20, [r0 + 4]
        sub     r20, r20, r1
        add     r20, r20, r18           ; this row of the next generation
        push    r20
        movi    r0, 0
        movi    r1, CELL_PIXELS
        mul     r1, r1, r16
        call    fb_address
        mov     r21, r0                 ; pixels
        subi    r0, r17, 1
        subi    r1, r18, 1
        subi    r2, r19, 1
        call    column_count
        mov     r23, r3                 ; living in the column to the left
        mov     r0, r17
        mov     r1, r18
        mov     r2, r19
        call    column_count
        mov     r24, r3                 ; in this column
        movi    r22, CELLS_X
3:      addi    r0, r17, 1
        addi    r1, r18, 1
        addi    r2, r19, 1
        call    column_count            ; r3: in the column to the right
        add     r5, r23, r24
        add     r5, r5, r3
        mov     r23, r24
        mov     r24, r3
        load    r4, [r18]
        call    cell_next
        store   [r20], r6
        cmp     r6, r4
        jz      4f
        call    cell_draw
4:      inc     r17
        inc     r18
        inc     r19
        inc     r20
        addi    r21, r21, CELL_PIXELS * FB_BPP
        subi    r22, r22, 1
        jnz     3b
        pop     r0
        jmp     row_edges

; column_count: r3 = how many of the cells at r0, r1, r2 live.
column_count:
        load    r0, [r0]
        load    r1, [r1]
        load    r2, [r2]
        shri    r3, r0, 7
        shri    r1, r1, 7
        add     r3, r3, r1
        shri    r2, r2, 7
        add     r3, r3, r2
        ret

; cell_next: r6 = what becomes of the cell r4, when r5 live in the square of
; nine around and with it. Changes r5.
cell_next:
        cmpi    r5, 3
        jz      2f                      ; lives, whatever it was
        cmpi    r4, CELL_ALIVE
        jc      1f
        cmpi    r5, 4
        jz      3f
        movi    r6, CELL_TRAIL
        ret
1:      mov     r6, r4                  ; the trail fades
        jz      4f
        subi    r6, r4, 1
        ret
2:      movi    r6, CELL_ALIVE
        cmpi    r4, CELL_ALIVE
        jc      4f
3:      addi    r6, r4, 1               ; a living cell gets older
        cmpi    r6, 256
        jl      4f
        mov     r6, r4
4:      ret

; cell_draw: the cell r6 at r21, one pixel apart from the next. Changes r0,
; r1.
cell_draw:
        shli    r0, r6, 2
        load32  r0, [r0 + colours]
        mov     r1, r21
        call    1f
        call    1f
1:      store32 [r1], r0
        store32 [r1 + FB_BPP], r0
        store32 [r1 + 2 * FB_BPP], r0
        addi    r1, r1, FB_ROW_BYTES
        ret

; colours_make: the colour of every cell byte.
colours_make:
        movi    r7, 0
1:      movi    r0, 0x000000            ; trails
        movi    r1, 0x4B3A9E
        movi    r2, 3
        mul     r2, r2, r7
        cmpi    r7, CELL_TRAIL + 1
        jl      4f
        movi    r0, 0xFFF6D8            ; young
        movi    r1, 0xFFB454
        subi    r2, r7, CELL_ALIVE
        shli    r2, r2, 5
        cmpi    r2, 256
        jle     3f
        movi    r0, 0xFFB454            ; grown up
        movi    r1, 0x3FA7D6
        subi    r2, r2, 256
        shri    r2, r2, 2
        cmpi    r2, 256
        jle     3f
        movi    r2, 256
3:      cmpi    r7, CELL_ALIVE
        jc      5f
4:      call    colour_mix
        shli    r2, r7, 2
        store32 [r2 + colours], r0
5:      inc     r7
        cmpi    r7, 256
        jl      1b
        ret

; caption_draw: the line below the field.
caption_draw:
        movi    r0, caption
        movi    r1, text_caption
        call    format_text
        movi    r1, generation
        load32  r1, [r1]
        movi    r2, 7
        movi    r3, ' '
        call    format_dec
        movi    r0, caption
        movi    r1, 8
        movi    r2, CAPTION_Y
        movi    r3, 0x7E8FAB
        movi    r4, 0x000000
        jmp     fb_text

        .data
        .align  4
fields:
        .long   field_a, field_b
text_title:     .asciz  "life: Conway's cells on a torus, coloured by age; q quits\n"
text_caption:   .asciz  "life | q quits, space scatters new cells | generation"

        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
        .include "smp.inc"
        .include "clock.inc"
        .include "random.inc"
        .include "colour.inc"
        .include "font.inc"
        .include "fb.inc"
        .include "demo.inc"
        .include "job.inc"

        .data
        .align  4
        .bss
        .align  4
generation:
        .space  4
colours:
        .space  256 * 4
caption:
        .space  80
field_a:
        .space  FIELD_BYTES
field_b:
        .space  FIELD_BYTES
