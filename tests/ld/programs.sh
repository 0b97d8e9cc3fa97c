#!/bin/sh
# SPDX-License-Identifier: MIT
#
# lamp-ld as a user meets it: options, exit statuses, files, archives made by
# `ar`, programs that run, and the manuals of both tools.
# usage: programs.sh LAMP-AS LAMP-LD VM DOCS. Silent on success.
set -u
as=$1
ld=$2
vm=$3
docs=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0

# check NAME STATUS PATTERN COMMAND...: the status, and a line of the output
# (both streams) that matches the pattern; an empty pattern: no output.
check() {
    name=$1 status=$2 pattern=$3
    shift 3
    "$@" >output 2>&1 </dev/null
    got=$?
    if [ $got -ne "$status" ]; then
        echo "$name: status $got, not $status: $(cat output)"
        failures=$((failures + 1))
    elif [ -z "$pattern" ] && [ -s output ]; then
        echo "$name: unexpected output: $(cat output)"
        failures=$((failures + 1))
    elif [ -n "$pattern" ] && ! grep -q -e "$pattern" output; then
        echo "$name: no '$pattern' in: $(cat output)"
        failures=$((failures + 1))
    fi
}

verify() {
    if ! "$@"; then
        echo "failed: $*"
        failures=$((failures + 1))
    fi
}

object() {
    "$as" -g -o "$1" - || echo "$1 was not assembled"
}

# Says "ok" by members of two archives, then stops with status 7.
object main.o <<'END'
        .globl _start
_start: call first
        call second
        movi r1, PORT_EXIT
        movi r2, 7
        out [r1], r2
        halt
END
object first.o <<'END'
        .globl first
first:  movi r1, 'o'
        rjmp put
END
object second.o <<'END'
        .globl second
second: movi r3, letter
        load r1, [r3]
        movi r3, zeros
        load r2, [r3]
        add r1, r1, r2
        rjmp put
        .data
letter: .ascii "k"
        .lcomm zeros, 100
END
object a_member_with_a_long_name.o <<'END'
        .globl put
put:    movi r2, PORT_SERIAL_TX
        out [r2], r1
        ret
        .section .text.unused,"ax"
        movi r1, unknown
END
rm -f libone.a
ar rcs libone.a first.o second.o
ar rcD libput.a a_member_with_a_long_name.o # without an index
mkdir lib
mv libput.a lib

runs() {
    check "$1" 7 ok "$vm" --headless --timeout 10 "$2"
}

# Programs: both formats run.
check flat 0 '' "$ld" --gc-sections main.o libone.a -Llib -lput -o p.bin
runs flat_runs p.bin
check elf 0 '' "$ld" --gc-sections -L lib -lput -L . -l one main.o -o p.elf
runs elf_runs p.elf
verify test -x p.elf
mode=$(stat -c %a /dev/null)
check device 0 '' "$ld" --gc-sections main.o libone.a lib/libput.a -o /dev/null
verify test "$(stat -c %a /dev/null)" = "$mode"
(umask 077 && "$ld" --gc-sections main.o libone.a lib/libput.a -o own.elf)
verify test "$(stat -c %a own.elf)" = 700
check oformat 0 '' "$ld" --oformat=bin --gc-sections main.o libone.a \
    lib/libput.a -o p.img
verify cmp -s p.img p.bin
check a_out 0 '' "$ld" --gc-sections --oformat bin main.o libone.a \
    lib/libput.a
verify cmp -s a.out p.bin
check base 0 '' "$ld" --base=0x10000 --gc-sections main.o libone.a \
    lib/libput.a -o based.elf
runs base_runs based.elf
check ttext 0 '' "$ld" -Ttext 0x10000 --gc-sections main.o libone.a \
    lib/libput.a -o ttext.elf
verify cmp -s based.elf ttext.elf
check section_start 0 '' "$ld" --section-start=.data=0x20000 --gc-sections \
    main.o libone.a lib/libput.a -o far.elf -Map=far.map
runs section_start_runs far.elf
verify grep -q '^0x00020000 .data *letter$' far.map
check entry 0 '' "$ld" -e main2 --defsym main2=0x201C --gc-sections \
    -u _start main.o libone.a lib/libput.a -o entry.elf
runs entry_runs entry.elf

echo ' .section .top,"awR"
 .long __stack_top' | object top.o
check stack_top 0 '' "$ld" --stack-top=0x41424344 --gc-sections main.o \
    top.o --start-group libone.a lib/libput.a --end-group -static -o top.bin
verify grep -q DCBA top.bin
check map_out 0 '0x0000201C .text    _start (global)' "$ld" --gc-sections \
    -Map=- main.o libone.a lib/libput.a -o x.elf

# The same command gives the same bytes.
"$ld" --gc-sections -Map=1.map -L lib -lput -L . -l one main.o -o 1.elf
"$ld" --gc-sections -Map 2.map -L lib -lput -L . -l one main.o -o 2.elf
verify cmp -s 1.elf 2.elf
verify cmp -s 1.map 2.map
verify grep -q 'libput.a(a_member_with_a_long_name.o) for put$' 1.map
verify grep -q '^  0x0000201C-0x0000204B         48  .text main.o$' 1.map

# What is left of names and lines.
names() {
    readelf -SsW "$1" 2>/dev/null | grep -c "$2"
}
verify test "$(names p.elf debug_line)" -eq 1
verify test "$(names p.elf ' letter$')" -eq 1
check strip_debug 0 '' "$ld" -S --gc-sections main.o libone.a lib/libput.a \
    -o s.elf
verify test "$(names s.elf debug)" -eq 0
verify test "$(names s.elf ' letter$')" -eq 1
runs strip_debug_runs s.elf
check strip 0 '' "$ld" -s --gc-sections main.o libone.a lib/libput.a -o s.elf
verify test "$(names s.elf 'debug\| letter$')" -eq 0
runs strip_runs s.elf

# Archives of other kinds
ar rcT thin.a first.o second.o
check thin 1 "thin.a: a thin archive holds no objects" \
    "$ld" main.o thin.a -o x.elf
ar rc nested.a libone.a
check nested 1 'nested.a(libone.a): not an ELF file' \
    "$ld" main.o nested.a -o x.elf
ar rc empty.a
check empty 0 '' "$ld" --gc-sections main.o empty.a libone.a lib/libput.a \
    -o x.elf
check whole 1 "(.text.unused+0x0): undefined symbol 'unknown'" "$ld" \
    main.o libone.a --whole-archive lib/libput.a --no-whole-archive -o x.elf
check dropped 0 'lamp-ld: dropped .text.unused of lib/libput.a(a_member' \
    "$ld" --gc-sections --print-gc-sections main.o libone.a lib/libput.a \
    -o x.elf
check verbose 0 '^lamp-ld: libone.a$' "$ld" -v --gc-sections main.o \
    libone.a lib/libput.a -o x.elf

# Failures leave no program, old or half
echo old >x.elf
check undefined 1 "main.o(.text+0x0): undefined symbol 'first'" \
    "$ld" main.o -o x.elf
verify test ! -e x.elf
check missing 1 'cannot open nothing.o' "$ld" nothing.o -o x.elf
check no_library 1 'liblost.a is in none of the folders: lib one$' \
    "$ld" -Llib -L one main.o -llost -o x.elf
check text 1 'programs.txt: not an ELF file' \
    sh -c "echo text >programs.txt; '$ld' programs.txt -o x.elf"
check executable 1 'p.elf: an executable cannot be linked again' \
    "$ld" p.elf -o x.elf
check unwritable 1 'cannot write none/x.elf' "$ld" --gc-sections main.o \
    libone.a lib/libput.a -o none/x.elf
cp main.o self.o
check overwrite 1 'self.o is an input' "$ld" self.o -o self.o
check overwrite_map 1 'self.o is an input' "$ld" self.o -o x -Map=self.o
verify cmp -s main.o self.o
check unwritable_map 1 'cannot write none/x.map' "$ld" -Map=none/x.map \
    --gc-sections main.o libone.a lib/libput.a -o x.elf
verify test -z "$(find . -name '*.tmp*')"

# Usage
check no_input 2 'no input files' "$ld" -o x.elf
check unknown 2 'unknown option --bse=3; did you mean --base?' \
    "$ld" --bse=3 main.o
check no_value 2 '-o needs a value' "$ld" main.o -o
check spare_value 2 '--gc-sections takes no value' "$ld" --gc-sections=1 main.o
check bad_base 2 '--base needs a number from 0 to 0xFFFFFFFF, not -1' \
    "$ld" --base=-1 main.o
check bad_place 2 '--section-start needs NAME=VALUE, not .data' \
    "$ld" --section-start .data main.o
check bad_format 2 '--oformat takes bin or elf, not hex' \
    "$ld" --oformat=hex main.o
check bad_defsym 2 '--defsym needs a number from 0 to 0xFFFFFFFF, not y' \
    "$ld" --defsym x=y main.o
check script 2 'there are no linker scripts' "$ld" -T script main.o
check help 0 'usage: lamp-ld' "$ld" --help
verify test "$("$ld" --help | wc -l)" -le 24
verify test "$("$as" --help | wc -l)" -le 24
# The manuals have every option: "-o" as "Fl o", "--map" as "Fl -map".
manual() {
    "$2" --help | sed -n 's/^  -\([-a-zA-Z]*\).*/\1/p' | while read -r option; do
        case $option in
        l?* | L?*) option=$(echo "$option" | cut -c 1) ;;
        esac
        grep -q -e "Fl $option\( \|$\)" "$docs/$1.1" ||
            echo "$1.1 has no -$option"
    done >lacking
    verify test ! -s lacking
    cat lacking
}
manual lamp-as "$as"
manual lamp-ld "$ld"
check version 0 '^lamp-ld [0-9]' "$ld" --version

exit $((failures > 0))
