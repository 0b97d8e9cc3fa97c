# SPDX-License-Identifier: MIT
#
# The kernels of tests/bench for several cores: shared counters, a spin lock
# and private words lose nothing, for both instruction sets.
# usage: smp.sh VM AS SOURCE_DIR COMPILER
. "$3/tests/cli/lib.sh"
bench=$source/tests/bench
for march in lamp lamp+x1; do
    for mode in 0 1 2 3; do
        "$4" -O2 -march=$march -DBENCH_MODE=$mode -o program.bin \
            "$bench/kernels/smp.c" "$bench/smp_lamp.c" || exit 1
        for cores in 1 4; do
            try 0 --headless --smp $cores program.bin
            grep -qx '1 [0-9]*' out ||
                complain "wrong: mode $mode, $march, $(cat out)"
        done
    done
done
finish
