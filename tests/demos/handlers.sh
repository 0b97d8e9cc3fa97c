# SPDX-License-Identifier: MIT
#
# Handlers in C disturb nothing, at every level of optimisation and for both
# instruction sets.
# usage: handlers.sh VM AS SOURCE_DIR COMPILER
. "$3/tests/cli/lib.sh"
for level in 0 1 2 3 s; do
    for march in lamp lamp+x1; do
        "$4" -O$level -march=$march -o program.bin \
            "$source/tests/demos/handlers.c" || exit 1
        try 0 --headless --deterministic --seed 3 program.bin
        is out '0 differences, 0 wrong vectors, right text'
        [ "$wrong" = 0 ] || complain "with -O$level -march=$march"
    done
done
finish
