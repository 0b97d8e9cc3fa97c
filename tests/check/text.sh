#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Rules for text files: an SPDX line in every source, no tabs or trailing
# blanks in them, nothing left to do, no path of some machine, no link in a
# document to a file that is not there, and a front door of at most 150 lines.
# Run from the root of the tree. Prints one line for each offence.
set -eu

sources() {
    find include src tools tests bios guest cmake dev .ci CMakeLists.txt \
        -type f ! -path '*/corpus/*' ! -name '*.md' ! -name '*.bin' \
        ! -name '*.png' ! -name '*.txt' -o -name CMakeLists.txt |
        LC_ALL=C sort
}
documents() {
    find README.md docs bios guest tests tools -type f -name '*.md'
}

# Targets of links are relative to the document.
links() {
    documents | while read -r file; do
        grep -o '](\([^)#]*\)' "$file" | sed 's/^](//' | grep -v '^http' |
            while read -r target; do
                [ -z "$target" ] || [ -e "$(dirname "$file")/$target" ] ||
                    echo "$file: link to $target, which does not exist"
            done
    done
}

# The brackets keep these patterns from finding themselves.
check() {
    sources | xargs -r grep -L 'SPDX-License-Identifi[e]r: MIT' |
        sed 's/$/: no SPDX line/'
    sources | xargs -r grep -nE "$(printf '\t')|[[:blank:]]+\$" |
        sed 's/$/: tab or blank at the end/'
    { sources && documents; } | xargs -r grep -nE \
        '\<(TOD[O]|FIXM[E]|XX[X])\>|/(wor[k]|hom[e]|roo[t])/|/tmp/b[u]' |
        sed 's/$/: not for others to read/'
    links
    [ "$(wc -l <dev)" -le 150 ] || echo "dev: more than 150 lines"
}

found=$(check)
[ -z "$found" ] || { echo "$found" && exit 1; }
