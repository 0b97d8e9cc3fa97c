; SPDX-License-Identifier: MIT
;
; The first program: print a line on the serial port and end. It includes
; nothing; the assembler knows the names of the ports.

        .text
        movi    r1, PORT_SERIAL_TX
        movi    r2, message
next:   load    r0, [r2]                ; one character
        cmpi    r0, 0
        jz      done
        out     [r1], r0
        inc     r2
        jmp     next
done:   movi    r0, 0                   ; the exit status
        movi    r1, PORT_EXIT
        out     [r1], r0

        .data
message:
        .asciz  "Hello from lamp!\n"
