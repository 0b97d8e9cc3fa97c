/* SPDX-License-Identifier: MIT
 *
 * Pattern to program, by recursive descent that emits as it reads. A piece
 * that repeats is moved, or copied for counted repetition; jumps inside a
 * piece are relative to its start while that happens.
 */
#include "regex_code.h"

#include <ctype.h>
#include <stdlib.h>

enum { INS_MOST = 4000, REGEX_DEPTH_MOST = 50, COUNT_MOST = 200 };

struct reader {
    struct regex *r;
    const char *at, *end;
    const char *error;
    u32 depth;
};

static void read_choice(struct reader *p);

static int peek(const struct reader *p)
{
    return p->at < p->end ? (u8)*p->at : -1;
}

static void *grown(struct reader *p, void *old, u32 *room, size_t size)
{
    u32 wanted = *room == 0 ? 16 : *room * 2;
    void *bigger = realloc(old, wanted * size);
    if (bigger == NULL) {
        p->error = "out of memory";
        return old;
    }
    *room = wanted;
    return bigger;
}

static u32 emit(struct reader *p, u8 op, u32 a, u32 b)
{
    struct regex *r = p->r;
    if (r->count == r->room)
        r->ins = grown(p, r->ins, &r->room, sizeof *r->ins);
    if (r->count >= INS_MOST)
        p->error = "pattern too long";
    if (p->error != NULL)
        return 0;
    r->ins[r->count] = (struct regex_ins){op, a, b};
    return r->count++;
}

static bool is_jump(u8 op)
{
    return op == REGEX_JUMP || op == REGEX_SPLIT;
}

/* Moves what lies from `start` on up by `by`. */
static void make_gap(struct reader *p, u32 start, u32 by)
{
    struct regex *r = p->r;
    for (u32 i = 0; i < by; i++)
        emit(p, REGEX_JUMP, 0, 0);
    if (p->error != NULL)
        return;
    for (u32 i = r->count; i-- > start + by;) {
        r->ins[i] = r->ins[i - by];
        if (is_jump(r->ins[i].op)) {
            r->ins[i].a += by;
            r->ins[i].b += by;
        }
    }
}

static void copy_piece(struct reader *p, const struct regex_ins *piece,
                       u32 count, u32 start)
{
    u32 shift = p->r->count - start;
    for (u32 i = 0; i < count && p->error == NULL; i++) {
        u32 move = is_jump(piece[i].op) ? shift : 0;
        emit(p, piece[i].op, piece[i].a + move, piece[i].b + move);
    }
}

static void emit_split(struct reader *p, u32 at, u32 into, u32 past, bool lazy)
{
    if (p->error == NULL)
        p->r->ins[at] = (struct regex_ins){REGEX_SPLIT, lazy ? past : into,
                                           lazy ? into : past};
}

static void repeat_star(struct reader *p, u32 start, bool lazy)
{
    make_gap(p, start, 1);
    emit(p, REGEX_JUMP, start, 0);
    emit_split(p, start, start + 1, p->r->count, lazy);
}

static void repeat_plus(struct reader *p, u32 start, bool lazy)
{
    u32 at = emit(p, REGEX_SPLIT, 0, 0);
    emit_split(p, at, start, p->r->count, lazy);
}

static void repeat_maybe(struct reader *p, u32 start, bool lazy)
{
    make_gap(p, start, 1);
    emit_split(p, start, start + 1, p->r->count, lazy);
}

/* least copies, then either a star or optional ones. */
static void repeat_counted(struct reader *p, u32 start, u32 least, u32 most,
                           bool lazy)
{
    u32 count = p->r->count - start;
    struct regex_ins *piece = malloc((count + 1) * sizeof *piece);
    if (piece == NULL) {
        p->error = "out of memory";
        return;
    }
    for (u32 i = 0; i < count; i++)
        piece[i] = p->r->ins[start + i];
    p->r->count = start;
    for (u32 i = 0; i < least; i++)
        copy_piece(p, piece, count, start);
    u32 last = p->r->count;
    if (most == UINT32_MAX) {
        copy_piece(p, piece, count, start);
        repeat_star(p, last, lazy);
    }
    for (u32 i = least; most != UINT32_MAX && i < most; i++) {
        last = p->r->count;
        copy_piece(p, piece, count, start);
        repeat_maybe(p, last, lazy);
    }
    free(piece);
}

static u32 read_count(struct reader *p)
{
    u32 n = 0;
    while (isdigit(peek(p)) && n <= COUNT_MOST)
        n = n * 10 + (u32)(*p->at++ - '0');
    if (n > COUNT_MOST)
        p->error = "count too large";
    return n;
}

static void read_counts(struct reader *p, u32 *least, u32 *most)
{
    *least = read_count(p);
    *most = *least;
    if (peek(p) == ',') {
        p->at++;
        *most = isdigit(peek(p)) ? read_count(p) : UINT32_MAX;
    }
    if (peek(p) != '}' || *most < *least)
        p->error = "bad count";
    else
        p->at++;
}

static void read_repeat(struct reader *p, u32 start)
{
    u32 least = 0, most = 0;
    int c = peek(p);
    if (c == -1 || strchr("*+?{", c) == NULL)
        return;
    p->at++;
    if (c == '{')
        read_counts(p, &least, &most);
    bool lazy = peek(p) == '?';
    p->at += lazy;
    if (p->error != NULL)
        return;
    if (c == '*')
        repeat_star(p, start, lazy);
    else if (c == '+')
        repeat_plus(p, start, lazy);
    else if (c == '?')
        repeat_maybe(p, start, lazy);
    else
        repeat_counted(p, start, least, most, lazy);
}

static void set_add(struct regex_set *s, int c)
{
    s->bits[c / 8] |= (u8)(1 << c % 8);
}

static bool in_class(int class, int c)
{
    switch (tolower(class)) {
    case 'd':
        return isdigit(c);
    case 's':
        return isspace(c);
    default:
        return c == '_' || isalnum(c);
    }
}

/* \d and the like; false when it is none of them. */
static bool set_add_class(struct regex_set *s, int class)
{
    if (class <= 0 || strchr("dDsSwW", class) == NULL)
        return false;
    for (int c = 0; c < 256; c++)
        if ((in_class(class, c) != 0) != (isupper(class) != 0))
            set_add(s, c);
    return true;
}

static void emit_set(struct reader *p, const struct regex_set *s)
{
    struct regex *r = p->r;
    if (r->sets == r->set_room)
        r->set = grown(p, r->set, &r->set_room, sizeof *r->set);
    if (p->error != NULL)
        return;
    r->set[r->sets] = *s;
    emit(p, REGEX_SET, r->sets++, 0);
}

static int escaped(int c)
{
    return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
}

static int read_set_char(struct reader *p)
{
    int c = (u8)*p->at++;
    if (c == '\\' && p->at < p->end)
        c = escaped((u8)*p->at++);
    return c;
}

static void read_set(struct reader *p)
{
    struct regex_set s = {{0}};
    bool inverted = peek(p) == '^';
    p->at += inverted;
    do {
        if (peek(p) == -1) {
            p->error = "[ without ]";
            return;
        }
        if (peek(p) == '\\' && p->end - p->at > 1 &&
            set_add_class(&s, (u8)p->at[1])) {
            p->at += 2;
            continue;
        }
        int from = read_set_char(p), to = from;
        if (peek(p) == '-' && p->end - p->at > 1 && p->at[1] != ']') {
            p->at++;
            to = read_set_char(p);
        }
        for (int c = from; c <= to; c++)
            set_add(&s, c);
    } while (peek(p) != ']');
    p->at++;
    for (u32 i = 0; inverted && i < sizeof s.bits; i++)
        s.bits[i] = (u8)~s.bits[i];
    emit_set(p, &s);
}

static void read_group(struct reader *p)
{
    bool silent = p->end - p->at >= 2 && p->at[0] == '?' && p->at[1] == ':';
    u32 group = p->r->groups;
    p->at += silent ? 2 : 0;
    if (!silent && group == REGEX_GROUPS_MOST) {
        p->error = "too many groups";
        return;
    }
    if (!silent) {
        p->r->groups++;
        emit(p, REGEX_SAVE, group * 2, 0);
    }
    read_choice(p);
    if (!silent)
        emit(p, REGEX_SAVE, group * 2 + 1, 0);
    if (peek(p) != ')')
        p->error = "( without )";
    else
        p->at++;
}

static void read_escape(struct reader *p)
{
    struct regex_set s = {{0}};
    int c = peek(p);
    if (c == -1) {
        p->error = "\\ at the end";
        return;
    }
    p->at++;
    if (set_add_class(&s, c))
        emit_set(p, &s);
    else if (c == 'b' || c == 'B')
        emit(p, REGEX_BOUNDARY, c == 'B', 0);
    else
        emit(p, REGEX_CHAR, (u32)escaped(c), 0);
}

static void read_piece(struct reader *p)
{
    u32 start = p->r->count;
    int c = (u8)*p->at++;
    if (c == '(')
        read_group(p);
    else if (c == '[')
        read_set(p);
    else if (c == '\\')
        read_escape(p);
    else if (c == '.')
        emit(p, REGEX_ANY, 0, 0);
    else if (c == '^')
        emit(p, REGEX_START, 0, 0);
    else if (c == '$')
        emit(p, REGEX_END, 0, 0);
    else if (strchr("*+?", c) != NULL && c != 0)
        p->error = "nothing to repeat";
    else
        emit(p, REGEX_CHAR, (u32)c, 0);
    if (p->error == NULL)
        read_repeat(p, start);
}

/* a|b|c: split to the first, jump over the rest. */
static void read_choice(struct reader *p)
{
    u32 start = p->r->count;
    if (++p->depth > REGEX_DEPTH_MOST)
        p->error = "groups nested too deeply";
    while (p->error == NULL && peek(p) != -1 && peek(p) != '|' &&
           peek(p) != ')')
        read_piece(p);
    if (p->error == NULL && peek(p) == '|') {
        p->at++;
        make_gap(p, start, 1);
        u32 jump = emit(p, REGEX_JUMP, 0, 0);
        emit_split(p, start, start + 1, p->r->count, false);
        read_choice(p);
        if (p->error == NULL)
            p->r->ins[jump].a = p->r->count;
    }
    p->depth--;
}

struct regex *regex_new(const char *pattern, size_t length, const char **error)
{
    struct regex *r = calloc(1, sizeof *r);
    struct reader p = {r, pattern, pattern + length, NULL, 0};
    if (r == NULL) {
        *error = "out of memory";
        return NULL;
    }
    r->groups = 1;
    emit(&p, REGEX_SAVE, 0, 0);
    read_choice(&p);
    if (p.error == NULL && p.at < p.end)
        p.error = ") without (";
    emit(&p, REGEX_SAVE, 1, 0);
    emit(&p, REGEX_MATCH, 0, 0);
    *error = p.error;
    if (p.error == NULL)
        return r;
    regex_free(r);
    return NULL;
}

void regex_free(struct regex *r)
{
    if (r == NULL)
        return;
    free(r->ins);
    free(r->set);
    free(r);
}

u32 regex_groups(const struct regex *r)
{
    return r->groups;
}
