/* SPDX-License-Identifier: MIT
 *
 * rand stays in its range, and srand repeats it.
 */
#include "c.h"

#include <stdlib.h>

int main(void)
{
    int bad = 0, differ = 0, first[50];
    srand(HIDE(5u));
    for (int i = 0; i < 50; i++)
        first[i] = rand(), bad += first[i] < 0 || first[i] > RAND_MAX;
    srand(5);
    for (int i = 0; i < 50; i++)
        differ += rand() != first[i];
    printf("%d %d %d\n", bad, differ,
           first[0] == first[1] && first[1] == first[2]);
}
