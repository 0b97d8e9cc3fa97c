/* SPDX-License-Identifier: MIT
 *
 * What the assembler tests share: assembling a text in memory, and comparing
 * what came out. Include last, it pulls in cmocka.
 */
#ifndef RIG_AS_H
#define RIG_AS_H

#include <as.h>
#include <format/image.h>
#include <lamp/board.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

/* Assembles with X1; the caller frees the result. */
static inline bool assemble(struct as_result *r, const char *source)
{
    struct as_options o = as_options_default;
    o.x1 = true;
    return as_assemble(r, &o, "t.s", source, strlen(source));
}

/* "segment: 01 02 03" for a failing comparison. */
static inline void print_bytes(const char *name, const u8 *bytes, size_t n)
{
    print_message("%s:", name);
    for (size_t i = 0; i < n; i++)
        print_message(" %02X", bytes[i]);
    print_message("\n");
}

/* Hex digits, spaces ignored, into bytes. */
static inline size_t hex_bytes(const char *hex, u8 *out, size_t room)
{
    size_t n = 0;
    while (*hex) {
        unsigned value;
        int used = 0;
        if (sscanf(hex, " %2x%n", &value, &used) != 1)
            break;
        assert_true(n < room);
        out[n++] = (u8)value;
        hex += used;
    }
    return n;
}

/* Assembles and compares the bytes behind the header with hex digits. */
static inline void check_bytes(const char *source, const char *hex)
{
    u8 want[4096];
    size_t n = hex_bytes(hex, want, sizeof(want));
    struct as_result r;
    bool ok = assemble(&r, source);
    size_t have = ok ? r.image.size - IMAGE_HEADER_BYTES : 0;
    bool same = ok && have == n &&
                memcmp(r.image.data + IMAGE_HEADER_BYTES, want, n) == 0;
    if (!same) {
        print_message("source:\n%s\nmessages:\n%.*s", source,
                      (int)r.messages.size, (const char *)r.messages.data);
        print_bytes("want", want, n);
        if (ok)
            print_bytes("have", r.image.data + IMAGE_HEADER_BYTES, have);
    }
    as_result_free(&r);
    assert_true(same);
}

#endif
