/* SPDX-License-Identifier: MIT
 *
 * One walk over the operand letters of the format serves every opcode. What
 * a letter means to a field is known in field_of and text_operand only. The
 * text depends on the word alone, never on where it stands.
 */
#include <format/isa_text.h>

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { DECIMAL_MAX = 4096 }; /* larger magnitudes read better in hex */

struct text {
    char *out;
    size_t size, used;
};

static void text_add(struct text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void text_add(struct text *t, const char *format, ...)
{
    if (t->used >= t->size)
        return;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(t->out + t->used, t->size - t->used, format, args);
    va_end(args);
    if (n > 0)
        t->used += (size_t)n;
}

static void text_add_lower(struct text *t, const char *name)
{
    for (; *name; name++)
        text_add(t, "%c", tolower((unsigned char)*name));
}

/* The register field of an operand letter, or NULL for the others. */
static const u8 *field_of(const struct isa_word *w, char letter)
{
    switch (letter) {
    case 'd':
        return &w->rd;
    case 's':
        return &w->rs1;
    case 't':
        return &w->rs2;
    default:
        return NULL;
    }
}

static bool word_is_valid(const struct isa_row *row, const struct isa_word *w)
{
    for (const char *p = row->operands; *p; p++) {
        const u8 *field = field_of(w, *p);
        if (field && *field >= ISA_REGISTERS)
            return false;
        if (*p == 'c' && w->imm >= ISA_CC_COUNT)
            return false;
    }
    return true;
}

static bool is_small(u32 imm)
{
    return imm <= DECIMAL_MAX || imm >= -(u32)DECIMAL_MAX;
}

static void text_number(struct text *t, u32 imm)
{
    if (is_small(imm))
        text_add(t, "%" PRId32, (i32)imm);
    else
        text_add(t, "0x%" PRIX32, imm);
}

static void text_displacement(struct text *t, u32 imm)
{
    if (is_small(imm))
        text_add(t, "%" PRId32, (i32)imm);
    else if (imm >> 31)
        text_add(t, "-0x%" PRIX32, -imm);
    else
        text_add(t, "0x%" PRIX32, imm);
}

/* The "+i" inside brackets: nothing for 0, its own sign when negative. */
static void text_offset(struct text *t, u32 imm)
{
    if (imm == 0)
        return;
    if (!is_small(imm) || imm <= DECIMAL_MAX)
        text_add(t, "+");
    text_number(t, imm);
}

static void text_operand(struct text *t, const struct isa_row *row,
                         const struct isa_word *w, char letter)
{
    const u8 *field = field_of(w, letter);
    if (field)
        text_add(t, "r%u", *field);
    else if (letter == 'i' && row->operands[1] == '\0' && w->imm > 9)
        text_add(t, "0x%" PRIX32, w->imm); /* a vector or a code */
    else if (letter == 'i')
        text_number(t, w->imm);
    else if (letter == 'a')
        text_add(t, "0x%" PRIX32, w->imm);
    else if (letter == 'p')
        text_displacement(t, w->imm);
    else if (letter == 'c')
        text_add_lower(t, isa_cond_name(w->imm));
    else
        text_add(t, "%c", letter); /* punctuation stands for itself */
}

static void text_operands(struct text *t, const struct isa_row *row,
                          const struct isa_word *w)
{
    for (const char *p = row->operands; *p; p++) {
        if (p[0] == '+' && p[1] == 'i') {
            text_offset(t, w->imm);
            p++;
        } else {
            text_operand(t, row, w, *p);
        }
    }
}

/* A conditional jump has a spare register to show. */
static bool has_spare_rd(const struct isa_row *row, const struct isa_word *w)
{
    return isa_row_spare_rd(row) && w->rd != 0 && w->rd < ISA_REGISTERS;
}

u32 isa_text(char *out, size_t size, const u8 *code, u32 pc)
{
    (void)pc;
    struct isa_word w = isa_decode(get_le64(code));
    const struct isa_row *row = isa_row_find(w.op);
    if (size > 0)
        out[0] = '\0';
    if (!row || !word_is_valid(row, &w))
        return 0;
    struct text t = {out, size, 0};
    text_add_lower(&t, row->name);
    if (row->operands[0])
        text_add(&t, " ");
    if (has_spare_rd(row, &w))
        text_add(&t, "r%u, ", w.rd);
    text_operands(&t, row, &w);
    return ISA_WORD_BYTES;
}

bool isa_text_exact(const u8 *code)
{
    struct isa_word w = isa_decode(get_le64(code));
    const struct isa_row *row = isa_row_find(w.op);
    if (!row || !word_is_valid(row, &w))
        return false;
    struct isa_word shown = {w.op, 0, 0, 0, 0};
    for (const char *p = row->operands; *p; p++) {
        if (*p == 'd')
            shown.rd = w.rd;
        else if (*p == 's')
            shown.rs1 = w.rs1;
        else if (*p == 't')
            shown.rs2 = w.rs2;
        else if (strchr("iapc", *p))
            shown.imm = w.imm;
    }
    if (has_spare_rd(row, &w))
        shown.rd = w.rd;
    return isa_encode(shown) == isa_encode(w);
}

bool isa_text_target(const u8 *code, u32 pc, u32 *target)
{
    struct isa_word w = isa_decode(get_le64(code));
    const struct isa_row *row = isa_row_find(w.op);
    if (!row || !strpbrk(row->operands, "ap"))
        return false;
    *target = strchr(row->operands, 'p') ? pc + w.imm : w.imm;
    return true;
}
