/* SPDX-License-Identifier: MIT
 *
 * Allocation of all sizes, growth keeps contents, calloc is zero.
 */
#include "c.h"

#include <stdlib.h>
#include <string.h>

int main(void)
{
    char *p[40];
    int bad = 0;
    unsigned seed = 3;
    for (int i = 0; i < 40; i++) {
        p[i] = malloc((size_t)HIDE(i * 13 + 1));
        bad += !p[i] || ((uintptr_t)p[i] & 7);
        memset(p[i], i, (size_t)i * 13 + 1);
    }
    for (int round = 0; round < 200; round++) {
        int i = (int)(next_random(&seed) % 40);
        if (round % 3 == 0) {
            free(p[i]);
            p[i] = calloc((size_t)i * 13 + 1, 1);
            for (int k = 0; k < i * 13 + 1; k++)
                bad += p[i][k] != 0;
            memset(p[i], i, (size_t)i * 13 + 1);
        } else {
            p[i] = realloc(p[i], (size_t)(round * 50 + i * 13 + 1));
            memset(p[i] + i * 13 + 1, 99, (size_t)round * 50);
        }
    }
    for (int i = 0; i < 40; i++) {
        for (int k = 0; k < i * 13 + 1; k++)
            bad += p[i][k] != i;
        free(p[i]);
    }
    char *big = malloc(1000000);
    memset(big, 1, 1000000);
    free(big), free(NULL);
    void *volatile none = calloc(HIDE((size_t)1 << 31), 4);
    printf("%d %d\n", bad, none == NULL);
}
