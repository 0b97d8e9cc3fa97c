#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Does what docs/debugging.md shows of gdb: makes a tutorial of the section,
# in which the lines behind "(gdb) " are a command file, and lets that be
# tested as the other tutorials are.
#
# usage: gdb_session.sh FOLDER BUILD ROOT
set -eu
folder=$1 build=$2 root=$3
command -v gdb-multiarch >/dev/null || {
    echo "gdb-multiarch is not installed"
    exit 77
}
mkdir -p "$folder"
cd "$folder"
awk '
    /<!-- session gdb -->/ { inside = 1; next }
    /<!-- end of session -->/ { exit }
    inside' "$root/docs/debugging.md" >section.md
[ "$(grep -c '^(gdb) ' section.md)" -gt 10 ] || {
    echo "docs/debugging.md has no session of gdb"
    exit 1
}
# Commands are not echoed when they come from a file: echo says them. After
# "$ lamp-gdb" the options for that are put in. Addresses are not compared,
# they are the compiler's business.
hide='s/0x[0-9a-f]{4,}( <[a-z_]*[+][0-9]+>)?/ADDRESS/g'
{
    echo '```c session.gdb'
    echo 'set pagination off'
    sed -n 's/^(gdb) \(.*\)/echo (gdb) \1\\n\n\1/p' section.md
    echo '```'
    sed -E -e '/^[^$]/'"$hide" \
        -e "s|^\\$ lamp-gdb (.*)|\$ lamp-gdb -nx -batch -x session.gdb \\1 2>\&1 \\| sed -E '$hide'|" \
        section.md
} >session.md
exec "$root/tests/tutorial/tutorial.sh" "$folder/session.md" "$build"
