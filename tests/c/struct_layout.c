/* SPDX-License-Identifier: MIT
 *
 * Sizes, alignments and offsets of structures and unions.
 */
#include "c.h"

#include <stddef.h>

struct a {
    char c;
    double d;
    char e;
};
struct b {
    char c;
    long long l;
    short s;
};
struct c {
    short s;
    struct b b;
    char c;
};
union u {
    char c[5];
    int i;
};
struct d {
    char c;
    union u u;
    _Bool b;
};
struct e {
    char c[3];
    short s;
};
struct f {
    char c;
    _Alignas(16) int i;
};
struct g {
    float f;
    struct {
        char x;
    } y;
    long z;
};
enum first { FIRST };
#define SHOW(t) printf("%s %d %d\n", #t, (int)sizeof(t), (int)_Alignof(t))
int main(void)
{
    SHOW(struct a);
    SHOW(struct b);
    SHOW(struct c);
    SHOW(union u);
    SHOW(struct d);
    SHOW(struct e);
    SHOW(struct f);
    SHOW(struct g);
    SHOW(char);
    SHOW(short);
    SHOW(int);
    SHOW(long);
    SHOW(void *);
    SHOW(float);
    SHOW(_Bool);
    SHOW(size_t);
    SHOW(ptrdiff_t);
    SHOW(wchar_t);
    SHOW(enum first);
    SHOW(int[3]);
    printf("%d %d %d\n", (int)offsetof(struct a, d), (int)offsetof(struct a, e),
           (int)offsetof(struct b, s));
    printf("%d %d %d\n", (int)offsetof(struct c, c),
           (int)offsetof(struct d, u.c[2]), (int)offsetof(struct d, b));
    printf("%d %d\n", (int)offsetof(struct f, i), (int)offsetof(struct g, z));
    printf("%d %d\n", (int)sizeof(long long), (int)sizeof(double));
}
