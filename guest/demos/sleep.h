/* SPDX-License-Identifier: MIT
 *
 * Sleeping until something happens. The pattern of a loop that waits without
 * missing a request:
 *
 *     lamp_mask(true);
 *     while (!work_is_there()) {
 *         core_sleep();
 *         lamp_mask(false);    // handlers run here
 *         lamp_mask(true);
 *     }
 *     lamp_mask(false);
 *
 * A request that comes after the look is held back, and ends the sleep at
 * once.
 */
#ifndef DEMO_SLEEP_H
#define DEMO_SLEEP_H

#include <lamp.h>

/* Until any request is pending, even a masked one. Without the extension X1
 * there is no instruction for it, and the core goes on at once. */
static inline void core_sleep(void)
{
#ifdef __lamp_x1__
    __asm__ volatile("wait" : : : "memory");
#else
    lamp_pause();
#endif
}

#endif
