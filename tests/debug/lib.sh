# SPDX-License-Identifier: MIT
#
# For tests that run a vm with a front of the debugger and talk to it from
# outside; sourced once folder, build and root are set. Works in the folder,
# where vm.out and vm.err are the streams of the vm that runs, and vm.sock is
# its socket. A test is quiet when it passes; `die` says what failed, `where`,
# and leaves no process behind.
mkdir -p "$folder"
cd "$folder" || exit 1
rm -f vm.sock record in
vm='' peer='' where='' # peer: a process beside vm
: >vm.err

die() {
    echo "$(basename "$0")${where:+: $where}: $*"
    cat vm.err
    # shellcheck disable=SC2086
    kill $vm $peer 2>/dev/null || :
    exit 1
}

# start OPTIONS...: vm, without a window; its input is the file in, if any.
start() {
    rm -f vm.sock
    [ -f in ] && input=in || input=/dev/null
    timeout 300 "$build/vm" --headless "$@" <"$input" >vm.out 2>vm.err &
    vm=$!
}

# end STATUS WHAT: vm ends by itself with this status.
end() {
    status=0
    wait "$vm" || status=$?
    vm=''
    [ "$status" -eq "$1" ] || die "$2: status $status"
}

# What --print-hash says: kept, and that it is the same again.
hash_keep() { grep '^hash: ' vm.err >want || die "no hash"; }
hash_same() { grep -Fxq -f want vm.err || die "$1: another hash"; }

# talk SESSION: with the vm that runs; all that is said is in record.
talk() {
    "$build/tests/debug-talk" vm.sock record <"$1" ||
        die "the session went otherwise"
}

# What the record of a control socket holds is as the document says.
check_record() {
    "$build/tests/debug-schema" "$root/docs/control.md" record
}

# cores.elf, of cores.s; and its end, with status 5 and both lines.
cores_make() {
    "$build/lamp-as" -g -o cores.o "$root/tests/debug/cores.s"
    "$build/lamp-ld" -o cores.elf cores.o
}
cores_end() {
    end 5 "$1"
    printf 'first line\nsecond\n' | cmp -s - vm.out || die "$1: other output"
}
