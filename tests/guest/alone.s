; SPDX-License-Identifier: MIT
;! args --smp 1
;! args --smp 2
;! args --smp 2
;! args --smp 2
;! args --smp 4
;! args --smp 4
;! args --smp 4
;! args --smp 4 --deterministic
;> routines that are not as they were left: 0
; A loop on core 0 stores a number into each routine of a row, for row after
; row, again and again while it is the only core, so that an engine may rely on
; that. Then other cores start and call routines of a row that the loop is about
; to change. At the end all must see the last number in every routine. The
; others must come while a row is on its way: they do once in a few runs.

        .arch   lamp+x1
        .include "dev.inc"
.equ ROWS, 8
.equ ROW, 64                            ; routines that the loop changes
.equ STRIDE, 128                        ; from row to row
.equ SIZE, 64                           ; of a routine: a granule
.equ SHIFT, 13                          ; STRIDE * SIZE = 1 << SHIFT
.equ ALONE, 60                          ; times
.equ LAST, 12345
        .text
start:  movi    r20, table              ; number 0 in every routine
        movi    r16, ROWS * STRIDE
        movi    r17, routine
1:      memcpy  r20, r17, 16
        addi    r20, r20, SIZE
        subi    r16, r16, 1
        jnz     1b
        movi    r21, 0
2:      call    change
        inc     r21
        cmpi    r21, ALONE
        jnz     2b
        movi    r0, other
        call    smp_start
        movi    r21, LAST
        call    change
        movi    r1, changed
        stlr    [r1], r21
        call    check
        movi    r0, checked
        call    wait
        movi    r0, text
        call    print_text
        movi    r1, wrong
        ldar    r0, [r1]
        call    print_dec
        call    print_newline
        halt

; Until the other cores have added themselves to the word at r0.
wait:   mov     r21, r0
        call    smp_cores
        subi    r20, r0, 1
1:      pause
        ldar    r0, [r21]
        cmp     r0, r20
        jnz     1b
        ret

; Stores r21 to the routines of all rows.
change: movi    r23, 0
        movi    r17, place
        movi    r19, TIME_BASE
1:      shli    r20, r23, SHIFT
        addi    r20, r20, table
        movi    r16, ROW
        call    row
        inc     r23
        cmpi    r23, ROWS
        jnz     1b
        ret
; A round takes long, so that the others come close. The loop is the function:
; however it is entered, the code made of it while core 0 was alone is there.
row:    store32 [r20], r21
        store32 [r17], r20
        .rept   30
        load32  r18, [r19 + TIME_BOOT_LO]
        .endr
        addi    r20, r20, SIZE
        subi    r16, r16, 1
        jnz     row
        ret

; Calls routines ahead of the loop, until it has ended.
other:  movi    r22, 0
        movi    r24, place
        movi    r25, changed
1:      addi    r22, r22, SIZE
        andi    r22, r22, 15 * SIZE
        load32  r20, [r24]
        add     r20, r20, r22
        callr   r20
        ldar    r0, [r25]
        cmpi    r0, 0
        jz      1b
        fence
        call    check
        movi    r0, checked
        call    tell
2:      pause
        jmp     2b

; Counts routines with another number than the last.
check:  movi    r23, 0
        movi    r18, 0
1:      shli    r20, r23, SHIFT
        addi    r20, r20, table
        movi    r16, ROW
2:      callr   r20
        cmpi    r3, LAST
        jz      3f
        inc     r18
3:      addi    r20, r20, SIZE
        subi    r16, r16, 1
        jnz     2b
        inc     r23
        cmpi    r23, ROWS
        jnz     1b
        movi    r1, wrong
        xadd    r18, r1, r18, 0
        ret

; Adds this core to the word at r0.
tell:   movi    r1, 1
        xadd    r1, r0, r1, 0
        ret

routine:
        movi    r3, 0
        ret

putc:   jmp     serial_putc

        .data
text:   .asciz  "routines that are not as they were left: "
        .include "serial.inc"
        .include "print.inc"
        .include "smp.inc"
; Aligned data is at the same addresses in a flat image, which starts at 0x201C,
; and behind the linker, which aligns whole sections: they begin aligned.
        .text
        .balign 64
        .rodata
        .space  64 - (0x201C & 63)
        .data
        .balign 64
        .bss
        .balign 64
changed:
        .space  64
checked:
        .space  4
wrong:  .space  4
        .balign 64
        .space  1024
place:  .space  4
        .balign 64
        .space  1024
table:  .space  ROWS * STRIDE * SIZE
