; SPDX-License-Identifier: MIT
;! image bios/boot.bin
;! args --smp 64
;! args --smp 64 --deterministic
;! args --smp 64 --deterministic --seed 1 --ram 8M
;! input c\ni\nq
;! contains
;! picture
;>   cores      64
;> 64 of 64 cores running
;> > c
;>     63
;> > i
;>   core  0 answered in
;>   core 63 answered in
;>   64 of 64 answered
;> > q
; As many cores as the machine can have.
