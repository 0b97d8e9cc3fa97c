#!/bin/sh
# SPDX-License-Identifier: MIT
#
# lamp-objdump on objects, executables, archives and damaged files: what it
# prints, to the letter. usage: files.sh LAMP-AS LAMP-LD LAMP-OBJDUMP AR
set -u
as=$1 ld=$2 objdump=$3 ar=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
wrong=0

complain() {
    echo "$*"
    wrong=1
}

# prints COMMAND...: exactly what is on standard input, and status 0.
prints() {
    cat >want
    "$@" >have 2>&1 || complain "status $? of $*"
    diff want have >difference || {
        complain "wrong output of $*"
        cat difference
    }
}

# row PATTERN COMMAND...: a line of the output is that, spaces squeezed.
row() {
    pattern=$1
    shift
    "$@" 2>&1 | tr -s ' ' | grep -qx -e "$pattern" ||
        complain "no line '$pattern' in the output of $*"
}

# refuses STATUS MESSAGE COMMAND...: nothing on standard output.
refuses() {
    want=$1 message=$2
    shift 2
    "$@" >have 2>err
    got=$?
    [ $got -eq "$want" ] || complain "status $got, not $want, of $*"
    [ ! -s have ] || complain "output of $*"
    [ "$(cat err)" = "lamp-objdump: $message" ] ||
        complain "wrong message of $*: $(cat err)"
}

cat >main.s <<'END'
        .file 1 "main.c"
        .globl _start
        .type _start, @function
_start: .loc 1 3 5
        movi r1, table + 4
        call add
1:      .loc 1 6 1
        rjnz 1b
        halt
        .size _start, . - _start
        .byte 1, 2, 3
near:   .byte 4
        .section .text.cold,"ax",@progbits
        .type cold, @function
cold:   .loc 1 9 1
        jmp maybe
        .size cold, . - cold
        .data
        .type table, @object
table:  .long 5, cold, maybe + 2
        .byte outside - 1
        .size table, . - table
        .weak maybe
        .bss
        .space 8
END
cat >add.s <<'END'
        .file 1 "add.c"
        .globl add
        .type add, @function
add:    .loc 1 1 1
        load32 r0, [r1]
        .loc 1 2 1
        ret
        .size add, . - add
        .globl maybe, outside
        .hidden outside
        .equ outside, 9
maybe:  halt
END
printf 'one\ntwo\n  three(\n/* four */\nfive\nsix\n\n\n}' >main.c
"$as" -f elf -o main.o main.s && "$as" -f elf -o add.o add.s &&
    "$ld" -o prog main.o add.o && "$ar" rcDS lib.a main.o add.o || exit 1

row 'main.o: ELF object, machine 245, sections [0-9]*, segments 0, symbols [0-9]*' \
    "$objdump" -f main.o
row 'prog: ELF executable, entry 0x0000201C, machine 245, sections [0-9]*, segments 3, symbols [0-9]*' \
    "$objdump" -f prog
row ' 1 progbits 0x00000000 0x00000038 40 8 a-x--- .text' "$objdump" -h main.o
row ' [0-9]* nobits 0x00000000 0x[0-9A-F]* 8 1 aw---- .bss' "$objdump" -h main.o
row ' [0-9]* rela 0x00000000 0x[0-9A-F]* 24 4 ------ .rela.text' \
    "$objdump" -h main.o
row ' 1 progbits 0x0000201C 0x[0-9A-F]* 72 4 a-x--- .text' "$objdump" -h prog
row ' 0 load 0x0000201C 0x[0-9A-F]* 72 72 r-x' "$objdump" -p prog
row ' 1 load 0x00002064 0x[0-9A-F]* 13 13 rw-' "$objdump" -p prog
row '0x00000000 32 global func .text _start' "$objdump" -t main.o
row '0x00000000 13 local object .data table' "$objdump" -t main.o
row '0x00000000 0 weak - undefined maybe' "$objdump" -t main.o
row '0x00000000 0 local section .text.cold' "$objdump" -t main.o
row '0x00000009 0 global - number outside (hidden)' "$objdump" -t add.o
row '0x0000204C 16 global func .text add' "$objdump" -t prog
row '0x00000000 ABS32 .data+0x4' "$objdump" -r main.o
row '0x00000008 ABS32 maybe+0x2' "$objdump" -r main.o
row '0x0000000C ABS8 outside-0x1' "$objdump" -r main.o
row 'Relocations of .text.cold:' "$objdump" -x main.o

prints "$objdump" -d main.o <<'END'
main.o: ELF object

Disassembly of .text:
00000000 <_start>:
00000000  15010000_00000000  movi r1, 0                       ; ABS32 table+0x4
00000008  0A000000_00000000  call 0x0                         ; ABS32 add
00000010  4D000000_00000000  rjnz 0                           ; 0x10 <_start+0x10>
00000018  05000000_00000000  halt
00000020                     .byte 0x01, 0x02, 0x03 ; ...
00000023 <near>:
00000023                     .byte 0x04, 0x00, 0x00, 0x00, 0x00 ; .....

Disassembly of .text.cold:
00000000 <cold>:
00000000  06000000_00000000  jmp 0x0                          ; ABS32 maybe
END

prints "$objdump" -dl main.o <<'END'
main.o: ELF object

Disassembly of .text:
00000000 <_start>:
; main.c:3
00000000  15010000_00000000  movi r1, 0                       ; ABS32 table+0x4
00000008  0A000000_00000000  call 0x0                         ; ABS32 add
; main.c:6
00000010  4D000000_00000000  rjnz 0                           ; 0x10 <_start+0x10>
00000018  05000000_00000000  halt
00000020                     .byte 0x01, 0x02, 0x03 ; ...
00000023 <near>:
00000023                     .byte 0x04, 0x00, 0x00, 0x00, 0x00 ; .....

Disassembly of .text.cold:
00000000 <cold>:
; main.c:9
00000000  06000000_00000000  jmp 0x0                          ; ABS32 maybe
END

# Source text: a few lines before, the last without an end of line; add.c is
# not there. The same from elsewhere, where only the folder of prog has it.
source_text() {
    cat <<END
$1: ELF executable, entry 0x0000201C

Disassembly of .text:
0000201C <_start>:
; main.c:3
;     3    three(
0000201C  15010000_00002068  movi r1, 0x2068
00002024  0A000000_0000204C  call 0x204C                      ; <add>
; main.c:6
;     4  /* four */
;     5  five
;     6  six
0000202C  4D000000_00000000  rjnz 0                           ; 0x202C <_start+0x10>
00002034  05000000_00000000  halt
0000203C                     .byte 0x01, 0x02, 0x03 ; ...
0000203F <near>:
0000203F                     .byte 0x04, 0x00, 0x00, 0x00, 0x00 ; .....
00002044 <cold>:
; main.c:9
;     7
;     8
;     9  }
00002044  06000000_0000205C  jmp 0x205C                       ; <maybe>
0000204C <add>:
; add.c:1
0000204C  0D000100_00000000  load32 r0, [r1]
; add.c:2
00002054  0B000000_00000000  ret
0000205C <maybe>:
0000205C  05000000_00000000  halt
END
}
source_text prog | prints "$objdump" -S prog
mkdir elsewhere
cd elsewhere || exit 1
source_text ../prog | prints "$objdump" -S ../prog
cd .. || exit 1

prints "$objdump" -D prog <<'END'
prog: ELF executable, entry 0x0000201C

Disassembly of .text:
0000201C <_start>:
0000201C  15010000_00002068  movi r1, 0x2068
00002024  0A000000_0000204C  call 0x204C                      ; <add>
0000202C  4D000000_00000000  rjnz 0                           ; 0x202C <_start+0x10>
00002034  05000000_00000000  halt
0000203C                     .byte 0x01, 0x02, 0x03 ; ...
0000203F <near>:
0000203F                     .byte 0x04, 0x00, 0x00, 0x00, 0x00 ; .....
00002044 <cold>:
00002044  06000000_0000205C  jmp 0x205C                       ; <maybe>
0000204C <add>:
0000204C  0D000100_00000000  load32 r0, [r1]
00002054  0B000000_00000000  ret
0000205C <maybe>:
0000205C  05000000_00000000  halt

Disassembly of .data:
00002064 <table>:
00002064  00002044_00000005  .quad 0x0000204400000005
0000206C                     .byte 0x5E, 0x20, 0x00, 0x00, 0x08 ; ^ ...
END

"$objdump" -s prog >have
for line in 'Contents of .text:' 'Contents of .data:' \
    '00002064  05 00 00 00 44 20 00 00 5E 20 00 00 08           ....D ..^ ...'; do
    grep -qxF -e "$line" have || complain "no '$line' in the contents of prog"
done

# Archives: each member under its name.
row 'lib.a(main.o): ELF object' "$objdump" -d lib.a
row 'lib.a(add.o): ELF object' "$objdump" -d lib.a
row '0x00000000 16 global func .text add' "$objdump" -t lib.a

# A flat image has no tables, and no lines.
"$ld" --oformat bin -o prog.bin main.o add.o || exit 1
row 'prog.bin: flat image, entry 0x0000201C' "$objdump" -x prog.bin
row ' data 0x00002064-0x00002070 13 bytes' "$objdump" -h prog.bin
row '00002024 0A000000_0000204C call 0x204C' "$objdump" -dl prog.bin
row '00002064 00002044_00000005 .quad 0x0000204400000005' "$objdump" -D prog.bin

# Damage and misuse
refuses 2 'a file is needed; --help lists the options' "$objdump" -d
refuses 2 'unknown option -z in -dz; --help lists them' "$objdump" -dz prog
refuses 2 'unknown option --lins; did you mean --lines?' "$objdump" --lins prog
refuses 1 'cannot open none: No such file or directory' "$objdump" none
refuses 1 'prog: only flat images are turned into source' \
    "$objdump" --reassemble prog
head -c 400 main.o >cut.o
refuses 1 'cut.o: the section headers lie outside of the file' \
    "$objdump" -x cut.o
head -c 900 lib.a >cut.a
refuses 1 'cut.a: ends inside the member at byte 8' "$objdump" -x cut.a
printf '!<arch>\n' >empty.a
prints "$objdump" -x empty.a </dev/null
{ "$objdump" --help || complain "status of --help"; } >have
[ "$(wc -l <have)" -le 24 ] || complain "--help has more than 24 lines"
[ "$(wc -L <have)" -le 79 ] || complain "--help is wider than 79 columns"
exit $wrong
