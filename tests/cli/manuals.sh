#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The manual page of each tool names every option that its --help has, and no
# --help is longer or wider than a screen.
. "$(dirname "$0")/lib.sh"
build=$(dirname "$vm")

# Options of a page: the words behind Fl, up to the next macro.
page_options() {
    tr -d '"' <"$1" | awk '
        { for (i = 1; i <= NF; i++) {
              if ($i == "Fl") { flag = 1; continue }
              if ($i ~ /^(Ar|Op|Ns|Cm|Oc|Xr)$/) { flag = 0; continue }
              if (flag && $i != ",") print $i
          }
          flag = 0 }' | sed 's/[=,]$//' | sort -u
}

for page in "$source"/docs/lamp-*.1; do
    tool=$(basename "$page" .1)
    [ -x "$build/$tool" ] || continue # lamp-cc where LLVM is missing
    last="$tool --help"
    "$build/$tool" --help >out 2>err || complain "$tool --help fails"
    empty err
    [ "$(wc -l <out)" -le 50 ] || complain "$tool --help is long"
    ! grep -q '.\{101\}' out || complain "$tool --help is wide"
    page_options "$page" >page
    sed -n 's/^  \(-[^ ].*\)/\1/p' out | sed 's/   *.*//' |
        sed 's/, /\n/g' | sed -n 's/^-\([-A-Za-z#]*[A-Za-z#]\).*/\1/p' |
        sed 's/\(.\)[A-Z]\{3,\}$/\1/' | sort -u >options
    [ "$(wc -l <options)" -ge 4 ] || complain "$tool --help has few options"
    while read -r option; do
        grep -qxF -e "$option" page ||
            complain "$page lacks -$option of --help"
    done <options
    ! command -v mandoc >/dev/null ||
        mandoc -T lint -W error "$page" || complain "$page has errors"
done
finish
