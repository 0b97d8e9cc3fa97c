#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A session with four cores, free and deterministic: the program ends with its
# own status and output, and in deterministic mode in the same state as without
# a debugger, whatever was looked at and stepped.
#
# usage: cores.sh OPTION SESSION FOLDER BUILD ROOT
set -eu
option=$1 session=$2 folder=$3 build=$4 root=$5
. "$(dirname "$0")/lib.sh"

cores_make
start --smp 4 --print-hash --deterministic cores.elf
cores_end "without a debugger"
hash_keep

for mode in --deterministic --strict; do # the second changes nothing here
    where=$mode
    start --smp 4 --print-hash "$mode" "$option" unix:vm.sock --wait cores.elf
    talk "$session"
    cores_end "a session"
    [ "$mode" = --strict ] || hash_same "a session"
done
[ "$option" != --control ] || check_record
