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
. "$(dirname "$0")/lib.sh"

# soon COMMAND...: it succeeds within 20 s.
soon() {
    for i in $(seq 400); do
        ! "$@" || return 0
        sleep 0.05
    done
    die "in vain: $*, in $(cat out)"
}
come() {
    : >out
    exec 3<>"$pty"
    cat <&3 >>out 2>cat.err &
    peer=$!
}
go() {
    kill "$peer" 2>/dev/null || :
    wait "$peer" 2>/dev/null || :
    peer=''
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

cores_make
start --smp 4 --log host --monitor pty --wait cores.elf
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
end 7 quit
kill "$peer" 2>/dev/null || :
