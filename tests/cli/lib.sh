# SPDX-License-Identifier: MIT
#
# For the command-line tests: . "$(dirname "$0")/lib.sh" with the arguments
# VM AS SOURCE_DIR. Works in an empty folder that is removed at the end. A
# test prints only what failed; the status of `finish` is its result.
set -u
vm=$1 as=$2 source=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1
unset VM_PERF_MAP VM_STEP VM_DEBUG_STEP VM_DEBUG_PAUSE VM_BREAKPOINTS NO_COLOR DISPLAY
unset WAYLAND_DISPLAY
wrong=0
: >in

complain() {
    echo "$*"
    echo "--- last command: vm $last"
    sed 's/^/err: /' err
    wrong=1
}

# try STATUS ARGUMENTS...: runs vm; streams in the files in, out and err.
try() {
    want=$1
    shift
    last="$*"
    timeout 60 "$vm" "$@" <in >out 2>err
    got=$?
    [ "$got" -eq "$want" ] || complain "status $got, wanted $want"
}

# has FILE TEXT: a line of it contains the text.
has() {
    grep -qF -e "$2" "$1" || complain "$1 does not contain: $2"
}
hasnt() {
    ! grep -qF -e "$2" "$1" || complain "$1 contains: $2"
}
# is FILE TEXT: its whole content.
is() {
    [ "$(cat "$1")" = "$2" ] || complain "$1 is not: $2"
}
# lines FILE N, and each starts "vm: " when it is err.
lines() {
    [ "$(wc -l <"$1")" -eq "$2" ] || complain "$1 has not $2 lines"
    [ "$1" != err ] || ! grep -qv '^vm: ' err ||
        complain "a line of err does not start with 'vm: '"
}
empty() {
    [ ! -s "$1" ] || complain "$1 is not empty"
}

# refused TEXT... -- ARGUMENTS: usage error, one line that has the texts.
refused() {
    texts=
    while [ "$1" != -- ]; do
        texts="$texts$1
"
        shift
    done
    shift
    try 1 "$@"
    lines err 1
    empty out
    printf '%s' "$texts" >texts
    while IFS= read -r text; do
        has err "$text"
    done <texts
}

# assemble NAME: standard input to NAME.bin.
assemble() {
    cat >"$1.s"
    "$as" -f bin -o "$1.bin" "$1.s" || {
        echo "$1.s does not assemble"
        exit 1
    }
}

# words W...: 32-bit little-endian words to stdout.
words() {
    for word; do
        word=$((word))
        printf "$(printf '\\%03o\\%03o\\%03o\\%03o' $((word & 255)) \
            $((word >> 8 & 255)) $((word >> 16 & 255)) $((word >> 24 & 255)))"
    done
}

finish() {
    exit $wrong
}
