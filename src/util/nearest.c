/* SPDX-License-Identifier: MIT
 *
 * Edit distance with swaps of neighbours (optimal string alignment), in
 * three rows of fixed length; longer words have no near name.
 */
#include <util/nearest.h>

#include <ctype.h>
#include <string.h>

enum { NEAREST_MAX = 40 };

static int lower(char c)
{
    return tolower((unsigned char)c);
}

static unsigned min2(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned distance(const char *a, size_t a_size, const char *b,
                         size_t b_size)
{
    unsigned rows[3][NEAREST_MAX + 1];
    for (unsigned j = 0; j <= b_size; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= a_size; i++) {
        unsigned *now = rows[i % 3], *last = rows[(i + 2) % 3];
        const unsigned *before = rows[(i + 1) % 3];
        now[0] = i;
        for (unsigned j = 1; j <= b_size; j++) {
            unsigned wrong = lower(a[i - 1]) != lower(b[j - 1]);
            now[j] = min2(min2(last[j], now[j - 1]) + 1, last[j - 1] + wrong);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                now[j] = min2(now[j], before[j - 2] + 1);
        }
    }
    return rows[a_size % 3][b_size];
}

const char *nearest(const char *word, size_t length, nearest_name *name,
                    const void *list)
{
    if (length == 0 || length > NEAREST_MAX)
        return NULL;
    unsigned best = (unsigned)(length + 2) / 3 + 1; /* first too far */
    const char *found = NULL;
    const char *candidate;
    for (size_t i = 0; (candidate = name(list, i)) != NULL; i++) {
        size_t size = strlen(candidate);
        size_t apart = size > length ? size - length : length - size;
        if (size > NEAREST_MAX || apart >= best)
            continue; /* the distance is at least that */
        unsigned d = distance(word, length, candidate, size);
        if (d < best && d < length && d < size) {
            best = d;
            found = candidate;
        }
    }
    return found;
}

const char *nearest_array(const void *list, size_t i)
{
    return ((const char *const *)list)[i];
}
