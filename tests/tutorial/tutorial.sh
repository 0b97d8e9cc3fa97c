#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Does what a tutorial tells the reader to do, in order, in an empty folder with
# the built programs on the path, and compares. In the document
#
#   ```c NAME       begins the content of the file NAME; so does ```text NAME
#   ```console      begins a session: "$ COMMAND", then what it prints, where
#                   a line "..." stands for any number of lines
#
# Any other block, and a command that prints something else or fails, is an
# error. Quiet on success.
# usage: tutorial.sh DOCUMENT BUILD
set -eu
document=$1
PATH=$2:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$work/steps" "$work/here"

# One file for each step: NNN.file with NNN.name, or NNN.command with NNN.want.
awk -v steps="$work/steps" '
    function bad(text) { print FILENAME ":" NR ": " text >"/dev/stderr"; exit 1 }
    function step(kind) { return sprintf("%s/%03d.%s", steps, n, kind) }
    block == "" && /^```(c|text) [a-z.\/-]+$/ {
        block = "file"; n++
        print $2 >step("name")
        next
    }
    block == "" && /^```console$/ { block = "console"; next }
    block == "" && /^```/ { bad("a block that nobody tests") }
    /^```$/ { block = ""; next }
    block == "file" { print >step("file") }
    block == "console" && /^\$ / {
        n++
        print NR >step("line")
        print substr($0, 3) >step("command")
        printf "" >step("want")
        next
    }
    block == "console" { print >step("want") }
' "$document"

# like WANT GOT: the same lines, "..." for any number. After a line that does
# not fit, the "..." before it takes one line more.
like() {
    awk '
        NR == FNR { want[++wanted] = $0; next }
        { got[++lines] = $0 }
        END {
            i = k = 1
            while (k <= lines) {
                if (i <= wanted && want[i] == "...") {
                    dots = i++
                    from = k
                } else if (i <= wanted && want[i] == got[k]) {
                    i++
                    k++
                } else if (dots) {
                    i = dots + 1
                    k = ++from
                } else {
                    exit 1
                }
            }
            while (i <= wanted && want[i] == "...")
                i++
            exit i <= wanted
        }
    ' "$1" "$2"
}

# command STEP: runs it; its output must be the expected one.
command() {
    line=$(cat "$1.line")
    status=0
    (cd "$work/here" && timeout 60 sh "$1.command") \
        </dev/null >"$work/got" 2>&1 || status=$?
    if [ "$status" -ne 0 ] || ! like "$1.want" "$work/got"; then
        echo "$document:$line: status $status, and it prints:" >&2
        head -n 40 "$work/got" >&2
        exit 1
    fi
}

ran=0
for step in "$work/steps"/*; do
    case $step in
    *.name)
        file=$work/here/$(cat "$step")
        mkdir -p "$(dirname "$file")"
        cp "${step%.name}.file" "$file"
        ;;
    *.command)
        command "${step%.command}"
        ran=$((ran + 1))
        ;;
    esac
done
[ "$ran" -gt 0 ] || { echo "$document: no command found" >&2 && exit 1; }
