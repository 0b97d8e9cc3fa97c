; SPDX-License-Identifier: MIT
;
; The boot image (docs/bios.md). With a disk it loads the kernel (loader.c) and
; enters it. Without one it is the monitor: it shows what machine this is,
; starts every core, and answers one-letter commands on the serial port and on
; the screen.
;
; Core 0 runs the main loop below and all handlers of devices; it alone prints.
; Every other core draws its tile and sleeps (tiles.inc). The timer handler of
; core 0 tells them when the next picture is due. With nothing to do every core
; waits, so the idle machine costs next to nothing.

        .arch   lamp+x1
        .include "dev.inc"
        .include "theme.inc"


        .text
        .globl  _start
_start:
        movi    r1, SYSINFO_BASE
        load32  r2, [r1 + SYSINFO_MAGIC]
        movi    r0, text_no_sysinfo
        cmpi    r2, SYSINFO_MAGIC_VALUE
        jnz     boot_fail
        load32  r2, [r1 + SYSINFO_RAM_LO]
        movi    r0, text_little_ram
        cmpi    r2, BOOT_RAM_MIN
        jc      boot_fail
        movi    r30, BOOT_STACK_TOP
        call    banner_print
        movi    r1, SYSINFO_BASE
        load32  r0, [r1 + SYSINFO_FEATURES]
        andi    r0, r0, FEATURE_DISK
        jz      monitor

; The kernel is entered with one entry on the call stack, the return to here.
        call    loader_run
        mov     r1, r0
        movi    r0, BOOT_INFO_BASE
        movi    r30, BOOT_STACK_TOP
        callr   r1
        movi    r0, text_returned
        jmp     boot_fail

monitor:
        call    screen_draw
        call    tiles_layout
        call    handlers_install
        call    cores_start
        movi    r0, TICK_MICROS
        call    clock_tick
        call    serial_irq_on
        call    command_prompt

main_loop:
        call    irq_mask
        call    input_take
        jnz     main_key
        movi    r1, core_due            ; core 0 has a tile like the others
        load32  r0, [r1]
        cmpi    r0, 0
        jnz     main_frame
        call    irq_wait
        call    irq_unmask              ; handlers run here
        jmp     main_loop
main_key:
        push    r0
        call    irq_unmask
        pop     r0
        call    command_key
        jmp     main_loop
main_frame:
        movi    r0, 0
        store32 [r1], r0
        call    irq_unmask
        call    screen_clock
        movi    r0, 0
        call    tile_draw
        call    console_cursor_blink
        jmp     main_loop

; boot_fail: one line with the reason r0, then the end with status 2. Port 0xFE
; is scratch where there is no exit port, then HALT ends the machine.
        .globl  boot_fail
boot_fail:
        mov     r4, r0
        movi    r0, text_bios
        call    print_serial
        mov     r0, r4
        call    print_serial
        movi    r0, '\n'
        call    serial_putc
        movi    r0, BOOT_FAIL_STATUS
; exit: end the machine with status r0.
exit:
        movi    r1, PORT_EXIT
        out     [r1], r0
        halt

; print_serial: send the text at r0 to the serial port only.
        .globl  print_serial
print_serial:
        mov     r2, r0
1:      load    r0, [r2]
        cmpi    r0, 0
        jz      2f
        call    serial_putc
        inc     r2
        jmp     1b
2:      ret

; putc: what print.inc prints through; character r0 to both consoles.
putc:
        call    serial_putc
        jmp     console_putc

        .data
text_bios:
        .asciz  "BIOS: "
text_no_sysinfo:
        .asciz  "no SYSINFO"
text_little_ram:
        .asciz  "too little RAM"
text_returned:
        .asciz  "kernel returned"

        .include "serial.inc"
        .include "print.inc"
        .include "irq.inc"
        .include "smp.inc"
        .include "clock.inc"
        .include "colour.inc"
        .include "font.inc"
        .include "fb.inc"
        .include "sine.inc"
        .include "handlers.inc"
        .include "facts.inc"
        .include "banner.inc"
        .include "logo.inc"
        .include "screen.inc"
        .include "console.inc"
        .include "tiles.inc"
        .include "wave.inc"
        .include "command.inc"
        .include "memory.inc"
        .include "disk.inc"
        .include "cores.inc"
