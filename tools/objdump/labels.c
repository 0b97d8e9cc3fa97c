/* SPDX-License-Identifier: MIT
 *
 * Labels by address. Where a compiler's own label (.L) is not hit exactly, a
 * function tells more; the nearest one is known for each label beforehand.
 */
#include "labels.h"

#include "statement.h"

#include <inttypes.h>
#include <stdlib.h>

enum { NO_LABEL = 0xFFFFFFFF };

u32 labels_space(const struct labels *l, u32 section)
{
    return l->relocatable ? section : 0;
}

static bool is_own(const char *name)
{
    return strncmp(name, ".L", 2) == 0;
}

static bool label_get(const struct labels *l, const struct elf *f,
                      const struct elf_symbol *y, struct label *out)
{
    if (y->type > ELF_STT_FUNC || y->name[0] == '\0' ||
        y->section == ELF_SHN_UNDEF || y->section >= f->section_count ||
        !(f->section[y->section].flags & ELF_SHF_ALLOC))
        return false;
    const struct elf_section *s = &f->section[y->section];
    *out = (struct label){
        .space = labels_space(l, y->section),
        .address = y->value,
        .end = (u64)(l->relocatable ? 0 : s->address) + s->size,
        .rank = (u8)((y->type == ELF_STT_FUNC ? 4 : 0) +
                     (is_own(y->name) ? 0 : 2) + (y->bind != ELF_STB_LOCAL)),
        .name = y->name};
    return true;
}

static int by_address(const void *a, const void *b)
{
    const struct label *x = a, *y = b;
    if (x->space != y->space)
        return x->space < y->space ? -1 : 1;
    if (x->address != y->address)
        return x->address < y->address ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return strcmp(y->name, x->name);
}

bool labels_make(struct labels *l, const struct elf *f)
{
    *l = (struct labels){.relocatable = f->type == ELF_TYPE_REL};
    l->label = calloc((size_t)f->symbol_count + 1, sizeof(*l->label));
    if (!l->label)
        return false;
    for (u32 k = 1; k < f->symbol_count; k++)
        l->count += label_get(l, f, &f->symbol[k], &l->label[l->count]);
    qsort(l->label, l->count, sizeof(*l->label), by_address);
    for (u32 k = 0; k < l->count; k++) {
        bool same = k > 0 && l->label[k - 1].space == l->label[k].space;
        l->label[k].named = !is_own(l->label[k].name) ? k
                            : same                    ? l->label[k - 1].named
                                                      : (u32)NO_LABEL;
    }
    return true;
}

void labels_free(struct labels *l)
{
    free(l->label);
    *l = (struct labels){0};
}

u32 labels_from(const struct labels *l, u32 space, u32 address)
{
    u32 low = 0, high = l->count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        const struct label *x = &l->label[middle];
        if (x->space < space || (x->space == space && x->address < address))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The last of those at or before the address. */
static const struct label *labels_before(const struct labels *l, u32 space,
                                         u32 address)
{
    u32 k = address == UINT32_MAX ? labels_from(l, space + 1, 0)
                                  : labels_from(l, space, address + 1);
    if (k == 0 || l->label[k - 1].space != space)
        return NULL;
    const struct label *x = &l->label[k - 1];
    if (x->address != address && x->named != NO_LABEL)
        x = &l->label[x->named];
    return address < x->end || address == x->address ? x : NULL;
}

bool labels_text(struct buf *out, const struct labels *l, u32 space,
                 u32 address)
{
    const struct label *x = labels_before(l, space, address);
    if (!x)
        return false;
    name_add(out, x->name);
    if (address != x->address)
        buf_printf(out, "+0x%" PRIX32, address - x->address);
    return true;
}
