; SPDX-License-Identifier: MIT
;! args --smp 1 --ram 4M --deterministic
;! args --smp 1 --ram 4M
;! input mcdiq
;! contains
;! picture
;>   memory     4 MiB
;> > m
;>   00400000-0052BFFF    1200 KiB  framebuffer
;>   00620000-0074BFFF    1200 KiB  framebuffer alias
;>   0074D000-0074D503      1284 B  INTC registers
;> > c
;>      0  running
;> > d
;>   no disk
;> > i
;>   core  0 answered in
;>   1 of 1 answered
;> > q
; The smallest machine; the keys come without ends of lines.
        .include "boot.s"
