; SPDX-License-Identifier: MIT
;! args --smp 4
;! args --smp 4 --deterministic
;! input q
;! picture
;> mandelbrot: the set in binary32 on all cores; q quits
; The demo says what it is, draws, and ends on q.
        .include "mandelbrot.s"
