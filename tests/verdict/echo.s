; SPDX-License-Identifier: MIT
;
; Prompts with "> " and echoes lines. The letter q ends with status 5, p with
; a panic, and w waits for an interrupt that never comes.
.arch lamp+x1
    movi r7, PORT_SERIAL_TX
    movi r6, PORT_SERIAL_CTRL
    movi r5, PORT_SERIAL_RX
prompt:
    movi r2, '>'
    out [r7], r2
    movi r2, ' '
    out [r7], r2
1:  pause
    in r2, [r6]
    andi r2, r2, 1
    jz 1b
    in r2, [r5]
    out [r7], r2
    subi r3, r2, 'q'
    jz quit
    subi r3, r2, 'p'
    jz crash
    subi r3, r2, 'w'
    jz sleep
    subi r3, r2, 10
    jnz 1b
    jmp prompt
quit:
    movi r4, 5
    movi r3, PORT_EXIT
    out [r3], r4
2:  jmp 2b
crash:
    movi r1, 0x50000000
    load32 r2, [r1]
sleep:
    wait
    jmp sleep
