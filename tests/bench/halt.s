; SPDX-License-Identifier: MIT
; The shortest program: what a process costs that does nothing.
        halt
