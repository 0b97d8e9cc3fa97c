; SPDX-License-Identifier: MIT
;
; A flight through stars on one core. A star is a point in space that comes
; nearer at each tick, gets brighter and larger, and starts again far away
; when it has left the view. q quits.

        .arch   lamp+x1
        .include "dev.inc"

.equ TICK_MICROS,    33333          ; 30 pictures a second
.equ STARS,          900
.equ DEPTH,          4096           ; where stars begin
.equ SPEED,          28             ; towards us, a tick
.equ LENS,           320            ; pixels
.equ NEAR,           2400           ; from here two pixels wide
.equ CLOSE,          900            ; and from here three

.equ STAR_X,         0              ; -4096 to 4095
.equ STAR_Y,         4
.equ STAR_Z,         8
.equ STAR_PIXEL,     12             ; where it was drawn, 0 = nowhere
.equ STAR_SIZE,      16             ; and its pixels each way
.equ STAR_BYTES,     20

        .text
start:
        movi    r0, text_title
        movi    r1, TICK_MICROS
        call    demo_start
        movi    r0, 0x2545F491
        call    random_seed
        movi    r16, stars
        movi    r17, STARS
1:      call    star_make
        call    random
        shri    r0, r0, 20
        inc     r0                      ; anywhere on its way
        store32 [r16 + STAR_Z], r0
        addi    r16, r16, STAR_BYTES
        subi    r17, r17, 1
        jnz     1b
loop:
        movi    r16, stars
        movi    r17, STARS
2:      call    star_step
        addi    r16, r16, STAR_BYTES
        subi    r17, r17, 1
        jnz     2b
        movi    r0, text_caption
        movi    r1, 8
        movi    r2, FB_HEIGHT - 24
        movi    r3, 0x5A6A86
        movi    r4, 0
        call    fb_text
        call    demo_wait
        jmp     loop

; star_make: a new star at r16, far away.
star_make:
        call    random
        shri    r0, r0, 19
        subi    r0, r0, 4096
        store32 [r16 + STAR_X], r0
        call    random
        shri    r0, r0, 19
        subi    r0, r0, 4096
        store32 [r16 + STAR_Y], r0
        movi    r0, DEPTH
        store32 [r16 + STAR_Z], r0
        movi    r0, 0
        store32 [r16 + STAR_PIXEL], r0
        ret

; star_step: move the star at r16 and draw it anew.
star_step:
        movi    r4, 0
        call    star_paint
        load32  r0, [r16 + STAR_Z]
        subi    r0, r0, SPEED
        store32 [r16 + STAR_Z], r0
        jle     star_make
        itof    r5, r0
        movi    r1, LENS
        itof    r1, r1
        fdiv    r5, r1, r5
        load32  r0, [r16 + STAR_X]
        call    star_project
        addi    r6, r0, FB_WIDTH / 2
        load32  r0, [r16 + STAR_Y]
        call    star_project
        addi    r1, r0, FB_HEIGHT / 2
        cmpi    r6, FB_WIDTH - 2        ; unsigned: below 0 is large
        jnc     star_make
        cmpi    r1, FB_HEIGHT - 2
        jnc     star_make
        mov     r0, r6
        call    fb_address
        store32 [r16 + STAR_PIXEL], r0
        load32  r2, [r16 + STAR_Z]
        movi    r1, 1
        cmpi    r2, NEAR
        jge     1f
        movi    r1, 2
        cmpi    r2, CLOSE
        jge     1f
        movi    r1, 3
1:      store32 [r16 + STAR_SIZE], r1
        movi    r1, 26
        div     r2, r2, r1              ; 0 near to 157 far
        load32  r1, [r16 + STAR_X]
        andi    r1, r1, 3               ; stars have their colours
        shli    r1, r1, 2
        load32  r0, [r1 + hues]
        movi    r1, 0x0A0E16
        call    colour_mix
        mov     r4, r0
; star_paint: paint the pixels of the star at r16 in the colour r4. Changes
; r0 to r3.
star_paint:
        load32  r0, [r16 + STAR_PIXEL]
        cmpi    r0, 0
        jz      3f
        load32  r1, [r16 + STAR_SIZE]
        mov     r2, r1
1:      mov     r3, r1
2:      store32 [r0], r4
        addi    r0, r0, FB_BPP
        subi    r3, r3, 1
        jnz     2b
        shli    r3, r1, 2
        sub     r0, r0, r3
        addi    r0, r0, FB_ROW_BYTES
        subi    r2, r2, 1
        jnz     1b
3:      ret

; star_project: r0 = r0 times the lens over the depth, r5.
star_project:
        itof    r0, r0
        fmul    r0, r0, r5
        ftoi    r0, r0
        ret

        .data
        .align  4
hues:
        .long   0xFFFFFF, 0xFFD9A0, 0xB7CCFF, 0xFFFFFF
text_title:     .asciz  "starfield: a flight through 900 stars, one core; q quits\n"
text_caption:   .asciz  "starfield | q quits"

        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
        .include "clock.inc"
        .include "random.inc"
        .include "colour.inc"
        .include "font.inc"
        .include "fb.inc"
        .include "demo.inc"

        .data
        .align  4
        .bss
        .align  4
stars:
        .space  STARS * STAR_BYTES
