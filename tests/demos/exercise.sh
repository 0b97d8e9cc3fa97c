# SPDX-License-Identifier: MIT
#
# exercise finds no failure in the C library, whatever memory held before.
# usage: exercise.sh VM AS SOURCE_DIR IMAGE
. "$3/tests/cli/lib.sh"

for init in zero random; do
    try 0 --headless --ram-init "$init" --seed 7 "$4"
    has out ' checks, 0 failed'
    for chapter in heap sorting printf text numbers setjmp; do
        grep -q "^$chapter  *[1-9][0-9]* checks\$" out ||
            complain "nothing was checked in $chapter"
    done
    lines out 8
    empty err
done
finish
