/* SPDX-License-Identifier: MIT
 *
 * The tree is a list of nodes in the order they were added; objects and lists
 * are closed by a node of their own, so that nothing here recurses. Keys and
 * texts stand one behind the other in a buffer, each with a terminator.
 *
 * Invariant: depth is how many objects and lists are open; all are closed
 * when somebody prints. Text is out_print.c.
 */
#include <vm/out.h>

#include "out_node.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <util/utf8.h>

struct out *out_new(void)
{
    return calloc(1, sizeof(struct out));
}

void out_free(struct out *o)
{
    if (!o)
        return;
    buf_free(&o->nodes);
    buf_free(&o->text);
    free(o);
}

bool out_empty(const struct out *o)
{
    return o->nodes.size == 0;
}

bool out_failed(const struct out *o)
{
    return o->nodes.failed || o->text.failed;
}

void out_for(struct out *o, enum out_reader reader)
{
    o->reader = reader;
}

static u32 text_keep(struct out *o, const char *text)
{
    u32 at = (u32)o->text.size;
    buf_add(&o->text, text, strlen(text) + 1);
    return at;
}

static void node_add(struct out *o, const char *key, struct out_node n)
{
    n.reader = (u8)o->reader;
    n.key = key ? text_keep(o, key) : OUT_NO_KEY;
    buf_add(&o->nodes, &n, sizeof(n));
}

void out_number(struct out *o, const char *key, u64 value)
{
    node_add(o, key, (struct out_node){.kind = OUT_NUMBER, .value = value});
}

void out_hex(struct out *o, const char *key, u64 value, u32 digits)
{
    node_add(o, key,
             (struct out_node){
                 .kind = OUT_HEX, .value = value, .digits = (u8)digits});
}

void out_flag(struct out *o, const char *key, bool value)
{
    node_add(o, key, (struct out_node){.kind = OUT_FLAG, .value = value});
}

void out_text(struct out *o, const char *key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    u32 at = (u32)o->text.size;
    if (n < 0 || !buf_reserve(&o->text, (size_t)n + 1)) {
        o->text.failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf((char *)o->text.data + at, (size_t)n + 1, format, args);
    va_end(args);
    o->text.size += (size_t)n + 1;
    node_add(o, key,
             (struct out_node){.kind = OUT_TEXT, .size = (u32)n, .value = at});
}

void out_bytes(struct out *o, const char *key, const char *text, size_t n)
{
    u32 at = (u32)o->text.size;
    buf_add(&o->text, text, n);
    buf_add(&o->text, "", 1);
    node_add(o, key,
             (struct out_node){.kind = OUT_TEXT, .size = (u32)n, .value = at});
}

void out_object(struct out *o, const char *key)
{
    assert(o->depth < OUT_DEPTH_MAX);
    o->depth++;
    node_add(o, key, (struct out_node){.kind = OUT_OBJECT});
}

void out_list(struct out *o, const char *key)
{
    assert(o->depth < OUT_DEPTH_MAX);
    o->depth++;
    node_add(o, key, (struct out_node){.kind = OUT_LIST});
}

void out_end(struct out *o)
{
    assert(o->depth > 0);
    o->depth--;
    node_add(o, NULL, (struct out_node){.kind = OUT_END});
}

/* --- JSON ----------------------------------------------------------------- */

static void json_char(struct buf *b, const u8 *at, size_t length)
{
    static const char escapes[] = "\"\"\\\\\nn\rr\tt\bb\ff";
    const char *e = escapes;
    while (*e != '\0' && (u8)*e != *at)
        e += 2;
    if (length == 0)
        buf_printf(b, "\\ufffd");
    else if (*e != '\0')
        buf_printf(b, "\\%c", e[1]);
    else if (*at < 0x20 || *at == 0x7F)
        buf_printf(b, "\\u%04x", *at);
    else
        buf_add(b, at, length);
}

void json_quote(struct buf *b, const char *text, size_t n)
{
    const u8 *at = (const u8 *)text, *end = at + n;
    buf_add(b, "\"", 1);
    while (at < end) {
        size_t length = utf8_length(at, (size_t)(end - at));
        json_char(b, at, length);
        at += length ? length : 1;
    }
    buf_add(b, "\"", 1);
}

static void json_value(const struct out *o, const struct out_node *n,
                       struct buf *b)
{
    if (n->kind == OUT_TEXT)
        json_quote(b, out_string(o, (u32)n->value), n->size);
    else if (n->kind == OUT_FLAG)
        buf_printf(b, n->value ? "true" : "false");
    else
        buf_printf(b, "%" PRIu64, n->value);
}

bool out_json(const struct out *o, struct buf *b)
{
    char close[OUT_DEPTH_MAX + 1];
    u32 depth = 0;
    bool first = true;
    buf_add(b, "{", 1);
    for (u32 i = 0; i < out_count(o); i++) {
        const struct out_node *n = out_node(o, i);
        if (n->reader == OUT_PERSON)
            continue;
        if (n->kind == OUT_END) {
            buf_add(b, &close[--depth], 1);
            first = false;
            continue;
        }
        if (!first)
            buf_add(b, ",", 1);
        if (n->key != OUT_NO_KEY) {
            json_quote(b, out_key(o, n), strlen(out_key(o, n)));
            buf_add(b, ":", 1);
        }
        first = n->kind == OUT_OBJECT || n->kind == OUT_LIST;
        if (first) {
            buf_add(b, n->kind == OUT_LIST ? "[" : "{", 1);
            close[depth++] = n->kind == OUT_LIST ? ']' : '}';
        } else {
            json_value(o, n, b);
        }
    }
    buf_add(b, "}", 1);
    return !b->failed && !out_failed(o);
}
