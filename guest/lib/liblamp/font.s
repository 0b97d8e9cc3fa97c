; SPDX-License-Identifier: MIT
;
; The bitmap font of font.inc, for screen.c: 16 bytes for each sign from 32 to
; 126, then the box.

        .rodata
        .globl  lamp_font
lamp_font:
        .include "font/symbols.inc"
        .include "font/digits.inc"
        .include "font/upper.inc"
        .include "font/lower.inc"
        .byte   0, 0, 0b01111110
        .rept   8
        .byte   0b01000010
        .endr
        .byte   0b01111110, 0, 0, 0, 0
