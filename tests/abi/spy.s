; SPDX-License-Identifier: MIT
;
; The assembly half of the test of the calling convention (docs/abi.md).

        .text
; spy: records r0 to r7 and the eight words at sp in spy_words, sp in spy_sp;
; returns 0x11111111 in r0, 0x22222222 in r1, and spoils all temporaries.
        .globl  spy
spy:    movi    r8, spy_words
        store32 [r8 + 0], r0
        store32 [r8 + 4], r1
        store32 [r8 + 8], r2
        store32 [r8 + 12], r3
        store32 [r8 + 16], r4
        store32 [r8 + 20], r5
        store32 [r8 + 24], r6
        store32 [r8 + 28], r7
        movi    r10, 0
1:      loadx32 r9, [r30 + r10]
        add     r11, r8, r10
        store32 [r11 + 32], r9
        addi    r10, r10, 4
        cmpi    r10, 32
        jl      1b
        movi    r8, spy_sp
        store32 [r8], r30
        movi    r0, 0x11111111
        movi    r1, 0x22222222
        movi    r2, -1
        mov     r3, r2
        mov     r4, r2
        mov     r5, r2
        mov     r6, r2
        mov     r7, r2
        mov     r8, r2
        mov     r9, r2
        mov     r10, r2
        mov     r11, r2
        mov     r12, r2
        mov     r13, r2
        mov     r14, r2
        mov     r15, r2
        ret

; uint64_t drive(f, words): calls f with r0 to r7 = words 0 to 7 and words 8 to
; 15 on the stack; r16 to r29 and r31 hold patterns that f must keep. Returns
; r0 and r1 of f; drive_lost has a bit for each register that f changed.
        .globl  drive
drive:  push    r16
        push    r17
        push    r18
        push    r19
        push    r20
        push    r21
        push    r22
        push    r23
        push    r24
        push    r25
        push    r26
        push    r27
        push    r28
        push    r29
        push    r31
        subi    r30, r30, 32
        movi    r10, 0
1:      add     r11, r1, r10
        load32  r9, [r11 + 32]
        storex32 [r30 + r10], r9
        addi    r10, r10, 4
        cmpi    r10, 32
        jl      1b
        mov     r8, r0
        mov     r9, r1
        movi    r16, 0x16161616
        movi    r17, 0x17171717
        movi    r18, 0x18181818
        movi    r19, 0x19191919
        movi    r20, 0x20202020
        movi    r21, 0x21212121
        movi    r22, 0x22222222
        movi    r23, 0x23232323
        movi    r24, 0x24242424
        movi    r25, 0x25252525
        movi    r26, 0x26262626
        movi    r27, 0x27272727
        movi    r28, 0x28282828
        movi    r29, 0x29292929
        movi    r31, 0x31313131
        movi    r2, drive_sp
        store32 [r2], r30
        load32  r0, [r9 + 0]
        load32  r1, [r9 + 4]
        load32  r2, [r9 + 8]
        load32  r3, [r9 + 12]
        load32  r4, [r9 + 16]
        load32  r5, [r9 + 20]
        load32  r6, [r9 + 24]
        load32  r7, [r9 + 28]
        callr   r8
        movi    r2, 0                   ; the set of lost registers
        .macro kept reg, value, bit
        cmpi    \reg, \value
        jz      9f
        ori     r2, r2, 1 << \bit
9:
        .endm
        kept    r16, 0x16161616, 16
        kept    r17, 0x17171717, 17
        kept    r18, 0x18181818, 18
        kept    r19, 0x19191919, 19
        kept    r20, 0x20202020, 20
        kept    r21, 0x21212121, 21
        kept    r22, 0x22222222, 22
        kept    r23, 0x23232323, 23
        kept    r24, 0x24242424, 24
        kept    r25, 0x25252525, 25
        kept    r26, 0x26262626, 26
        kept    r27, 0x27272727, 27
        kept    r28, 0x28282828, 28
        kept    r29, 0x29292929, 29
        kept    r31, 0x31313131, 31
        movi    r3, drive_sp
        load32  r3, [r3]
        cmp     r3, r30
        jz      2f
        ori     r2, r2, 1 << 30
2:      movi    r3, drive_lost
        store32 [r3], r2
        addi    r30, r30, 32
        pop     r31
        pop     r29
        pop     r28
        pop     r27
        pop     r26
        pop     r25
        pop     r24
        pop     r23
        pop     r22
        pop     r21
        pop     r20
        pop     r19
        pop     r18
        pop     r17
        pop     r16
        ret

        .bss
        .align  4
        .globl  spy_words
        .globl  spy_sp
        .globl  drive_lost
spy_words:
        .space  64
spy_sp: .space  4
drive_sp:
        .space  4
drive_lost:
        .space  4
