#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Our reader of line tables against llvm-dwarfdump: what clang and the host's
# compiler write in each version of DWARF, linked with dropped sections, and
# what our own tools write, as lamp-objdump -dl shows it. Skipped (status 77)
# without LLVM's tools.
# usage: lines.sh LINE_DUMP LAMP-CC LAMP-OBJDUMP CC
set -u
dump=$1 lamp_cc=$2 objdump=$3 cc=$4
for tool in llvm-dwarfdump-19 llvm-objcopy-19 clang-19; do
    command -v $tool >/dev/null || {
        echo "skipped: $tool is not installed"
        exit 77
    }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
wrong=0 compared=0

complain() {
    echo "$*"
    wrong=1
}

mkdir sub
cat >sub/inline.h <<'END'
static inline int twice(int x)
{
    if (x > 100)
        return 0;

    return x * 2;
}
END
cat >one.c <<'END'
#include "sub/inline.h"
int helper(int a, int b);
int dropped(int n)
{
    int s = 1;
    while (n-- > 0)
        s = s * twice(n) + helper(s, n);
    return s;
}
int begin(int n)
{
    int s = 0;
    for (int k = 0; k < n; k++)
        s += twice(helper(k, s));
    return s;
}
END
cat >two.c <<'END'
#include "sub/inline.h"
# 1000 "far away.c"
int helper(int a, int b)
{
    return twice(a) +


        b;
}
END

# Rows of llvm-dwarfdump as line_dump prints them: by address, of several at
# one address the last, nothing of sequences that begin at 0 or at the top,
# where linkers leave those of dropped code. (lamp-ld lets them end there, and
# they may overlap.)
no_top() {
    grep -v '^f'
}
rows() {
    awk '
    /^include_directories/ {
        split($0, part, "\""); match($0, /[0-9]+/)
        folder[substr($0, RSTART, RLENGTH) + 0] = part[2]
    }
    /^debug_line/ { split("", folder); split("", file) }
    /^file_names/ { match($0, /[0-9]+/)
        number = substr($0, RSTART, RLENGTH) + 0 }
    /^ +name:/ { split($0, part, "\""); name = part[2] }
    /^ +dir_index:/ {
        in_folder = $2 + 0 > 0 && substr(name, 1, 1) != "/" ? folder[$2 + 0] "/" : ""
        file[number] = in_folder name
    }
    /^0x/ {
        at = substr($1, length($1) - 7)
        if (!count) start = at
        if (!(at in here)) order[++count] = at
        ended = / end_sequence/
        here[at] = ended ? "end" : file[$4] ":" $2 ":" $3
        if (!ended) next
        gone = start == "00000000" || start == "fffffffe" || start == "ffffffff"
        for (k = 1; k <= count && !gone && count > 1; k++)
            if (here[order[k]] != "end" || !(order[k] in all))
                all[order[k]] = here[order[k]]
        split("", here); split("", order); count = 0
    }
    END { for (at in all) print at, all[at] }' | LC_ALL=C sort
}

# same NAME FILE: the table in an ELF file of any machine.
same() {
    for section in line line_str str; do
        rm -f $section
        llvm-objcopy-19 --dump-section .debug_$section=$section "$2" unused \
            2>/dev/null
        [ -f $section ] || : >$section
    done
    llvm-dwarfdump-19 --debug-line "$2" 2>/dev/null | rows | no_top >want
    "$dump" line line_str str 2>&1 | no_top >have
    [ -s want ] && cmp -s want have || {
        complain "$1: our lines (>) differ from those of llvm-dwarfdump (<)"
        diff want have
    }
    compared=$((compared + 1))
}

for level in 0 2; do
    for version in 2 3 4 5; do
        flags="-O$level -gdwarf-$version -ffunction-sections -fno-pic"
        for file in one two; do
            # shellcheck disable=SC2086
            clang-19 --target=i386-linux $flags -c $file.c -o $file.o || exit 1
        done
        ld -m elf_i386 --gc-sections -Ttext=0x3000 -e begin -o linked one.o \
            two.o 2>err && same "clang, i386, $flags" linked
        # shellcheck disable=SC2086
        "$cc" $flags -fno-stack-protector -nostdlib -static \
            -Wl,--gc-sections,-Ttext=0x3000,-e,begin -o linked one.c two.c \
            2>err && same "$cc, $flags" linked
    done
done
[ $compared -ge 8 ] || complain "only $compared tables were compared"

# The rows of our own tools, and the places that lamp-objdump shows there.
places() {
    awk '
    /^; / { place = substr($0, 3); next }
    /^Disassembly/ { place = "" }
    /^[0-9A-F]+  / { print tolower($1), place }' | LC_ALL=C sort
}
[ -x "$lamp_cc" ] || exit $wrong
for level in 0 1 2; do
    "$lamp_cc" -O$level -g -ffunction-sections -nostdlib \
        -Wl,--gc-sections,--entry=begin -o program one.c two.c || exit 1
    same "lamp-cc -O$level" program
    "$objdump" -dl program | places >have
    grep -v ' end$' want | sed 's/:[0-9]*$//' | grep -v ':0$' >lines
    LC_ALL=C join -t '#' -v 1 lines have >missing
    [ -s lines ] && [ ! -s missing ] ||
        complain "lamp-objdump -dl has not: $(cat missing)"
done
exit $wrong
