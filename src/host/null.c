/* SPDX-License-Identifier: MIT
 *
 * The host that shows nothing, reads nothing and discards serial output: for
 * tests and selftests. It keeps no state, so any number of machines, on any
 * threads, may share the one object.
 */
#include <vm/host.h>

static u32 null_fds(struct host *h, struct machine *m, struct pollfd *fds,
                    u32 max)
{
    (void)h;
    (void)m;
    (void)fds;
    (void)max;
    return 0;
}

static void null_service(struct host *h, struct machine *m)
{
    u8 bytes[256];
    (void)h;
    while (machine_serial_output(m, bytes, sizeof(bytes)) > 0)
        continue;
}

static int null_file_byte(struct host *h)
{
    (void)h;
    return -1;
}

static void null_capture(struct host *h, u64 frame, const u8 *pixels)
{
    (void)h;
    (void)frame;
    (void)pixels;
}

static const struct host_class null_class = {
    .name = "null",
    .fds = null_fds,
    .service = null_service,
    .file_byte = null_file_byte,
    .drain = null_service,
    .capture = null_capture,
};

struct host host_null = {&null_class};
