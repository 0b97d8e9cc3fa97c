; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 4 --deterministic
;! input q
;! picture
;> cube: a shaded cube turns, one core, 30 pictures a second; q quits
; The demo says what it is, draws, and ends on q.
        .include "cube.s"
