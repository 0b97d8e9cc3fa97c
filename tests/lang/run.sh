#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Compares what the runner prints with the outputs kept beside the scripts.
# usage: run.sh SCRIPTS COMMAND...
set -eu
scripts=$1 && shift
folder=$(mktemp -d ./lang.XXXXXX)
trap 'rm -rf "$folder"' EXIT
for script in "$scripts"/*.lng; do
    echo "=== $(basename "$script")"
    cat "${script%.lng}.txt"
done >"$folder/wanted"
echo "=== end" >>"$folder/wanted"
status=0
"$@" </dev/null >"$folder/found" 2>"$folder/errors" || status=$?
diff "$folder/wanted" "$folder/found" || status=1
cat "$folder/errors"
[ "$status" -eq 0 ] || echo "status $status: $*"
[ ! -s "$folder/errors" ] || status=1
exit "$status"
