#!/bin/sh
# SPDX-License-Identifier: MIT
#
# "Where did it stop?" of docs/debugging.md is true: its program is compiled
# and run, and prints the lines of the report that stand there. Numbers may
# differ, since the compiler may change; functions and lines may not.
# usage: document.sh VM LAMP-CC LAMP-OBJDUMP DOCUMENT
set -u
vm=$1 cc=$2 objdump=$3 document=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
sed -n '/^## Where did it stop/,/^## Questions/p' "$document" >section
sed -n '/^```c$/,/^```$/p' section | grep -v '^```' >crash.c
"$cc" -g crash.c -o crash.elf || exit 1
timeout 60 "$vm" --headless crash.elf >report 2>&1 </dev/null
"$objdump" -S crash.elf >>report

# Without the instruction: it belongs to the library.
masked() {
    sed -E 's/ at (0x[0-9A-F]+): [^:]*: / at \1: /; s/0x[0-9A-F]+/0x#/g
        s/slot [0-9]+/slot #/' "$1"
}
masked report >have
masked section | grep -E '^vm: (panic|  slot|  0x)|^; +(10|crash)' >want
[ "$(wc -l <want)" -eq 8 ] || {
    echo "$document shows other lines than this test looks for:"
    cat want
    exit 1
}
grep -vxF -f have want && {
    echo "is what $document shows, but not what vm and lamp-objdump print:"
    cat have
    exit 1
}
exit 0
