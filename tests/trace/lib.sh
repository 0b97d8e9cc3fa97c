# SPDX-License-Identifier: MIT
#
# For tests of traces, profiles and checks, beside what tests/cli/lib.sh has:
# . "$(dirname "$0")/lib.sh" with the arguments VM AS SOURCE_DIR [CC].
. "$3/tests/cli/lib.sh"
cc=${4:-}

# compile NAME OPTIONS...: standard input to NAME.c and NAME.elf.
compile() {
    cat >"$1.c"
    name=$1
    shift
    "$cc" -g "$@" -o "$name.elf" "$name.c" || {
        echo "$name.c does not compile"
        exit 1
    }
}

# instructions: as the last run with -v says.
instructions() {
    sed -n 's/^vm: end: .*, \([0-9]*\) instructions, .*/\1/p' err
}
