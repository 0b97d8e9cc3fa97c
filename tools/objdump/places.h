/* SPDX-License-Identifier: MIT
 *
 * Places in the source of the instructions of an ELF file, and the text that
 * stands there. In an object the sections are laid one behind the other, and
 * its line table is relocated accordingly, so that one table serves all.
 */
#ifndef OBJDUMP_PLACES_H
#define OBJDUMP_PLACES_H

#include <format/elf.h>
#include <format/line.h>

struct places {
    struct line_table table;
    u32 *base;             /* of each section */
    struct source *source; /* of each file, read when it is needed */
    const char *near;      /* the ELF file: sources may lie in its folder */
    const struct line_row *last; /* what was shown last */
    bool text;                   /* show source text */
};

bool places_make(struct places *p, const struct elf *f, bool text,
                 struct err *e);
void places_free(struct places *p);
/* A line "; hello.c:12" when the place is another than before, and the source
 * text when asked for. Offset: in the section. */
void places_add(struct buf *out, struct places *p, u32 section, u32 offset);

#endif
