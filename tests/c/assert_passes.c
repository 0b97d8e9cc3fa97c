/* SPDX-License-Identifier: MIT
 *
 * assert that holds, static assertions, NDEBUG.
 */
#include "c.h"

#include <assert.h>

static int n;
_Static_assert(sizeof(int) == 4 && sizeof(void *) == 4, "ILP32");
static NOINLINE int check(int x)
{
    assert(x > 0 && "positive");
    n += x;
    return n;
}
#undef assert
#define NDEBUG
#include <assert.h>
int main(void)
{
    static_assert(1 + 1 == 2, "sums");
    assert(n++ == 99);
    printf("%d ", check(HIDE(3)));
    printf("%d\n", check(4));
}
