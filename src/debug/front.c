/* SPDX-License-Identifier: MIT
 *
 * The list of fronts, in the order in which they joined.
 */
#include <vm/front.h>

#include <vm/machine.h>

void front_add(struct machine *m, struct front *f)
{
    struct front **end = &m->fronts;
    while (*end)
        end = &(*end)->next;
    f->next = NULL;
    *end = f;
}

bool fronts_attended(const struct machine *m)
{
    for (const struct front *f = m->fronts; f; f = f->next)
        if (!f->class->attended || f->class->attended(f))
            return true;
    return m->fronts == NULL;
}

void fronts_close(struct machine *m)
{
    struct front *f = m->fronts, *next;
    m->fronts = NULL;
    for (; f; f = next) {
        next = f->next;
        f->class->close(f, m);
    }
}
