/* SPDX-License-Identifier: MIT
 *
 * Port EXIT: a write ends the machine with an exit status that the guest
 * chooses. It keeps nothing and reads 0. Statuses above EXIT_STATUS_MAX have
 * meanings of their own and are not the guest's to give.
 */
#include <lamp/dev/exit.h>

#include <vm/device.h>

static u32 exitport_in(struct device *d, u32 cpu, u32 port)
{
    (void)d, (void)cpu, (void)port;
    return 0;
}

static void exitport_out(struct device *d, u32 cpu, u32 port, u32 value)
{
    (void)cpu, (void)port;
    device_exit(d, value > EXIT_STATUS_MAX ? EXIT_STATUS_MAX : value);
}

const struct device_class exitport_device = {
    .name = "exitport",
    .in = exitport_in,
    .out = exitport_out,
};
