/* SPDX-License-Identifier: MIT
 *
 * Interrupt requests (docs/isa.md, section 9; docs/board.md, INTC). Each core
 * has its own PENDING, IN_SERVICE and ENABLE bits; PRIORITY is shared.
 * Unless said otherwise the machine lock is held by the caller, which is the
 * case in every device callback.
 */
#ifndef VM_IRQ_H
#define VM_IRQ_H

#include <util/bits.h>

struct machine;
struct core;

enum { IRQ_VECTORS = 256, IRQ_WORDS = IRQ_VECTORS / 32, IRQ_NONE = 0xFFFFFFFF };

struct irq_bank {
    u32 pending[IRQ_WORDS], in_service[IRQ_WORDS], enable[IRQ_WORDS];
};

/* Makes vector v (0..255) pending on a core, wakes it when it waits. */
void irq_raise(struct machine *m, u32 cpu, u32 v);
/* A device withdraws its request because the cause is gone. */
void irq_lower(struct machine *m, u32 cpu, u32 v);
/* End of interrupt by software. */
void irq_eoi(struct machine *m, u32 cpu, u32 v);

/* Registers of the controller, by 32-bit word 0..7. */
u32 irq_pending_word(struct machine *m, u32 cpu, u32 word); /* | in service */
void irq_pending_or(struct machine *m, u32 cpu, u32 word, u32 bits);
u32 irq_enable_word(struct machine *m, u32 cpu, u32 word);
void irq_enable_set(struct machine *m, u32 cpu, u32 word, u32 bits);
u8 irq_priority(struct machine *m, u32 v);
void irq_priority_set(struct machine *m, u32 v, u8 priority);

/* PENDING & ENABLE of the core is not 0. */
bool irq_wanted_locked(const struct core *c);

/* For cores, lock not held, own thread. */
void irq_send(struct core *from, u32 cpu, u32 v); /* IPI, division by zero */
bool irq_wanted(struct core *c);  /* PENDING & ENABLE is not 0 */
void irq_recheck(struct core *c); /* after unmasking, IRET: poke if wanted */
void irq_served(struct core *c);  /* IRET: SERVING out of service */

void irq_software(struct core *c, u32 v); /* INT is about to enter */

/* "TIMER"; NULL: the hardware does not request it. */
const char *irq_vector_name(u32 v);

/* Delivers what is deliverable; false: core_panic was called. */
bool irq_deliver(struct core *c);

#endif
