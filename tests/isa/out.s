; SPDX-License-Identifier: MIT
;
; OUT [rs1], rd
; port[rs1] = rd; FLAGS: kept.
; The notation is explained in run.c.

    ;! case a scratch port, then back
    ;! set r1=0xDEADBEEF r2=0xE5 flags=0xFFFFFFFF
    out [r2], r1
    in r3, [r2]
    halt
    ;! port[0xE5]=0xDEADBEEF r3=0xDEADBEEF flags=0xFFFFFFFF

    ;! case value, port without brackets
    ;! set r1=7 r2=0x99
    out r1, r2
    halt
    ;! port[0x99]=7

    ;! case stack indices
    ;! set r1=0 r2=100 r3=256 r4=0xF0 r5=0xF1 r6=0xF3
    out [r4], r1
    out [r5], r2
    out [r6], r3
    halt
    ;! csp=0 dsp=100 isp=256

    ;! case CSP above the count
    ;! set r1=257 r2=0xF0
    out [r2], r1
    ;! panic bad context value @0

    ;! case DSP above the count
    ;! set r1=257 r2=0xF1
    out [r2], r1
    ;! panic bad context value @0

    ;! case ISP above the count
    ;! set r1=257 r2=0xF3
    out [r2], r1
    ;! panic bad context value @0

    ;! case call_base: the index stays
    ;! set r1=0x5003 r2=0xF4
    out [r2], r1
    halt
    ;! call_base=0x5003 csp=256 dsp=256 isp=256

    ;! case call_base: up to the end of RAM
    ;! set r1=0x3FFF800 r2=0xF4
    out [r2], r1
    halt
    ;! call_base=0x3FFF800

    ;! case call_base: beyond it
    ;! set r1=0x3FFF801 r2=0xF4
    out [r2], r1
    ;! panic bad context value @0

    ;! case call_base: in the framebuffer
    ;! set r1=0x0074BFFF r2=0xF4
    out [r2], r1
    ;! panic bad context value @0

    ;! case call_base: over register windows
    ;! set r1=0x0074C000 r2=0xF4
    out [r2], r1
    halt
    ;! call_base=0x74C000

    ;! case data_base: the index stays
    ;! set r1=0x5003 r2=0xF5
    out [r2], r1
    halt
    ;! data_base=0x5003 csp=256 dsp=256 isp=256

    ;! case data_base: up to the end of RAM
    ;! set r1=0x3FFFC00 r2=0xF5
    out [r2], r1
    halt
    ;! data_base=0x3FFFC00

    ;! case data_base: beyond it
    ;! set r1=0x3FFFC01 r2=0xF5
    out [r2], r1
    ;! panic bad context value @0

    ;! case data_base: in the framebuffer
    ;! set r1=0x0074BFFF r2=0xF5
    out [r2], r1
    ;! panic bad context value @0

    ;! case data_base: over register windows
    ;! set r1=0x0074C000 r2=0xF5
    out [r2], r1
    halt
    ;! data_base=0x74C000

    ;! case isr_base: the index stays
    ;! set r1=0x5003 r2=0xF6
    out [r2], r1
    halt
    ;! isr_base=0x5003 csp=256 dsp=256 isp=256

    ;! case isr_base: up to the end of RAM
    ;! set r1=0x3FFF800 r2=0xF6
    out [r2], r1
    halt
    ;! isr_base=0x3FFF800

    ;! case isr_base: beyond it
    ;! set r1=0x3FFF801 r2=0xF6
    out [r2], r1
    ;! panic bad context value @0

    ;! case isr_base: in the framebuffer
    ;! set r1=0x0074BFFF r2=0xF6
    out [r2], r1
    ;! panic bad context value @0

    ;! case isr_base: over register windows
    ;! set r1=0x0074C000 r2=0xF6
    out [r2], r1
    halt
    ;! isr_base=0x74C000

    ;! case call count: empties the stack
    ;! set r1=100 r2=0xF8 csp=7
    out [r2], r1
    halt
    ;! call_count=100 csp=100

    ;! case call count of 0
    ;! set r1=0 r2=0xF8
    out [r2], r1
    ;! panic bad context value @0
    ;! call_count=256

    ;! case call count of 65537
    ;! set r1=65537 r2=0xF8
    out [r2], r1
    ;! panic bad context value @0
    ;! call_count=256

    ;! case call count of 65536
    ;! set r1=65536 r2=0xF8
    out [r2], r1
    halt
    ;! call_count=65536 csp=65536

    ;! case data count: empties the stack
    ;! set r1=100 r2=0xF9 dsp=7
    out [r2], r1
    halt
    ;! data_count=100 dsp=100

    ;! case data count of 0
    ;! set r1=0 r2=0xF9
    out [r2], r1
    ;! panic bad context value @0
    ;! data_count=256

    ;! case data count of 65537
    ;! set r1=65537 r2=0xF9
    out [r2], r1
    ;! panic bad context value @0
    ;! data_count=256

    ;! case data count of 65536
    ;! set r1=65536 r2=0xF9
    out [r2], r1
    halt
    ;! data_count=65536 dsp=65536

    ;! case isr count: empties the stack
    ;! set r1=100 r2=0xFA isp=7
    out [r2], r1
    halt
    ;! isr_count=100 isp=100

    ;! case isr count of 0
    ;! set r1=0 r2=0xFA
    out [r2], r1
    ;! panic bad context value @0
    ;! isr_count=256

    ;! case isr count of 65537
    ;! set r1=65537 r2=0xFA
    out [r2], r1
    ;! panic bad context value @0
    ;! isr_count=256

    ;! case isr count of 65536
    ;! set r1=65536 r2=0xFA
    out [r2], r1
    halt
    ;! isr_count=65536 isp=65536

    ;! case IRQ_MASKED
    ;! set r1=0x80000000 r2=0xF2
    out [r2], r1
    halt
    ;! irq_masked=1

    ;! case unmasking delivers at once
    ;! set r2=0xF2 irq_masked=1 pending={9} mem32[72]=@3 mem32[76]=0
    out [r2], r1
    movi r5, 1
    halt
    movi r6, 2
    halt
    ;! r5=0 r6=2 in_service={9} serving=9 mem32[0x1FF8]=@1 isp=222

    ;! case IN_ISR is read-only
    ;! set r2=0xF7
    out [r2], r1
    ;! panic read-only register @0

    ;! case read-only ports ignore it
    ;! set r1=1 r2=3 r3=5 r4=0x14
    out [r2], r1
    out [r3], r1
    out [r4], r1
    halt
    ;! ip=@4

    ;! case exit
    ;! set r1=42 r2=0xFE
    out [r2], r1
    movi r3, 1
    halt
    ;! exit=42 ip=@1 r3=0

    ;! case exit with a large word
    ;! set r1=1000 r2=0xFE
    out [r2], r1
    halt
    ;! exit=79

    ;! case port 0x100
    ;! set r2=0x100
    out [r2], r1
    ;! panic port out of range @0

    ;! case junk in rs2 and imm
    ;! set r1=5 r2=0x80
    .quad 0x190102FFFFFFFFFF
    halt
    ;! port[0x80]=5

    ;! case field rd of 32 is no register
    ;! set r2=0x80
    .quad 0x1920020300000000
    ;! panic invalid register @0
    ;! ip=@0

    ;! case field rs1 of 32 is no register
    ;! set r2=0x80
    .quad 0x1901200300000000
    ;! panic invalid register @0
    ;! ip=@0

    ;! case field rd of 255 is no register
    .quad 0x19FF010100000000
    ;! panic invalid register @0
