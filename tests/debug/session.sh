#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Does what a document shows: the session NAME of DOCUMENT, with the program
# sum.s of docs/debugging.md. What came over the control socket is checked
# against the schema.
#
# usage: session.sh NAME DOCUMENT OPTION FOLDER BUILD ROOT
set -eu
name=$1 document=$2 option=$3 folder=$4 build=$5 root=$6
. "$(dirname "$0")/lib.sh"

# block DOCUMENT MARK: the lines between the fences behind the mark.
block() {
    awk -v mark="$2" -f "$root/tests/block.awk" "$root/$1"
}

block docs/debugging.md "This program adds four words:" >sum.s
"$build/lamp-as" -g -o sum.o sum.s
"$build/lamp-ld" -o sum.elf sum.o 2>/dev/null
block "$document" "<!-- session $name -->" >session
[ "$(grep -c '^(vm) \|^> ' session)" -gt 5 ] ||
    die "$document has no session $name"

start "$option" unix:vm.sock --wait sum.elf
talk session
end 2 "$name"
[ "$option" != --control ] || check_record
