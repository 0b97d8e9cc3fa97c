#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Bad clients, one behind the other, and a last one that never reads while the
# machine runs: the run is the same as without them.
#
# usage: hostile.sh FRONT FOLDER BUILD ROOT       FRONT: monitor, control, gdb
set -eu
front=$1 folder=$2 build=$3 root=$4
mkdir -p "$folder"
cd "$folder"
rm -f vm.sock

die() {
    echo "hostile.sh: $*"
    cat vm.err
    exit 1
}

"$build/lamp-as" -o cores.o "$root/tests/debug/cores.s"
"$build/lamp-ld" -o cores.elf cores.o
start() {
    timeout 100 "$build/vm" --headless --smp 4 --deterministic --print-hash \
        "$@" cores.elf >vm.out 2>vm.err </dev/null &
    vm=$!
}
end() {
    status=0
    wait "$vm" || status=$?
    [ "$status" -eq 5 ] || die "$1: status $status"
    printf 'first line\nsecond\n' | cmp -s - vm.out || die "$1: other output"
}

start
end alone
grep '^hash: ' vm.err >want || die "no hash"
start "--$front=unix:vm.sock" --wait
for act in noise endless half reset nested flood gone half slow deaf; do
    "$build/tests/debug-hostile" vm.sock "$front" "$act" || {
        kill "$vm"
        die "$act"
    }
done
end "with bad clients"
grep -Fxq -f want vm.err || die "another hash"
