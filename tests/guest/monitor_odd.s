; SPDX-License-Identifier: MIT
;! image bios/boot.bin
;! args --smp 3
;! args --smp 5 --ram 2G
;! args --smp 7 --deterministic
;! args --smp 13 --deterministic --ram-init random
;! input i\nq
;! contains
;! picture
;> cores running, h shows the commands
;> > i
;>   core  2 answered in
;>  answered
;> > q
; Numbers of cores that do not fill rows of tiles.
