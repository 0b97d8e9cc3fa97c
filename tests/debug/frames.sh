#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Callers across an interrupt: `where` shows what the handler interrupted,
# `finish` leaves functions of a handler and the handler itself, also when
# nothing was called before it.
#
# usage: frames.sh FOLDER BUILD
set -eu
folder=$1 build=$2
mkdir -p "$folder"
cd "$folder"

cat >frames.s <<'END'
        .globl _start
_start: movi r1, 0x200          ; vector 0x40
        movi r2, handler
        store32 [r1], r2
        store32 [r1+4], r0
        inti 0x40
after:  call work
        halt
work:   inti 0x40
worked: ret
handler:
        call inner
        iret
inner:  movi r3, 3
        ret
END
"$build/lamp-as" -g -o frames.o frames.s
"$build/lamp-ld" -o frames.elf frames.o
printf '%s\n' 'break inner' continue wait where finish where finish where \
    continue wait where finish finish finish 'finish' quit >in
timeout 20 "$build/vm" --headless --serial null --monitor stdio --wait \
    frames.elf <in >out 2>err

# The frames and stops as they follow, without addresses.
grep -E '^(\(vm\) )*(stopped|[0-9]+ |error)' out |
    sed -E 's/^(\(vm\) )*//; s/0x[0-9A-F]{8} *//; s/; core 0 at / /
        s/\): .*/)/; s/^error.*/error/' >got
cat >want <<'END'
stopped: start _start+0x0 (frames.s:2)
stopped: breakpoint 1 inner+0x0 (frames.s:14)
0      inner+0x0 (frames.s:14)
1      handler+0x8 (frames.s:12)
2      after+0x0 (frames.s:7)
stopped: stepped handler+0x8 (frames.s:13)
0      handler+0x8 (frames.s:13)
1      after+0x0 (frames.s:7)
stopped: stepped after+0x0 (frames.s:7)
0      after+0x0 (frames.s:7)
stopped: breakpoint 1 inner+0x0 (frames.s:14)
0      inner+0x0 (frames.s:14)
1      handler+0x8 (frames.s:12)
2      worked+0x0 (frames.s:10)
3      after+0x8 (frames.s:7)
stopped: stepped handler+0x8 (frames.s:13)
stopped: stepped worked+0x0 (frames.s:10)
stopped: stepped after+0x8 (frames.s:8)
error
END
diff want got || { cat out err && exit 1; }
