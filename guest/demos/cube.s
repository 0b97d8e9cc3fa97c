; SPDX-License-Identifier: MIT
;
; A shaded cube that turns about two axes. Each picture is made in memory and
; copied to the screen row by row, so that no half-drawn one shows. One core
; does it all; it sleeps between the ticks. q quits.
;
; Axes: x to the right, y down, z away from the eye, which is at z = -EYE.

        .arch   lamp+x1
        .include "dev.inc"

.equ TICK_MICROS,    33333          ; 30 pictures a second
.equ PICTURE_W,      400
.equ PICTURE_H,      400
.equ PICTURE_X,      (FB_WIDTH - PICTURE_W) / 2
.equ PICTURE_Y,      24
.equ PICTURE_ROW,    PICTURE_W * FB_BPP
.equ PICTURE_BYTES,  PICTURE_ROW * PICTURE_H
.equ CAPTION_X,      (FB_WIDTH - 14 * 8) / 2
.equ CAPTION_Y,      444
.equ COLOUR_BACK,    0x0A0E16

.equ HALF,           0x3F000000     ; 0.5
.equ ONE,            0x3F800000     ; 1.0
.equ MINUS_ONE,      0xBF800000

        .text
start:
        movi    r0, text_title
        movi    r1, TICK_MICROS
        call    demo_start
        movi    r0, 0
        movi    r1, 0
        movi    r2, FB_WIDTH
        movi    r3, FB_HEIGHT
        movi    r4, COLOUR_BACK
        call    fb_rect
        movi    r0, text_caption
        movi    r1, CAPTION_X
        movi    r2, CAPTION_Y
        movi    r3, 0x7E8FAB
        movi    r4, COLOUR_BACK
        call    fb_text
        call    back_make
loop:
        movi    r0, picture
        movi    r1, back
        memcpy  r0, r1, PICTURE_BYTES
        call    cube_draw
        call    picture_show
        movi    r0, turn_y
        call    turn_step
        movi    r0, turn_x
        call    turn_step
        call    demo_wait
        jmp     loop

; picture_show: copy the picture to the screen.
picture_show:
        movi    r0, PICTURE_X
        movi    r1, PICTURE_Y
        call    fb_address
        movi    r1, picture
        movi    r2, PICTURE_H
1:      memcpy  r0, r1, PICTURE_ROW
        addi    r0, r0, FB_ROW_BYTES
        addi    r1, r1, PICTURE_ROW
        subi    r2, r2, 1
        jnz     1b
        ret

; back_make: what is behind the cube, a light that fades to the edges.
back_make:
        movi    r10, back
        movi    r11, 0                  ; y
1:      movi    r12, 0                  ; x
2:      subi    r0, r12, PICTURE_W / 2
        mul     r0, r0, r0
        subi    r1, r11, PICTURE_H / 2
        mul     r1, r1, r1
        add     r0, r0, r1              ; squared distance from the middle
        itof    r0, r0
        fsqrt   r0, r0
        ftoi    r0, r0
        movi    r2, PICTURE_W / 2
        sub     r2, r2, r0
        jge     3f
        movi    r2, 0
3:      movi    r0, COLOUR_BACK
        movi    r1, 0x5A4038
        call    colour_mix
        store32 [r10], r0
        addi    r10, r10, FB_BPP
        inc     r12
        cmpi    r12, PICTURE_W
        jl      2b
        inc     r11
        cmpi    r11, PICTURE_H
        jl      1b
        ret

; turn_step: turn the angle at r0, kept as cosine and sine, by its step; then
; bring the pair back to length 1, which rounding would lose.
turn_step:
        load32  r1, [r0]                ; cosine
        load32  r2, [r0 + 4]            ; sine
        load32  r3, [r0 + 8]            ; of the step
        load32  r4, [r0 + 12]
        fmul    r5, r1, r3
        fmul    r6, r2, r4
        fsub    r5, r5, r6
        fmul    r6, r1, r4
        fmul    r7, r2, r3
        fadd    r6, r6, r7
        fmul    r1, r5, r5
        fmul    r2, r6, r6
        fadd    r1, r1, r2
        fsqrt   r1, r1
        fdiv    r5, r5, r1
        fdiv    r6, r6, r1
        store32 [r0], r5
        store32 [r0 + 4], r6
        ret

; turn: turn the vector (r1, r2, r3). Changes r4 to r9.
turn:
        movi    r9, turn_y
        load32  r4, [r9]                ; about y: cosine, sine
        load32  r5, [r9 + 4]
        fmul    r6, r1, r4
        fmul    r7, r3, r5
        fadd    r6, r6, r7
        fmul    r3, r3, r4
        fmul    r7, r1, r5
        fsub    r3, r3, r7
        mov     r1, r6
        load32  r4, [r9 + turn_x - turn_y]
        load32  r5, [r9 + turn_x - turn_y + 4]
        fmul    r6, r2, r4
        fmul    r7, r3, r5
        fsub    r6, r6, r7
        fmul    r7, r2, r5
        fmul    r3, r3, r4
        fadd    r3, r3, r7
        mov     r2, r6
        ret

; corner_sign: r0 = 1.0 when bit r1 of the corner r16 is set, else -1.0.
corner_sign:
        shr     r0, r16, r1
        andi    r0, r0, 1
        jz      1f
        movi    r0, ONE
        ret
1:      movi    r0, MINUS_ONE
        ret

; cube_draw: turn and project the corners, draw the faces that look here.
; Bits 0, 1, 2 of a corner's number are its sides in x, y, z.
cube_draw:
        movi    r16, 0
1:      movi    r1, 0
        call    corner_sign
        mov     r4, r0
        movi    r1, 1
        call    corner_sign
        mov     r2, r0
        movi    r1, 2
        call    corner_sign
        mov     r3, r0
        mov     r1, r4
        call    turn
        movi    r9, lens
        load32  r4, [r9]
        fadd    r3, r3, r4              ; depth from the eye
        load32  r4, [r9 + 4]
        fdiv    r3, r4, r3
        load32  r4, [r9 + 8]            ; the middle of the picture
        fmul    r1, r1, r3
        fadd    r1, r1, r4
        fmul    r2, r2, r3
        fadd    r2, r2, r4
        shli    r0, r16, 3
        store32 [r0 + corners], r1
        store32 [r0 + corners + 4], r2
        inc     r16
        cmpi    r16, 8
        jl      1b
        movi    r16, faces
2:      load32  r0, [r16 + FACE_COLOUR]
        cmpi    r0, 0
        jz      3f
        call    face_draw
        addi    r16, r16, FACE_BYTES
        jmp     2b
3:      ret

; face_draw: the face at r16, if it looks to the eye. A face at distance 1
; from the middle does when the z of its direction is below -1 / EYE.
face_draw:
        load32  r1, [r16 + FACE_X]
        load32  r2, [r16 + FACE_Y]
        load32  r3, [r16 + FACE_Z]
        call    turn
        movi    r9, lens
        load32  r4, [r9 + 12]
        fcmp    r3, r4
        jge     9f
        load32  r4, [r9 + 16]           ; how much it looks to the light
        fmul    r4, r4, r1
        load32  r5, [r9 + 20]
        fmul    r5, r5, r2
        fadd    r4, r4, r5
        load32  r5, [r9 + 24]
        fmul    r5, r5, r3
        fadd    r4, r4, r5
        ftoi    r2, r4
        cmpi    r2, 0
        jge     1f
        movi    r2, 0
1:      addi    r2, r2, 70
        cmpi    r2, 256
        jle     2f
        movi    r2, 256
2:      movi    r0, 0x05070C
        load32  r1, [r16 + FACE_COLOUR]
        call    colour_mix
        mov     r17, r0
        movi    r0, spans               ; no pixel in any row yet
        movi    r1, PICTURE_H
        movi    r2, 0x7FFFFFFF
        movi    r3, 0
3:      store32 [r0], r2
        store32 [r0 + 4], r3
        addi    r0, r0, 8
        subi    r1, r1, 1
        jnz     3b
        movi    r18, 3                  ; the four edges
        load    r19, [r16 + FACE_CORNERS]
4:      add     r0, r16, r18
        load    r20, [r0 + FACE_CORNERS]
        mov     r0, r19
        mov     r1, r20
        call    edge_trace
        mov     r19, r20
        subi    r18, r18, 1
        jge     4b
        call    spans_fill
9:      ret

; edge_trace: note where the line between corners r0 and r1 crosses the rows
; of the picture, in 1 / 256 of a pixel. Changes r0 to r9.
edge_trace:
        shli    r0, r0, 3
        shli    r1, r1, 3
        load32  r2, [r0 + corners]      ; from (r2, r3)
        load32  r3, [r0 + corners + 4]
        load32  r4, [r1 + corners]      ; to (r4, r5)
        load32  r5, [r1 + corners + 4]
        fcmp    r3, r5
        jle     1f
        mov     r6, r2
        mov     r2, r4
        mov     r4, r6
        mov     r6, r3
        mov     r3, r5
        mov     r5, r6
1:      movi    r6, HALF
        fadd    r7, r3, r6
        ftoi    r7, r7                  ; first row whose middle is below
        fadd    r8, r5, r6
        ftoi    r8, r8                  ; first row behind the end
        cmp     r7, r8
        jge     4f
        fsub    r4, r4, r2
        fsub    r5, r5, r3
        fdiv    r4, r4, r5              ; step to the side
        itof    r0, r7
        fadd    r0, r0, r6
        fsub    r0, r0, r3
        fmul    r0, r0, r4
        fadd    r2, r2, r0              ; at the middle of the first row
        movi    r6, 0x43800000          ; 256.0
        fmul    r2, r2, r6
        fmul    r4, r4, r6
        shli    r9, r7, 3
        addi    r9, r9, spans
2:      ftoi    r0, r2
        load32  r1, [r9]
        cmp     r0, r1
        jge     3f
        store32 [r9], r0
3:      load32  r1, [r9 + 4]
        cmp     r0, r1
        jle     3f
        store32 [r9 + 4], r0
3:      fadd    r2, r2, r4
        addi    r9, r9, 8
        inc     r7
        cmp     r7, r8
        jl      2b
4:      ret

; spans_fill: fill the rows between their two crossings with the colour r17,
; darker towards the bottom; the pixels at both ends by the share covered.
spans_fill:
        movi    r18, 0                  ; row
        movi    r19, 0                  ; rows filled
1:      shli    r0, r18, 3
        load32  r10, [r0 + spans]
        load32  r11, [r0 + spans + 4]
        cmp     r10, r11
        jge     5f
        mov     r0, r17
        movi    r1, 0
        shri    r2, r19, 2
        call    colour_mix
        mov     r12, r0
        inc     r19
        shri    r13, r10, 8             ; first and last pixel
        shri    r14, r11, 8
        movi    r15, PICTURE_ROW
        mul     r15, r15, r18
        addi    r15, r15, picture
        shli    r0, r14, 2
        add     r9, r15, r0             ; the last one
        shli    r0, r13, 2
        add     r15, r15, r0            ; the first one
        andi    r10, r10, 255
        movi    r0, 256
        sub     r2, r0, r10
        andi    r11, r11, 255
        cmp     r13, r14
        jnz     2f
        sub     r2, r11, r10            ; both ends in one pixel
2:      load32  r0, [r15]
        mov     r1, r12
        call    colour_mix
        store32 [r15], r0
        cmp     r15, r9
        jz      5f
3:      addi    r15, r15, FB_BPP
        cmp     r15, r9
        jz      4f
        store32 [r15], r12
        jmp     3b
4:      load32  r0, [r15]
        mov     r1, r12
        mov     r2, r11
        call    colour_mix
        store32 [r15], r0
5:      inc     r18
        cmpi    r18, PICTURE_H
        jl      1b
        ret

        .data
        .align  4
; cosine and sine of the angle, and of its step
turn_y:
        .float  0.8253356, 0.5646425, 0.9996001, 0.0282786
turn_x:
        .float  0.8253356, -0.5646425, 0.9999755, 0.0069999

; distance of the eye, size of the picture at distance 1, its middle,
; -1 / distance, direction of the light times its strength
lens:
        .float  4.2, 420.0, 200.0, -0.2380952
        .float  -96.0, -140.0, -128.0

.equ FACE_X,         0              ; where it looks
.equ FACE_Y,         4
.equ FACE_Z,         8
.equ FACE_COLOUR,    12
.equ FACE_CORNERS,   16             ; four bytes, in order around it
.equ FACE_BYTES,     20
faces:
        .float  1.0, 0.0, 0.0
        .long   0xFFB454
        .byte   1, 3, 7, 5
        .float  -1.0, 0.0, 0.0
        .long   0xFFB454
        .byte   0, 2, 6, 4
        .float  0.0, 1.0, 0.0
        .long   0xFF7A5C
        .byte   2, 3, 7, 6
        .float  0.0, -1.0, 0.0
        .long   0xFF7A5C
        .byte   0, 1, 5, 4
        .float  0.0, 0.0, 1.0
        .long   0x7C8CFF
        .byte   4, 5, 7, 6
        .float  0.0, 0.0, -1.0
        .long   0x7C8CFF
        .byte   0, 1, 3, 2
        .long   0, 0, 0, 0

text_title:     .asciz  "cube: a shaded cube turns, one core, 30 pictures a second; q quits\n"
text_caption:   .asciz  "cube | q quits"

        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
        .include "clock.inc"
        .include "colour.inc"
        .include "font.inc"
        .include "fb.inc"
        .include "demo.inc"

        .data
        .align  4
        .bss
        .align  4
corners:
        .space  8 * 8
spans:
        .space  PICTURE_H * 8
picture:
        .space  PICTURE_BYTES
back:
        .space  PICTURE_BYTES
