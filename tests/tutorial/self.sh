#!/bin/sh
# SPDX-License-Identifier: MIT
#
# tutorial.sh accepts what is true and refuses what is not.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
fence='```'
status=0

# expect RESULT LINE...: the document of these lines passes or fails.
expect() {
    result=$1
    shift
    printf '%s\n' "$@" >"$work/page.md"
    got=passes
    "$here/tutorial.sh" "$work/page.md" / 2>"$work/err" || got=fails
    [ "$got" = "$result" ] && return 0
    echo "a document $got, but it should not:" "$@" >&2
    status=1
}

expect passes "${fence}c a.c" "int a;" "$fence" \
    "${fence}console" '$ cat a.c' 'int a;' '$ echo b' b "$fence"
expect passes "${fence}text in/a-b.case" "k: v" "$fence" \
    "${fence}console" '$ cat in/a-b.case' 'k: v' "$fence"
expect fails "${fence}text" "k: v" "$fence" "${fence}console" '$ true' "$fence"
expect passes "${fence}console" '$ seq 5' 1 ... 4 5 "$fence"
expect passes "${fence}console" '$ echo a; echo b' ... a b ... "$fence"
expect passes "${fence}console" '$ seq 3000' ... 3000 "$fence"
expect passes "${fence}console" '$ printf "a\nb\na\nc\n"' ... a c "$fence"
expect fails "${fence}console" '$ echo a' ... b "$fence"
expect fails "${fence}console" '$ seq 5' 1 ... 3 5 "$fence"
expect fails "${fence}console" '$ echo a' "$fence"
expect fails "${fence}console" '$ true' a "$fence"
expect fails "${fence}console" '$ echo a; false' a "$fence"
expect fails "${fence}sh" 'true' "$fence"
expect fails "no command at all"
exit $status
