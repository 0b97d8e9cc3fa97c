; SPDX-License-Identifier: MIT
;! image bios/boot.bin
;! args --smp 1 --deterministic
;! input q
;! picture
;> lamp boot image
;>   vendor     LampVM
;>   memory     64 MiB
;>   cores      1
;>   disk       none
;>   screen     640 x 480 x 32
;>   features   time fb timer intc x1 exit stack
;> 1 of 1 cores running, h shows the commands
;> > q
; The whole session of a core without anything to do, to the letter.
