#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every option of vm with good and bad values, as a user types them.
. "$(dirname "$0")/lib.sh"

assemble halt <<'END'
    halt
END
# Ends with the word at an address, read after reset, as status.
assemble cores <<'END'
    movi r1, SYSINFO_BASE
    load32 r2, [r1+0x24]
    movi r3, PORT_EXIT
    out [r3], r2
END
assemble mebibytes <<'END'
    movi r1, SYSINFO_BASE
    load32 r2, [r1+0x14]
    shri r2, r2, 20
    movi r3, PORT_EXIT
    out [r3], r2
END
assemble byte <<'END'
    movi r1, 0x9000
    load r2, [r1]
    andi r2, r2, 63
    addi r2, r2, 2
    movi r3, PORT_EXIT
    out [r3], r2
END
assemble loop <<'END'
    jmp PROGRAM_BASE
END
assemble misaligned <<'END'
    movi r1, 0x9001
    load32 r2, [r1]
    halt
END

# forms
try 0 --headless halt.bin
empty out
empty err
try 0 --headless --bin halt.bin
try 0 --headless --bin=halt.bin
try 0 --headless -- halt.bin
cp halt.bin ./--smp
try 0 --headless -- --smp
refused "'halt.bin'" "'x.bin'" -- --bin halt.bin x.bin
refused "'halt.bin'" "'x.bin'" -- halt.bin x.bin

# numbers
try 3 --headless --smp 3 cores.bin
try 3 --headless --smp=0x3 cores.bin
try 4 --headless --smp 3 --smp 4 cores.bin
try 64 --headless --smp 64 cores.bin
for n in 0 65 -1 x 1.5 99999999999999999999 ''; do
    refused --smp "'$n'" 1..64 -- --smp="$n" halt.bin
done
refused --smp 1..64 missing -- --smp
try 4 --headless --ram 4M mebibytes.bin
try 8 --headless --ram 8388608 mebibytes.bin
try 9 --headless --ram 9216K mebibytes.bin
try 64 --headless mebibytes.bin
for n in 3M 5M 6M 7M 2049M 3G 4194305 64X 0 -8M ''; do
    refused --ram: "'$n'" 8M..2G -- "--ram=$n" halt.bin
done
refused framebuffer -- --ram 6M halt.bin

# values of the machine
try 0 --headless --engine interp halt.bin
try 0 --headless --engine auto halt.bin
refused --engine "'warp'" interp -- --engine warp halt.bin
try 2 --headless --ram-init zero byte.bin
try 39 --headless --ram-init pattern byte.bin
try "$(timeout 60 "$vm" --headless --ram-init random --seed 5 byte.bin \
    <in >/dev/null 2>&1; echo $?)" \
    --headless --ram-init random --seed=0x5 byte.bin
refused --ram-init "'noise'" 'zero|random|pattern' -- --ram-init noise
refused --seed "'-1'" -- --seed=-1
try 80 --headless --strict misaligned.bin
try 0 --headless --serial null halt.bin
refused serial "'telex'" stdio -- --headless --serial telex halt.bin

# limits
try 124 --headless --max-insns 1000 loop.bin
has err max-insns
try 124 --headless --deterministic --smp 2 --max-insns=0x10 loop.bin
refused --max-insns "'0'" -- --max-insns 0 loop.bin
try 124 --headless --timeout 0.05 loop.bin
has err timeout
for n in 0 -1 x 1s ''; do
    refused --timeout: "'$n'" decimals -- "--timeout=$n" loop.bin
done

# window options parse without a window
try 0 --headless --scale 2 --fullscreen halt.bin
try 0 --headless --scale fit halt.bin
refused --scale "'0'" fit -- --scale 0 halt.bin
refused --headless "'yes'" -- --headless=yes halt.bin

# unknown
try 1 --smpp 4 halt.bin
lines err 2
has err --smpp
[ "$(sed -n 2p err | grep -c -e '--smp$')" -eq 1 ] ||
    complain "the second line does not name --smp"
try 1 -q
lines err 2

# what prints and ends
for option in --help -h --version --list-keys '--log help'; do
    # shellcheck disable=SC2086 # two words
    try 0 $option
    empty err
    [ -s out ] || complain "$option prints nothing"
done
try 0 --help
[ "$(awk 'length > 80' out | wc -l)" -eq 0 ] || complain "--help is too wide"
[ "$(wc -l <out)" -le 40 ] || complain "--help is too long"
has out interp
try 0 --version
[ "$(sed -n 1p out | grep -cE '^vm [0-9]+\.[0-9]+\.[0-9]+$')" -eq 1 ] ||
    complain "--version does not start with vm X.Y.Z"
try 0 --list-keys
has out F11
try 0 --log help
has out irq

# logs, -v
try 0 --headless --log irq,disk halt.bin
refused --log "'noise'" help -- --log noise halt.bin
try 0 --headless -v halt.bin
has err halt.bin
has err 'text segment 0x0000201C-0x00002023'
has err halted
try 0 --headless --verbose --smp 2 halt.bin
has err 'stack pool 0x03FFD800-0x03FFFFFF'
empty out

# selftests
try 0 --selftest
[ "$(grep -c '^\[selftest\] [a-z0-9_]*: PASS$' out)" -eq 22 ] ||
    complain "not 22 selftests passed"
has out '[selftest] startap_cpuid: PASS'
has out '[selftest] ipi: PASS'
empty err
try 0 --selftest --engine interp
finish
