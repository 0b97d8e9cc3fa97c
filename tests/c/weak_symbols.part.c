/* SPDX-License-Identifier: MIT
 *
 * The strong definitions for weak_symbols.
 */
#include "c.h"

int weak_replaced(int);
int weak_replaced(int x)
{
    return x * 7;
}
int weak_value = 44;
int from_part(int);
int from_part(int x)
{
    return weak_replaced(x) - 1;
}
