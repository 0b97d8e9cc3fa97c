#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Where a relative FILE is looked up: working directory, beside vm, bios
# there, share/lamp of the prefix; and the message when it is nowhere.
. "$(dirname "$0")/lib.sh"

for n in 2 3 4 5; do
    assemble p$n <<END
    movi r1, PORT_EXIT
    movi r2, $n
    out [r1], r2
1:  jmp 1b
END
done
mkdir -p prefix/bin/bios/sub prefix/share/lamp here
cp "$vm" prefix/bin/vm
vm=$work/prefix/bin/vm
cd here || exit 1
: >in

try 1 --headless x.bin
lines err 1
for place in "x.bin" "$work/prefix/bin/x.bin" "$work/prefix/bin/bios/x.bin" \
    "$work/prefix/share/lamp/x.bin"; do
    has err "$place"
done
cp ../p5.bin ../prefix/share/lamp/x.bin
try 5 --headless x.bin
cp ../p4.bin ../prefix/bin/bios/x.bin
try 4 --headless x.bin
try 4 --headless bios/x.bin
cp ../p3.bin ../prefix/bin/x.bin
try 3 --headless --bin x.bin
cp ../p2.bin x.bin
try 2 --headless x.bin
cp ../p2.bin ../prefix/bin/bios/boot.bin # the default
try 2 --headless
try 2 --headless --bin=bios/boot.bin

# what exists in the working directory is taken, even when it is no program
mkdir y.bin
cp ../p3.bin ../prefix/bin/y.bin
try 1 --headless y.bin
has err 'not a regular file'
# an absolute name is looked up nowhere else, nor is one through a link
try 1 --headless /x.bin
lines err 1
hasnt err share/lamp
ln -s "$work/prefix/bin/vm" ../link
vm=$work/link
try 4 --headless bios/x.bin
finish
