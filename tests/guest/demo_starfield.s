; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 4 --deterministic
;! input q
;! picture
;> starfield: a flight through 900 stars, one core; q quits
; The demo says what it is, draws, and ends on q.
        .include "starfield.s"
