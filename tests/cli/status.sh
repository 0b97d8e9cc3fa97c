#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every exit status: halt, panic, port 0xFE, strict, host failure, limits and
# signals; and that the first cause decides.
. "$(dirname "$0")/lib.sh"

assemble halt <<'END'
    halt
END
assemble loop <<'END'
    jmp PROGRAM_BASE
END
assemble panic <<'END'
    movi r1, 0x50000000
    load32 r2, [r1]
END
# One byte from serial as status.
assemble exit <<'END'
1:  pause
    movi r1, PORT_SERIAL_CTRL
    in r2, [r1]
    andi r2, r2, 1
    jz 1b
    movi r1, PORT_SERIAL_RX
    in r2, [r1]
    movi r1, PORT_EXIT
    out [r1], r2
2:  jmp 2b
END
assemble big <<'END'
    movi r1, PORT_EXIT
    movi r2, 80
    out [r1], r2
2:  jmp 2b
END
assemble write <<'END'
    movi r1, PORT_SERIAL_TX
    movi r2, 'x'
    out [r1], r2
    halt
END

try 0 --headless halt.bin
try 1 --headless panic.bin
has err 'vm: panic: core 0 at 0x00002024: load32 r2, [r1]: out of bounds'
has err 'vm: advice: '
try 79 --headless big.bin
for value in 0 1 2 42 79; do
    printf "$(printf '\\%03o' $value)" >in
    try $value --headless exit.bin
    empty err
done
printf '\120' >in # 80
try 79 --headless exit.bin
: >in

# 80 only where strict makes the panic
try 1 --headless --strict panic.bin
assemble strict <<'END'
    movi r1, IOMMU_BASE
    load32 r2, [r1]
    halt
END
try 0 --headless strict.bin
try 80 --headless --strict strict.bin
has err 'vm: panic: core 0 at 0x'

# 1: usage, unreadable and refused images
try 1 --headless nothing.bin
try 1 --no-such-option
printf short >short.bin
try 1 --headless short.bin

# 124
try 124 --headless --timeout 0.05 loop.bin
lines err 1
try 124 --headless --max-insns 5 loop.bin
lines err 1

# 90: output that was asked for; only a 0 becomes 90
try 90 --headless --screenshot never.png@1000000 halt.bin
has err never.png
try 1 --headless --screenshot never.png@1000000 panic.bin
if [ -e /dev/full ]; then
    try 90 --headless --serial file:/dev/full write.bin
    timeout 60 "$vm" --headless write.bin <in >/dev/full 2>err
    [ $? -eq 90 ] || complain "serial output to a full stdout is not 90"
    timeout 60 "$vm" --help >/dev/full 2>err
    [ $? -eq 90 ] || complain "--help to a full stdout is not 90"
fi

# 128+N after an orderly end
for signal in HUP:129 INT:130 TERM:143; do
    "$vm" --headless --print-hash loop.bin <in >out 2>err &
    child=$!
    tries=0
    # The machine runs, and so the handler is there, when it uses the host.
    while [ $tries -lt 100 ] && [ "$(ls /proc/$child/task 2>/dev/null | wc -l)" -lt 2 ]; do
        tries=$((tries + 1))
        sleep 0.05
    done
    kill -"${signal%:*}" $child
    wait $child
    got=$?
    last="signal ${signal%:*}"
    [ $got -eq "${signal#*:}" ] || complain "status $got after ${signal%:*}"
    has err 'hash: '
done
finish
