/* SPDX-License-Identifier: MIT
 *
 * What devices with ports say about them: a port's name, and the refusal of a
 * write to one that can only be read, which is ignored unless the machine is
 * strict. Used under the machine lock.
 */
#ifndef DEVICES_PORTS_H
#define DEVICES_PORTS_H

#include <lamp/board.h>
#include <vm/device.h>

static inline const char *port_name(u32 port)
{
    switch (port) {
#define BOARD_PORT(name, number, device, meaning) \
    case number:                                  \
        return #name;
#include <lamp/board.def>
    }
    return "";
}

static inline void port_write_ignore(struct device *d, u32 cpu, u32 port,
                                     u32 value)
{
    device_panic_strict(d, FAULT_READ_ONLY,
                        "port 0x%02X %s is read-only: core %u wrote 0x%08X",
                        port, port_name(port), cpu, value);
}

#endif
