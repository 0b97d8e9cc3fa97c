# SPDX-License-Identifier: MIT
#
# Compiles abi.c with spy.s in every way and runs it; quiet on success.
# usage: abi.sh VM LAMP-CC SOURCE_DIR WORK_DIR
set -u
vm=$1 cc=$2 source=$3 work=$4
status=0
for level in 0 1 2 3 s; do
    for march in lamp lamp+x1; do
        "$cc" -O$level -march=$march -o "$work/abi.bin" "$source/abi.c" \
            "$source/spy.s" &&
            "$vm" --headless --max-insns 10000000 "$work/abi.bin" \
                >"$work/out" 2>&1 && continue
        echo "-O$level -march=$march:"
        cat "$work/out"
        status=1
    done
done
exit $status
