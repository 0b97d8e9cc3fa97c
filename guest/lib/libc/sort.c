/* SPDX-License-Identifier: MIT
 *
 * qsort and bsearch. Heapsort, from the bottom up: never slow, not recursive,
 * needs no memory.
 */
#include <stdint.h>
#include <stdlib.h>

static void exchange(char *a, char *b, size_t size)
{
    if (((uintptr_t)a & 3) == 0 && (size & 3) == 0) {
        for (; size > 0; size -= 4, a += 4, b += 4) {
            uint32_t t = *(uint32_t *)a;
            *(uint32_t *)a = *(uint32_t *)b;
            *(uint32_t *)b = t;
        }
        return;
    }
    for (; size > 0; size--, a++, b++) {
        char t = *a;
        *a = *b;
        *b = t;
    }
}

typedef int comparison(const void *, const void *);

static void sift(char *base, size_t root, size_t count, size_t size,
                 comparison *compare)
{
    for (size_t child; (child = root * 2 + 1) < count; root = child) {
        if (child + 1 < count &&
            compare(base + child * size, base + (child + 1) * size) < 0)
            child++;
        if (compare(base + root * size, base + child * size) >= 0)
            return;
        exchange(base + root * size, base + child * size, size);
    }
}

void qsort(void *base, size_t count, size_t size, comparison *compare)
{
    char *at = base;
    for (size_t k = count / 2; k > 0; k--)
        sift(at, k - 1, count, size, compare);
    for (size_t k = count; k > 1; k--) {
        exchange(at, at + (k - 1) * size, size);
        sift(at, 0, k - 1, size, compare);
    }
}

void *bsearch(const void *key, const void *base, size_t count, size_t size,
              comparison *compare)
{
    const char *at = base;
    while (count > 0) {
        const char *middle = at + count / 2 * size;
        int order = compare(key, middle);
        if (order == 0)
            return (void *)middle;
        if (order > 0) {
            at = middle + size;
            count--;
        }
        count /= 2;
    }
    return NULL;
}
