/* SPDX-License-Identifier: MIT
 *
 * The .def files are consistent: codes and numbers are unique and in their
 * ranges, address ranges do not overlap, devices that rows name exist. What
 * the rows mean is tested elsewhere (tests/isa, tests/oracle, tests/unit).
 */
#include <lamp/board.h>
#include <lamp/isa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <util/bits.h>

static int failures;

#define CHECK(condition, ...)              \
    do {                                   \
        if (!(condition)) {                \
            printf(__VA_ARGS__);           \
            printf(" (%s)\n", #condition); \
            failures++;                    \
        }                                  \
    } while (0)

struct row {
    const char *name, *text;
    u32 number;
};

static const struct row opcodes[] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    {#name, meaning, code},
#include <lamp/isa.def>
};

static const struct row formats[] = {
#define ISA_FORMAT(name, operands) {#name, operands, ISA_FMT_##name},
#include <lamp/isa.def>
};

static const struct row conditions[] = {
#define ISA_COND(code, name, holds) {#name, holds, code},
#include <lamp/isa.def>
};

static const struct row ports[] = {
#define BOARD_PORT(name, number, device, meaning) {#name, #device, number},
#include <lamp/board.def>
};

static const struct row vectors[] = {
#define BOARD_VECTOR(name, number, meaning) {#name, meaning, number},
#include <lamp/board.def>
};

static const char *const devices[] = {
#define BOARD_DEVICE(name) #name,
#include <lamp/board.def>
};

static const struct range {
    const char *name, *device, *kind;
    u64 base, size;
} ranges[] = {
#define BOARD_RANGE(name, kind, base, size, device, meaning) \
    {#name, #device, #kind, base, size},
#include <lamp/board.def>
};

enum trait { FAULT = 1, READS = 2, END = 4, WAY = 8 };

static const struct uop_row {
    const char *name, *operands, *class;
    u32 traits;
} uops[] = {
#define UOP(name, operands, flags, traits, meaning) \
    {#name, operands, #flags, traits},
#include <vm/uop.def>
};

/* Names and numbers occur once; numbers are below the limit. */
static void check_unique(const struct row *row, size_t n, u32 limit)
{
    for (size_t i = 0; i < n; i++) {
        CHECK(row[i].number < limit, "%s", row[i].name);
        for (size_t j = 0; j < i; j++)
            CHECK(row[i].number != row[j].number &&
                      strcmp(row[i].name, row[j].name) != 0,
                  "%s and %s", row[j].name, row[i].name);
    }
}

/* Only letters of the set, each at most once. */
static void check_letters(const char *name, const char *text, const char *set)
{
    for (const char *c = text; *c != '\0'; c++) {
        bool letter = *c >= 'a' && *c <= 'z';
        CHECK(!letter || strchr(set, *c) != NULL, "%s: %c", name, *c);
        CHECK(!letter || strchr(c + 1, *c) == NULL, "%s: %c twice", name, *c);
    }
}

static void check_isa(void)
{
    u32 base = 0, x1 = 0;

    check_unique(opcodes, ARRAY_LEN(opcodes), 256);
    check_unique(formats, ARRAY_LEN(formats), ISA_FMT_COUNT);
    check_unique(conditions, ARRAY_LEN(conditions), ISA_CC_COUNT);
    for (size_t i = 0; i < ARRAY_LEN(formats); i++)
        check_letters(formats[i].name, formats[i].text, "dstiapc");
    for (size_t i = 0; i < ARRAY_LEN(opcodes); i++) {
        u32 code = opcodes[i].number;
        bool extra = code >= ISA_X1_FIRST;
        base += !extra;
        x1 += extra;
        CHECK(code >= 0x01 && code <= ISA_X1_LAST, "%s", opcodes[i].name);
        CHECK(opcodes[i].text[0] != '\0', "%s", opcodes[i].name);
    }
    /* The set is published: rows may join an extension, none may vanish. */
    CHECK(base == 96, "%u base opcodes", base);
    CHECK(x1 >= 28, "%u X1 opcodes", x1);
    CHECK(ARRAY_LEN(conditions) == 10, "%zu", ARRAY_LEN(conditions));
}

static bool device_exists(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(devices); i++)
        if (strcmp(devices[i], name) == 0)
            return true;
    return strcmp(name, "none") == 0;
}

static void check_ranges(void)
{
    for (size_t i = 0; i < ARRAY_LEN(ranges); i++) {
        const struct range *a = &ranges[i];
        CHECK(device_exists(a->device), "%s", a->name);
        CHECK(a->size != 0 && a->size % 4 == 0, "%s", a->name);
        CHECK(a->base % 4 == 0, "%s", a->name);
        CHECK(range_ok(a->base, a->size, (u64)1 << 32), "%s", a->name);
        CHECK(strcmp(a->kind, "REGISTERS") != 0 ||
                  strcmp(a->device, "none") != 0,
              "%s", a->name);
        for (size_t j = 0; j < i; j++)
            CHECK(!range_overlaps(a->base, a->size, ranges[j].base,
                                  ranges[j].size),
                  "%s and %s", ranges[j].name, a->name);
    }
    CHECK((u32)FB_BASE == BOARD_RAM_DEFAULT, "FB is not behind RAM");
    CHECK(FB_SIZE == FB_ALIAS_SIZE, "the two framebuffers differ");
    CHECK(STACK_POOL_ISR + 8 * STACK_SLOTS == STACK_POOL_STRIDE, "pool");
}

static void check_board(void)
{
    check_unique(ports, ARRAY_LEN(ports), PORT_COUNT);
    check_unique(vectors, ARRAY_LEN(vectors), INT_COUNT);
    for (size_t i = 0; i < ARRAY_LEN(ports); i++)
        CHECK(device_exists(ports[i].text) &&
                  strcmp(ports[i].text, "none") != 0,
              "%s: %s", ports[i].name, ports[i].text);
    check_ranges();
}

static void check_uops(void)
{
    for (size_t i = 0; i < ARRAY_LEN(uops); i++) {
        const struct uop_row *u = &uops[i];
        check_letters(u->name, u->operands, "dabi");
        CHECK(strlen(u->class) == 1 && strchr("ASLFXN", *u->class) != NULL,
              "%s: class %s", u->name, u->class);
        /* Nobody knows who reads FLAGS behind a block: they are up to date
         * before its last uop, or that one records them all. */
        CHECK((u->traits & END) == 0 || (u->traits & READS) != 0 ||
                  *u->class == 'X',
              "%s", u->name);
    }
}

int main(void)
{
    check_isa();
    check_board();
    check_uops();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
