#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The manual page and the completion of bash name every option that --help
# has, and bash completes with them.
. "$(dirname "$0")/lib.sh"
build=$(dirname "$vm")

try 0 --help
grep -oE -e '--[a-z-]+ ' out | tr -d ' ' | sort -u | grep -v '^--$' >options
[ "$(wc -l <options)" -ge 22 ] || complain "--help has too few options"
sed 's/\\-/-/g' "$build/vm.1" >page
while read -r option; do
    grep -qF -e "$option" page || complain "vm.1 lacks $option"
    grep -qF -e "$option" "$build/vm.bash" || complain "vm.bash lacks $option"
done <options
if command -v bash >/dev/null; then
    touch image.bin
    complete() { # WANTED WORDS...
        want=$1
        shift
        last="completion of $*"
        got=$(bash -c '. "$1/vm.bash"; shift; COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1)); _vm; echo ${COMPREPLY[*]}' \
            bash "$build" "$@")
        [ "$got" = "$want" ] || complain "'$got', wanted '$want'"
    }
    complete "--smp" vm --sm
    complete "random" vm --ram-init r
    complete "pattern" vm --ram-init = p
    complete "image.bin" vm --bin im
    complete "image.bin" vm --headless im
    complete "" vm --smp ''
fi
if command -v mandoc >/dev/null; then
    mandoc -T lint -W error "$build/vm.1" || complain "vm.1 has errors"
fi
finish
