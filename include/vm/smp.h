/* SPDX-License-Identifier: MIT
 *
 * Starting and waking cores (docs/isa.md, section 10). Own thread of the
 * core that executes the instruction, machine lock not held.
 */
#ifndef VM_SMP_H
#define VM_SMP_H

#include <util/bits.h>

struct core;

/* STARTAP: core `cpu` runs from ip. Ignored unless core 0 asks and cpu is
 * another core that is parked. */
void smp_start(struct core *from, u32 cpu, u32 ip);

/* IPI; ignored when there is no such core or vector. */
void smp_ipi(struct core *from, u32 cpu, u32 vector);

/* PAUSE of a core with a thread of its own: now and then lets others run. */
void smp_pause(struct core *c);

#endif
