#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Prints the enumerations of the given headers as .equ lines, so that
# guest programs name registers and bits as the machine does and no second
# list of them exists. An enumerator must be written `NAME = expression`; the
# expression may be anything that C and the assembler both understand.
# usage: dev.sh OUTPUT HEADER...
set -eu

output=$1
shift
{
    echo "; Registers and bits, made from include/lamp by guest/lib/dev.sh"
    for header in "$@"; do
        echo
        echo "; ${header##*/}"
        # Comments go first, then every enumerator gets a line of its own.
        sed -e 's:/\*.*\*/::' -e 's:/\*.*::' -e 's:^.*\*/::' -e '/^ \*/d' \
            -e '/^#/d' "$header" | tr '{},;' '[\n*]' |
            sed -n 's/^ *\([A-Z][A-Z0-9_]*\) = *\(.*[^ ]\) *$/.equ \1, \2/p'
    done
} >"$output.new"
mv "$output.new" "$output"
