/* SPDX-License-Identifier: MIT
 *
 * Merge sort, stable. It works on a copy that only the machine's stack holds,
 * so a comparing function may do what it likes with the list.
 */
#include "lib.h"
#include "number.h"
#include "show.h"
#include "vm.h"

struct sort {
    struct vm *vm;
    struct value before;
    struct value *item, *other;
};

static bool comes_first(struct sort *s, struct value a, struct value b)
{
    struct value both[2] = {a, b};
    if (!is_nil(s->before))
        return is_truthy(vm_call(s->vm, s->before, 2, both));
    if (is_number(a) && is_number(b))
        return number_compare(a, b) == -1;
    if (is_string(a) && is_string(b))
        return show_compare(as_string(a), as_string(b)) < 0;
    vm_fail(s->vm, "TypeError", "%s and %s have no order", value_type_name(a),
            value_type_name(b));
}

/* The halves of other[from..to) into item[from..to). */
static void merge(struct sort *s, u32 from, u32 middle, u32 to)
{
    u32 left = from, right = middle;
    for (u32 i = from; i < to; i++) {
        bool take_right =
            left == middle ||
            (right < to && comes_first(s, s->other[right], s->other[left]));
        s->item[i] = s->other[take_right ? right++ : left++];
    }
}

static void merge_runs(struct sort *s, u32 count, u32 width)
{
    for (u32 from = 0; from < count; from += width * 2) {
        u32 middle = from + width < count ? from + width : count;
        u32 to = from + width * 2 < count ? from + width * 2 : count;
        merge(s, from, middle, to);
    }
}

static struct list *copy_of(struct vm *vm, const struct list *l)
{
    struct list *copy = list_new(vm, l->count);
    vm_push(vm, value_obj(copy));
    for (u32 i = 0; i < l->count; i++)
        list_push(vm, copy, l->item[i]);
    return copy;
}

void sort_list(struct vm *vm, struct list *l, struct value before)
{
    u32 count = l->count;
    if (count < 2)
        return;
    struct list *a = copy_of(vm, l), *b = copy_of(vm, l);
    struct sort s = {vm, before, a->item, b->item};
    for (u32 width = 1; width < count; width *= 2) {
        merge_runs(&s, count, width);
        struct value *item = s.item;
        s.item = s.other;
        s.other = item;
    }
    l->count = 0;
    for (u32 i = 0; i < count; i++)
        list_push(vm, l, s.other[i]);
    vm->top -= 2;
}
