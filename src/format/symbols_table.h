/* SPDX-License-Identifier: MIT
 *
 * How the readers of ELF and of maps fill a table of symbols. Names stay
 * where they are, in the table's copy of the file.
 */
#ifndef SRC_FORMAT_SYMBOLS_TABLE_H
#define SRC_FORMAT_SYMBOLS_TABLE_H

#include <format/symbols.h>

struct symbols_entry {
    u64 end; /* behind its last byte; of a label: of its section */
    u32 address;
    u8 rank; /* of several at an address the highest counts */
    const char *name;
};

struct symbols_list {
    struct symbols_entry *entry; /* once sorted: disjoint, by address */
    u32 count, room;
};

struct symbols {
    u8 *bytes; /* the file, and a terminator */
    struct symbols_list sized, label;
    struct symbols_list named; /* all of both, by name */
    struct line_table lines;
    u64 start, end;         /* addresses that a map says the program has */
    struct symbols *joined; /* tables whose texts this one uses; or NULL */
};

/* symbols_find.c: before the lists are settled. False: no memory. */
bool symbols_name_all(struct symbols *s);
void symbols_name_order(struct symbols *s);
/* After entries were added: the lists as searches want them. */
void symbols_settle(struct symbols *s);

bool symbols_add(struct symbols_list *list, struct symbols_entry entry);

/* Both fill s from s->bytes, `size` of them; map lines end up terminated. */
bool symbols_elf(struct symbols *s, size_t size, const char *file,
                 struct err *e);
bool symbols_map_is(const u8 *bytes, size_t size);
bool symbols_map(struct symbols *s, size_t size, const char *file,
                 struct err *e);

#endif
