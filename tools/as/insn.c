/* SPDX-License-Identifier: MIT
 *
 * From operands to an instruction word, driven by the operand letters of the
 * format: no opcode is named here. Every instruction takes its eight bytes
 * even after an error, so that addresses stay what they will be.
 */
#include "insn.h"

#include "operand.h"
#include "elf.h"
#include "section.h"

#include <ctype.h>
#include <stdio.h>

enum { LETTERS_MAX = 6 };

struct insn {
    struct as *a;
    const struct isa_row *row;
    struct cursor word;
    struct isa_word fields;
    struct value imm;
    const char *imm_at;
    struct operand operands[OPERANDS_MAX];
    u32 count;
};

/* Letters of a format in field order. */
static u32 letters_of(const char *operands, char letters[LETTERS_MAX])
{
    u32 n = 0;
    for (const char *p = "dstiapc"; *p; p++) {
        if (strchr(operands, *p))
            letters[n++] = *p;
    }
    letters[n] = '\0';
    return n;
}

static bool is_rmw(const struct insn *i)
{
    return i->row->format == ISA_FMT_RMW;
}

static bool has_brackets(const struct insn *i)
{
    return strchr(i->row->operands, '[') != NULL;
}

/* "rd, [rs1+imm]" for messages. */
static void forms_text(const char *operands, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (const char *p = operands; *p && used < size; p++) {
        char one[2] = {*p, '\0'};
        const char *text = *p == 'd'                ? "rd"
                           : *p == 's'              ? "rs1"
                           : *p == 't'              ? "rs2"
                           : *p == 'i'              ? "imm"
                           : *p == 'a' || *p == 'p' ? "target"
                           : *p == 'c'              ? "condition"
                                                    : one;
        used += (size_t)snprintf(out + used, size - used, "%s", text);
    }
}

static bool wrong_operands(const struct insn *i)
{
    char forms[64];
    forms_text(i->row->operands, forms, sizeof(forms));
    int n = as_word_size(i->word);
    if (forms[0] == '\0')
        return as_error(i->a, i->operands[0].text.p, "%.*s takes no operands",
                        n, i->word.p);
    const char *at = i->count ? i->operands[i->count - 1].text.p : i->word.p;
    return as_error(i->a, at, "the operands do not fit: %.*s %s", n, i->word.p,
                    forms);
}

/* A register stands where a number must, or the reverse. Often the same
 * operation with the other operand has this letter more in its name. */
static bool wrong_kind(const struct insn *i, const struct operand *o,
                       char letter, const char *need)
{
    char name[ISA_NAME_BYTES + 2];
    int n = snprintf(name, sizeof(name), "%s%c", i->row->name, letter);
    if (!isa_row_named(name, (size_t)n))
        return as_error(i->a, o->text.p, "a %s is needed here", need);
    for (char *p = name; *p; p++)
        *p = (char)tolower((u8)*p);
    return as_error(i->a, o->text.p, "a %s is needed here; %s takes a %s", need,
                    name, letter == 'I' ? "number" : "register");
}

static bool set_register(struct insn *i, char letter, const struct operand *o)
{
    if (o->kind != OPERAND_REGISTER)
        return wrong_kind(i, o, 'I', "register");
    if (letter == 'd')
        i->fields.rd = o->number;
    else if (letter == 's')
        i->fields.rs1 = o->number;
    else
        i->fields.rs2 = o->number;
    return true;
}

static bool set_field(struct insn *i, char letter, const struct operand *o)
{
    if (strchr("dst", letter))
        return set_register(i, letter, o);
    i->imm_at = o->text.p;
    if (letter == 'c') {
        u32 code = 0;
        bool ok = operand_condition(i->a, o, &code);
        i->imm = value_of_number(code);
        return ok;
    }
    if (o->kind == OPERAND_REGISTER)
        return wrong_kind(i, o, 'R', "number");
    return operand_value(i->a, o, &i->imm);
}

/* Operands in field order, without brackets. */
static bool assign_plain(struct insn *i)
{
    char letters[LETTERS_MAX];
    u32 n = letters_of(i->row->operands, letters);
    const struct operand *o = i->operands;
    u32 count = i->count;
    if (isa_row_spare_rd(i->row) && count == n + 1) {
        if (!set_register(i, 'd', o))
            return false;
        o++;
        count--;
    }
    bool may_omit = (has_brackets(i) || is_rmw(i)) && letters[n - 1] == 'i';
    if (count != n && !(may_omit && count == n - 1))
        return wrong_operands(i);
    for (u32 k = 0; k < count; k++) {
        if (!set_field(i, letters[k], &o[k]))
            return false;
    }
    return true;
}

/* The name with one register less or more in brackets: X before the width. */
static bool other_name(const char *name, bool indexed, char *out)
{
    size_t size = strlen(name), width = size;
    while (width > 0 && isdigit((u8)name[width - 1]))
        width--;
    if (indexed && size + 1 < ISA_NAME_BYTES)
        snprintf(out, ISA_NAME_BYTES, "%.*sX%s", (int)width, name,
                 name + width);
    else if (!indexed && width > 0 && name[width - 1] == 'X')
        snprintf(out, ISA_NAME_BYTES, "%.*s%s", (int)width - 1, name,
                 name + width);
    else
        return false;
    bool exists = isa_row_named(out, strlen(out)) != NULL;
    for (; *out; out++)
        *out = (char)tolower((u8)*out);
    return exists;
}

static bool wrong_memory(const struct insn *i, const struct operand *o,
                         u32 want, u32 have)
{
    static const char *const amounts[] = {"no register", "one register",
                                          "two registers"};
    char other[ISA_NAME_BYTES];
    int n = as_word_size(i->word);
    if (have > 0 && other_name(i->row->name, have > want, other))
        return as_error(i->a, o->text.p,
                        "%.*s takes %s in brackets; %s takes %s", n, i->word.p,
                        amounts[want], other, amounts[have]);
    return as_error(i->a, o->text.p, "%.*s takes %s in brackets", n, i->word.p,
                    amounts[want]);
}

/* [imm]: names a register that can hold the address, for a load its rd. */
static bool absolute_memory(const struct insn *i, const struct operand *o)
{
    u32 value = 0, spare = 1;
    for (u32 k = 0; k < i->count; k++) {
        if (i->operands[k].kind == OPERAND_REGISTER)
            value = i->operands[k].number;
    }
    if (i->row->operands[0] == 'd')
        spare = value;
    else if (value == spare)
        spare = 2;
    struct cursor inside = {o->text.p + 1, o->text.end - 1};
    lex_trim(&inside);
    int n = as_word_size(inside);
    return as_error(i->a, o->text.p,
                    "there is no absolute addressing: put the address in a "
                    "register first, for example movi r%u, %.*s and then [r%u]",
                    spare, n, inside.p, spare);
}

static bool set_memory(struct insn *i, const struct operand *o,
                       const char *inside, u32 want)
{
    struct memory m;
    if (!operand_memory(i->a, o, &m))
        return false;
    if (m.count == 0)
        return absolute_memory(i, o);
    if (m.count != want)
        return wrong_memory(i, o, want, m.count);
    if (m.has_offset && !strchr(inside, 'i'))
        return as_error(i->a, o->text.p, "a port number has no offset");
    i->fields.rs1 = m.registers[0];
    if (want == 2)
        i->fields.rs2 = m.registers[1];
    i->imm = m.offset;
    i->imm_at = o->text.p;
    return true;
}

/* A memory operand on either side of the comma. */
static bool assign_memory(struct insn *i, u32 at)
{
    const char *operands = i->row->operands;
    const char *inside = strchr(operands, '[');
    bool has_value = strchr(operands, 'd') != NULL;
    if (i->count != 1u + has_value)
        return wrong_operands(i);
    if (has_value && !set_register(i, 'd', &i->operands[1 - at]))
        return false;
    u32 want = strchr(inside, 't') ? 2 : 1;
    return set_memory(i, &i->operands[at], inside, want);
}

/* rd, [rs1 + imm], rs2 and rd, [rs1 + rs2 + imm]. */
static bool assign_rmw(struct insn *i, u32 at)
{
    if (at != 1 || i->count < 2 || i->count > 3)
        return wrong_operands(i);
    if (!set_register(i, 'd', &i->operands[0]))
        return false;
    bool separate = i->count == 3;
    if (separate && !set_register(i, 't', &i->operands[2]))
        return false;
    return set_memory(i, &i->operands[1], "i", separate ? 1 : 2);
}

static bool assign(struct insn *i)
{
    u32 memories = 0, at = 0;
    for (u32 k = 0; k < i->count; k++) {
        if (i->operands[k].kind == OPERAND_MEMORY) {
            memories++;
            at = k;
        }
    }
    if (memories == 0)
        return assign_plain(i);
    if (memories > 1)
        return wrong_operands(i);
    if (has_brackets(i))
        return assign_memory(i, at);
    if (is_rmw(i))
        return assign_rmw(i, at);
    return as_error(i->a, i->operands[at].text.p, "%.*s has no memory operand",
                    as_word_size(i->word), i->word.p);
}

/* A relative branch to an address holds the way from the instruction. */
static bool set_imm(struct insn *i, u32 pc)
{
    bool relative = strchr(i->row->operands, 'p') != NULL;
    if (i->a->options->elf && i->imm.section && i->imm.resolved)
        return reloc_insn(i->a, &i->imm, relative, &i->fields.imm);
    if (!value_check(i->a, i->imm_at, &i->imm, &i->fields.imm))
        return false;
    if (strchr(i->row->operands, 'p') && i->imm.address)
        i->fields.imm -= pc;
    return true;
}

static bool may_stand_here(const struct insn *i)
{
    struct as *a = i->a;
    if (!(a->section->flags & SECTION_EXEC))
        return as_error(a, i->word.p, "section %s is not executable; .text is",
                        a->section->name);
    if (isa_row_is_x1(i->row) && !a->x1)
        return as_error(a, i->word.p,
                        "%.*s is an instruction of the extension X1; write "
                        ".arch lamp+x1 or use -march=lamp+x1",
                        as_word_size(i->word), i->word.p);
    return true;
}

void insn_assemble(struct as *a, const struct isa_row *row, struct cursor word,
                   struct cursor in)
{
    struct insn i = {.a = a, .row = row, .word = word};
    i.fields.op = row->op;
    i.imm = value_of_number(0);
    bool ok = may_stand_here(&i) &&
              operands_split(a, in, i.operands, &i.count) && assign(&i) &&
              set_imm(&i, section_here(a));
    u8 bytes[ISA_WORD_BYTES];
    put_le64(bytes, ok ? isa_encode(i.fields) : 0);
    if (a->section->flags & SECTION_EXEC)
        emit(a, bytes, sizeof(bytes));
}
