; SPDX-License-Identifier: MIT
; RJMP, RCALL, RJZ and RJNZ, forwards and backwards, taken and not.
.include "check.inc"
    check_flags
    movi r1, 0
    rjmp forward
    unreachable
backward:
    ori r1, r1, 2
    rjmp joined
    unreachable
forward:
    ori r1, r1, 1
    rjmp backward
    unreachable
joined:
    expect r1, 3

    movi r2, 0
    rjmp calls
below:
    ori r2, r2, 1
    ret
calls:
    rcall below
    rcall above
    expect r2, 3
    inp r3, PORT_CSP
    expect r3, 256          ; every call came back

    set_flags ZF
    expect_taken rjz
    expect_not_taken rjnz
    set_flags 0
    expect_taken rjnz
    expect_not_taken rjz

    movi r4, 0              ; backwards: a loop of each
1:  addi r4, r4, 1
    cmpi r4, 5
    rjnz 1b
    expect r4, 5
    movi r5, 0
    rjmp 2f
3:  ori r5, r5, 4
    cmpi r5, 7
    rjz 4f
    unreachable
2:  movi r5, 3
    cmpi r5, 3
    rjz 3b
    unreachable
4:  expect r5, 7

    movi r6, 1              ; distances are numbers, too: this skips one
    rjmp 16
    movi r6, 2
    expect r6, 1
    halt

above:
    ori r2, r2, 2
    ret
