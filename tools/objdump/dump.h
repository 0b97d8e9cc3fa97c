/* SPDX-License-Identifier: MIT
 *
 * The texts that lamp-objdump prints about flat images, ELF files and
 * archives. Nothing is printed here: text is added to a buffer, whose length
 * is linear in the file's, whatever the file says about itself.
 */
#ifndef OBJDUMP_DUMP_H
#define OBJDUMP_DUMP_H

#include <format/elf.h>
#include <format/image.h>

enum dump_show {
    DUMP_FILE = 1 << 0,     /* kind and entry */
    DUMP_SECTIONS = 1 << 1, /* of a flat image: its segments */
    DUMP_SEGMENTS = 1 << 2,
    DUMP_SYMBOLS = 1 << 3,
    DUMP_RELOCATIONS = 1 << 4,
    DUMP_TEXT = 1 << 5,        /* instructions */
    DUMP_TEXT_ALL = 1 << 6,    /* data as instructions, too */
    DUMP_LINES = 1 << 7,       /* places in the source, with instructions */
    DUMP_SOURCE = 1 << 8,      /* the source text at these places */
    DUMP_CONTENTS = 1 << 9,    /* bytes */
    DUMP_REASSEMBLE = 1 << 10, /* dump_source */
    DUMP_HEADERS = DUMP_FILE | DUMP_SECTIONS | DUMP_SEGMENTS | DUMP_SYMBOLS |
                   DUMP_RELOCATIONS
};

/* What `show` asks for, of a file of any of the three kinds. */
bool dump_any(struct buf *out, const char *file, const u8 *bytes, size_t size,
              u32 show, struct err *e);
/* The same of one kind. The ELF file was read from `bytes`. */
bool dump_elf(struct buf *out, const struct elf *f, u32 show, struct err *e);
bool dump_flat(struct buf *out, const struct image *image, const u8 *bytes,
               u32 show, struct err *e);

/* Source that lamp-as turns into the same flat file. False when it cannot:
 * the segments must follow each other without gaps. */
bool dump_source(struct buf *out, const struct image *image, const u8 *bytes,
                 struct err *e);

#endif
