/* SPDX-License-Identifier: MIT
 *
 * The context of a core as its ports 0xF0..0xFA show it (docs/board.md). The
 * core that asks is the one executing the port access, so its state may be
 * read and written.
 */
#ifndef VM_CONTEXT_H
#define VM_CONTEXT_H

#include <util/bits.h>

struct machine;

enum context_stack { CONTEXT_CALL, CONTEXT_DATA, CONTEXT_ISR };

u32 context_index(struct machine *m, u32 cpu, enum context_stack s);
u32 context_base(struct machine *m, u32 cpu, enum context_stack s);
u32 context_count(struct machine *m, u32 cpu, enum context_stack s);
u32 context_irq_masked(struct machine *m, u32 cpu);
u32 context_in_isr(struct machine *m, u32 cpu);

/* False: the value is not allowed, nothing changes. */
bool context_set_index(struct machine *m, u32 cpu, enum context_stack s, u32 v);
bool context_set_base(struct machine *m, u32 cpu, enum context_stack s, u32 v);
bool context_set_count(struct machine *m, u32 cpu, enum context_stack s, u32 v);
void context_set_irq_masked(struct machine *m, u32 cpu, u32 v);

#endif
