#!/bin/sh
# SPDX-License-Identifier: MIT
#
# All C sources are as clang-format 14 leaves them. Other versions differ in
# details, so the test is skipped (status 77) without that one.
# usage: format.sh [--fix]; run from the root of the tree.
set -eu
tool=
for name in clang-format-14 clang-format; do
    if "$name" --version 2>/dev/null | grep -q 'version 14[.]'; then
        tool=$name
        break
    fi
done
if [ -z "$tool" ]; then
    echo "skipped: clang-format 14 is not installed"
    exit 77
fi
mode='--dry-run --Werror'
[ "${1:-}" != --fix ] || mode=-i
# shellcheck disable=SC2086
find include src tools tests bios guest -name '*.[ch]' | LC_ALL=C sort |
    xargs "$tool" $mode --style=file
