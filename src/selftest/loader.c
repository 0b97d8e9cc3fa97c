/* SPDX-License-Identifier: MIT
 *
 * loader_checks: images in memory that break one rule each, in the order of
 * the checks, and images that only just keep them. The message must name the
 * file and what is wrong, and a refused image leaves the machine as it was.
 */
#include "selftest.h"

#include <lamp/board.h>
#include <lamp/image.h>

enum {
    RAM = BOARD_RAM_DEFAULT,
    POOL = RAM - 2 * STACK_POOL_STRIDE,
    ELF_HEADER = 52,
    ELF_SEGMENT = 32,
    MARK_AT = 0x00300000
};

struct flat_case {
    struct image_header h;
    u32 cut;                /* bytes missing at the end */
    u32 cores;              /* 0: one */
    const char *message[2]; /* parts of it; NULL: the image is accepted */
};

static const struct flat_case flat[] = {
    {{PROGRAM_BASE, 8, 0, 0, 0, 0}, 9, 0, {"23 bytes", "24"}},
    {{PROGRAM_BASE, 12, 0, 0, 0, 0}, 0, 0, {"multiple of 8", "12"}},
    {{PROGRAM_BASE, 8, 0x3000, 4, 0, 0}, 1, 0, {"file ends after 35", "36"}},
    {{PROGRAM_BASE, 8, RAM - 4, 8, 0, 0}, 0, 0, {"data segment", "RAM end"}},
    {{PROGRAM_BASE, 8, 0, 0, 0xFFFFFFF0, 32}, 0, 0, {"bss", "RAM end"}},
    {{0x3000, 8, 0x3004, 8, 0, 0}, 0, 0, {"data segment", "text segment"}},
    {{0x3000, 8, 0x4000, 8, 0x4007, 8}, 0, 0, {"bss", "data segment"}},
    {{0x2018, 8, 0, 0, 0, 0}, 0, 0, {"text segment", "0x00002018"}},
    {{PROGRAM_BASE, 8, 0, 0, 0x100, 4}, 0, 0, {"bss segment", "0x00000100"}},
    {{PROGRAM_BASE, 8, 0x61FF00, 0x200, 0, 0},
     0,
     0,
     {"data segment 0x0061FF00-0x006200FF collides with the framebuffer alias "
      "0x00620000-0x0074BFFF",
      ""}},
    {{PROGRAM_BASE, 8, 0x74C058, 4, 0, 0}, 0, 0, {"data", "SYSINFO"}},
    {{PROGRAM_BASE, 8, 0, 0, 0x74CFFF, 2}, 0, 0, {"bss", "INTC"}},
    {{PROGRAM_BASE, 8, 0, 0, POOL - 4, 8}, 0, 2, {"bss", "stack pool"}},
    /* accepted: edges, empty segments, reserved ranges, bytes behind */
    {{PROGRAM_BASE, 8, 0, 0, POOL - 4, 8}, 0, 1, {NULL, ""}},
    {{PROGRAM_BASE, 8, POOL - 8, 8, 0, 0}, 0, 2, {NULL, ""}},
    {{PROGRAM_BASE, 8, RAM - 8, 8, 0x61FFF0, 16}, 0, 0, {NULL, ""}},
    {{PROGRAM_BASE, 8, 0x74C05C, 4, 0x74E000, 0x100}, 0, 0, {NULL, ""}},
    {{0x3001, 8, 0xFFFFFFFF, 0, 0x620000, 0}, 0, 0, {NULL, ""}},
};

/* Header, then bytes that a loaded program shows again, 0x11 each. */
static void make_flat(const struct flat_case *c, struct buf *image)
{
    u32 n = c->h.text_size + c->h.data_size;
    const struct image_header *h = &c->h;
    buf_add_le32(image, h->text_base);
    buf_add_le32(image, h->text_size);
    buf_add_le32(image, h->data_base);
    buf_add_le32(image, h->data_size);
    buf_add_le32(image, h->bss_base);
    buf_add_le32(image, h->bss_size);
    for (u32 i = 0; i < n; i++)
        buf_add(image, "\x11", 1);
    image->size -= c->cut;
}

/* One change to a good ELF file with two segments. */
struct elf_case {
    u32 at, width, value;
    const char *message; /* NULL: accepted */
};

static const struct elf_case elf[] = {
    {0, 1, 0x7F, NULL},
    {4, 1, 2, ""},                               /* 64 bits */
    {5, 1, 2, ""},                               /* big endian */
    {6, 1, 0, ""},                               /* version */
    {16, 2, 1, ""},                              /* relocatable */
    {18, 2, 3, ""},                              /* another machine */
    {42, 2, 40, ""},                             /* e_phentsize */
    {44, 2, 0, ""},                              /* no program header */
    {28, 4, 0x10000, ""},                        /* headers outside the file */
    {ELF_HEADER + 4, 4, 0x10000, "segment 0"},   /* p_offset */
    {ELF_HEADER + 16, 4, 0x20, "segment 0"},     /* p_filesz > */
    {ELF_HEADER + 20, 4, 0x7FFFFFFF, "RAM end"}, /* p_memsz */
    {ELF_HEADER + ELF_SEGMENT + 12, 4, 0x3008, "segment 1"}, /* overlap */
    {ELF_HEADER + 12, 4, 0x1000, "segment 0"},               /* stacks */
    {ELF_HEADER + 12, 4, 0x74D000, "INTC"},
    {24, 4, 0x5000, "entry"},
    {ELF_HEADER, 4, 4, "entry"}, /* segment 0 is no PT_LOAD any more */
    {ELF_HEADER + ELF_SEGMENT, 4, 4, NULL},
};

static void add_le16(struct buf *b, u16 v)
{
    u8 bytes[2];
    put_le16(bytes, v);
    buf_add(b, bytes, sizeof(bytes));
}

static void add_elf_segment(struct buf *b, u32 offset, u32 at)
{
    buf_add_le32(b, 1); /* PT_LOAD */
    buf_add_le32(b, offset);
    buf_add_le32(b, 0);
    buf_add_le32(b, at);
    buf_add_le32(b, 16); /* in the file */
    buf_add_le32(b, 24); /* in memory */
    buf_add_le32(b, 5);
    buf_add_le32(b, 1);
}

static void make_elf(const struct elf_case *c, struct buf *b)
{
    const u32 code = ELF_HEADER + 2 * ELF_SEGMENT;
    buf_add(b,
            "\x7F"
            "ELF\x01\x01\x01\0\0\0\0\0\0\0\0",
            16);
    add_le16(b, 2);
    add_le16(b, IMAGE_E_MACHINE);
    buf_add_le32(b, 1);
    buf_add_le32(b, 0x3000); /* e_entry */
    buf_add_le32(b, ELF_HEADER);
    buf_add_le32(b, 0);
    buf_add_le32(b, 0);
    add_le16(b, ELF_HEADER);
    add_le16(b, ELF_SEGMENT);
    add_le16(b, 2);
    add_le16(b, 40);
    add_le16(b, 0);
    add_le16(b, 0);
    add_elf_segment(b, code, 0x3000);
    add_elf_segment(b, code + 16, 0x4000);
    for (u32 i = 0; i < 32; i++)
        buf_add(b, "\x11", 1);
    for (u32 i = 0; i < c->width; i++)
        b->data[c->at + i] = (u8)(c->value >> 8 * i);
}

/* The verdict of the loader on an image, and that a refusal changes nothing. */
static bool judge(const struct selftest *s, const char *engine, u32 cores,
                  const struct buf *image, const char *const message[2],
                  struct err *e)
{
    struct trial t;
    struct err got = {0};
    trial_init(&t, s, engine);
    t.config.cores = cores ? cores : 1;
    if (!trial_begin(&t, NULL, e))
        return false;
    ram_put32(&t.m->bus.ram, MARK_AT, 0xABCD);
    bool loaded =
        machine_load_bytes(t.m, "x.bin", image->data, image->size, &got);
    u32 mark = ram_get32(&t.m->bus.ram, MARK_AT);
    trial_end(&t);
    if (loaded != (message[0] == NULL))
        return fail(e, "%s %s", loaded ? "accepted" : "refused:", got.text);
    if (loaded)
        return mark == 0 || fail(e, "memory was not reset");
    if (mark != 0xABCD)
        return fail(e, "a refused image changed memory");
    if (!strstr(got.text, "x.bin") || !strstr(got.text, message[0]) ||
        !strstr(got.text, message[1]) || strchr(got.text, '\n'))
        return fail(e, "'%s' and '%s' are not in: %s", message[0], message[1],
                    got.text);
    return true;
}

bool selftest_loader(const struct selftest *s, const char *engine,
                     struct err *e)
{
    struct err why = {0};
    for (u32 i = 0; i < ARRAY_LEN(flat); i++) {
        struct buf image = {0};
        make_flat(&flat[i], &image);
        bool ok =
            judge(s, engine, flat[i].cores, &image, flat[i].message, &why);
        buf_free(&image);
        if (!ok)
            return fail(e, "flat case %u: %s", i, why.text);
    }
    for (u32 i = 0; i < ARRAY_LEN(elf); i++) {
        struct buf image = {0};
        const char *message[2] = {elf[i].message, ""};
        make_elf(&elf[i], &image);
        bool ok = judge(s, engine, 1, &image, message, &why);
        buf_free(&image);
        if (!ok)
            return fail(e, "ELF case %u: %s", i, why.text);
    }
    return true;
}
