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
mkdir -p "$folder"
cd "$folder"
rm -f vm.sock record

# block FILE MARK: the lines between the fences behind a line.
block() {
    awk -v mark="$2" '
        inside && /^```/ { exit }
        inside { print }
        found && /^```/ { inside = 1 }
        index($0, mark) { found = 1 }' "$1"
}

block "$root/docs/debugging.md" "This program adds four words:" >sum.s
"$build/lamp-as" -g -o sum.o sum.s
"$build/lamp-ld" -o sum.elf sum.o 2>/dev/null
block "$root/$document" "<!-- session $name -->" >session
[ "$(grep -c '^(vm) \|^> ' session)" -gt 5 ] || {
    echo "$document has no session $name"
    exit 1
}

timeout 60 "$build/vm" --headless "$option" unix:vm.sock --wait sum.elf \
    2>vm.err &
vm=$!
"$build/tests/debug-talk" vm.sock record <session || {
    kill "$vm"
    exit 1
}
status=0
wait "$vm" || status=$?
[ "$status" -eq 2 ] || { cat vm.err && echo "status $status" && exit 1; }
[ "$option" != --control ] ||
    "$build/tests/debug-schema" "$root/docs/control.md" record
