; SPDX-License-Identifier: MIT
;! image bios/boot.bin
;! args --smp 4
;! args --smp 4 --strict
;! args --smp 4 --deterministic
;! args --smp 4 --deterministic --seed 3
;! input h\nm\nc\nd\ni\nq
;! contains
;> cores      4
;> features   time fb smp timer intc x1 exit stack
;> 4 of 4 cores running
;> > h
;>   h   help
;>   i   interrupt every core and see which answer
;> > m
;>   00000000-000007FF      2048 B  interrupt vectors
;>   00002000-0000201B        28 B  TIME registers
;>   0000201C-
;>   00620000-0074BFFF    1200 KiB  framebuffer alias
;>   0074C000-0074C05B        92 B  SYSINFO registers
;>   03FFB000-03FFFFFF      20 KiB  stacks of all cores
;>   04000000-0412BFFF    1200 KiB  framebuffer
;>   201C  00 C0 74 00 00 00 01 15
;> > c
;>      0  running
;>      1
;>      2
;>      3
;> > d
;>   no disk
;> > i
;>   core  0 answered in
;>   core  3 answered in
;>   4 of 4 answered
;> > q
; Every command, with real threads and with the deterministic clock.
