#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --check with programs in C: mistakes as people make them, named by function
# and line; beside each the program as it should be, without a finding.
. "$(dirname "$0")/lib.sh"
all=uninit,stack,align,null,race

# clean NAME, fault KIND PLACE NAME: with one core, or two where two are used.
clean() {
    try 0 --headless --smp 2 --check=$all "$1.elf"
    hasnt err check:
}
fault() {
    try 86 --headless --deterministic --smp 2 --check=$all "$3.elf"
    has err "check: $1: core"
    has err "$2"
    ! sed -n 's/^vm: check: \([a-z]*\): core.*/\1/p' err | grep -qv "$1" ||
        complain "other findings than $1"
    # What is below sp, or in page 0, has no value either.
    others=$(echo "$all" | sed "s/$1,//; s/,$1//")
    [ "$1" != stack ] || others=align,null,race
    [ "$1" != null ] || others=stack,align,race
    try 0 --headless --deterministic --smp 2 --check="$others" "$3.elf"
}
# both KIND PLACE OPTIONS...: standard input has a line FAULT or REPAIR each.
both() {
    kind=$1 place=$2
    shift 2
    cat >program
    grep -v '// REPAIR' program | compile bad "$@"
    grep -v '// FAULT' program | compile good "$@"
    fault "$kind" "$place" bad
    clean good
}

both uninit 'pick+0x' -O1 <<'END'
#include <stdlib.h>
struct pair { int a, b; };
static int __attribute__((noinline)) pick(const struct pair *p)
{
    return p->b > 3 ? p->a : 2;
}
int main(void)
{
    struct pair *p = malloc(sizeof(*p));
    p->a = 1;
    p = realloc(p, 4096);
    p->b = 2; // REPAIR
    return pick(p) - 2;
}
END
# A frame is new, whatever an earlier one left there.
both uninit '(bad.c:9)' -O0 <<'END'
static int fill(int n)
{
    volatile int a[8];
    for (int i = 0; i < 8; i++) a[i] = n;
    return a[3] - n;
}
static int use(void)
{
    int a[8]; a[0] = 1; if (a[3] > 5) return 0; // FAULT
    int a[8]; a[3] = 1; if (a[3] > 5) return 0; // REPAIR
    return 0;
}
int main(void)
{
    return fill(7) + use();
}
END
# Gaps and bit fields are copied and set without being used.
compile gaps -O0 <<'END'
#include <string.h>
struct gap { char c; int i; unsigned x : 3, y : 5; };
static struct gap make(int n)
{
    struct gap g;
    g.c = (char)n;
    g.i = n;
    g.x = 5;
    g.y = 17;
    return g;
}
int main(void)
{
    struct gap a = make(3), b = a, c;
    memcpy(&c, &b, sizeof(c));
    return c.c != 3 || c.i != 3 || c.x != 5 || c.y != 17;
}
END
clean gaps
both stack '(bad.c:12)' -O1 <<'END'
static int shared;
static int *volatile place;
static void __attribute__((noinline)) leave(void)
{
    int x[4]; // FAULT
    static int x[4]; // REPAIR
    x[1] = shared;
    place = x;
}
int main(void)
{
    leave();
    return place[1];
}
END
both stack 'eat+0x' -O0 <<'END'
#include <lamp.h>
static char below[16384], stack[4096] __attribute__((aligned(16)));
static int done;
static int eat(int n)
{
    volatile char room[900];
    room[5] = (char)n;
    return n > 0 ? eat(n - 1) + room[5] : room[5];
}
static void work(void *unused)
{
    (void)unused;
    below[0] = (char)eat(5); // FAULT
    below[0] = (char)eat(2); // REPAIR
    __atomic_store_n(&done, 1, __ATOMIC_RELEASE);
}
int main(void)
{
    lamp_start(1, work, 0, stack + sizeof(stack));
    while (!__atomic_load_n(&done, __ATOMIC_ACQUIRE))
        ;
    return 0;
}
END
both null 'get+0x' -O1 <<'END'
struct large { char room[3000]; int x; };
static struct large object, *volatile pointer;
static int __attribute__((noinline)) get(const struct large *p)
{
    return p->x;
}
int main(void)
{
    pointer = &object; // REPAIR
    return get(pointer);
}
END
both align '(bad.c:6)' -O1 <<'END'
static char bytes[16] __attribute__((aligned(4)));
static int *volatile word;
int main(void)
{
    word = (int *)(bytes + 4); // REPAIR
    word = (int *)(bytes + 1); // FAULT
    *word = 5;
    return 0;
}
END
both race 'work+0x' -O1 <<'END'
#include <lamp.h>
static char stack[4096] __attribute__((aligned(16)));
static volatile int counter;
static int done;
static void work(void *unused)
{
    (void)unused;
    for (int i = 0; i < 100; i++)
        counter++; // FAULT
        __atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED); // REPAIR
    __atomic_store_n(&done, 1, __ATOMIC_RELEASE);
}
int main(void)
{
    lamp_start(1, work, 0, stack + sizeof(stack));
    for (int i = 0; i < 100; i++)
        counter++; // FAULT
        __atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED); // REPAIR
    while (!__atomic_load_n(&done, __ATOMIC_ACQUIRE))
        ;
    return counter < 0;
}
END
finish
