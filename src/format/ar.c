/* SPDX-License-Identifier: MIT
 *
 * Walks the members of an archive. A member's header is 60 characters: name,
 * three numbers that do not matter, mode, size, and an end mark.
 */
#include <format/ar.h>

#include <ctype.h>
#include <stdlib.h>

enum { MAGIC_BYTES = 8, HEADER_BYTES = 60, NAME_BYTES = 16, SIZE_AT = 48 };

static const char magic[] = "!<arch>\n";

static bool is_thin(const u8 *bytes, size_t size)
{
    return size >= MAGIC_BYTES && memcmp(bytes, "!<thin>\n", MAGIC_BYTES) == 0;
}

bool ar_is(const u8 *bytes, size_t size)
{
    return (size >= MAGIC_BYTES && memcmp(bytes, magic, MAGIC_BYTES) == 0) ||
           is_thin(bytes, size);
}

/* A decimal number padded with spaces; false: something else. */
static bool number(const u8 *text, u32 width, u64 *out)
{
    u32 k = 0;
    *out = 0;
    while (k < width && text[k] >= '0' && text[k] <= '9')
        *out = *out * 10 + (text[k++] - '0');
    bool digits = k > 0;
    while (k < width && text[k] == ' ')
        k++;
    return digits && k == width;
}

struct names { /* of the member "//" */
    const char *at;
    size_t size;
};

static char *copied(const char *text, size_t n)
{
    char *copy = malloc(n + 1);
    if (copy) {
        for (size_t k = 0; k < n; k++) /* it goes into messages */
            copy[k] = iscntrl((unsigned char)text[k]) ? '?' : text[k];
        copy[n] = '\0';
    }
    return copy;
}

/* "name/", "/123" (offset in the long names), or plain with spaces. */
static char *member_name(const u8 *header, const struct names *names)
{
    u64 at;
    size_t n = 0;
    if (header[0] == '/' && number(header + 1, NAME_BYTES - 1, &at)) {
        if (at >= names->size)
            return NULL;
        const char *start = names->at + at;
        while (n < names->size - at && start[n] != '\n')
            n++;
        if (n > 0 && start[n - 1] == '/')
            n--;
        return copied(start, n);
    }
    while (n < NAME_BYTES && header[n] != '/')
        n++;
    while (n > 0 && header[n - 1] == ' ')
        n--;
    return copied((const char *)header, n);
}

static bool is_special(const u8 *header)
{
    return header[0] == '/' && (header[1] == ' ' || header[1] == '/' ||
                                memcmp(header, "/SYM64/", 7) == 0);
}

static bool member_add(struct ar *ar, struct ar_member member)
{
    if ((ar->count & (ar->count - 1)) == 0) {
        size_t room = ar->count ? (size_t)ar->count * 2 : 1;
        struct ar_member *wider = realloc(ar->member, room * sizeof(*wider));
        if (!wider)
            return false;
        ar->member = wider;
    }
    ar->member[ar->count++] = member;
    return true;
}

bool ar_read(struct ar *ar, const u8 *bytes, size_t size, const char *file,
             struct err *e)
{
    struct names names = {"", 0};
    *ar = (struct ar){0};
    if (!ar_is(bytes, size))
        return fail(e, "%s: not an archive", file);
    if (is_thin(bytes, size))
        return fail(e,
                    "%s: a thin archive holds no objects, only their names; "
                    "make it without 'T' or --thin",
                    file);
    for (size_t at = MAGIC_BYTES; at < size;) {
        const u8 *h = bytes + at;
        u64 length;
        if (size - at < HEADER_BYTES)
            return fail(e, "%s: ends inside the header of a member at byte %zu",
                        file, at);
        if (h[58] != '`' || h[59] != '\n' || !number(h + SIZE_AT, 10, &length))
            return fail(e, "%s: damaged header of a member at byte %zu", file,
                        at);
        at += HEADER_BYTES;
        if (length > size - at)
            return fail(e, "%s: ends inside the member at byte %zu", file,
                        at - HEADER_BYTES);
        if (h[0] == '/' && h[1] == '/')
            names = (struct names){(const char *)bytes + at, (size_t)length};
        if (!is_special(h)) {
            struct ar_member m = {member_name(h, &names), bytes + at,
                                  (size_t)length};
            if (!m.name)
                return fail(e, "%s: bad name of the member at byte %zu", file,
                            at - HEADER_BYTES);
            if (!member_add(ar, m)) {
                free(m.name);
                return fail_status(e, 90, "out of memory");
            }
        }
        at += (size_t)length + (length & 1);
    }
    return true;
}

void ar_free(struct ar *ar)
{
    for (u32 k = 0; k < ar->count; k++)
        free(ar->member[k].name);
    free(ar->member);
    *ar = (struct ar){0};
}
