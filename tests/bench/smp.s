; SPDX-License-Identifier: MIT
; The loop of regs.s on every core at once; core 0 waits for the others.
        .arch lamp+x1
        .equ SYSINFO_CORES, SYSINFO_BASE + 0x24
        movi r10, SYSINFO_CORES
        load32 r11, [r10]       ; cores
        movi r12, 1
start:  cmp r12, r11
        jz work
        movi r13, work
        startap r12, r13, 0
        inc r12
        jmp start

work:   movi r1, 100000000
        movi r2, 0x12345678
        movi r0, 0
loop:   shli r3, r2, 13
        xor r2, r2, r3
        shri r3, r2, 17
        xor r2, r2, r3
        shli r3, r2, 5
        xor r2, r2, r3
        add r0, r0, r2
        subi r1, r1, 1
        jnz loop

        movi r5, ended
        movi r6, 1
        mov r7, r6
        xadd r7, r5, r7, 0
        cpuid r8
        jz join
park:   wait
        jmp park

join:   ldar r7, [r5]
        cmp r7, r11
        jz over
        pause
        jmp join
over:   halt

        .bss
        .align 4
ended:  .space 4
