#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Objects of lamp-as as others read them: sections, symbols and relocations by
# readelf; the line table and its unit by llvm-dwarfdump, where it is
# installed, and by addr2line. Then programs: assembled flat, or assembled to
# an object and linked flat, they are the same bytes.
# usage: objects.sh LAMP-AS LAMP-LD SOURCE-TREE BUILD-TREE. Silent on success.
set -u
as=$1 ld=$2 tree=$3 build=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0

fail() {
    echo "$@"
    failures=$((failures + 1))
}

# same NAME: file `have` is what comes from standard input.
same() {
    cat >want
    if ! diff want have >difference; then
        fail "$1:"
        cat difference
    fi
}

cat >all.s <<'END'
        .file "all.c"
        .globl _start, "a b", "r1"
        .type "a b", @function
_start: movi r1, "a b" + 4
        call "a b"
        rjmp "r1"
        rjmp _start
        jmp outside - 8
        halt
        .section .text.two,"ax",@progbits
"a b":  load32 r2, [r3 + table]
        ret
        .size "a b", . - "a b"
"r1":   halt
        .section .init_array,"aw",@init_array
        .long _start
        .section .keep,"awR"
        .byte 1
        .section .note,""
        .long 0
        .data
        .p2align 3
        .hidden table
        .type table, %object
table:  .quad table + 2
        .short weakling
        .byte weakling - 1
        .size table, 11
        .globl constant, also, weakling, zeros
        .weak weakling
        .equ constant, 0x1234
        .set also, table + 8
        .lcomm private, 12
        .local inside
        .comm inside, 5
        .comm shared, 7, 8
        .section .zeros,"aw",@nobits
zeros:  .space 100
END
"$as" -g all.s -o all.o || fail "all.s was not assembled"

# Number, name, type, size, flags, info, alignment; the unused are dropped.
readelf -SW all.o | sed -n 's/^ *\[ *\([0-9]*\)\] /\1 /p' |
    awk '$1 > 0 && $2 !~ /^\.(shstrtab|strtab|symtab)/ {
        flags = NF == 11 ? $8 : "-"
        sub("o", "R", flags) # as readelf has it for other systems
        print $2, $3, $6, flags, $NF
    }' >have
same sections <<'END'
.text PROGBITS 000030 AX 8
.rodata PROGBITS 000000 A 1
.data PROGBITS 00000b WA 8
.bss NOBITS 000011 WA 8
.text.two PROGBITS 000018 AX 8
.init_array INIT_ARRAY 000004 WA 1
.keep PROGBITS 000001 WAR 1
.note PROGBITS 000004 - 1
.zeros NOBITS 000064 WA 1
.debug_line PROGBITS 000068 - 1
.debug_info PROGBITS 00002e - 1
.debug_abbrev PROGBITS 000012 - 1
.debug_ranges PROGBITS 000018 - 1
.rela.text RELA 000030 I 4
.rela.data RELA 000024 I 4
.rela.text.two RELA 00000c I 4
.rela.init_array RELA 00000c I 4
.rela.debug_line RELA 000018 I 4
.rela.debug_info RELA 000024 I 4
.rela.debug_ranges RELA 000030 I 4
END

readelf -sW all.o | awk '$1 ~ /^[0-9]+:$/ && $4 != "SECTION" && NF > 7 {
        name = $8; if (NF > 8) name = name " " $9
        print $2, $3, $4, $5, $6, $7, name }' >have
same symbols <<'END'
00000000 11 OBJECT LOCAL HIDDEN 3 table
00000000 12 OBJECT LOCAL DEFAULT 4 private
0000000c 5 OBJECT LOCAL DEFAULT 4 inside
00000000 0 NOTYPE GLOBAL DEFAULT 1 _start
00000000 16 FUNC GLOBAL DEFAULT 5 a b
00000010 0 NOTYPE GLOBAL DEFAULT 5 r1
00000000 0 NOTYPE GLOBAL DEFAULT UND outside
00000000 0 NOTYPE WEAK DEFAULT UND weakling
00001234 0 NOTYPE GLOBAL DEFAULT ABS constant
00000008 0 NOTYPE GLOBAL DEFAULT 3 also
00000000 0 NOTYPE GLOBAL DEFAULT 9 zeros
00000008 7 OBJECT GLOBAL DEFAULT COM shared
END

# Section, offset, type, symbol, addend. A branch inside of .text has none.
readelf -rW all.o | awk '/^Relocation/ { section = $3 }
    $3 == "unrecognized:" { $1 = section " " $1; $2 = ""; $3 = ""; $5 = ""
        gsub(/  +/, " "); print }' | grep -v debug | tr -d "'" >have
same relocations <<'END'
.rela.text 00000000 1 .text.two + 4
.rela.text 00000008 1 .text.two + 0
.rela.text 00000010 2 .text.two + 10
.rela.text 00000020 1 outside - 8
.rela.data 00000000 1 .data + 2
.rela.data 00000008 3 weakling + 0
.rela.data 0000000a 4 weakling - 1
.rela.text.two 00000000 1 .data + 0
.rela.init_array 00000000 1 .text + 0
END

# Lines, of both sections, in the linked program.
"$ld" all.o -o all.elf --defsym outside=64 --defsym weakling=8 ||
    fail "all.o was not linked"
addr2line -e all.elf 0x201C 0x2034 0x203C 0x204C 0x205C 0x2064 >have
same lines <<'END'
all.s:4
all.s:7
all.s:8
all.s:11
all.s:14
??:0
END
"$as" -g - -o plain.o <<'END'
        .file 1 "src" "plain.c"
        .file 3 "other.h"
        .globl _start
_start: .loc 1 10 3
        movi r1, 1
        .loc 3 7
        movi r2, 2
        movi r2, 3
        .loc 1 11 is_stmt 1
        halt
END
"$ld" plain.o -o plain.elf
addr2line -e plain.elf 0x201C 0x2024 0x202C 0x2034 >have
same loc <<'END'
src/plain.c:10
other.h:7
other.h:7
src/plain.c:11
END
dwarfdump=$(command -v llvm-dwarfdump-19 || command -v llvm-dwarfdump)
if [ -n "$dwarfdump" ]; then
    for file in all plain; do
        "$dwarfdump" --verify $file.elf >have 2>&1 || fail "$file: $(cat have)"
        grep -q '^No errors' have || fail "$file: $(cat have)"
    done
    "$dwarfdump" --debug-info all.elf 2>&1 | grep -o '"all.c"' >have
    same unit <<'END'
"all.c"
END
    "$dwarfdump" --debug-ranges all.elf 2>&1 | grep '^00000000' >have
    same ranges <<'END'
00000000 0000201c 0000204c
00000000 0000204c 00002064
00000000 <End of list>
END
fi

# The same programs both ways.
count=0
for source in "$tree"/guest/demos/*.s "$tree"/src/selftest/*.s \
    "$tree"/tests/guest/*.s "$tree"/tests/host/*.s; do
    set -- -I "$(dirname "$source")" -I "$tree/guest/lib" \
        -I "$tree/guest/demos" -I "$build/guest/include"
    "$as" "$@" -f bin "$source" -o flat.bin 2>errors ||
        fail "$source: $(cat errors)"
    if "$as" "$@" -g "$source" -o program.o 2>errors; then
        if "$ld" program.o -o linked.bin 2>errors; then
            cmp flat.bin linked.bin || fail "$source: linked, it is another"
            count=$((count + 1))
        elif ! grep -q 'the program has no code' errors; then
            fail "$source: $(cat errors)"
        fi
    elif ! grep -q 'an address is not known before linking' errors; then
        fail "$source: $(cat errors)"
    fi
done
[ $count -ge 20 ] || fail "only $count programs can be objects"

exit $((failures > 0))
