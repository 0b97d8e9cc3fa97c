; SPDX-License-Identifier: MIT
;
; Where lamp_start starts a core: its stack, its function, then it waits for
; ever.

        .text
        .globl  lamp_core_entry
lamp_core_entry:
        cpuid   r1
        movi    r2, 12                  ; bytes of struct start
        mul     r1, r1, r2
        load32  r2, [r1 + lamp_starts]
        load32  r0, [r1 + lamp_starts + 4]
        load32  r30, [r1 + lamp_starts + 8]
        callr   r2
1:      pause
        jmp     1b
