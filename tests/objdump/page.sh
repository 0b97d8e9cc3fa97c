#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The manual page of lamp-objdump has the options that --help has, and no
# others. usage: page.sh LAMP-OBJDUMP PAGE
set -eu
objdump=$1 page=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$objdump" --help | grep -E '^ +-' | grep -oE -e '(^| )--?[A-Za-z][a-z-]*' |
    tr -d ' ' | sort -u >"$folder/help"
sed -n 's/^\.It Fl //p' "$page" | sed 's/ , /\n/g' | sed 's/^/-/' |
    sort -u >"$folder/page"
[ "$(wc -l <"$folder/help")" -ge 20 ] || {
    echo "--help has too few options"
    exit 1
}
diff "$folder/help" "$folder/page" || {
    echo "$page (>) and --help (<) differ"
    exit 1
}
! command -v mandoc >/dev/null || mandoc -T lint -W error "$page"
