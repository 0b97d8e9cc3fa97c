/* SPDX-License-Identifier: MIT
 *
 * Sorting of ints, strings and structures; bsearch.
 */
#include "c.h"

#include <stdlib.h>
#include <string.h>

struct r {
    int key;
    char name[6];
    double d;
};
static int by_int(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}
static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}
static int by_record(const void *a, const void *b)
{
    const struct r *x = a, *y = b;
    return x->key != y->key ? y->key - x->key : strcmp(x->name, y->name);
}
int main(void)
{
    int v[200];
    unsigned seed = 6;
    const char *words[] = {"pear", "fig",  "apple", "",
                           "kiwi", "figs", "banana"};
    struct r rs[20];
    for (int n = 0; n < 200; n += 37) {
        for (int i = 0; i < n; i++)
            v[i] = (int)next_random(&seed) >> (n / 8 % 20);
        qsort(v, (size_t)HIDE(n), sizeof(int), by_int);
        int good = 1, found = 0;
        for (int i = 1; i < n; i++)
            good &= v[i - 1] <= v[i];
        for (int i = 0; i < n; i++)
            found += *(int *)bsearch(&v[i], v, (size_t)n, sizeof(int),
                                     by_int) == v[i];
        printf("%d %d %d\n", good, found, n ? v[n / 2] : 0);
    }
    qsort(words, COUNT(words), sizeof(*words), by_text);
    for (unsigned i = 0; i < COUNT(words); i++)
        printf("[%s]", words[i]);
    for (int i = 0; i < 20; i++)
        rs[i].key = i * 7 % 5, sprintf(rs[i].name, "n%d", i * 13 % 20),
        rs[i].d = i;
    qsort(rs, 20, sizeof(*rs), by_record);
    for (int i = 0; i < 20; i++)
        printf(" %d%s%g", rs[i].key, rs[i].name, rs[i].d);
    int key = 12345678;
    printf(" %d\n", bsearch(&key, v, 100, sizeof(int), by_int) == NULL);
}
