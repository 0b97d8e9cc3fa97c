/* SPDX-License-Identifier: MIT
 *
 * The modules json and re, and the methods of patterns. A match is a map:
 * text, start, end, groups.
 */
#include "lib.h"

#include "json.h"
#include "regex.h"
#include "text.h"
#include "vm.h"

static struct value decode(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return json_decode(vm, lib_text_of(vm, arg[0]));
}

static struct value encode(struct vm *vm, u32 count, struct value *arg)
{
    i64 indent = count > 1 ? lib_int(vm, arg[1]) : 0;
    return json_encode(vm, arg[0], indent < 0 ? 0 : (u32)indent);
}

static struct value re_compile(struct vm *vm, u32 count, struct value *arg)
{
    struct string *source = lib_text_of(vm, arg[0]);
    const char *error;
    (void)count;
    struct pattern *p = pattern_new(vm, source);
    p->regex = regex_new(source->chars, source->length, &error);
    if (p->regex == NULL)
        vm_fail(vm, "ValueError", "pattern %s: %s", source->chars, error);
    return value_obj(p);
}

static bool search(struct vm *vm, const struct value *arg, u32 from,
                   struct regex_match *m)
{
    struct string *s = lib_text_of(vm, arg[0]);
    enum regex_result result =
        regex_search(as_pattern(arg[-1])->regex, s->chars, s->length, from, m);
    if (result == REGEX_GAVE_UP)
        vm_fail(vm, "ValueError", "pattern takes too many steps");
    return result == REGEX_FOUND;
}

static void set_member(struct vm *vm, struct map *m, const char *name,
                       struct value v)
{
    vm_push(vm, v);
    struct value key = value_obj(string_from(vm, name));
    table_set(vm, &m->table, key, v);
    vm_pop(vm);
}

static struct value group_text(struct vm *vm, const struct string *s,
                               const struct regex_match *m, u32 i)
{
    if (m->start[i] < 0 || m->end[i] < 0)
        return NIL;
    return value_obj(string_new(vm, s->chars + m->start[i],
                                (size_t)(m->end[i] - m->start[i])));
}

static struct value match_map(struct vm *vm, const struct value *arg,
                              const struct regex_match *m)
{
    const struct string *s = as_string(arg[0]);
    struct map *map = map_new(vm);
    vm_push(vm, value_obj(map));
    set_member(vm, map, "text", group_text(vm, s, m, 0));
    set_member(vm, map, "start", value_int(m->start[0]));
    set_member(vm, map, "end", value_int(m->end[0]));
    struct list *groups = list_new(vm, 0);
    set_member(vm, map, "groups", value_obj(groups));
    for (u32 i = 1; i < regex_groups(as_pattern(arg[-1])->regex); i++)
        list_push(vm, groups, group_text(vm, s, m, i));
    return vm_pop(vm);
}

static struct value pattern_find(struct vm *vm, u32 count, struct value *arg)
{
    struct regex_match m;
    i64 from = count > 1 ? lib_int(vm, arg[1]) : 0;
    if (from < 0 || !search(vm, arg, (u32)from, &m))
        return NIL;
    return match_map(vm, arg, &m);
}

static struct value pattern_matches(struct vm *vm, u32 count, struct value *arg)
{
    struct regex_match m;
    (void)count;
    return value_bool(search(vm, arg, 0, &m) && m.start[0] == 0 &&
                      m.end[0] == (i32)as_string(arg[0])->length);
}

/* Where to look on: behind the match, and on by one when it is empty. */
static u32 behind(const struct regex_match *m)
{
    return (u32)m->end[0] + (m->end[0] == m->start[0]);
}

static struct value pattern_all(struct vm *vm, u32 count, struct value *arg)
{
    struct regex_match m;
    struct list *l = list_new(vm, 0);
    (void)count;
    vm_push(vm, value_obj(l));
    for (u32 at = 0; search(vm, arg, at, &m); at = behind(&m))
        list_push(vm, l, match_map(vm, arg, &m));
    return value_obj(l);
}

/* $1 in the new text is the first group. */
static void put_replacement(struct text *t, const struct string *new,
                            const struct string *s, const struct regex_match *m)
{
    for (u32 i = 0; i < new->length; i++) {
        u32 group = (u32)(i + 1 < new->length ? new->chars[i + 1] : 0) - '0';
        if (new->chars[i] != '$' || group >= REGEX_GROUPS_MOST) {
            text_char(t, new->chars[i]);
            continue;
        }
        i++;
        if (m->start[group] >= 0 && m->end[group] >= 0)
            text_bytes(t, s->chars + m->start[group],
                       (size_t)(m->end[group] - m->start[group]));
    }
}

static struct value pattern_replace(struct vm *vm, u32 count, struct value *arg)
{
    const struct string *s = lib_text_of(vm, arg[0]);
    const struct string *new = lib_text_of(vm, arg[1]);
    struct regex_match m;
    struct text t;
    u32 at = 0;
    (void)count;
    text_init(vm, &t);
    for (u32 from = 0; search(vm, arg, from, &m); from = behind(&m)) {
        text_bytes(&t, s->chars + at, (size_t)m.start[0] - at);
        put_replacement(&t, new, s, &m);
        at = (u32)m.end[0];
    }
    text_bytes(&t, s->chars + at, s->length - at);
    return value_obj(text_string(&t));
}

static struct value pattern_split(struct vm *vm, u32 count, struct value *arg)
{
    const struct string *s = lib_text_of(vm, arg[0]);
    struct list *l = list_new(vm, 0);
    struct regex_match m;
    u32 at = 0;
    (void)count;
    vm_push(vm, value_obj(l));
    for (u32 from = 0; search(vm, arg, from, &m); from = behind(&m)) {
        if (m.end[0] == m.start[0])
            continue;
        list_push(
            vm, l,
            value_obj(string_new(vm, s->chars + at, (size_t)m.start[0] - at)));
        at = (u32)m.end[0];
    }
    list_push(vm, l, value_obj(string_new(vm, s->chars + at, s->length - at)));
    return value_obj(l);
}

static const struct lib_row json_rows[] = {
    {"decode", decode, 1, 1},
    {"encode", encode, 1, 2},
    {NULL, NULL, 0, 0},
};

static const struct lib_row re_rows[] = {
    {"compile", re_compile, 1, 1},
    {NULL, NULL, 0, 0},
};

static const struct lib_row pattern_rows[] = {
    {"find", pattern_find, 1, 2},   {"matches", pattern_matches, 1, 1},
    {"all", pattern_all, 1, 1},     {"replace", pattern_replace, 2, 2},
    {"split", pattern_split, 1, 1}, {NULL, NULL, 0, 0},
};

void lib_text(struct vm *vm)
{
    lib_module(vm, "json", json_rows);
    lib_module(vm, "re", re_rows);
    lib_methods(vm, vm->type_class[OBJ_PATTERN], pattern_rows);
}
