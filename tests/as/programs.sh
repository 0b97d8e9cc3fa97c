#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The programs lamp-as and lamp-objdump as a user meets them: options, exit
# statuses, files. usage: programs.sh LAMP-AS LAMP-OBJDUMP. Silent on success.
set -u
as=$1
objdump=$2
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
        echo "$name: status $got, not $status"
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

mkdir inc
echo '.equ VALUE, 7' >inc/value.inc
cat >good.s <<'END'
        .include "value.inc"
start:  movi r1, VALUE
        rjmp start
        .data
        .byte 1, 2, 3
        .bss
        .space 10
END
echo ' bad r1' >bad.s

# Outputs
check plain 0 '' "$as" -I inc good.s -o good.bin
verify test "$(wc -c <good.bin)" -eq 43
check format 0 '' "$as" -Iinc -f bin -o good.img good.s
verify cmp -s good.bin good.img
check derived 0 '' "$as" -Iinc -f bin good.s
verify cmp -s good.bin good.bin
check stdin 0 '' sh -c "'$as' -Iinc - -o stdin.bin <good.s"
verify cmp -s good.bin stdin.bin
check listing 0 '0000201C  07 00 00 00 00 00 01 15  start:' \
    "$as" -Iinc good.s -o good.bin -l -
check listing_file 0 '' "$as" -Iinc good.s -o good.bin -l good.lst
verify grep -q 'start:' good.lst
check map 0 '0x0000201C .text    start' "$as" -Iinc good.s -o good.bin --map
check map_file 0 '' "$as" -Iinc good.s -o good.bin --map=good.map
verify grep -q 'Symbols' good.map
check depends 0 '' "$as" -Iinc good.s -o good.bin -MD
verify test "$(cat good.d)" = 'good.bin: good.s inc/value.inc'
check depends_file 0 '' "$as" -Iinc good.s -o good.bin -MD -MF rule
verify cmp -s rule good.d
check base 0 '' "$as" -Iinc --base 0x3000 good.s -o based.bin
check base_text 0 'text 0x00003000-0x0000300F' "$objdump" -h based.bin
check define 0 'movi r1, 9' sh -c \
    "echo 'movi r1, N' | '$as' -D N=9 - -o d.bin && '$objdump' d.bin"
check march 0 '' sh -c "echo wait | '$as' -march=lamp+x1 - -o x.bin"
check stdout 0 '' sh -c "'$as' -Iinc good.s -f bin -o /dev/stdout >piped"
verify cmp -s good.bin piped

# Objects are the default, unless the output is FILE.bin.
magic() {
    test "$(head -c 4 "$1" | od -An -c | tr -d ' ')" = '177ELF'
}
check object 0 '' "$as" -Iinc good.s -o good.o
verify magic good.o
check object_named 0 '' "$as" -Iinc good.s -o object
verify cmp -s good.o object
rm good.o
check object_derived 0 '' "$as" -Iinc good.s
verify cmp -s good.o object
check object_format 0 '' "$as" -Iinc -f elf good.s -o elf.bin
verify cmp -s good.o elf.bin
check object_map 0 '0x00000000 .text    start' "$as" -Iinc good.s -o x.o --map
check object_depends 0 '' "$as" -Iinc good.s -o good.o -MD
verify test "$(cat good.d)" = 'good.o: good.s inc/value.inc'
check object_stdin 0 '' sh -c "'$as' -Iinc - -o stdin.o <good.s"
verify cmp -s good.o stdin.o
check object_base 2 '--base is for flat images; lamp-ld places objects' \
    "$as" --base 0x3000 good.s -o x.o

# Failures leave no output, and no temporary file
echo old >bad.bin
check error 1 "bad.s:1:2: error: unknown instruction 'bad'" \
    "$as" bad.s -o bad.bin
verify test ! -e bad.bin
verify test -z "$(find . -name '*.tmp')"
check missing 1 'cannot open nothing.s' "$as" nothing.s -o x.bin
check folder 1 'inc is not a regular file' "$as" inc -o x.bin
check unwritable 1 'cannot write none/x.bin' "$as" -Iinc good.s -o none/x.bin
cp good.s self.bin
check overwrite 1 'self.bin is the input' "$as" -Iinc self.bin -o self.bin
verify cmp -s good.s self.bin

# Usage
check no_input 2 'a source file is needed' "$as" -o x.bin
check two_inputs 2 'one source file at a time' "$as" a.s b.s -o x.bin
check unknown 2 'unknown option --bse=3; did you mean --base?' \
    "$as" --bse=3 good.s
check no_value 2 '-o needs a value' "$as" good.s -o
check bad_base 2 '--base needs an address' "$as" --base=-1 good.s -o x.bin
check bad_format 2 '-f takes bin or elf' "$as" -f hex good.s
check bad_march 2 '-march takes lamp or lamp+x1' "$as" -march=x86 good.s
check help 0 'usage: lamp-as' "$as" --help
check version 0 '^lamp-as [0-9]' "$as" --version

# The disassembler
check disassemble 0 '00002024  4A000000_FFFFFFF8  rjmp -8  *; 0x201C' \
    "$objdump" -d good.bin
check header 0 'bss  0x0000202F-0x00002038' "$objdump" good.bin
check data 0 '0000202C  01 02 03' "$objdump" -s good.bin
"$objdump" --reassemble good.bin >again.s
check again 0 '' "$as" again.s -o again.bin
verify cmp -s good.bin again.bin
head -c 30 good.bin >short.bin
check short 1 'short.bin: file ends after 30 bytes' "$objdump" short.bin
check full 1 'cannot write' sh -c "'$objdump' good.bin >/dev/full"
check dump_none 2 'a file is needed' "$objdump"
check dump_option 2 'did you mean --header' "$objdump" --haeder good.bin
check dump_help 0 'usage: lamp-objdump' "$objdump" --help
printf '\177ELF' >elf
check dump_elf 1 'ends inside the ELF header' "$objdump" elf

exit $((failures > 0))
