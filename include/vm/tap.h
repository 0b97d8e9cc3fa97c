/* SPDX-License-Identifier: MIT
 *
 * Listening to what the guest's serial port sends, on its way to the host.
 * Nothing is held back or changed.
 */
#ifndef VM_TAP_H
#define VM_TAP_H

#include <util/bits.h>

struct machine;

struct tap {
    /* Device thread, lock not held. */
    void (*sent)(struct tap *t, const u8 *bytes, u32 n);
    struct tap *next;
};

void machine_tap(struct machine *m, struct tap *t);
void machine_untap(struct machine *m, struct tap *t);

#endif
