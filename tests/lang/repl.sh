#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A session with the REPL: session.txt goes in, answers.txt must come out.
# usage: repl.sh FOLDER COMMAND...
set -eu
folder=$1 && shift
found=$(mktemp ./repl.XXXXXX)
trap 'rm -f "$found"' EXIT
status=0
{ cat "$folder/session.txt" && printf '\004'; } | "$@" >"$found" || status=$?
diff "$folder/answers.txt" "$found" || status=1
[ "$status" -eq 0 ] || echo "status $status: $*"
exit "$status"
