#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The monitor on a pseudo-terminal: somebody types there, closes it with half
# a line typed and a point set, comes again, and finds all but the half line;
# a line wider than the terminal and one that is no ASCII are edited.
#
# usage: pty.sh FOLDER BUILD ROOT
set -eu
folder=$1 build=$2 root=$3
mkdir -p "$folder"
cd "$folder"
reader=

die() {
    echo "pty.sh: $*"
    cat vm.err out
    kill $reader "$vm" 2>/dev/null || :
    exit 1
}
# soon COMMAND...: it succeeds within 20 s.
soon() {
    for i in $(seq 400); do
        ! "$@" || return 0
        sleep 0.05
    done
    die "in vain: $*"
}
come() {
    : >out
    exec 3<>"$pty"
    cat <&3 >>out 2>cat.err &
    reader=$!
}
go() {
    kill $reader 2>/dev/null || :
    wait $reader 2>/dev/null || :
    exec 3>&-
    soon grep -q "client of $pty went" vm.err
}
# type KEYS TEXT: what then comes has the text.
type() {
    : >out
    # shellcheck disable=SC2059
    printf "$1" >&3
    soon grep -aqF -e "$2" out
}

"$build/lamp-as" -o cores.o "$root/tests/debug/cores.s"
"$build/lamp-ld" -o cores.elf cores.o
timeout 100 "$build/vm" --headless --smp 4 --log host --monitor pty --wait cores.elf \
    >vm.out 2>vm.err </dev/null &
vm=$!
: >out
soon grep -q '^vm: monitor: /dev/' vm.err
pty=$(sed -n 's/^vm: monitor: //p' vm.err)

come
type '\r' '(vm) '
type 'break count\r' 'point: 1'
type 'contXinue\033[D\033[D\033[D\033[D\177\r' ''
type 'wait\r' 'stopped: breakpoint 1;'
type 'symb\303\244\177ol cou\t\r' 'symbol: count'
long=$(printf '%0300d' 7)
type "symbol $long\001\013" '(vm) '
type 'half a li' 'half a li'
go
come
type '\r' '(vm) '
! grep -aq half out || die "half a line is left"
type 'points\r' 'break'
type 'delete all\r' '(vm) '
type 'quit 7\r' 'status 7'
status=0
wait "$vm" || status=$?
kill $reader 2>/dev/null || :
[ "$status" -eq 7 ] || die "status $status"
