/* SPDX-License-Identifier: MIT
 *
 * The lines of --trace=uops,asm: what an engine has made of a piece of code.
 * A record is a line that begins like those of all kinds, and indented ones
 * that belong to it; it reaches the file as a whole.
 *
 * Guest instructions come from RAM as it is now, as the engine saw it too.
 */
#include "trace.h"

#include <errno.h>
#include <inttypes.h>
#include <vm/translation.h>

enum { SYMBOL_BYTES = 128, TEXT_BYTES = 160, HOST_INSN_MAX = 15 };

static void add_head(struct buf *b, const struct trace *t, const struct core *c,
                     const struct translation *code, enum trace_kind kind)
{
    static const char *const word[] = {
#define TRACE_WORD(name, word, meaning) word,
        TRACE_KINDS(TRACE_WORD)
#undef TRACE_WORD
    };
    char symbol[SYMBOL_BYTES];
    trace_symbol(t, code->pc, symbol, sizeof(symbol));
    buf_printf(b, "%s %" PRIu32 " %" PRIu64 " 0x%08" PRIX32 " %s %s %" PRIu32,
               word[kind], c->id, c->retired, code->pc, symbol,
               code->host ? "region" : "block", code->insns);
}

static void add_insn(struct buf *b, const struct trace *t, const struct core *c,
                     u32 pc)
{
    char symbol[SYMBOL_BYTES], text[TEXT_BYTES] = "no code";
    u8 code[INSN_BYTES_MAX];
    const struct ram *r = &c->m->bus.ram;
    trace_symbol(t, pc, symbol, sizeof(symbol));
    if (ram_is_plain(r, pc, c->isa->insn_bytes)) {
        ram_read(r, pc, code, c->isa->insn_bytes);
        if (c->isa->text(text, sizeof(text), code, pc) == 0)
            snprintf(text, sizeof(text), "opcode 0x%02" PRIX32,
                     c->isa->op(code));
    }
    buf_printf(b, "  0x%08" PRIX32 " %s %s\n", pc, symbol, text);
}

static void add_uops(struct buf *b, const struct translation *code,
                     const struct translated_insn *n)
{
    char text[TEXT_BYTES];
    for (u32 i = 0; i < n->uops; i++) {
        uop_text(text, sizeof(text), &code->uop[n->uop + i]);
        buf_printf(b, "    %s", text);
        if (n->goes && i + 1 == n->uops)
            buf_printf(b, " -> 0x%08" PRIX32, n->target);
        buf_printf(b, "\n");
    }
}

static void add_block(struct buf *b, const struct trace *t,
                      const struct core *c, const struct translation *code)
{
    add_head(b, t, c, code, TRACE_UOPS);
    buf_printf(b, "\n");
    for (u32 i = 0; i < code->insns; i++) {
        if (!trace_in_range(t, code->insn[i].pc))
            continue;
        add_insn(b, t, c, code->insn[i].pc);
        add_uops(b, code, &code->insn[i]);
    }
}

/* --- host code ------------------------------------------------------------ */

/* Host instructions from one offset of the region to another. */
static void add_host(struct buf *b, const struct trace *t,
                     const struct host_code *h, u32 from, u32 to)
{
    while (from < to) {
        char hex[3 * HOST_INSN_MAX + 1] = "", text[TEXT_BYTES] = "";
        const u8 *bytes = h->bytes + (from - h->at);
        u32 n = t->host ? host_text_insn(t->host, bytes, to - from, from, text,
                                         sizeof(text))
                        : 0;
        if (n == 0)
            n = to - from < HOST_INSN_MAX ? to - from : HOST_INSN_MAX;
        for (u32 i = 0; i < n && i < HOST_INSN_MAX; i++)
            snprintf(hex + 3 * i, 4, "%02X ", bytes[i]);
        buf_printf(b, "      %06" PRIX32 " %-30s %s\n", from, hex, text);
        from += n;
    }
}

static void add_data(struct buf *b, const struct host_code *h, u32 from, u32 to)
{
    from = (from + 7) & ~(u32)7;
    for (; from + sizeof(u64) <= to; from += sizeof(u64)) {
        u64 way = get_le64(h->bytes + (from - h->at));
        buf_printf(b, "      %06" PRIX32 " -> 0x%" PRIX64 "\n", from,
                   way - (u64)(uintptr_t)h->address + h->at);
    }
}

static void add_site(struct buf *b, const struct host_code *h, u32 site)
{
    char text[2 * TEXT_BYTES];
    h->site(h, site, text, sizeof(text));
    buf_printf(b, "    site 0x%" PRIX32 ": %s\n", site, text);
}

static void add_mark(struct buf *b, const struct trace *t, const struct core *c,
                     const struct translation *code, const struct host_mark *k)
{
    switch (k->kind) {
    case HOST_BLOCK:
        buf_printf(b, "  block 0x%08" PRIX32 " %" PRIu32 "\n", k->pc, k->arg);
        break;
    case HOST_INSN:
        add_insn(b, t, c, k->pc);
        add_uops(b, code, &code->insn[k->arg]);
        break;
    case HOST_WAY:
        buf_printf(b, "  way to 0x%08" PRIX32 "\n", k->pc);
        break;
    case HOST_ENTRY:
        buf_printf(b, "  entry 0x%08" PRIX32 "\n", k->pc);
        break;
    case HOST_COLD:
        buf_printf(b, "  beside 0x%08" PRIX32 "\n", k->pc);
        if (k->arg != 0)
            add_site(b, code->host, k->arg);
        break;
    case HOST_DATA:
        buf_printf(b, "    table\n");
        break;
    case HOST_SITE:
        add_site(b, code->host, k->arg);
        break;
    case HOST_EXIT:
        buf_printf(b, "    exit to 0x%08" PRIX32 "\n", k->pc);
        break;
    }
}

static void add_registers(struct buf *b, const struct host_code *h)
{
    u32 guest;
    const char *name;
    buf_printf(b, "  registers");
    for (u32 i = 0; (name = h->holds(h, i, &guest)) != NULL; i++)
        buf_printf(b, " r%" PRIu32 "=%s", guest, name);
    buf_printf(b, "\n");
}

static void add_region(struct buf *b, const struct trace *t,
                       const struct core *c, const struct translation *code)
{
    const struct host_code *h = code->host;
    add_head(b, t, c, code, TRACE_ASM);
    buf_printf(b, " %" PRIu32 " bytes\n", h->size);
    add_registers(b, h);
    /* what follows a site or an exit is of the instruction before it */
    bool shown = true;
    for (u32 i = 0; i < h->marks; i++) {
        const struct host_mark *k = &h->mark[i];
        if (k->kind != HOST_SITE && k->kind != HOST_EXIT)
            shown = trace_in_range(t, k->pc);
        if (!shown)
            continue;
        u32 end = i + 1 < h->marks ? k[1].at : h->at + h->size;
        add_mark(b, t, c, code, k);
        if (k->kind == HOST_DATA)
            add_data(b, h, k->at, end);
        else
            add_host(b, t, h, k->at, end);
    }
    if (h->cut)
        buf_printf(b, "  the rest has no marks\n");
}

static bool any_in_range(const struct trace *t, const struct translation *code)
{
    for (u32 i = 0; i < code->insns; i++)
        if (trace_in_range(t, code->insn[i].pc))
            return true;
    return false;
}

void trace_code(struct trace *t, struct core *c, const struct translation *code)
{
    struct buf b = {0};
    bool in_range = any_in_range(t, code);
    if (in_range && trace_wants(t, TRACE_UOPS, c))
        add_block(&b, t, c, code);
    if (in_range && code->host && trace_wants(t, TRACE_ASM, c))
        add_region(&b, t, c, code);
    if (b.failed)
        sink_fail(&t->sink, ENOMEM);
    else
        sink_text(&t->sink, (const char *)b.data, b.size);
    buf_free(&b);
}
