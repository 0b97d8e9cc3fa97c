; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 4 --deterministic
;! input q
;! picture
;> life: Conway's cells on a torus, coloured by age; q quits
; The demo says what it is, draws, and ends on q.
        .include "life.s"
