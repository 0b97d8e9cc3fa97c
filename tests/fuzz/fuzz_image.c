/* SPDX-License-Identifier: MIT
 *
 * Bytes as a program file. The loader refuses it with one line, or the
 * machine runs a piece of it and ends in one of the ways there are. The first
 * byte chooses the machine, the rest is the file.
 */
#include "fuzz.h"

#include <format/image.h>
#include <lamp/board.h>
#include <vm/machine.h>

enum { STEPS = 2000, CORES = 2 };

static struct machine *machine_make(u32 cores, u32 ram)
{
    struct config c = config_default;
    struct err e;
    c.cores = cores;
    c.ram_bytes = ram;
    c.deterministic = true;
    struct machine *m = machine_new(&c, &host_null, &e);
    FUZZ_CHECK(m != NULL);
    return m;
}

/* 4 MiB ends below the fixed windows, 8 MiB behind them. */
static struct machine *machine_pick(u8 choice)
{
    static struct machine *made[4];
    u32 i = choice % 4;
    if (made[i] == NULL)
        made[i] = machine_make(i & 1 ? CORES : 1, i & 2 ? 8 << 20 : 4 << 20);
    return made[i];
}

static void check_refused(const struct err *e)
{
    FUZZ_CHECK(e->text[0] != '\0' && strlen(e->text) < sizeof e->text);
    FUZZ_CHECK(strchr(e->text, '\n') == NULL);
}

/* What the parser promises of each segment. */
static void check_parse(const u8 *bytes, size_t n)
{
    struct image image;
    struct err e = {0};
    if (!image_parse(&image, bytes, n, "input", &e)) {
        check_refused(&e);
        return;
    }
    for (u32 i = 0; i < image.count; i++) {
        const struct image_segment *s = &image.segments[i];
        FUZZ_CHECK(s->file_size <= s->size);
        FUZZ_CHECK(s->file_size == 0 || range_ok(s->offset, s->file_size, n));
    }
    image_free(&image);
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    struct err e = {0};
    if (n == 0)
        return 0;
    check_parse(bytes + 1, n - 1);
    struct machine *m = machine_pick(bytes[0]);
    if (!machine_load_bytes(m, "input", bytes + 1, n - 1, &e)) {
        check_refused(&e);
        return 0;
    }
    enum stop why = machine_step(m, 0, STEPS);
    FUZZ_CHECK((why == STOP_PANIC) == m->core[0]->panic.set);
    FUZZ_CHECK(m->core[0]->retired <= STEPS);
    return 0;
}
