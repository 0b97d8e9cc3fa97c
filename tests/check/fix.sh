#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Mends what the checks can mend: format of C sources, tables of documents.
# usage: fix.sh BUILD_DIRECTORY; run from the root of the tree.
set -eu
"$1/tests/lamp-doc" --fix README.md docs/*.md
tests/check/format.sh --fix
