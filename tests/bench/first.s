; SPDX-License-Identifier: MIT
; Says that it runs, with the fewest instructions, and ends.
        movi r1, PORT_SERIAL_TX
        out [r1], r1
        halt
