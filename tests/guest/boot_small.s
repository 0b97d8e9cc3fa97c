; SPDX-License-Identifier: MIT
;! image bios/boot.bin
;! args --smp 1 --ram 4M
;! args --smp 1 --ram 4M --deterministic
;! status 2
;> BIOS: too little RAM
; The boot image wants 8 MiB.
