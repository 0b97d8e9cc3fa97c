/* SPDX-License-Identifier: MIT
 *
 * Verbs about memory and code. They read storage, so that looking at a
 * register window shows what is beneath and takes nothing from a device.
 */
#include "verbs.h"

#include <inttypes.h>
#include <util/hex.h>

enum {
    ROW_BYTES = 16,
    DUMP_BYTES = 64, /* unless said */
    DUMP_BYTES_MAX = 65536,
    LINES = 10, /* of a disassembly, unless said */
    LINES_MAX = 1000,
    FOUND_MAX = 64,
    PATTERN_MAX = 64
};

static void dump_row(struct verb_call *v, u32 at, const u8 *bytes, u32 n)
{
    char hex[3 * ROW_BYTES + 1] = "", text[ROW_BYTES + 1] = "";
    for (u32 i = 0; i < n; i++) {
        snprintf(hex + 3 * i, 4, "%02X ", bytes[i]);
        text[i] = bytes[i] >= 0x20 && bytes[i] < 0x7F ? (char)bytes[i] : '.';
        text[i + 1] = '\0';
    }
    out_text(v->out, NULL, "0x%08" PRIX32 ": %-*s %s", at, 3 * ROW_BYTES, hex,
             text);
}

static void dump_digits(struct verb_call *v, const u8 *bytes, u32 n)
{
    static char digits[2 * DUMP_BYTES_MAX + 1]; /* device thread only */
    for (u32 i = 0; i < n; i++)
        snprintf(digits + 2 * i, 3, "%02X", bytes[i]);
    digits[2 * n] = '\0';
    out_text(v->out, "bytes", "%s", digits);
}

bool verb_memory(struct verb_call *v, struct err *e)
{
    static u8 bytes[DUMP_BYTES_MAX];
    u32 at = v->caller->at;
    u64 n = DUMP_BYTES;
    if (v->words > 0 && !verb_address_word(v, 0, &at, e))
        return false;
    if (v->words > 1 &&
        !verb_number(v->word[1], "number of bytes", DUMP_BYTES_MAX, &n, e))
        return false;
    u32 got = control_memory_read(verb_machine(v), at, bytes, (u32)n);
    if (got == 0 && n != 0)
        return fail(e, "nothing is at 0x%08" PRIX32, at);
    v->caller->at = at + got;
    out_for(v->out, OUT_PROGRAM);
    out_hex(v->out, "address", at, 8);
    dump_digits(v, bytes, got);
    out_for(v->out, OUT_PERSON);
    out_list(v->out, "rows");
    for (u32 i = 0; i < got; i += ROW_BYTES)
        dump_row(v, at + i, bytes + i,
                 got - i < ROW_BYTES ? got - i : ROW_BYTES);
    out_end(v->out);
    out_for(v->out, OUT_BOTH);
    if (got < n)
        out_text(v->out, "end", "nothing is at 0x%08" PRIX32, at + got);
    return true;
}

/* Pairs of hexadecimal digits; one digit alone is a byte. */
static bool bytes_read(const char *text, struct buf *b, struct err *e)
{
    size_t n = strlen(text);
    const char *p = text;
    if (n > 2 && p[0] == '0' && (p[1] == 'x' || p[1] == 'X'))
        p += 2;
    size_t left = strlen(p);
    if (left == 0 || (left > 1 && left % 2 != 0) ||
        strspn(p, "0123456789abcdefABCDEF") != left)
        return fail(e, "'%.40s': pairs of hexadecimal digits were expected",
                    text);
    for (; left != 0; left -= left > 1 ? 2 : 1) {
        u8 byte = (u8)(left == 1 ? hex_digit(p[0])
                                 : hex_digit(p[0]) << 4 | hex_digit(p[1]));
        buf_add(b, &byte, 1);
        p += 2;
    }
    return true;
}

static bool bytes_write(struct verb_call *v, u32 at, const struct buf *b,
                        struct err *e)
{
    struct machine *m = verb_machine(v);
    if (!ram_has(&m->bus.ram, at, b->size))
        return fail(e,
                    "not all of the %zu bytes at 0x%08" PRIX32 " are memory; "
                    "nothing was written",
                    b->size, at);
    control_memory_write(m, at, b->data, (u32)b->size);
    out_number(v->out, "written", b->size);
    return true;
}

bool verb_write(struct verb_call *v, struct err *e)
{
    struct buf b = {0};
    u32 at;
    bool ok = verb_address_word(v, 0, &at, e);
    for (u32 i = 1; ok && i < v->words; i++)
        ok = bytes_read(v->word[i], &b, e);
    if (ok && b.failed)
        ok = fail_status(e, 90, "out of memory");
    ok = ok && bytes_write(v, at, &b, e);
    buf_free(&b);
    return ok;
}

/* --- find ----------------------------------------------------------------- */

static bool pattern_read(const char *word, struct buf *b, struct err *e)
{
    if (word[0] == '=')
        buf_add(b, word + 1, strlen(word + 1));
    else if (!bytes_read(word, b, e))
        return false;
    if (b->size == 0 || b->size > PATTERN_MAX)
        return fail(e, "a pattern has 1 to %d bytes", PATTERN_MAX);
    return !b->failed || fail_status(e, 90, "out of memory");
}

static void find_all(struct verb_call *v, u32 from, u64 n, const struct buf *b)
{
    const struct ram *r = &verb_machine(v)->bus.ram;
    u64 end = (u64)from + n;
    u32 found = 0;
    out_list(v->out, "found");
    for (u64 at = from; at + b->size <= end && found < FOUND_MAX; at++) {
        u8 bytes[PATTERN_MAX];
        if (!ram_has(r, at, b->size))
            break;
        if (ram_get8(r, (u32)at) != b->data[0])
            continue;
        ram_read(r, (u32)at, bytes, b->size);
        if (memcmp(bytes, b->data, b->size) != 0)
            continue;
        found++;
        out_hex(v->out, NULL, at, 8);
    }
    out_end(v->out);
    out_flag(v->out, "all", found < FOUND_MAX);
}

bool verb_search(struct verb_call *v, struct err *e)
{
    struct buf b = {0};
    u32 from;
    u64 n;
    bool ok = verb_address_word(v, 0, &from, e) &&
              verb_number(v->word[1], "number of bytes", (u64)1 << 32, &n, e) &&
              pattern_read(v->word[2], &b, e);
    if (ok)
        find_all(v, from, n, &b);
    buf_free(&b);
    return ok;
}

/* --- code ----------------------------------------------------------------- */

static bool has_break(const struct machine *m, u32 at)
{
    const struct point *p;
    for (u32 i = 0; (p = control_point_get(m, i)) != NULL; i++)
        if (p->kind == POINT_BREAK && p->at == at)
            return true;
    return false;
}

/* Behind the address of a function's first instruction stands its name. */
static void line_text(struct verb_call *v, u32 at, const char *text)
{
    struct machine *m = verb_machine(v);
    char place[NAMES_TEXT_BYTES];
    names_text(m->names, place, at, 0);
    out_text(v->out, NULL, "%s%s 0x%08" PRIX32 "  %-32s%s%s",
             at == verb_own_core(v)->ip ? "=>" : "  ",
             has_break(m, at) ? "*" : " ", at, text, place[0] ? " ; " : "",
             place);
}

static void line_values(struct verb_call *v, u32 at, const char *text)
{
    struct machine *m = verb_machine(v);
    out_object(v->out, NULL);
    out_hex(v->out, "address", at, 8);
    out_text(v->out, "instruction", "%s", text);
    out_flag(v->out, "ip", at == verb_own_core(v)->ip);
    out_flag(v->out, "breakpoint", has_break(m, at));
    verb_place(v, at, 0);
    out_end(v->out);
}

static u32 code_list(struct verb_call *v, u32 at, u64 n,
                     void (*line)(struct verb_call *v, u32 at,
                                  const char *text))
{
    char text[VERB_INSN_TEXT];
    u32 bytes;
    out_list(v->out, "code");
    for (u64 i = 0; i < n; i++) {
        if (!verb_instruction(verb_machine(v), at, text, sizeof(text), &bytes))
            break;
        line(v, at, text);
        at += bytes;
    }
    out_end(v->out);
    return at;
}

bool verb_disassemble(struct verb_call *v, struct err *e)
{
    struct verb_caller *caller = v->caller;
    u32 ip = verb_own_core(v)->ip;
    u32 at = caller->code_ip == ip ? caller->code : ip;
    u64 n = LINES;
    if (v->words > 0 && !verb_address_word(v, 0, &at, e))
        return false;
    if (v->words > 1 &&
        !verb_number(v->word[1], "number of lines", LINES_MAX, &n, e))
        return false;
    out_for(v->out, OUT_PROGRAM);
    code_list(v, at, n, line_values);
    out_for(v->out, OUT_PERSON);
    u32 end = code_list(v, at, n, line_text);
    out_for(v->out, OUT_BOTH);
    if (end == at && n != 0)
        return fail(e, "no code can be at 0x%08" PRIX32, at);
    caller->code = end;
    caller->code_ip = ip;
    return true;
}

bool verb_symbol(struct verb_call *v, struct err *e)
{
    struct names *names = verb_machine(v)->names;
    u32 at, offset;
    if (!verb_address_word(v, 0, &at, e))
        return false;
    out_hex(v->out, "address", at, 8);
    const char *name = names ? names->class->symbol(names, at, &offset) : NULL;
    if (name) {
        out_text(v->out, "symbol", "%s", name);
        out_hex(v->out, "offset", offset, 1);
    }
    verb_place(v, at, 0);
    return true;
}
