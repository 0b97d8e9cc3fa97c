/* SPDX-License-Identifier: MIT
 *
 * A large switch that gives strings, which may become a table.
 */
#include "c.h"

static NOINLINE const char *name(unsigned m)
{
    switch (m) {
    case 0:
        return "January";
    case 1:
        return "February";
    case 2:
        return "March";
    case 3:
        return "April";
    case 4:
        return "May";
    case 5:
        return "June";
    case 6:
        return "July";
    case 7:
        return "August";
    case 8:
        return "September";
    case 9:
        return "October";
    case 10:
        return "November";
    case 11:
        return "December";
    default:
        return "?";
    }
}
static NOINLINE int days(int m)
{
    switch (m) {
    case 2:
        return 28;
    case 4:
    case 6:
    case 9:
    case 11:
        return 30;
    case 1:
    case 3:
    case 5:
    case 7:
    case 8:
    case 10:
    case 12:
        return 31;
    }
    return 0;
}
int main(void)
{
    for (int i = -1; i < 14; i++)
        printf("%s %d\n", name(i - 1), days(i));
}
