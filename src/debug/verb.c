/* SPDX-License-Identifier: MIT
 *
 * The table of verbs, and what is done with a line before a verb runs: words,
 * aliases, the number of arguments, the state of the machine. Verbs are in
 * verb_*.c.
 *
 * Invariant: a verb runs only when its row's conditions hold, and a machine
 * that was held for it goes on behind it.
 */
#include <vm/verb.h>

#include "control.h"
#include "verbs.h"

#include <stdlib.h>
#include <util/nearest.h>

enum { MANY = VERB_WORDS_MAX - 1 };

static const struct verb verbs[] = {
#define VERB(name, alias, form, least, most, state, id, help) \
    {name, alias, form, least, most, VERB_##state, help, verb_##id},
#include "verb.def"
};

u32 verb_count(void)
{
    return (u32)ARRAY_LEN(verbs);
}

const struct verb *verb_get(u32 i)
{
    return i < ARRAY_LEN(verbs) ? &verbs[i] : NULL;
}

/* --- names of verbs ------------------------------------------------------- */

static bool is_alias(const struct verb *k, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = k->alias; *p;) {
        size_t length = strcspn(p, " ");
        if (length == n && memcmp(p, name, n) == 0)
            return true;
        p += length + (p[length] == ' ');
    }
    return false;
}

static const char *name_at(const void *list, size_t i)
{
    const struct verb *table = list;
    return i < ARRAY_LEN(verbs) ? table[i].name : NULL;
}

static const struct verb *refuse_unknown(const char *name, struct err *e)
{
    const char *near = nearest(name, strlen(name), name_at, verbs);
    if (near)
        fail(e, "unknown verb '%.40s'; did you mean %s?", name, near);
    else
        fail(e, "unknown verb '%.40s'; help lists them", name);
    return NULL;
}

const struct verb *verb_find(const char *name, struct err *e)
{
    const struct verb *found = NULL;
    char several[128] = "";
    u32 fits = 0;
    for (u32 i = 0; i < ARRAY_LEN(verbs); i++) {
        const struct verb *k = &verbs[i];
        if (strcmp(k->name, name) == 0 || is_alias(k, name))
            return k;
        if (strncmp(k->name, name, strlen(name)) != 0)
            continue;
        found = k;
        size_t n = strlen(several);
        snprintf(several + n, sizeof(several) - n, "%s%s", fits ? ", " : "",
                 k->name);
        fits++;
    }
    if (fits == 1)
        return found;
    if (fits == 0 || name[0] == '\0')
        return refuse_unknown(name, e);
    fail(e, "'%s' could be %s", name, several);
    return NULL;
}

/* --- running -------------------------------------------------------------- */

static bool run_held(const struct verb *k, struct verb_call *v, struct err *e)
{
    struct machine *m = v->caller->m;
    bool held = k->state == VERB_HELD && control_hold(m);
    bool ok = k->run(v, e);
    control_release(m, held);
    return ok;
}

static bool run_verb(const struct verb *k, struct verb_call *v, struct err *e)
{
    struct machine *m = v->caller->m;
    if (v->words < k->least || v->words > k->most)
        return fail(e, "usage: %s%s%s", k->name, k->form[0] ? " " : "",
                    k->form);
    if (machine_over(m) && k->state != VERB_ANY)
        return fail(e, "the machine has ended");
    if (k->state == VERB_STOPPED && !control_is_stopped(m))
        return fail(e, "the machine is running; pause stops it");
    if (!run_held(k, v, e))
        return false;
    return !out_failed(v->out) || fail_status(e, 90, "out of memory");
}

bool verb_run_words(struct verb_caller *c, const char *const *word, u32 words,
                    struct out *out, struct err *e)
{
    struct verb_call v = {.caller = c, .out = out};
    u32 first = words > 1 && strcmp(word[0], "info") == 0;
    if (words == 0)
        return true;
    const struct verb *k = verb_find(word[first], e);
    if (!k)
        return false;
    for (u32 i = first + 1; i < words; i++) {
        if (v.words == VERB_WORDS_MAX)
            return fail(e, "more than %d words", VERB_WORDS_MAX);
        v.word[v.words++] = word[i];
    }
    return run_verb(k, &v, e);
}

/* Splits in place; quotes hold a word together. */
static bool split(char *p, const char **word, u32 *words, struct err *e)
{
    *words = 0;
    for (;;) {
        p += strspn(p, " \t\r\n");
        if (*p == '\0')
            return true;
        if (*words == VERB_WORDS_MAX)
            return fail(e, "more than %d words", VERB_WORDS_MAX);
        bool quoted = *p == '"';
        p += quoted;
        word[(*words)++] = p;
        p += strcspn(p, quoted ? "\"" : " \t\r\n");
        if (quoted && *p == '\0')
            return fail(e, "a quote is not closed");
        if (*p != '\0')
            *p++ = '\0';
    }
}

bool verb_run(struct verb_caller *c, const char *line, struct out *out,
              struct err *e)
{
    const char *word[VERB_WORDS_MAX];
    u32 words;
    if (strlen(line) >= VERB_LINE_MAX)
        return fail(e, "a line of more than %d bytes", VERB_LINE_MAX - 1);
    char *copy = strdup(line);
    if (!copy)
        return fail_status(e, 90, "out of memory");
    bool ok =
        split(copy, word, &words, e) && verb_run_words(c, word, words, out, e);
    free(copy);
    return ok;
}

static bool ends_waiting(const struct verb *k)
{
    return k->run == verb_pause || k->run == verb_reset ||
           k->run == verb_detach || k->run == verb_quit;
}

bool verb_can_run(const struct verb_caller *c, const char *line)
{
    struct err e;
    char name[64];
    size_t n;
    if (!c->waits || control_is_stopped(c->m) || machine_over(c->m))
        return true;
    line += strspn(line, " \t");
    n = strcspn(line, " \t");
    if (n == 0 || n >= sizeof(name))
        return true;
    memcpy(name, line, n);
    name[n] = '\0';
    const struct verb *k = verb_find(name, &e);
    return !k || ends_waiting(k);
}

/* --- help ----------------------------------------------------------------- */

static void help_row(struct verb_call *v, const struct verb *k)
{
    out_object(v->out, NULL);
    out_text(v->out, "verb", "%s", k->name);
    out_text(v->out, "arguments", "%s", k->form);
    out_text(v->out, "also", "%s", k->alias);
    out_text(v->out, "what", "%s", k->help);
    out_end(v->out);
}

bool verb_help(struct verb_call *v, struct err *e)
{
    const struct verb *k = v->words ? verb_find(v->word[0], e) : NULL;
    if (v->words && !k)
        return false;
    out_list(v->out, "verbs");
    for (u32 i = 0; i < ARRAY_LEN(verbs); i++) {
        if (!k || k == &verbs[i])
            help_row(v, &verbs[i]);
    }
    out_end(v->out);
    return true;
}
