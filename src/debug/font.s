; SPDX-License-Identifier: MIT
;
; The font of the debugger's panels: the firmware's signs from 32 to 126, then
; those that only panels need, in the order of enum sign (cells.h). 8 x 16
; pixels, 16 bytes each, the top row first; bit 7 is the left pixel. The build
; assembles this and puts the bytes into vm.

        .include "font/symbols.inc"
        .include "font/digits.inc"
        .include "font/upper.inc"
        .include "font/lower.inc"

; SIGN_BOX: what has no sign
        .byte   0, 0, 0b01111110
        .rept   8
        .byte   0b01000010
        .endr
        .byte   0b01111110, 0, 0, 0, 0

; SIGN_DOT: a breakpoint
        .byte   0, 0, 0, 0
        .byte   0b00111100
        .byte   0b01111110
        .byte   0b01111110
        .byte   0b01111110
        .byte   0b01111110
        .byte   0b00111100
        .byte   0, 0, 0, 0, 0, 0

; SIGN_ARROW: where the core stands
        .byte   0, 0, 0
        .byte   0b00100000
        .byte   0b00110000
        .byte   0b00111000
        .byte   0b00111100
        .byte   0b00111000
        .byte   0b00110000
        .byte   0b00100000
        .byte   0, 0, 0, 0, 0, 0

; SIGN_STOPPED: two bars
        .byte   0, 0, 0
        .byte   0b01100110
        .byte   0b01100110
        .byte   0b01100110
        .byte   0b01100110
        .byte   0b01100110
        .byte   0b01100110
        .byte   0b01100110
        .byte   0b01100110
        .byte   0, 0, 0, 0, 0

; SIGN_MORE: text goes on beyond the edge
        .byte   0, 0, 0, 0, 0
        .byte   0b00100100
        .byte   0b00010010
        .byte   0b00001001
        .byte   0b00010010
        .byte   0b00100100
        .byte   0, 0, 0, 0, 0, 0

; SIGN_EYE: a watchpoint
        .byte   0, 0, 0, 0
        .byte   0b00111100
        .byte   0b01000010
        .byte   0b10011001
        .byte   0b10011001
        .byte   0b01000010
        .byte   0b00111100
        .byte   0, 0, 0, 0, 0, 0
