#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Bad clients, one behind the other, and a last one that never reads while the
# machine runs: the run is the same as without them.
#
# usage: hostile.sh FRONT FOLDER BUILD ROOT       FRONT: monitor, control, gdb
set -eu
front=$1 folder=$2 build=$3 root=$4
. "$(dirname "$0")/lib.sh"

cores_make
set -- --smp 4 --deterministic --print-hash cores.elf
start "$@"
cores_end alone
hash_keep
start "--$front=unix:vm.sock" --wait "$@"
for act in noise endless half reset nested flood gone half slow deaf; do
    "$build/tests/debug-hostile" vm.sock "$front" "$act" || die "$act"
done
cores_end "with bad clients"
hash_same "with bad clients"
