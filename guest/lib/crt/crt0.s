; SPDX-License-Identifier: MIT
;
; Where a C program starts: stacks, main, exit. The loader has zeroed .bss.
; Memory from the end of RAM down: the stack pool of the machine (more than one
; core), the call stack of core 0, the C stack. __stack_top, when lamp-ld is
; told one, is the top of the C stack instead; the call stack then stays small.

        .equ    CALL_ENTRIES, 32768
        .equ    POOL_STRIDE, 5120
        .equ    SYSINFO_RAM_LO, 0x14
        .equ    SYSINFO_CORES, 0x24

        .text
        .globl  _start
_start:
        movi    r30, __stack_top
        cmpi    r30, 0
        jnz     1f
        movi    r1, SYSINFO_BASE
        load32  r30, [r1 + SYSINFO_RAM_LO]
        load32  r2, [r1 + SYSINFO_CORES]
        cmpi    r2, 1
        jz      2f
        movi    r3, POOL_STRIDE
        mul     r2, r2, r3
        sub     r30, r30, r2
2:      subi    r30, r30, CALL_ENTRIES * 8
        andi    r30, r30, ~7
        movi    r2, PORT_CALL_BASE
        out     [r2], r30
        movi    r2, PORT_CALL_COUNT
        movi    r3, CALL_ENTRIES
        out     [r2], r3
1:      movi    r1, __crt_stack
        store32 [r1], r30
        call    __crt_start
3:      jmp     3b                      ; it does not return

        .bss
        .align  4
        .globl  __crt_stack
__crt_stack:                            ; top of the C stack, for malloc
        .space  4
