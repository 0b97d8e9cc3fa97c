; SPDX-License-Identifier: MIT
;
; The Mandelbrot set in binary32 on all cores: a journey of pictures, each
; zooming further in. A picture appears in blocks that get finer, then rests
; while the cores sleep. Keys: q quits, any other goes on at once.

        .arch   lamp+x1
        .include "dev.inc"

.equ TICK_MICROS,    50000
.equ REST_TICKS,     40             ; 2 s for a picture
.equ FIRST_BLOCK,    16             ; pixels
.equ STEPS,          12             ; pictures of one journey
.equ PALETTE_SIZE,   1024
.equ STOP_SIZE,      128
.equ CAPTION_Y,      456

.equ ONE,            0x3F800000     ; 1.0
.equ QUARTER,        0x3E800000     ; 0.25
.equ SIXTEENTH,      0x3D800000     ; 0.0625
.equ BAILOUT,        0x43800000     ; 256.0, of the squared distance

        .text
start:
        movi    r0, text_title
        movi    r1, TICK_MICROS
        call    demo_start
        call    palette_make
        call    job_start
journey:
        movi    r16, places
1:      cmpi    r16, places_end
        jz      journey
        movi    r17, 0                  ; step
2:      call    view_set
        call    view_draw
        movi    r0, REST_TICKS
        call    demo_wait_ticks
        inc     r17
        cmpi    r17, STEPS
        jl      2b
        addi    r16, r16, PLACE_BYTES
        jmp     1b

; view_set: the view of place r16 at step r17: from the whole set towards the
; place, every picture 0.6 of the one before, and looking harder.
view_set:
        movi    r0, view
        movi    r5, ONE                 ; how much of the way is left
        movi    r1, 0x3F19999A          ; 0.6
        mov     r2, r17
1:      cmpi    r2, 0
        jz      2f
        fmul    r5, r5, r1
        subi    r2, r2, 1
        jmp     1b
2:      load32  r4, [r0 + WHOLE_HEIGHT]
        fmul    r4, r4, r5
        movi    r1, FB_HEIGHT
        itof    r1, r1
        fdiv    r4, r4, r1
        store32 [r0 + VIEW_STEP], r4    ; from pixel to pixel
        movi    r1, FB_WIDTH / 2
        itof    r1, r1
        fmul    r1, r1, r4
        load32  r2, [r16]
        load32  r3, [r0 + WHOLE_X]
        fsub    r3, r3, r2
        fmul    r3, r3, r5
        fadd    r2, r2, r3              ; the middle
        fsub    r2, r2, r1
        store32 [r0 + VIEW_LEFT], r2
        movi    r1, FB_HEIGHT / 2
        itof    r1, r1
        fmul    r1, r1, r4
        load32  r2, [r16 + 4]
        fmul    r3, r2, r5              ; that of the whole set is 0
        fsub    r2, r2, r3
        fsub    r2, r2, r1
        store32 [r0 + VIEW_TOP], r2
        movi    r1, 28
        mul     r1, r1, r17
        addi    r1, r1, 100
        store32 [r0 + VIEW_LIMIT], r1
        ret

; view_draw: draw the view in finer and finer blocks.
view_draw:
        push    r16
        movi    r16, FIRST_BLOCK
1:      movi    r0, view
        store32 [r0 + VIEW_BLOCK], r16
        movi    r0, row_draw
        movi    r1, FB_HEIGHT
        div     r1, r1, r16
        call    job_run
        call    caption_draw
        shri    r16, r16, 1
        jnz     1b
        pop     r16
        ret

caption_draw:
        movi    r0, text_caption
        movi    r1, 8
        movi    r2, CAPTION_Y
        movi    r3, 0xDCE4F2
        movi    r4, 0x0A0E16
        jmp     fb_text

; row_draw: block row r0 of the view; called on any core.
row_draw:
        movi    r16, view
        load32  r17, [r16 + VIEW_BLOCK]
        mul     r18, r0, r17            ; y
        load32  r19, [r16 + VIEW_STEP]
        load32  r20, [r16 + VIEW_LEFT]
        load32  r21, [r16 + VIEW_LIMIT]
        load32  r0, [r16 + VIEW_TOP]
        itof    r1, r18
        fmul    r1, r1, r19
        fadd    r22, r0, r1             ; imaginary part
        movi    r23, 0                  ; x
1:      itof    r1, r23
        fmul    r1, r1, r19
        fadd    r10, r20, r1            ; real part
        mov     r11, r22
        call    point_colour
        mov     r4, r0
        cmpi    r17, 1
        jz      2f
        mov     r0, r23
        mov     r1, r18
        mov     r2, r17
        mov     r3, r17
        call    fb_rect
        jmp     3f
2:      mov     r0, r23
        mov     r1, r18
        call    fb_address
        store32 [r0], r4
3:      add     r23, r23, r17
        cmpi    r23, FB_WIDTH
        jl      1b
        ret

; point_colour: r0 = colour of the point (r10, r11), at most r21 rounds.
; Changes r1 to r9.
point_colour:
        fmul    r2, r11, r11
        movi    r3, QUARTER
        fsub    r4, r10, r3
        fmul    r5, r4, r4
        fadd    r5, r5, r2              ; inside the heart?
        fadd    r6, r5, r4
        fmul    r6, r6, r5
        fmul    r7, r2, r3
        fcmp    r6, r7
        jl      point_inside
        movi    r3, ONE
        fadd    r4, r10, r3
        fmul    r4, r4, r4
        fadd    r4, r4, r2              ; inside the disc left of it?
        movi    r3, SIXTEENTH
        fcmp    r4, r3
        jl      point_inside
        movi    r1, 0                   ; z
        movi    r2, 0
        movi    r9, BAILOUT
        mov     r8, r21
1:      fmul    r3, r1, r1
        fmul    r4, r2, r2
        fadd    r5, r3, r4
        fcmp    r5, r9
        jg      2f
        fmul    r2, r2, r1
        fsub    r3, r3, r4
        fadd    r1, r3, r10
        fadd    r2, r2, r2
        fadd    r2, r2, r11
        subi    r8, r8, 1
        jnz     1b
point_inside:
        movi    r0, 0x03040A
        ret
; The colour follows the number of rounds, less the logarithm to the base 2 of
; the logarithm of the distance reached, so that no steps show. The bits of a
; binary32 number, less those of 1.0, are its logarithm to the base 2 in units
; of 2^-23, near enough.
2:      sub     r8, r21, r8
        itof    r8, r8
        movi    r6, 0x34000000          ; 2^-23
        subi    r5, r5, ONE
        itof    r5, r5
        fmul    r5, r5, r6
        subi    r5, r5, ONE
        itof    r5, r5
        fmul    r5, r5, r6
        fsub    r8, r8, r5
        movi    r6, 0x41A00000          ; 20.0 colours a round
        fmul    r8, r8, r6
        ftoi    r8, r8
        andi    r8, r8, PALETTE_SIZE - 1
        shli    r8, r8, 2
        load32  r0, [r8 + palette]
        ret

; palette_make: PALETTE_SIZE colours, a circle through the stops.
palette_make:
        movi    r7, 0
1:      shri    r8, r7, 7               ; stop
        shli    r9, r8, 2
        load32  r0, [r9 + stops]
        inc     r8
        andi    r8, r8, PALETTE_SIZE / STOP_SIZE - 1
        shli    r9, r8, 2
        load32  r1, [r9 + stops]
        andi    r2, r7, STOP_SIZE - 1
        shli    r2, r2, 1
        call    colour_mix
        shli    r9, r7, 2
        store32 [r9 + palette], r0
        inc     r7
        cmpi    r7, PALETTE_SIZE
        jl      1b
        ret

        .data
        .align  4
stops:
        .long   0x070A24, 0x163A8C, 0x1E9BB0, 0xE6F4D2
        .long   0xFFC15E, 0xD8572F, 0x5E1A4A, 0x160A2E

; where a journey goes: real, imaginary
.equ PLACE_BYTES, 8
places:
        .float  -0.743644, 0.131826
        .float  -0.170337, -1.065060
        .float  0.285053, 0.011500
        .float  -1.255061, 0.382048
places_end:

.equ VIEW_LEFT,      0
.equ VIEW_TOP,       4
.equ VIEW_STEP,      8              ; from pixel to pixel
.equ VIEW_LIMIT,     12             ; rounds
.equ VIEW_BLOCK,     16             ; pixels
.equ WHOLE_X,        20             ; the first picture: its middle, which is
.equ WHOLE_HEIGHT,   24             ; on the real axis, and its height
view:
        .space  20
        .float  -0.6, 2.5

text_title:     .asciz  "mandelbrot: the set in binary32 on all cores; q quits\n"
text_caption:   .asciz  " mandelbrot | q quits, space goes on "

        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
        .include "smp.inc"
        .include "clock.inc"
        .include "colour.inc"
        .include "font.inc"
        .include "fb.inc"
        .include "demo.inc"
        .include "job.inc"

        .data
        .align  4
        .bss
        .align  4
palette:
        .space  PALETTE_SIZE * 4
