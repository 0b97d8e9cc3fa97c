; SPDX-License-Identifier: MIT
;
; CPUID rd
; rd = number of this core; FLAGS: class L.
; The notation is explained in run.c.

    ;! case core 0
    ;! set r1=5 flags=CSO
    cpuid r1
    halt
    ;! r1=0 flags=Z

    ;! case other bits of FLAGS
    ;! set r31=5 flags=0xFFFFFFFF
    cpuid r31
    halt
    ;! r31=0 flags=0xFFFFFFCE

    ;! case junk in the other fields
    ;! set r1=5
    .quad 0x4801FF2000000009
    halt
    ;! r1=0

    ;! case field rd of 32 is no register
    ;! set flags=0x31
    .quad 0x4820020300000000
    ;! panic invalid register @0
    ;! ip=@0 flags=0x31

    ;! case field rd of 255 is no register
    .quad 0x48FF010100000000
    ;! panic invalid register @0
