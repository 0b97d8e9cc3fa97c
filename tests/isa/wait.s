; SPDX-License-Identifier: MIT
;
; WAIT
; stop this core until PENDING & ENABLE is not 0; FLAGS: kept.
; The notation is explained in run.c.
.arch lamp+x1

    ;! case a request is there: on at once
    ;! set pending={5} irq_masked=1 flags=C
    wait
    movi r1, 1
    halt
    ;! r1=1 pending={5}

    ;! case also in a handler
    ;! set pending={5} in_isr=1
    wait
    movi r1, 1
    halt
    ;! r1=1 pending={5}

    ;! case without a handler: dropped behind it
    ;! set r2=5 irq_masked=1
    ipi r0, r2
    wait
    movi r1, 1
    halt
    ;! r1=1 pending={5}

    ;! case nothing there: waits
    ;! set flags=C
    wait
    movi r1, 1
    ;! waits
    ;! r1=0 flags=C

    ;! case disabled does not count
    ;! set pending={5} enable={6} irq_masked=1
    wait
    movi r1, 1
    ;! waits
    ;! r1=0 pending={5}

    ;! case in service does not count
    ;! set in_service={5}
    wait
    movi r1, 1
    ;! waits
    ;! r1=0

    ;! case junk in every field
    ;! set pending={5} irq_masked=1
    .quad 0x80FF20FFFFFFFFFF
    movi r1, 1
    halt
    ;! r1=1
