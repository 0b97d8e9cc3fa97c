/* SPDX-License-Identifier: MIT
 *
 * The instructions. One is a word: the operation in the lowest 8 bits, the
 * operand in the upper 24; two operands are 8 bits (b) above it and 16 (a) on
 * top. Targets of jumps are indices of words.
 */
#ifndef WICK_CODE_H
#define WICK_CODE_H

#include "object.h"

/* X(name, form): what the operand is, for the disassembler. The loop in
 * vm_run.c relies on the order of the groups. */
#define WICK_OPS(X)                                                         \
    X(NOP, NONE)                                                            \
    X(CONSTANT, CONSTANT)                                                   \
    X(INT, NUMBER) /* signed 24 bits */                                     \
    X(NIL, NONE)                                                            \
    X(TRUE, NONE)                                                           \
    X(FALSE, NONE)                                                          \
    X(POP, NONE)                                                            \
    X(DUP, NONE)                                                            \
    X(DUP2, NONE)                                                           \
    X(GET_LOCAL, NUMBER)                                                    \
    X(SET_LOCAL, NUMBER)                                                    \
    X(POP_LOCAL, NUMBER) /* SET_LOCAL and POP */                            \
    X(GET_UPVALUE, NUMBER)                                                  \
    X(SET_UPVALUE, NUMBER)                                                  \
    X(GET_GLOBAL, NUMBER)                                                   \
    X(SET_GLOBAL, NUMBER)                                                   \
    X(DEFINE_GLOBAL, NUMBER)                                                \
    X(GET_FIELD, CONSTANT)                                                  \
    X(SET_FIELD, CONSTANT)                                                  \
    X(GET_INDEX, NONE)                                                      \
    X(SET_INDEX, NONE)                                                      \
    X(GET_SUPER, CONSTANT)                                                  \
    X(ARITH, NUMBER) /* enum arith */                                       \
    X(ADD, NONE)                                                            \
    X(SUB, NONE)                                                            \
    X(MUL, NONE)                                                            \
    X(ADD_INT, NUMBER) /* signed 24 bits */                                 \
    X(NEGATE, NONE)                                                         \
    X(INVERT, NONE)                                                         \
    X(NOT, NONE)                                                            \
    X(EQ, NONE)                                                             \
    X(NE, NONE)                                                             \
    X(LT, NONE)                                                             \
    X(LE, NONE)                                                             \
    X(GT, NONE)                                                             \
    X(GE, NONE)                                                             \
    X(IN, NONE)                                                             \
    X(IS, NONE)                                                             \
    X(JUMP, JUMP)                                                           \
    X(JUMP_FALSE, JUMP) /* takes the value */                               \
    X(JUMP_TRUE, JUMP)                                                      \
    X(JUMP_AND, JUMP) /* keeps it when false, else takes it */              \
    X(JUMP_OR, JUMP)                                                        \
    X(JUMP_VALUE, JUMP) /* keeps it when not nil, else takes it */          \
    X(JUMP_GIVEN, JUMP) /* takes it; jumps when it is an argument */        \
    X(CALL, NUMBER)                                                         \
    X(TAIL_CALL, NUMBER)                                                    \
    X(INVOKE, BOTH)                                                         \
    X(CLOSURE, CONSTANT)                                                    \
    X(CLOSE, NUMBER) /* upvalues of this slot and above */                  \
    X(RETURN, NONE)                                                         \
    X(LIST, NUMBER)                                                         \
    X(MAP, NUMBER)                                                          \
    X(RANGE, NUMBER) /* 1: with the end */                                  \
    X(PARTS, NUMBER)                                                        \
    X(ITERATE, NUMBER) /* into this slot */                                 \
    X(NEXT, NUMBER)    /* pushes key, value, true; or false */              \
    X(TRY, JUMP)                                                            \
    X(END_TRY, NONE)                                                        \
    X(THROW, NONE)                                                          \
    X(CLASS, CONSTANT)                                                      \
    X(INHERIT, NONE)                                                        \
    X(METHOD, CONSTANT)                                                     \
    X(STATIC, CONSTANT)                                                     \
    X(MATCH_LIST, NUMBER)  /* count * 2 + rest; leaves it, pushes a bool */ \
    X(MATCH_REST, NUMBER)  /* pushes the tail */                            \
    X(MATCH_KEY, CONSTANT) /* pushes value and true, or false */            \
    X(MATCH_VALUE, NONE)   /* equal, or in the range */                     \
    X(NO_MATCH, NONE)

#define X(name, form) OP_##name,
enum op { WICK_OPS(X) OP_COUNT };
#undef X

static inline u32 code_word(enum op op, u32 a)
{
    return (u32)op | a << 8;
}

static inline enum op code_op(u32 word)
{
    return (enum op)(word & 0xFF);
}

static inline u32 code_a(u32 word)
{
    return word >> 8;
}

static inline i32 code_signed(u32 word)
{
    return (i32)word >> 8;
}

bool op_jumps(enum op op);
u32 code_emit(struct vm *vm, struct proto *p, u32 word, u32 line);
/* Number of an equal constant, new or old. */
u32 code_constant(struct vm *vm, struct proto *p, struct value v);
void code_peephole(struct vm *vm, struct proto *p);
void code_show(struct vm *vm, const struct proto *p);

#endif
