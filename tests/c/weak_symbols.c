/* SPDX-License-Identifier: MIT
 *
 * Weak functions and data, defined in another file or nowhere.
 */
#include "c.h"

extern int missing_data __attribute__((weak));
extern int missing(int) __attribute__((weak));
int weak_default(int x) __attribute__((weak));
int weak_default(int x)
{
    return x + 1;
}
int weak_replaced(int x) __attribute__((weak));
int weak_replaced(int x)
{
    return x + 1000;
}
__attribute__((weak)) int weak_value = 3;
int from_part(int);
int main(void)
{
    printf("%d %d\n", missing ? missing(1) : -1,
           &missing_data ? missing_data : -2);
    printf("%d %d %d %d\n", weak_default(HIDE(1)), weak_replaced(HIDE(1)),
           weak_value, from_part(HIDE(5)));
}
