#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --profile and --coverage: sums are exact, stacks are those of the calls, the
# lines that ran are those that one knows from the source.
. "$(dirname "$0")/lib.sh"

compile work -O0 <<'END'
static volatile int total;
static int square(int n)
{
    return n * n;
}
static void unused(void)
{
    total = 0;
}
static int sum(int n)
{
    int s = 0;
    for (int i = 0; i < n; i++)
        s += square(i);
    return s;
}
int main(void)
{
    if (sum(10) == 7)
        unused();
    for (int i = 0; i < 20; i++)
        total += sum(100);
    return 0;
}
END

# What lines and functions of this program count.
try 0 --headless --coverage=info work.elf
empty out
empty err
cat >want <<'END'
TN:
SF:work.c
FN:2,square
FN:8,unused
FN:10,sum
FN:17,main
FNDA:2010,square
FNDA:0,unused
FNDA:21,sum
FNDA:1,main
FNF:4
FNH:3
END
sed '/^DA:/,$d' info >got
diff want got || complain "not the functions"
for line in 4,2010 8,0 12,21 14,2010 15,21 19,1 20,0 22,20 23,1; do
    grep -q "^DA:$line\$" info || complain "no DA:$line"
done
! grep -Eq '^DA:(1|16|2[4-9]|[3-9].),' info || complain "lines without code"
[ "$(grep '^LF:' info)" = "LF:$(grep -c '^DA:' info)" ] || complain LF
[ "$(grep '^LH:' info)" = "LH:$(grep '^DA:' info | grep -vc ',0$')" ] ||
    complain LH
[ "$(tail -n 1 info)" = end_of_record ] || complain "no end_of_record"

# Exact sums, also with several cores and without names.
assemble plain <<'END'
    movi r1, 1
    movi r2, other
    startap r1, r2, 0
    movi r3, 5000
1:  subi r3, r3, 1
    jnz 1b
    halt
other:
    inc r4
    jmp other
END
sum() { # KIND: of the counts in the file
    awk -v kind="$1" '$1 == "#" && $2 == kind { n += $3 } END { print n + 0 }' \
        "$2"
}
sums() { # FILE
    want=$(instructions)
    [ -n "$want" ] || complain "no number of instructions"
    for kind in function line opcode total; do
        got=$(grep -v samples "$1" >rest; sum $kind rest)
        [ "$got" = "$want" ] || complain "$kind: $got, not $want"
    done
    samples=$(sed -n 's/^# total \([0-9]*\) samples.*/\1/p' "$1")
    folded=$(awk '!/^#/ { n += $NF } END { print n + 0 }' "$1")
    [ "$samples" = "$folded" ] || complain "$folded samples, not $samples"
}
try 0 --headless -v --profile=one work.elf
sums one
[ "$samples" -eq $(($(instructions) / 997)) ] ||
    [ "$samples" -eq $((($(instructions) - 1) / 997)) ] ||
    complain "$samples samples"
grep -Eq '^_start;__crt_start;main;sum;square [1-9]' one ||
    complain "no stack of square"
grep -Eq '^# line [1-9][0-9]* work.c:14$' one || complain "no line 14"
grep -Eq '^# function [1-9][0-9]* 0x[0-9A-F]{8} sum$' one || complain "no sum"
grep -Eq '^# opcode [1-9][0-9]* 0x[0-9A-F]{2} CALL|RCALL$' one ||
    complain "no calls"
for mode in --deterministic --verbose; do
    try 0 --headless -v --smp 2 $mode --profile=many plain.bin
    sums many
    grep -q '^\[core_0\];\[unknown\] ' many || complain "no core 0"
done

# A handler stands on top of what it interrupts.
compile tick -O1 <<'END'
#include <lamp.h>
static volatile int ticks;
static void __attribute__((noinline)) spend(void)
{
    for (volatile int i = 0; i < 400; i++)
        ;
}
static void __attribute__((interrupt)) tick(void)
{
    spend();
    ticks++;
}
int main(void)
{
    lamp_handle(INT_TIMER, tick);
    lamp_tick(1000);
    while (ticks < 20)
        ;
    return 0;
}
END
try 0 --headless --deterministic --profile=ticks tick.elf
grep -Eq '^_start;__crt_start;main;\[interrupt\];tick;spend [1-9]' ticks ||
    complain "no stack of a handler"

# The same run gives the same files, and is not changed.
for file in one two; do
    try 0 --headless --deterministic --smp 2 --seed 4 --print-hash \
        --profile=$file --coverage=$file.info work.elf
    cp err $file.err
done
try 0 --headless --deterministic --smp 2 --seed 4 --print-hash work.elf
cmp -s err one.err || complain "a profile changes the run"
cmp -s one two || complain "two profiles of one run differ"
cmp -s one.info two.info || complain "two tracefiles of one run differ"

# Files.
try 90 --headless --coverage=info plain.bin
lines err 1
has err 'line information'
try 90 --headless --profile=none/file work.elf
lines err 1
has err none/file
refused --profile "''" -- --headless --profile= work.elf
refused --coverage "''" -- --headless --coverage= work.elf
finish
