#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What vm writes: guest bytes to stdout and nothing else, hashes, screenshots,
# no colour, and nothing in the working directory that was not asked for.
. "$(dirname "$0")/lib.sh"

# Says "Hi\n", fills the framebuffer with red, halts.
assemble red <<'END'
    movi r1, PORT_SERIAL_TX
    movi r2, 'H'
    out [r1], r2
    movi r2, 'i'
    out [r1], r2
    movi r2, 10
    out [r1], r2
    movi r1, FB_ALIAS_BASE
    movi r2, 0x00FF0000
    movi r3, 640 * 480
1:  store32 [r1], r2
    addi r1, r1, 4
    subi r3, r3, 1
    jnz 1b
    halt
END
assemble panic <<'END'
    movi r1, FB_ALIAS_BASE
    movi r2, 0x0000FF00
    store32 [r1], r2
    ret
END
# Two cores that fight for a word: differs from run to run when it may.
assemble race <<'END'
    movi r1, 1
    movi r2, second
    startap r1, r2, 0
    movi r4, 20000
    movi r3, 0x9000
1:  load32 r5, [r3]
    addi r5, r5, 3
    store32 [r3], r5
    subi r4, r4, 1
    jnz 1b
    halt
second:
    movi r3, 0x9000
2:  load32 r5, [r3]
    xori r5, r5, 0x5A5A
    store32 [r3], r5
    jmp 2b
END

try 0 --headless red.bin
is out Hi
empty err
try 0 --headless --serial null red.bin
empty out
try 0 --headless --serial file:serial.txt red.bin
is serial.txt Hi
empty out

# hashes
try 0 --headless --print-hash red.bin
[ "$(grep -cE '^hash: [0-9a-f]{16}$' err)" -eq 1 ] || complain "no hash"
hash_of() {
    timeout 60 "$vm" --headless --print-hash "$@" <in 2>&1 >/dev/null |
        grep '^hash: '
}
last="hashes"
for options in "--smp 2" "--smp 2 --seed 9" "--smp 2 --ram-init random" \
    "--smp 2 --seed 77 --ram-init random --ram 8M"; do
    # shellcheck disable=SC2086
    first=$(hash_of --deterministic $options race.bin)
    # shellcheck disable=SC2086
    second=$(hash_of --deterministic $options race.bin)
    [ -n "$first" ] && [ "$first" = "$second" ] ||
        complain "--deterministic $options: '$first', then '$second'"
    hashes="${hashes-}$first
"
done
[ "$(printf '%s' "$hashes" | sort -u | wc -l)" -eq 4 ] ||
    complain "options do not change the hash: $hashes"

# screenshots: at the end in whatever way, and at frames
png() { # FILE
    [ "$(head -c 8 "$1" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] ||
        complain "$1 is no PNG"
    # width 640, height 480, 8 bits, RGB
    [ "$(od -An -tx1 -j16 -N10 "$1" | tr -d ' \n')" = \
        00000280000001e00802 ] || complain "$1 is not 640 x 480 RGB"
}
try 0 --headless --screenshot end.png@halt red.bin
png end.png
try 1 --headless --screenshot panic.png@halt panic.bin
png panic.png
! cmp -s end.png panic.png || complain "two pictures are the same"
assemble loop <<'END'
    movi r1, FB_ALIAS_BASE
    movi r2, 0x000000FF
    movi r3, 640 * 480
1:  store32 [r1], r2
    addi r1, r1, 4
    subi r3, r3, 1
    jnz 1b
2:  jmp 2b
END
try 124 --headless --timeout 0.4 --screenshot a@b.png@5 \
    --screenshot=first.png@0 --screenshot last.png@halt loop.bin
png a@b.png
png first.png
png last.png
try 124 --headless --deterministic --max-insns 3000000 \
    --screenshot frame.png@1 loop.bin
png frame.png
cmp -s frame.png last.png || complain "frame 1 is not the picture of the end"
try 90 --headless --screenshot /nonexistent/x.png@halt red.bin
lines err 1
has err /nonexistent/x.png

# no escape sequences, on a pipe or with NO_COLOR
last="colour"
for f in err out; do
    ! grep -q "$(printf '\033')" $f || complain "$f has escape sequences"
done
NO_COLOR=1 try 1 --headless panic.bin
! grep -q "$(printf '\033')" err || complain "colour in spite of NO_COLOR"

# messages of the guest are limited
assemble noisy <<'END'
    movi r1, INTC_BASE
    movi r3, 100
1:  store32 [r1+0x20], r3
    subi r3, r3, 1
    jnz 1b
    halt
END
try 0 --headless noisy.bin
[ "$(wc -l <err)" -le 21 ] || complain "too many messages"
lines err 1

# the working directory stays clean
mkdir clean && cd clean && : >../in
last="clean"
timeout 60 "$vm" --headless ../red.bin <../in >../out 2>../err
timeout 60 "$vm" --headless ../panic.bin <../in >../out 2>../err
timeout 60 "$vm" --selftest >../out 2>../err
[ -z "$(ls -A)" ] || complain "files appeared: $(ls -A)"
cd ..
finish
