; SPDX-License-Identifier: MIT
;! image bios/boot.bin
;! args --smp 1 --deterministic
;! input \n\nABC\0177\b \0303\0251\0033[Aq
;! escapes
;> lamp boot image
;>   vendor     LampVM
;>   memory     64 MiB
;>   cores      1
;>   disk       none
;>   screen     640 x 480 x 32
;>   features   time fb timer intc x1 exit stack
;> 1 of 1 cores running, h shows the commands
;> >\0040
;> >\0040
;> > ABC\b \b\b \b \0303\0251q
; Echo of keys that are no commands: erasing, UTF-8, arrows.
