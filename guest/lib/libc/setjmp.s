; SPDX-License-Identifier: MIT
;
; setjmp keeps the registers that a call must keep, the return address and the
; index of the call stack behind its return. longjmp puts them back: it writes
; the return address into the slot that RET will pop.

        .text
        .globl  setjmp
        .type   setjmp, @function
setjmp:
        store32 [r0 + 0], r16
        store32 [r0 + 4], r17
        store32 [r0 + 8], r18
        store32 [r0 + 12], r19
        store32 [r0 + 16], r20
        store32 [r0 + 20], r21
        store32 [r0 + 24], r22
        store32 [r0 + 28], r23
        store32 [r0 + 32], r24
        store32 [r0 + 36], r25
        store32 [r0 + 40], r26
        store32 [r0 + 44], r27
        store32 [r0 + 48], r28
        store32 [r0 + 52], r30
        store32 [r0 + 56], r31
        movi    r1, PORT_CSP
        in      r2, [r1]
        movi    r1, PORT_CALL_BASE
        in      r3, [r1]
        shli    r4, r2, 3
        loadx32 r5, [r3 + r4]
        store32 [r0 + 60], r5
        store32 [r0 + 64], r2
        movi    r0, 0
        ret
        .size   setjmp, . - setjmp

        .globl  longjmp
        .type   longjmp, @function
longjmp:
        mov     r6, r1
        load32  r16, [r0 + 0]
        load32  r17, [r0 + 4]
        load32  r18, [r0 + 8]
        load32  r19, [r0 + 12]
        load32  r20, [r0 + 16]
        load32  r21, [r0 + 20]
        load32  r22, [r0 + 24]
        load32  r23, [r0 + 28]
        load32  r24, [r0 + 32]
        load32  r25, [r0 + 36]
        load32  r26, [r0 + 40]
        load32  r27, [r0 + 44]
        load32  r28, [r0 + 48]
        load32  r30, [r0 + 52]
        load32  r31, [r0 + 56]
        load32  r5, [r0 + 60]
        load32  r2, [r0 + 64]
        movi    r1, PORT_CALL_BASE
        in      r3, [r1]
        shli    r4, r2, 3
        storex32 [r3 + r4], r5
        movi    r7, 0
        storex32 [r3 + r4 + 4], r7
        movi    r1, PORT_CSP
        out     [r1], r2
        mov     r0, r6
        cmpi    r0, 0
        jnz     1f
        movi    r0, 1
1:      ret
        .size   longjmp, . - longjmp
