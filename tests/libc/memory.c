/* SPDX-License-Identifier: MIT
 *
 * malloc under load: blocks of all sizes come, grow and go; none may overlap
 * another, lose its content or its alignment; in the end all memory is one
 * piece again. Also sorting, in orders that are hard for quicksorts.
 */
#include <errno.h>
#include <stdlib.h>

#include "test.h"

#ifdef __SANITIZE_ADDRESS__
/* On the host: malloc answers NULL to what it cannot give, as C has it. */
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}
#endif

enum { BLOCKS = 200, STEPS = 20000, SORTED = 1000 };

static struct {
    unsigned char *at;
    size_t size;
    unsigned char mark;
} block[BLOCKS];

static int check_block(int k)
{
    for (size_t n = 0; n < block[k].size; n++) {
        if (block[k].at[n] != block[k].mark)
            return 1;
    }
    return 0;
}

static int step(void)
{
    int k = (int)test_below(BLOCKS), bad = 0;
    size_t size = test_below(1 << test_below(14));
    bad += check_block(k);
    if (test_below(3) == 0) {
        free(block[k].at);
        block[k].at = NULL;
        block[k].size = 0;
        return bad;
    }
    size_t kept = size < block[k].size ? size : block[k].size;
    if (!block[k].at && test_below(4) == 0) {
        size_t align = (size_t)8 << test_below(8);
        block[k].at = aligned_alloc(align, (size + align - 1) & ~(align - 1));
        bad += ((uintptr_t)block[k].at & (align - 1)) != 0;
    } else {
        block[k].at = realloc(block[k].at, size + 1);
    }
    block[k].size = kept;
    bad += !block[k].at || ((uintptr_t)block[k].at & 7) != 0 || check_block(k);
    block[k].size = size;
    block[k].mark = (unsigned char)test_random();
    memset(block[k].at, block[k].mark, size);
    return bad;
}

static void load(void)
{
    int bad = 0;
    for (int k = 0; k < STEPS; k++)
        bad += step();
    for (int k = 0; k < BLOCKS; k++) {
        bad += check_block(k);
        free(block[k].at);
    }
    printf("load: %d bad\n", bad);
    void *most = malloc(40 << 20), *zeros = calloc(1000, 1000);
    for (size_t k = 0; k < 1000 * 1000; k++)
        bad += ((char *)zeros)[k] != 0;
    printf("most: %d, zeros: %d\n", most != NULL, bad);
    free(most);
    free(zeros);
    errno = 0;
    volatile size_t huge = (size_t)-1 / 2;
    printf("huge: %d", malloc(huge) == NULL);
    printf(" %d\n", errno == ENOMEM);
    printf("product: %d\n", calloc(huge, 3) == NULL);
}

static unsigned long comparisons;

static int by_value(const void *x, const void *y)
{
    int p = *(const int *)x, q = *(const int *)y;
    comparisons++;
    return p < q ? -1 : p > q;
}

static void order(const char *name, int (*value)(int))
{
    static int v[SORTED];
    for (int k = 0; k < SORTED; k++)
        v[k] = value(k);
    comparisons = 0;
    qsort(v, SORTED, sizeof(*v), by_value);
    int bad = 0;
    for (int k = 1; k < SORTED; k++)
        bad += v[k - 1] > v[k];
    for (int k = 0; k < SORTED; k++) {
        int *found = bsearch(&v[k], v, SORTED, sizeof(*v), by_value);
        bad += !found || *found != v[k];
        mix32((uint32_t)v[k]);
    }
    int none = 2000000000;
    bad += bsearch(&none, v, SORTED, sizeof(*v), by_value) != NULL;
    printf("%s: %d bad, %s\n", name, bad,
           comparisons < 60000 ? "few" : "too many comparisons");
}

static int rising(int k)
{
    return k;
}

static int falling(int k)
{
    return -k;
}

static int constant(int k)
{
    (void)k;
    return 5;
}

static int pipes(int k)
{
    return k < SORTED / 2 ? k : SORTED - k;
}

static int saw(int k)
{
    return k % 17;
}

static int any(int k)
{
    (void)k;
    return (int)test_random();
}

static int by_text(const void *x, const void *y)
{
    return memcmp(x, y, 7);
}

/* Elements of an odd size */
static void odd_size(void)
{
    static char v[300 * 7];
    for (int k = 0; k < 300 * 7; k++)
        v[k] = (char)('a' + test_below(4));
    qsort(v, 300, 7, by_text);
    for (int k = 0; k < 300 * 7; k++)
        mix32((unsigned char)v[k]);
}

int main(void)
{
    load();
    order("rising", rising);
    order("falling", falling);
    order("constant", constant);
    order("pipes", pipes);
    order("saw", saw);
    order("any", any);
    odd_size();
    report("sorted");
    return 0;
}
