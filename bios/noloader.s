; SPDX-License-Identifier: MIT
;
; Stands in for loader.c where lamp was built without its C compiler: with a
; disk, the boot image ends with a line that says so. The monitor is whole.

        .text
        .globl  loader_run
loader_run:
        movi    r0, text_no_loader
        jmp     boot_fail

        .data
text_no_loader:
        .asciz  "this boot image was built without lamp-cc and loads no kernel"
