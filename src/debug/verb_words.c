/* SPDX-License-Identifier: MIT
 *
 * Arguments of verbs: numbers, cores, addresses with names; and what can
 * complete a word. Nothing here changes the machine.
 */
#include "verbs.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

/* All of text[0..n) is one. */
static bool number_read(const char *text, size_t n, u64 *value)
{
    enum { DIGITS_MAX = 24 };
    char copy[DIGITS_MAX], *end;
    if (n == 0 || n >= sizeof(copy) || !isdigit((unsigned char)text[0]))
        return false;
    memcpy(copy, text, n);
    copy[n] = '\0';
    bool hex = copy[0] == '0' && (copy[1] == 'x' || copy[1] == 'X');
    if (hex && !isxdigit((unsigned char)copy[2]))
        return false;
    errno = 0;
    *value = strtoull(copy, &end, hex ? 16 : 10);
    return errno == 0 && *end == '\0';
}

bool verb_number(const char *text, const char *what, u64 limit, u64 *value,
                 struct err *e)
{
    if (number_read(text, strlen(text), value) && *value <= limit)
        return true;
    return fail(e, "'%.40s' is no %s: a number up to %" PRIu64 " was expected",
                text, what, limit);
}

bool verb_core_word(const struct verb_call *v, u32 i, u32 *core, struct err *e)
{
    u64 n;
    *core = v->caller->core;
    if (i >= v->words)
        return true;
    if (!verb_number(v->word[i], "core", verb_machine(v)->core_count - 1, &n,
                     e))
        return false;
    *core = (u32)n;
    return true;
}

bool verb_address_word(const struct verb_call *v, u32 i, u32 *at, struct err *e)
{
    return verb_address(v->caller, v->word[i], at, e);
}

static bool register_read(const struct verb_caller *c, const char *name,
                          u32 *at, struct err *e)
{
    i32 i = control_register_find(name);
    if (i < 0)
        return fail(e, "there is no register '%.40s'", name);
    if (!control_is_stopped(c->m))
        return fail(e, "$%s: the machine is running; pause stops it", name);
    *at = control_register_get(c->m->core[c->core], (u32)i);
    return true;
}

/* FILE:LINE; the last colon counts. */
static bool line_read(struct names *n, const char *text, const char *colon,
                      u32 *at, struct err *e)
{
    char file[256];
    u64 line;
    size_t length = (size_t)(colon - text);
    if (length == 0 || length >= sizeof(file))
        return fail(e, "'%.40s': no such file", text);
    memcpy(file, text, length);
    file[length] = '\0';
    if (!verb_number(colon + 1, "line", UINT32_MAX, &line, e))
        return false;
    if (!n)
        return fail(e, "the program has no line information");
    return n->class->line(n, file, (u32)line, at, e);
}

/* What stands before +N. */
static bool base_read(const struct verb_caller *c, const char *text, u32 *at,
                      struct err *e)
{
    u64 value;
    const char *colon = strrchr(text, ':');
    if (text[0] == '$')
        return register_read(c, text + 1, at, e);
    if (isdigit((unsigned char)text[0])) {
        bool ok = verb_number(text, "address", UINT32_MAX, &value, e);
        *at = ok ? (u32)value : 0;
        return ok;
    }
    if (colon)
        return line_read(c->m->names, text, colon, at, e);
    if (!c->m->names)
        return fail(e, "'%.40s': the program has no symbols", text);
    return c->m->names->class->find(c->m->names, text, at, e);
}

bool verb_address(const struct verb_caller *c, const char *text, u32 *at,
                  struct err *e)
{
    char base[512];
    u64 more = 0;
    const char *plus = strrchr(text, '+');
    size_t n = plus && plus != text ? (size_t)(plus - text) : strlen(text);
    bool has_more = text[n] == '+' &&
                    number_read(text + n + 1, strlen(text + n + 1), &more);
    if (!has_more)
        n = strlen(text);
    if (n == 0 || n >= sizeof(base))
        return fail(e, "'%.40s' is no address", text);
    memcpy(base, text, n);
    base[n] = '\0';
    if (!base_read(c, base, at, e))
        return false;
    if (more > UINT32_MAX - *at)
        return fail(e, "'%.40s' is behind the address space", text);
    *at += (u32)more;
    return true;
}

void verb_place(const struct verb_call *v, u32 address, u32 call_bytes)
{
    char text[NAMES_TEXT_BYTES];
    names_text(verb_machine(v)->names, text, address, call_bytes);
    if (text[0] != '\0')
        out_text(v->out, "place", "%s", text);
}

bool verb_instruction(const struct machine *m, u32 at, char *text, size_t size,
                      u32 *bytes)
{
    const struct isa *isa = m->core[0]->isa;
    u8 code[VERB_CODE_BYTES] = {0};
    if (!ram_is_plain(&m->bus.ram, at, isa->insn_bytes))
        return false;
    ram_read(&m->bus.ram, at, code, isa->insn_bytes);
    *bytes = isa->text(text, size, code, at);
    if (*bytes != 0)
        return true;
    *bytes = isa->insn_bytes;
    snprintf(text, size, "%016" PRIX64, get_le64(code));
    return true;
}

/* --- completion ----------------------------------------------------------- */

/* The i-th of: verbs for the first word; registers behind $, else symbols. */
static const char *candidate(const struct verb_caller *c, bool first,
                             bool registers, u32 i)
{
    u32 address;
    if (first)
        return i < verb_count() ? verb_get(i)->name : NULL;
    if (registers)
        return i < control_register_count() ? control_register_name(i) : NULL;
    return names_get(c->m->names, i, &address);
}

const char *verb_complete(const struct verb_caller *c, const char *line, u32 i,
                          u32 *from)
{
    const char *word = strrchr(line, ' ');
    word = word ? word + 1 : line;
    bool first = strspn(line, " ") == (size_t)(word - line);
    bool help = strncmp(line, "help ", 5) == 0;
    bool set = strncmp(line, "set ", 4) == 0;
    bool registers = word[0] == '$' || (set && word == line + 4);
    word += word[0] == '$';
    *from = (u32)(word - line);
    for (u32 k = 0;; k++) {
        const char *name = candidate(c, first || help, registers, k);
        if (!name)
            return NULL;
        if (strncmp(name, word, strlen(word)) == 0 && i-- == 0)
            return name;
    }
}
