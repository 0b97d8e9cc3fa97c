#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What may include what (docs/ARCHITECTURE.md has the same table), that every
# .c includes its own header first, and that headers do not include each
# other in a circle. Run from the root of the tree. Prints one line for each
# offence; silent when there is none.
set -eu

# folder | header it may include, as regular expressions; the first row whose
# folder fits decides. Quoted includes name files of the same folder.
layers='
include/lamp/      lamp/.*
include/util/      util/.*
include/format/    lamp/.* util/.* format/.*
include/vm/        util/.* vm/.*
src/util/          util/.*
src/format/        lamp/.* util/.* format/.*
src/isa/           lamp/.* util/.* format/.* vm/(bus|codemap|core|debug|engine|irq|isa|machine|ram|smp|snap|uop)[.](h|def)
src/engine/        util/.* vm/.*
src/devices/       lamp/dev/.* lamp/board[.](h|def) util/.* vm/(device|irq|clock|snap|host|context|config)[.]h
src/machine/       lamp/.* util/.* format/.* vm/.*
src/debug/host_text[.]c util/.* llvm-c/.*
src/debug/         util/.* vm/.*
src/host/sdl.*[.][ch] lamp/dev/.* util/.* vm/(host|host_.*|config|channel|overlay)[.]h SDL.*
src/host/          lamp/dev/.* util/.* vm/(host|host_.*|config|channel|overlay)[.]h png[.]h
src/selftest/      lamp/.* util/.* format/.* vm/.*
src/[^/]*$         lamp/.* util/.* format/.* vm/.*
tools/cc/          lamp/.* util/.* format/.* llvm-c/.*
tools/test/        lamp/.* util/.* format/.* png[.]h
tools/             lamp/.* util/.* format/.*
'

files() {
    find include src tools -name '*.[ch]' -o -name '*.def' -o -name '*.inc' | LC_ALL=C sort
}

# file:include lines of all project headers and of SDL and png.
includes() {
    files | xargs grep -H '^ *# *include *[<"]' |
        sed -E 's/^([^:]*): *# *include *([<"])([^>"]*)[>"].*/\1 \2\3/'
}

check_layers() {
    includes | awk -v layers="$layers" '
        BEGIN { n = split(layers, row, "\n") }
        function own(header) { # system headers are free, but for these
            return header ~ /^(lamp|util|vm|format|SDL|llvm)/ || header ~ /^png/
        }
        function allowed(file, header,    i, j, k, part) {
            for (i = 1; i <= n; i++) {
                k = split(row[i], part, " ")
                if (k < 2 || file !~ "^" part[1])
                    continue
                for (j = 2; j <= k; j++)
                    if (header ~ "^" part[j] "$")
                        return 1
                return 0
            }
            return 0
        }
        substr($2, 1, 1) == "\"" { next }
        { header = substr($2, 2) }
        own(header) && !allowed($1, header) {
            print $1 ": may not include <" header ">"
        }'
}

# The header of the same name, beside the file or in its include folder.
check_own_header() {
    for file in $(files | grep '[.]c$'); do
        folder=$(dirname "$file")
        base=$(basename "$file" .c)
        case $folder in
        src/util | src/format) place=include/${folder#src/} ;;
        src/devices) place=include/lamp/dev ;;
        *) place=include/vm ;;
        esac
        [ -f "$folder/$base.h" ] || [ -f "$place/$base.h" ] || continue
        first=$(sed -n 's/^ *# *include *[<"]\([^>"]*\)[>"].*/\1/p' "$file" |
            head -n 1)
        case $(basename "$first") in
        "$base.h" | "$base"_*.h) continue ;; # host.c makes what host_open.h says
        esac
        echo "$file: its own header $base.h must be included first"
    done
}

# tsort complains when an order does not exist.
check_cycles() {
    includes | awk '
        $1 ~ /^include\// {
            sub(/^include\//, "", $1)
            header = substr($2, 2)
            if (header ~ /^(lamp|util|vm|format)\//)
                print $1, header
        }' | tsort 2>&1 >/dev/null |
        sed 's/^tsort: /include: headers include each other: /'
}

found=$(check_layers && check_own_header && check_cycles)
[ -z "$found" ] || { echo "$found" && exit 1; }
