#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The debugger's variables: in a build with VM_DEBUG they stop core 0 and
# statistics come at the end; in others they cause one warning.
. "$(dirname "$0")/lib.sh"

assemble count <<'END'
    movi r1, 3
loop:
    subi r1, r1, 1
    jnz loop
    movi r2, 0x9000
    store32 [r2], r1
    halt
END
# Echoes one byte from serial.
assemble echo <<'END'
1:  pause
    movi r1, PORT_SERIAL_CTRL
    in r2, [r1]
    andi r2, r2, 1
    jz 1b
    movi r1, PORT_SERIAL_RX
    in r2, [r1]
    movi r1, PORT_SERIAL_TX
    out [r1], r2
    halt
END
assemble misaligned <<'END'
    movi r1, 0x9001
    load32 r2, [r1]
    halt
END

timeout 60 "$vm" --version >out
if ! grep -q VM_DEBUG out; then
    for name in VM_DEBUG_STEP VM_STEP VM_DEBUG_PAUSE VM_BREAKPOINTS; do
        last="$name=1"
        env $name=1 "$vm" --headless count.bin <in >out 2>err ||
            complain "status $?"
        lines err 1
        has err 'warning'
        has err "$name"
    done
    try 0 --headless misaligned.bin
    finish
fi

debug() { # STATUS VARIABLE=VALUE FILE
    last="$2 $3"
    timeout 60 env "$2" "$vm" --headless "$3" <in >out 2>err
    got=$?
    [ $got -eq "$1" ] || complain "status $got, wanted $1"
}
for name in VM_DEBUG_STEP=1 VM_STEP=true VM_DEBUG_PAUSE=yes; do
    printf 's\ns 2\nr\nc\n' >in
    debug 0 $name count.bin
    has err 'core 0 at 0x0000201C: movi r1, 3'
    has err 'core 0 at 0x00002024: subi r1, r1, 1'
    has err 'core 0 at 0x00002024: subi'
    has err 'instructions 3'
    has err '10 instructions executed, 10 retired'
    empty out
done
printf 'q\n' >in
debug 0 VM_BREAKPOINTS=0x2034 count.bin
has err 'core 0 at 0x00002034: movi r2'
has err '7 instructions executed, 7 retired'
printf 'r\nc\n' >in
debug 0 VM_BREAKPOINTS=0x2034,8252 count.bin
[ "$(grep -c 'debug: core 0 at' err)" -eq 2 ] || complain "not two stops"
: >in
debug 0 VM_STEP=1 count.bin # end of input continues
debug 0 VM_STEP=0 count.bin
hasnt err 'debug: core 0'
for list in , x 0x201C,, 0x201Cz 0x100000000; do
    debug 1 VM_BREAKPOINTS=$list count.bin
    lines err 1
    has err VM_BREAKPOINTS
done
printf 'c\nZ' >in # the rest belongs to the guest
debug 0 VM_DEBUG_PAUSE=1 echo.bin
is out Z
: >in
# a signal while it waits for a command
mkfifo commands
exec 3<>commands
last="SIGTERM at the prompt"
: >err # a prompt of an earlier run is not the one to wait for
VM_STEP=1 "$vm" --headless count.bin <commands >out 2>err &
child=$!
tries=0
while [ $tries -lt 200 ] && ! grep -q '(vm)' err; do
    tries=$((tries + 1))
    sleep 0.05
done
kill -TERM $child
wait $child
got=$?
[ $got -eq 143 ] || complain "status $got"
try 1 --headless misaligned.bin
has err 'vm: panic: core 0 at 0x00002024: load32 r2, [r1]: misaligned access'
finish
