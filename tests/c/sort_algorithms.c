/* SPDX-License-Identifier: MIT
 *
 * Quick, heap, merge, insertion and radix sort give the same.
 */
#include "c.h"

#include <string.h>

#define N 200
static void insertion(int *v, int n)
{
    for (int i = 1; i < n; i++) {
        int x = v[i], k = i;
        for (; k > 0 && v[k - 1] > x; k--)
            v[k] = v[k - 1];
        v[k] = x;
    }
}
static void quick(int *v, int n)
{
    if (n < 2)
        return;
    int p = v[n / 2], i = 0, k = n - 1;
    while (i <= k) {
        while (v[i] < p)
            i++;
        while (v[k] > p)
            k--;
        if (i <= k) {
            int t = v[i];
            v[i++] = v[k];
            v[k--] = t;
        }
    }
    quick(v, k + 1), quick(v + i, n - i);
}
static void sift(int *v, int i, int n)
{
    for (int c; (c = 2 * i + 1) < n; i = c) {
        if (c + 1 < n && v[c + 1] > v[c])
            c++;
        if (v[i] >= v[c])
            return;
        int t = v[i];
        v[i] = v[c];
        v[c] = t;
    }
}
static void heap(int *v, int n)
{
    for (int i = n / 2; i-- > 0;)
        sift(v, i, n);
    while (n-- > 1) {
        int t = v[0];
        v[0] = v[n];
        v[n] = t;
        sift(v, 0, n);
    }
}
static void merge(int *v, int n)
{
    if (n < 2)
        return;
    int t[N], a = 0, b = n / 2, k = 0;
    merge(v, b), merge(v + b, n - b);
    while (a < n / 2 || b < n)
        t[k++] = b >= n || (a < n / 2 && v[a] <= v[b]) ? v[a++] : v[b++];
    memcpy(v, t, sizeof(int) * (size_t)n);
}
static void radix(int *v, int n)
{
    static int t[N];
    for (int s = 0; s < 32; s += 8) {
        int c[257] = {0};
        for (int i = 0; i < n; i++)
            c[((unsigned)v[i] ^ 0x80000000u) >> s & 255]++;
        for (int i = 0, sum = 0; i < 256; i++) {
            int x = c[i];
            c[i] = sum;
            sum += x;
        }
        for (int i = 0; i < n; i++)
            t[c[((unsigned)v[i] ^ 0x80000000u) >> s & 255]++] = v[i];
        memcpy(v, t, sizeof(int) * (size_t)n);
    }
}
int main(void)
{
    static void (*const sorts[])(int *, int) = {insertion, quick, heap, merge,
                                                radix};
    for (unsigned k = 0; k < COUNT(sorts); k++) {
        int v[N];
        unsigned seed = 9, sum = 0;
        for (int i = 0; i < N; i++)
            v[i] = (int)next_random(&seed);
        sorts[k](v, N);
        for (int i = 0; i < N; i++)
            sum = sum * 31 + (unsigned)v[i];
        printf("%x %d %d\n", sum, v[0], v[N - 1]);
    }
}
