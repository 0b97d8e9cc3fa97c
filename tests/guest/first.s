; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 4 --deterministic
;! args --ram 4M
;> Hello from lamp!
; The first program of docs/first-program.md.
        .include "hello.s"
