; SPDX-License-Identifier: MIT
; A machine with nothing to do: the core waits, and goes on waiting.
        .arch lamp+x1
loop:   wait
        jmp loop
