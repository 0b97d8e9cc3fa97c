/* SPDX-License-Identifier: MIT
 *
 * The syntax tree. All nodes have one shape; the comment of a kind says what
 * its children are. Lists are chained by `next`.
 */
#ifndef WICK_AST_H
#define WICK_AST_H

#include "arena.h"
#include "object.h"

enum node_kind {
    /* expressions */
    NODE_NUMBER, /* text */
    NODE_STRING, /* text */
    NODE_NIL,
    NODE_TRUE,
    NODE_FALSE,
    NODE_NAME,     /* text; where, slot */
    NODE_SELF,     /* where, slot */
    NODE_SUPER,    /* text of the method; a: self */
    NODE_LIST,     /* a: items */
    NODE_MAP,      /* a: keys and values in turn */
    NODE_RANGE,    /* a, b; flag: with the end */
    NODE_NEGATE,   /* a */
    NODE_NOT,      /* a */
    NODE_BINARY,   /* op; a, b */
    NODE_AND,      /* a, b */
    NODE_OR,       /* a, b */
    NODE_COALESCE, /* a, b */
    NODE_CHOICE,   /* a ? b : c */
    NODE_CALL,     /* a: callee; b: arguments */
    NODE_INDEX,    /* a[b] */
    NODE_FIELD,    /* a.text */
    NODE_ASSIGN,   /* a: target; b; flag: compound with op */
    NODE_FUNCTION, /* a: parameters; b: body block or expression; fn */
    NODE_PARTS,    /* a: parts of a string */
    NODE_MATCH,    /* a: subject; b: arms; slot: where the subject is kept */
    NODE_ARM,      /* a: patterns; b: guard; c: body; flag: c is a block */
    /* patterns */
    PATTERN_ANY,
    PATTERN_BIND,  /* text; slot */
    PATTERN_VALUE, /* a: a literal or range */
    PATTERN_TYPE,  /* a: class; b: PATTERN_BIND or nothing */
    PATTERN_LIST,  /* a: patterns; b: PATTERN_BIND of the rest; flag: has it */
    PATTERN_MAP,   /* a: PATTERN_PAIRs */
    PATTERN_PAIR,  /* text: key; a: pattern */
    /* statements */
    NODE_LET,        /* text; a: value or nothing; where, slot */
    NODE_EXPRESSION, /* a */
    NODE_BLOCK,      /* a: statements */
    NODE_IF,         /* a; b; c or nothing */
    NODE_WHILE,      /* a; b */
    NODE_FOR,        /* a: key or nothing; b: value; c: source; d: body */
    NODE_RETURN,     /* a or nothing */
    NODE_BREAK,
    NODE_CONTINUE,
    NODE_THROW, /* a */
    NODE_TRY,   /* a; b: NODE_LET; c: its block; d: finally */
    NODE_CLASS  /* text; a: base or nothing; b: methods; where, slot */
};

enum node_op {
    BINARY_ADD, /* in the order of enum arith */
    BINARY_SUB,
    BINARY_MUL,
    BINARY_DIV,
    BINARY_FLOORDIV,
    BINARY_MOD,
    BINARY_POW,
    BINARY_AND,
    BINARY_OR,
    BINARY_XOR,
    BINARY_SHL,
    BINARY_SHR,
    BINARY_EQ,
    BINARY_NE,
    BINARY_LT,
    BINARY_LE,
    BINARY_GT,
    BINARY_GE,
    BINARY_IN,
    BINARY_NOT_IN,
    BINARY_IS
};

enum node_where { WHERE_GLOBAL, WHERE_LOCAL, WHERE_UPVALUE };

/* What the resolver finds out about a function. */
struct function_info {
    struct capture capture[256];
    u32 captures;
    u32 slots;
    u32 arity, required;
    bool rest, method, initializer;
};

struct node {
    u8 kind, op, where;
    bool flag;
    bool captured; /* block: a variable of it, or deeper, outlives it */
    bool fixed;    /* const */
    u32 slot;
    u32 line;
    u32 length;
    const char *text;
    struct node *a, *b, *c, *d;
    struct node *next;
    struct function_info *fn;
};

/* The whole program as a function without parameters, or NULL with the
 * message and line of the first error; `more` says that the text just ended
 * too early. */
struct syntax_error {
    char message[120];
    u32 line;
    bool more;
};

struct node *parse_program(struct arena *arena, const char *text, size_t length,
                           struct syntax_error *e);
bool resolve_program(struct arena *arena, struct node *program,
                     struct syntax_error *e);

#endif
