#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every header compiles alone, and a second time in the same file.
# usage: headers.sh COMPILER FLAGS...; run from the root of the tree.
set -eu
status=0
for header in $(find include src tools tests -name '*.h' | LC_ALL=C sort); do
    case $header in
    include/*) name="<${header#include/}>" ;;
    src/host/sdl*) continue ;; # only there when SDL is
    *) name="\"$header\"" ;;
    esac
    printf '#include %s\n#include %s\n' "$name" "$name" |
        "$@" -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -Wno-unused-function \
            -Iinclude -Isrc -Itools/as -Itools/objdump -Itests/unit \
            -Itests/oracle -I"$(dirname "$header")" -I. -fsyntax-only -x c - || {
        echo "$header does not compile alone"
        status=1
    }
done
exit $status
