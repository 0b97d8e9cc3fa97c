; SPDX-License-Identifier: MIT
;! args --smp 2
;! args --smp 2 --deterministic
;! disk 2048 lamp sector zero\0001\0377
;! input d\nq
;! contains
;>   disk       1 MiB
;>   features   time fb disk smp timer intc x1 exit stack
;> > d
;>   0000  6C 61 6D 70 20 73 65 63  74 6F 72 20 7A 65 72 6F  lamp sector zero
;>   0010  01 FF 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
;>   01F0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
;> > q
; The first sector of a disk.
        .include "boot.s"
