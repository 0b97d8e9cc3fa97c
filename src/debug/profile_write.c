/* SPDX-License-Identifier: MIT
 *
 * The profile as a file: folded stacks, as programs that draw flame graphs
 * read them, and lines that begin with # for the exact counts. Everything is
 * sorted, so that equal runs give equal files.
 */
#include "profile.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <util/buf.h>
#include <vm/program_names.h>

/* Something that was counted. */
struct row {
    char *text;
    u64 count;
};

struct rows {
    struct row *row;
    size_t count, room;
    bool failed;
};

/* Takes the text of the buffer. */
static void rows_add(struct rows *r, struct buf *text, u64 count)
{
    if (r->count == r->room) {
        size_t room = r->room ? r->room * 2 : 256;
        struct row *wider = realloc(r->row, room * sizeof(*wider));
        if (wider) {
            r->row = wider;
            r->room = room;
        }
    }
    buf_add(text, "", 1);
    if (r->count == r->room || text->failed) {
        r->failed = true;
        buf_free(text);
    } else {
        r->row[r->count++] = (struct row){(char *)text->data, count};
    }
    *text = (struct buf){0};
}

static int by_text(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    return strcmp(x->text, y->text);
}

static int by_count(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return by_text(a, b);
}

/* Equal texts become one. */
static void rows_merge(struct rows *r)
{
    size_t n = 0;
    if (r->count != 0)
        qsort(r->row, r->count, sizeof(*r->row), by_text);
    for (size_t i = 0; i < r->count; i++) {
        if (n > 0 && strcmp(r->row[n - 1].text, r->row[i].text) == 0) {
            r->row[n - 1].count += r->row[i].count;
            free(r->row[i].text);
        } else {
            r->row[n++] = r->row[i];
        }
    }
    r->count = n;
}

static void rows_free(struct rows *r)
{
    for (size_t i = 0; i < r->count; i++)
        free(r->row[i].text);
    free(r->row);
    *r = (struct rows){0};
}

/* Lines "# KIND COUNT TEXT", most first. */
static void rows_print(struct rows *r, const char *kind, struct buf *out)
{
    rows_merge(r);
    if (r->count != 0)
        qsort(r->row, r->count, sizeof(*r->row), by_count);
    for (size_t i = 0; i < r->count; i++)
        buf_printf(out, "# %s %" PRIu64 " %s\n", kind, r->row[i].count,
                   r->row[i].text);
    out->failed |= r->failed;
    rows_free(r);
}

/* A name as one word: what separates frames must not be in it. */
static void add_word(struct buf *b, const char *text)
{
    for (; *text; text++) {
        u8 byte = (u8)*text;
        bool bad = byte == ';' || isspace(byte) || iscntrl(byte);
        buf_add(b, bad ? "_" : text, 1);
    }
}

static void add_frame(struct buf *b, struct names *names, u32 address)
{
    u32 offset;
    const char *name = names_symbol(names, address, &offset);
    if (b->size != 0)
        buf_add(b, ";", 1);
    if (address == PROFILE_INTERRUPT)
        buf_printf(b, "[interrupt]");
    else
        add_word(b, name ? name : "[unknown]");
}

static void add_stacks(const struct profile *p, u32 core, struct rows *r)
{
    const struct profile_core *k = &p->core[core];
    for (u32 i = 0; i < k->stack_room; i++) {
        const struct profile_stack *s = k->stack[i];
        struct buf text = {0};
        if (!s)
            continue;
        if (p->m->core_count > 1)
            buf_printf(&text, "[core_%" PRIu32 "]", core);
        if (s->cut)
            buf_printf(&text, "%s[deeper]", text.size ? ";" : "");
        for (u32 n = 0; n < s->frames; n++)
            add_frame(&text, p->m->names, s->frame[n]);
        rows_add(r, &text, s->count);
    }
}

static void print_stacks(const struct profile *p, struct buf *out)
{
    struct rows r = {0};
    for (u32 i = 0; i < p->m->core_count; i++)
        add_stacks(p, i, &r);
    rows_merge(&r);
    for (size_t i = 0; i < r.count; i++)
        buf_printf(out, "%s %" PRIu64 "\n", r.row[i].text, r.row[i].count);
    out->failed |= r.failed;
    rows_free(&r);
}

static void print_functions(const struct profile *p, const struct tally_list *l,
                            struct buf *out)
{
    struct rows r = {0};
    for (u32 i = 0; i < l->count; i++) {
        struct buf text = {0};
        u32 offset;
        const char *name =
            names_symbol(p->m->names, l->item[i].address, &offset);
        if (name)
            buf_printf(&text, "0x%08" PRIX32 " ", l->item[i].address - offset);
        add_word(&text, name ? name : "[unknown]");
        rows_add(&r, &text, l->item[i].count);
    }
    rows_print(&r, "function", out);
}

static void print_lines(const struct profile *p, const struct tally_list *l,
                        struct buf *out)
{
    struct rows r = {0};
    for (u32 i = 0; i < l->count; i++) {
        struct buf text = {0};
        const char *file;
        u32 line;
        if (names_source(p->m->names, l->item[i].address, &file, &line)) {
            add_word(&text, file);
            buf_printf(&text, ":%" PRIu32, line);
        } else {
            buf_printf(&text, "[unknown]");
        }
        rows_add(&r, &text, l->item[i].count);
    }
    rows_print(&r, "line", out);
}

static void print_opcodes(const struct profile *p, struct buf *out)
{
    const struct isa *isa = p->m->core[0]->isa;
    struct rows r = {0};
    for (u32 op = 0; op < INSN_OPS; op++) {
        struct buf text = {0};
        u64 count = 0;
        for (u32 i = 0; i < p->m->core_count; i++)
            count += p->core[i].tally.ops[op];
        const char *name = isa->op_name(op);
        if (count == 0)
            continue;
        buf_printf(&text, "0x%02" PRIX32 " %s", op, name ? name : "?");
        rows_add(&r, &text, count);
    }
    rows_print(&r, "opcode", out);
}

static void print_head(const struct profile *p, const struct tally_list *l,
                       struct buf *out)
{
    u64 insns = 0, samples = 0, lost = 0;
    for (u32 i = 0; i < l->count; i++)
        insns += l->item[i].count;
    for (u32 i = 0; i < p->m->core_count; i++) {
        samples += p->core[i].samples;
        lost += p->core[i].lost;
    }
    buf_printf(out, "# profile of %s\n", p->m->image_name);
    buf_printf(out, "# total %" PRIu64 " instructions\n", insns);
    buf_printf(out,
               "# total %" PRIu64 " samples, %" PRIu64
               " of them lost, one each %d instructions\n",
               samples, lost, PROFILE_PERIOD);
}

bool profile_write(struct profile *p, const char *path, struct err *e)
{
    struct tally_list l = {0};
    struct buf out = {0};
    if (!profile_settle(p, &l, e))
        return false;
    print_head(p, &l, &out);
    print_stacks(p, &out);
    print_functions(p, &l, &out);
    print_lines(p, &l, &out);
    print_opcodes(p, &out);
    bool ok = out.failed ? fail(e, "%s: out of memory", path)
                         : file_write(path, out.data, out.size, e);
    if (!ok)
        e->status = 90;
    buf_free(&out);
    tally_list_free(&l);
    return ok;
}
