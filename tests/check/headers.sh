#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every header compiles alone, and a second time in the same file.
# usage: headers.sh COMPILER FLAGS...; run from the root of the tree. Without
# -isystem of LLVM among the flags the compiler's own headers are left out.
set -eu
status=0
for header in $(find include src tools tests -name '*.h' | LC_ALL=C sort); do
    case $header in
    include/*) name="<${header#include/}>" ;;
    src/host/sdl*) continue ;; # only there when SDL is
    tools/cc/* | tests/cc/*)
        case $* in *-isystem*) ;; *) continue ;; esac
        name="\"$header\""
        ;;
    *) name="\"$header\"" ;;
    esac
    printf '#include %s\n#include %s\n' "$name" "$name" |
        "$@" -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -Wno-unused-function \
            -Iinclude -Isrc -Itools/as -Itools/ld -Itools/cc -Itools/objdump -Itests/unit \
            -Itests/oracle -I"$(dirname "$header")" -I. -fsyntax-only -x c - || {
        echo "$header does not compile alone"
        status=1
    }
done
exit $status
