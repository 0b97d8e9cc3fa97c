#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A C program that fails three calls deep: what vm says about it when the
# program is ELF, when an ELF file or a map lies beside the flat image, when
# these are damaged or of another build, and that a run without a panic does
# not look for them. usage: panic.sh VM LAMP-CC LAMP-LD
set -u
vm=$1 cc=$2 ld=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
wrong=0

complain() {
    echo "$*"
    sed 's/^/err: /' err
    wrong=1
}

cat >deep.c <<'END'
int table[4] = {1, 2, 3, 4};

__attribute__((noinline)) int sum(const int *p, int n)
{
    int s = 0;
    for (int k = 0; k < n; k++)
        s += p[k << 26];
    return s;
}

__attribute__((noinline)) int middle(int n)
{
    return sum(table, n) + 1;
}

__attribute__((noinline)) int never(int n)
{
    return n ? never(n - 1) * 3 : 1;
}

int main(void)
{
    return middle(4) + 2;
}
END
cat >start.s <<'END'
        .globl _start
        .type _start, @function
_start: movi r30, 0x100000
        call main
        halt
        .size _start, . - _start
END
build() { # LEVEL
    "$cc" -O"$1" -g -ffunction-sections -c deep.c -o deep.o &&
        "$cc" -c start.s -o start.o &&
        "$ld" --gc-sections -o deep.elf start.o deep.o &&
        "$ld" --gc-sections --oformat bin -Map deep.map -o deep.bin start.o \
            deep.o || exit 1
}

# try STATUS FILE: a run of it; its words are in err.
try() {
    timeout 60 "$vm" --headless "$2" </dev/null >out 2>err
    got=$?
    [ $got -eq "$1" ] || complain "status $got, not $1, of $2"
}

# has PATTERN: a line of the report is that.
has() {
    grep -qxE -e "$1" err || complain "no line '$1'"
}
hasnt() {
    ! grep -qE -e "$1" err || complain "a line has '$1'"
}

# The panic, the return addresses and the newest call; with 'lines' also
# where they are in the source.
names() {
    at=0x0000[0-9A-F]{4} here='' second='' third='' start=''
    if [ "$1" = lines ]; then
        here=' \(deep.c:7\)' second=' \(deep.c:13\)' third=' \(deep.c:23\)'
        start=' \(deep.c:[36]\)'
    fi
    has "vm: panic: core 0 at $at: load.*: out of bounds: .*, in sum\+0x[0-9A-F]+$here"
    has "vm:   slot 253 at 0x.*: $at middle\+0x[0-9A-F]+$second"
    has "vm:   slot 254 at 0x.*: $at main\+0x[0-9A-F]+$third"
    has "vm:   slot 255 at 0x.*: $at _start\+0x10"
    has "vm:   $at middle\+0x[0-9A-F]+$second -> $at sum\+0x0$start call"
    hasnt never
    hasnt warning
}
nameless() { # WARNING
    has 'vm: panic: core 0 at 0x.*: out of bounds: [^,]*'
    hasnt 'sum|main|deep\.c'
    has "vm: warning: no names of functions: $1"
}

for level in 0 2; do
    build $level
    try 1 deep.elf
    names lines
    try 1 deep.bin
    names lines
    mv deep.elf kept.elf
    try 1 deep.bin
    names ''
    hasnt 'deep\.c'
    mv deep.map deep.bin.map
    mkdir other
    cp deep.bin* other
    try 1 other/deep.bin
    names ''
    rm -r deep.bin.map other
    try 1 deep.bin
    hasnt 'sum|main|deep\.c|warning'
done

# Damaged, or of a program that has changed: the report comes all the same.
echo 'no ELF' >deep.elf
try 1 deep.bin
nameless 'deep.elf: not an ELF file'
head -c 100 kept.elf >deep.elf
try 1 deep.bin
nameless 'deep.elf: the section headers lie outside of the file'
mkdir unreadable.elf
cp deep.bin unreadable.bin
try 1 unreadable.bin
nameless 'unreadable.elf is not a regular file'
sed -i 's/middle(4)/middle(5)/' deep.c
build 2
cp kept.elf deep.elf
try 1 deep.bin
nameless 'deep.elf does not fit deep.bin: code or addresses differ'

# Names change nothing but words, and only a panic asks for them.
hash_of() {
    timeout 60 "$vm" --headless --deterministic --print-hash "$1" </dev/null \
        2>&1 | grep '^hash: '
}
build 2
cp deep.bin plain.bin
[ -n "$(hash_of deep.bin)" ] && [ "$(hash_of deep.bin)" = "$(hash_of plain.bin)" ] ||
    complain "symbols change the hash"
printf '.globl _start\n_start: halt\n' >fine.s
"$cc" -c fine.s -o fine.o && "$ld" --oformat bin -o fine.bin fine.o || exit 1
echo 'no map' >fine.map
try 0 fine.bin
hasnt .
exit $wrong
