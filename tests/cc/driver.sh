#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The command line of lamp-cc: what it prints, its exit status, the files it
# leaves; wrong options, missing files, and input that is damaged.
# usage: driver.sh BUILD
# shellcheck disable=SC2015
set -eu

build=$(cd "$1" && pwd)
cc=$build/lamp-cc
work=$(mktemp -d "$build/tests/cc-driver.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work"
failures=0

fail() {
    echo "driver: $*" >&2
    failures=$((failures + 1))
}

# call ARGUMENTS...: sets $status; `out` and `errors` have what it printed.
call() {
    status=0
    timeout 60 "$cc" "$@" >out 2>errors </dev/null || status=$?
}

works() {
    call "$@"
    [ "$status" -eq 0 ] || fail "$*: status $status: $(cat errors)"
    [ ! -s errors ] || fail "$*: prints $(cat errors)"
}

# refused TEXT ARGUMENTS...: status 1, and the text in one message.
refused() {
    text=$1 && shift
    rm -f made
    call "$@" -o made
    [ "$status" -eq 1 ] || fail "$*: status $status, not 1"
    grep -qF -e "$text" errors || fail "$*: no '$text' in: $(cat errors)"
    [ ! -e made ] || fail "$*: leaves a file"
}

cat >good.c <<'END'
#include <stdio.h>
#ifndef NUMBER
#define NUMBER 7
#endif
int add(int a, int b) { return a + b; }
int main(void) { printf("%d\n", add(NUMBER, 35)); return 3; }
END
echo 'int f(int x) { return x +; }' >bad.c
echo 'int f(int x) { return g(x); } int g(int);' >other.c

# Outputs by stage, with their usual names.
works -c good.c && [ -s good.o ] || fail 'no good.o'
works -S good.c && grep -q '^add:' good.s || fail 'no good.s'
works -E -DNUMBER=99 good.c && grep -q 'add(99, 35)' out || fail '-E: no 99'
works -S -emit-llvm good.c -o good.ll && grep -q 'define.*@add' good.ll ||
    fail 'no good.ll'
works -c -emit-llvm good.c -o good.bc
works -O2 -DNUMBER=5 good.c -o good.elf
status=0
"$build/vm" --headless --max-insns 10000000 good.elf >out 2>&1 || status=$?
[ "$status $(cat out)" = '3 40' ] || fail "good.elf: $status $(cat out)"
for input in good.ll good.bc good.s good.o; do
    works -O1 "$input" -o "$input.bin"
    status=0
    "$build/vm" --headless --max-insns 10000000 "$input.bin" >out 2>&1 ||
        status=$?
    [ "$status $(cat out)" = '3 42' ] || fail "$input: $status $(cat out)"
done

# The same input, the same bytes.
works -O2 -g -c good.c -o first.o && works -O2 -g -c good.c -o second.o
cmp first.o second.o || fail 'two compilations differ'

# Words about the work.
works --help && grep -q -- '-march=lamp' out || fail '--help'
works --version && grep -q '^lamp-cc ' out || fail '--version'
call -v -c good.c -o v.o
grep -q 'clang.*good.c' errors && [ -s v.o ] || fail "-v: $(cat errors)"
call '-###' -c good.c -o dry.o
grep -q 'clang.*good.c' errors && [ ! -e dry.o ] || fail '-###: it ran'
works -MD -MF deps -c good.c -o deps.o
grep -q 'deps.o:.*good.c' deps || fail "-MD: $(cat deps)"

# What is wrong is named.
refused 'no input files'
refused 'missing.c: no such file' missing.c
refused 'unknown option --nonsense' --nonsense good.c
refused '-march takes lamp or lamp+x1, not foo' -march=foo good.c
refused 'expected expression' -c bad.c
echo '__attribute__((interrupt)) void f(int a) { (void)a; }' >handler.c
call -c handler.c -o handler.o
grep -qF "lamp 'interrupt' attribute only applies to functions" errors &&
    ! grep -q RISC errors || fail "of a handler with parameters: $(cat errors)"
refused "undefined symbol 'g'" other.c
refused 'there are 2 inputs' -c good.c other.c
refused 'not LLVM IR' -c -x ir bad.c
call -o
grep -q 'needs a value' errors && [ "$status" -eq 1 ] || fail '-o alone'
call -c good.c -o missing/made.o
grep -q 'missing/made.o' errors && [ "$status" -ne 0 ] || fail 'no folder'

# Registers that assembly takes hold nothing else.
cat >clobber.c <<'END'
int f(int a, int b)
{
    __asm__ volatile("" : : : "r16", "r17", "r8");
    return a - b;
}
END
works -O2 -S clobber.c
grep -q 'store32.*r16' clobber.s && grep -q 'store32.*r17' clobber.s ||
    fail 'a clobbered register of the caller is not saved'
sed -i 's/"r8"/"r99"/' clobber.c
refused 'r99' -c clobber.c

# Macros of C are not the assembler's, and those of assembly are numbers.
echo 'int three(void) { return 1 OP 2; }' >macro.c
echo '        .word   SIZE' >macro.s
works '-DOP=+' '-DSIZE=12' '-DF(x)=x' '-DEMPTY=' '-DTEXT="a b"' -c macro.c
works '-DOP=+' '-DSIZE=12' '-DF(x)=x' '-DEMPTY=' '-DTEXT="a b"' -c macro.s
refused 'value is missing' '-Wa,-D,SIZE=' -c macro.s
mkdir folder && echo '        .word   3' >folder/part.inc
echo '__asm__(".include \"part.inc\"");' >include.c
works -Ifolder -c include.c

# Functions that the compiler calls for operations that the hardware lacks are
# written in C. What they compute must not become a call to themselves.
cat >helpers.c <<'END'
int __popcountsi2(unsigned a)
{
    int n = 0;
    for (; a; n++)
        a &= a - 1;
    return n;
}
int __clzsi2(unsigned a)
{
    int n = 32;
    for (; a; n--)
        a >>= 1;
    return n;
}
int __ctzsi2(unsigned a) { return a ? __builtin_ctz(a) : 32; }
static int differs(void)
{
    for (unsigned x = 3; x <= 0xF0000000; x = x * 11 + 4) {
        int high = 31, low = 0, ones = 0;
        while (!(x >> high & 1))
            high--;
        while (!(x >> low & 1))
            low++;
        for (int k = 0; k < 32; k++)
            ones += x >> k & 1;
        if (__clzsi2(x) != 31 - high || __ctzsi2(x) != low ||
            __popcountsi2(x) != ones)
            return 1;
    }
    return __clzsi2(0) != 32 || __ctzsi2(0) != 32 || __popcountsi2(0) != 0;
}
void start(void)
{
    if (differs())
        __builtin_trap();
    __asm__ volatile("halt");
}
__asm__(".globl _start\n_start: movi r30, 0x100000\ncall start");
END
for march in lamp lamp+x1; do
    for level in 0 1 2 3 s; do
        works -nostdlib -fno-inline "-O$level" -march=$march helpers.c \
            -o helpers.elf
        status=0
        "$build/vm" --headless --max-insns 10000000 helpers.elf >out 2>&1 ||
            status=$?
        [ "$status" -eq 0 ] || fail "helpers -O$level $march: $(head -n 1 out)"
    done
done

# Damaged IR: cut anywhere, or with bytes exchanged. It may be taken, it may be
# refused with status 1; nothing else.
hostile() {
    call -O1 -c "$1" -o hostile.o
    case $status in
    0) ;;
    1) [ -s errors ] || fail "$1 ($2): no message" ;;
    *) fail "$1 ($2): status $status: $(head -n 3 errors)" ;;
    esac
}
# Names in debug information are any text of any length.
long=$(printf '%05000d' 0)
sed "s|directory: \"[^\"]*\"|directory: \"/$long\"|
    s|filename: \"good.c\"|filename: \"a\\\\22b\\\\0Ac.c\"|" <<'END' >names.ll
define void @f() !dbg !4 { ret void, !dbg !6 }
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1,
    emissionKind: FullDebug)
!1 = !DIFile(filename: "good.c", directory: "/folder")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 1, type: !5,
    unit: !0, spFlags: DISPFlagDefinition)
!5 = !DISubroutineType(types: !7)
!6 = !DILocation(line: 1, scope: !4)
!7 = !{null}
END
works -g -c names.ll -o names.o
sed -i "s|$long|folder|" names.ll
works -g -c names.ll -o names.o

# LLVM crashes on some bitcode; it must not take the compiler along.
works -c -g -O2 -emit-llvm good.c -o lines.ll
"${LAMP_CLANG:-clang-19}" --target=riscv32-unknown-elf -Wno-override-module \
    -x ir -c -emit-llvm lines.ll -o lines.bc
works -O1 -c lines.bc -o lines.o
for part in $(seq 1 4 97); do
    cp lines.bc spoilt.bc
    printf '\123' | dd of=spoilt.bc bs=1 conv=notrunc \
        seek=$(($(wc -c <lines.bc) * part / 100)) 2>dd.log
    hostile spoilt.bc "spoilt at $part%"
done
for input in good.ll good.bc; do
    size=$(wc -c <"$input")
    for part in 0 1 3 7 20 33 50 66 80 90 95 99; do
        head -c $((size * part / 100)) "$input" >"cut.${input#*.}"
        hostile "cut.${input#*.}" "cut at $part%"
        cp "$input" "spoilt.${input#*.}"
        printf '\377\001}' | dd of="spoilt.${input#*.}" bs=1 conv=notrunc \
            seek=$((size * part / 100)) 2>dd.log
        hostile "spoilt.${input#*.}" "spoilt at $part%"
    done
done

exit $((failures > 0))
