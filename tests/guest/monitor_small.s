; SPDX-License-Identifier: MIT
;! image bios/boot.bin
;! args --smp 1 --ram 8M --deterministic
;! args --smp 1 --ram 8M
;! input mcdiq
;! contains
;! picture
;>   memory     8 MiB
;> > m
;>   00620000-0074BFFF    1200 KiB  framebuffer alias
;>   0074D000-0074D503      1284 B  INTC registers
;>   00800000-0092BFFF    1200 KiB  framebuffer
;> > c
;>      0  running
;> > d
;>   no disk
;> > i
;>   core  0 answered in
;>   1 of 1 answered
;> > q
; The smallest machine that it starts on; the keys come without ends of lines.
