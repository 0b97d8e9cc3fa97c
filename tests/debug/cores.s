; SPDX-License-Identifier: MIT
; Core 0 starts three others, which add to SUM for ever, calls `count` as often
; as ROUNDS says, prints two lines and ends with status 5.
        .equ CORES, 4
        .equ ROUNDS, 1500000
        .global _start
_start: movi r1, other
        movi r2, 1
start:  startap r2, r1, 0
        inc r2
        cmpi r2, CORES
        jnz start
        movi r3, ROUNDS
loop:   call count
        subi r3, r3, 1
        jnz loop
        movi r1, text
        movi r9, 1              ; SERIAL_TX
print:  load r2, [r1]
        cmpi r2, 0
        jz end
        out [r9], r2
        inc r1
        jmp print
end:    movi r2, 5
        movi r9, 0xFE           ; EXIT
        out [r9], r2

count:  movi r4, COUNT
        load32 r5, [r4]
        inc r5
        store32 r5, [r4]
        ret

other:  movi r6, SUM
        movi r7, 1
turn:   xadd r8, r6, r7, 0
        jmp turn

        .data
text:   .asciz "first line\nsecond\n"
        .align 4
COUNT:  .long 0
SUM:    .long 0
