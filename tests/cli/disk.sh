#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every form of --disk: what is refused and why, what a guest then sees, and
# what the file holds afterwards.
. "$(dirname "$0")/lib.sh"

# Writes the word at 0x9000, 0x5A5A5A5A, over sector 1 and ends with 2 + its
# status; 20 when no disk is attached.
assemble write <<'END'
    movi r1, SYSINFO_BASE
    load32 r2, [r1+0x1C]
    jz none
    movi r1, 0x9000
    movi r2, 0x5A5A5A5A
    store32 [r1], r2
    movi r3, PORT_DISK_ADDR
    out [r3], r1
    movi r2, 1
    movi r3, PORT_DISK_LBA
    out [r3], r2
    movi r3, PORT_DISK_COUNT
    out [r3], r2
    movi r2, 2
    movi r3, PORT_DISK_CMD
    out [r3], r2
wait:
    pause
    movi r3, PORT_DISK_STATUS
    in r2, [r3]
    cmpi r2, 1
    jz wait
    addi r2, r2, 2
done:
    movi r3, PORT_EXIT
    out [r3], r2
1:  jmp 1b
none:
    movi r2, 20
    jmp done
END
fresh() {
    rm -f d.img
    head -c 2048 /dev/zero >d.img
}
written() { # 0 or 1
    [ "$(od -An -tx4 -j512 -N4 d.img | tr -d ' ')" = 5a5a5a5a ]
    [ $? -ne "$1" ] || complain "the write is in the file or is not: $1"
}

try 20 --headless write.bin
fresh
try 2 --headless --disk d.img write.bin
written 1
empty err
fresh
try 4 --headless --disk d.img,ro write.bin
written 0
fresh
try 2 --headless --disk d.img,overlay write.bin
written 0
cp d.img a,b.img
try 2 --headless --disk a,b.img write.bin
rm -f d.img
try 2 --headless --disk new:d.img:4K write.bin
written 1
[ "$(wc -c <d.img)" -eq 4096 ] || complain "d.img has not 4096 bytes"

refused d.img -- --headless --disk new:d.img:4K write.bin # exists
written 1
refused none.img -- --headless --disk none.img write.bin
refused none.img -- --headless --disk none.img,ro write.bin
: >empty.img
refused empty.img -- --headless --disk empty.img write.bin
head -c 1000 /dev/zero >odd.img
refused odd.img 512 -- --headless --disk odd.img write.bin
mkdir folder
refused folder -- --headless --disk folder write.bin
for size in 0 100 x '' 99999999999999999999; do
    refused disk -- --headless "--disk=new:n.img:$size" write.bin
    [ ! -e n.img ] || complain "n.img was made"
done
refused disk -- --headless --disk new:n.img write.bin
refused disk -- --headless --disk new:/nonexistent/n.img:4K write.bin
refused --disk second -- --headless --disk d.img --disk d.img write.bin

# a program that is missing is noticed first
try 1 --headless --disk new:n.img:4K missing.bin
[ ! -e n.img ] || complain "n.img was made for a program that is missing"
finish
