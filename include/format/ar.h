/* SPDX-License-Identifier: MIT
 *
 * Archives in the System V format, as `ar` of binutils makes them: a header
 * before each member, "//" with long names. The index of symbols is not
 * needed and not believed: users look into the members. A reader borrows the
 * file's bytes.
 */
#ifndef FORMAT_AR_H
#define FORMAT_AR_H

#include <util/bits.h>
#include <util/err.h>

struct ar_member {
    char *name; /* owned by the archive */
    const u8 *bytes;
    size_t size;
};

struct ar {
    struct ar_member *member;
    u32 count;
};

bool ar_is(const u8 *bytes, size_t size);
/* ar_free in either case. */
bool ar_read(struct ar *ar, const u8 *bytes, size_t size, const char *file,
             struct err *e);
void ar_free(struct ar *ar);

#endif
