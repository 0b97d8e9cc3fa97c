/* SPDX-License-Identifier: MIT
 *
 * The nodes of an answer, between out.c, which makes them and writes JSON, and
 * out_print.c, which writes text.
 */
#ifndef DEBUG_OUT_NODE_H
#define DEBUG_OUT_NODE_H

#include <vm/out.h>

enum out_kind {
    OUT_NUMBER,
    OUT_HEX,
    OUT_FLAG,
    OUT_TEXT, /* value: where it begins in out.text */
    OUT_OBJECT,
    OUT_LIST,
    OUT_END /* of the object or list that was opened last */
};

enum { OUT_NO_KEY = 0xFFFFFFFF };

struct out_node {
    u8 kind;   /* enum out_kind */
    u8 reader; /* enum out_reader */
    u8 digits; /* HEX */
    u32 key;   /* where it begins in out.text, or OUT_NO_KEY */
    u32 size;  /* TEXT */
    u64 value;
};

struct out {
    struct buf nodes; /* struct out_node, one behind the other */
    struct buf text;
    enum out_reader reader; /* of what is added next */
    u32 depth;
};

static inline u32 out_count(const struct out *o)
{
    return out_failed(o) ? 0 : (u32)(o->nodes.size / sizeof(struct out_node));
}

static inline const struct out_node *out_node(const struct out *o, u32 i)
{
    return (const struct out_node *)(const void *)o->nodes.data + i;
}

static inline const char *out_string(const struct out *o, u32 at)
{
    return (const char *)o->text.data + at;
}

static inline const char *out_key(const struct out *o, const struct out_node *n)
{
    return n->key == OUT_NO_KEY ? "" : out_string(o, n->key);
}

#endif
