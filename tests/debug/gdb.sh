#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The gdb that the distribution ships against vm: breakpoints in C on two
# cores and in a handler, watchpoints, steps, changes, monitor commands, the
# ways to leave, and that none of it changes what the guest computes.
#
# usage: gdb.sh FOLDER BUILD ROOT
set -u
folder=$1 build=$2 root=$3
command -v gdb-multiarch >/dev/null || {
    echo "gdb-multiarch is not installed"
    exit 77
}
PATH=$build:$PATH
LAMP_VM=$build/vm
export PATH LAMP_VM
mkdir -p "$folder" && cd "$folder" || exit 1
wrong=0

cp "$root/tests/debug/cores.c" .
lamp-cc -g -O0 cores.c -o cores.elf || exit 1
printf '%s\n' 'int main(void)' '{' \
    '    *(volatile int *)0x70000000 = 1;' '    return 0;' '}' >bad.c
lamp-cc -g -O0 bad.c -o bad.elf || exit 1
lamp-cc -g -O0 bad.c -o bad.bin || exit 1

complain() {
    echo "$name: $*"
    wrong=1
}

# session NAME VM_OPTIONS: commands on stdin; what gdb and vm say in out.
session() {
    name=$1
    shift
    { echo 'set pagination off' && echo 'set confirm off' && cat; } >in.gdb
    timeout 60 lamp-gdb -nx -batch -x in.gdb "${program:-cores.elf}" \
        --headless "$@" >out 2>&1
    status=$?
    [ "$status" -ne 124 ] || complain "takes too long"
}

# has LINE...: each stands in out, in this order.
has() {
    from=1
    for want; do
        at=$(tail -n "+$from" out | grep -nF -e "$want" | head -n 1)
        if [ -z "$at" ]; then
            complain "no '$want' from line $from on:"
            cat out
            return
        fi
        from=$((from + ${at%%:*}))
    done
}
hasnt() {
    ! grep -qF -e "$1" out || complain "says '$1'"
}

session cores --smp 2 <<'END'
break square
continue
bt
info threads
finish
continue 3
delete
break on_call
continue
break square
continue
bt
continue
END
has 'Thread 2 "core 1" hit Breakpoint 1, square () at' \
    '#0  square () at' 'in work () at' 'in lamp_core_entry ()' \
    'Thread 1 "core 0" (running)' \
    '* 2    Thread 2 "core 1" (running) square () at' \
    'work () at' 'turns[core] += square(i);' \
    'hit Breakpoint 1, square ()' \
    'Thread 1 "core 0" hit Breakpoint 2, on_call () at' \
    'in on_call () at' 'in main () at' \
    'exited with code 03]'
hasnt 'Python Exception'
hasnt 'Backtrace stopped'

session watch --smp 2 <<'END'
watch *(int *)&total
continue
x/2i $pc
rwatch *(int *)&total
continue
delete
set var *(int *)&total = 1234
tbreak printf
continue
print/x $r0 != 0
info registers csp call_count in_isr
continue
END
has 'Hardware watchpoint 1: *(int *)&total' 'Old value = 0' 'New value = 49' \
    'on_call () at' '=> 0x' 'Hardware read watchpoint 2' 'Value = 49' \
    'in printf ()' '$1 = 0x1' 'in_isr         0x0'

session step --smp 2 --deterministic <<'END'
tbreak main
continue
next
next
next
step
step
until 22
stepi
nexti
info line
disassemble $pc,+16
print $flags
set $r5 = 0x12345678
print/x $r5
set $pc = $pc
print $sp == $r30
kill
END
has 'Temporary breakpoint 1, main () at' 'lamp_start(1' 'while (ready == 0)' \
    'work(0);' 'work () at' 'ready++;' 'Line 22 of "cores.c"' \
    'Dump of assembler' '=> 0x' '$1 = [' '= 0x12345678' '$3 = 1' 'killed]'

session monitor --smp 2 <<'END'
tbreak main
continue
monitor status
monitor nonsense
info devices
info ivt
info cores
lamp-reset
info registers pc
x/i $pc
tbreak work
continue
END
has 'state: stopped' 'nonsense' 'serial' 'parked' '_start' '0x201c' \
    'Thread 2 "core 1" hit Temporary breakpoint 2, work ()'

# Detached, the guest comes to its own end; killed, it does not.
leave() { # NAME COMMAND STATUS
    name=$1
    rm -f socket
    timeout 60 "$build/vm" --headless --smp 2 --gdb=unix:socket -S cores.elf \
        >guest 2>&1 </dev/null &
    vm=$!
    for i in 1 2 3 4 5 6 7 8 9 10; do
        [ ! -S socket ] || break
        sleep 0.5
    done
    timeout 60 gdb-multiarch -nx -batch -ex 'set endian little' \
        -ex 'target remote socket' -ex 'stepi 100' -ex "$2" >out 2>&1
    status=0
    wait "$vm" || status=$?
    [ "$status" -eq "$3" ] || complain "status of vm is $status"
}
leave detach detach 3
has 'detached]'
[ "$(cat guest)" = '30 30 49' ] || complain "it says $(cat guest)"
leave kill kill 0
has 'killed]'
[ ! -s guest ] || complain "it says $(cat guest)"

# The symbols of a flat image are in the ELF file beside it.
program=bad.bin
session panic <<'END'
continue
bt
continue
END
program=
has 'out of bounds: 32-bit write at 0x70000000' 'received signal SIGSEGV' \
    'in main () at bad.c:3' '#0 ' 'exited with code 01]'

# Interrupted while it runs, and in a pipe of gdb's own.
name=pipe
cp cores.elf copy.elf
printf '\024\000' | dd of=copy.elf bs=1 seek=18 conv=notrunc 2>/dev/null
timeout 60 gdb-multiarch -nx -batch -ex 'set pagination off' \
    -ex "target remote | $build/vm --headless --smp 2 --gdb=stdio cores.elf" \
    -ex 'break work' -ex continue -ex 'delete' -ex continue copy.elf >out 2>&1
has '_start ()' 'hit Breakpoint 1, work' 'exited with code 03]'
[ "$(grep -cF '30 30 49' out)" -eq 1 ] || complain "the output is lost"

# The state at the end is that of a run that nobody looked at.
name=hash
free=$("$build/vm" --headless --smp 2 --deterministic --seed 5 --print-hash \
    cores.elf 2>&1 >/dev/null | grep hash)
session hash --smp 2 --deterministic --seed 5 --print-hash <<'END'
break square
awatch *(int *)&ready
continue
stepi 20
thread 2
step
next
thread 1
stepi 3
finish
continue 20
delete
continue
continue
continue
END
has 'exited with code 03]'
[ -n "$free" ] && grep -qxF "$free" out ||
    complain "the state is not $free: $(grep hash out)"
exit "$wrong"
