/* SPDX-License-Identifier: MIT
 *
 * bytecode: a stack-machine interpreter whose handlers are called through a
 * table of function pointers.  One hard-to-predict indirect call and one
 * return per virtual operation; exercises indirect-branch lookup. */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
struct vm {
    const unsigned char *pc;
    unsigned *sp;
    unsigned local[8];
    unsigned running;
    unsigned stack[64];
};
typedef void (*handler)(struct vm *);

enum {
    PUSHI,
    LOADL,
    STOREL,
    ADD,
    SUB,
    MUL,
    XOR,
    SHR,
    LT,
    JNZ,
    JZ,
    JMP,
    DUP,
    SWAP,
    DROP,
    INC,
    HALT
};

static void op_pushi(struct vm *m)
{
    *m->sp++ = *m->pc++;
}
static void op_loadl(struct vm *m)
{
    *m->sp++ = m->local[*m->pc++ & 7];
}
static void op_storel(struct vm *m)
{
    m->local[*m->pc++ & 7] = *--m->sp;
}
static void op_add(struct vm *m)
{
    m->sp--;
    m->sp[-1] += m->sp[0];
}
static void op_sub(struct vm *m)
{
    m->sp--;
    m->sp[-1] -= m->sp[0];
}
static void op_mul(struct vm *m)
{
    m->sp--;
    m->sp[-1] *= m->sp[0];
}
static void op_xor(struct vm *m)
{
    m->sp--;
    m->sp[-1] ^= m->sp[0];
}
static void op_shr(struct vm *m)
{
    m->sp--;
    m->sp[-1] >>= m->sp[0] & 31u;
}
static void op_lt(struct vm *m)
{
    m->sp--;
    m->sp[-1] = m->sp[-1] < m->sp[0];
}
static void op_jnz(struct vm *m)
{
    int d = (signed char)*m->pc++;
    if (*--m->sp)
        m->pc += d;
}
static void op_jz(struct vm *m)
{
    int d = (signed char)*m->pc++;
    if (!*--m->sp)
        m->pc += d;
}
static void op_jmp(struct vm *m)
{
    int d = (signed char)*m->pc++;
    m->pc += d;
}
static void op_dup(struct vm *m)
{
    m->sp[0] = m->sp[-1];
    m->sp++;
}
static void op_swap(struct vm *m)
{
    unsigned t = m->sp[-1];
    m->sp[-1] = m->sp[-2];
    m->sp[-2] = t;
}
static void op_drop(struct vm *m)
{
    m->sp--;
}
static void op_inc(struct vm *m)
{
    m->local[*m->pc++ & 7]++;
}
static void op_halt(struct vm *m)
{
    m->running = 0;
}

static const handler table[] = {
    op_pushi, op_loadl, op_storel, op_add, op_sub,  op_mul,
    op_xor,   op_shr,   op_lt,     op_jnz, op_jz,   op_jmp,
    op_dup,   op_swap,  op_drop,   op_inc, op_halt,
};

/* i = 0; do { acc = acc * 5 + i; acc ^= acc >> 7; if (i & low bit pattern) acc
 * -= j; j += acc >> 28; } while (++i < limit) */
static const unsigned char prog[] = {
    PUSHI, 0,      STOREL, 0, /* i = 0            */
    LOADL, 1,      PUSHI,  5,
    MUL,   LOADL,  0,      ADD,
    DUP,   STOREL, 1, /* acc = acc*5 + i  */
    DUP,   PUSHI,  7,      SHR,
    XOR,   DUP,    STOREL, 1, /* acc ^= acc >> 7  */
    PUSHI, 30,     SHR,    JZ,
    7,     LOADL,  1,      LOADL,
    2,     SUB,    STOREL, 1, /* if (acc>>30) ... */
    LOADL, 1,      PUSHI,  28,
    SHR,   LOADL,  2,      SWAP,
    ADD,   STOREL, 2, /* j += acc >> 28   */
    PUSHI, 0,      DROP,   INC,
    0,     LOADL,  0,      LOADL,
    3,     LT,     JNZ,    (unsigned char)-54, /* while (++i < n)  */
    JMP,   0,      HALT,
};

unsigned bench_main(void)
{
    static struct vm m;
    unsigned pass, sum = 0;
    m.local[1] = 1;
    m.local[2] = 7;
    for (pass = 0; pass < 14u * BENCH_SCALE; pass++) {
        m.local[3] = 6000u + (pass & 3u);
        m.pc = prog;
        m.sp = m.stack;
        m.running = 1;
        while (m.running)
            table[*m.pc++](&m);
        sum = (sum << 9 | sum >> 23) + m.local[1] + m.local[2];
    }
    return sum + (unsigned)(m.sp - m.stack);
}
