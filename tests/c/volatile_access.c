/* SPDX-License-Identifier: MIT
 *
 * Volatile objects are read and written as often as the source says.
 */
#include "c.h"

static volatile int port;
static volatile unsigned char bytes[4];
struct device {
    volatile unsigned status, data;
    const volatile int id;
};
static struct device dev = {1, 2, 77};
static NOINLINE int poll(struct device *d, int n)
{
    int s = 0;
    while (n-- > 0) {
        d->status |= 4;
        s += d->status & 1 ? (int)d->data : -1;
        d->status ^= 1;
        d->data = d->data * 3 + (unsigned)d->id;
    }
    return s;
}
int main(void)
{
    port = 5;
    port;
    port += port;
    int a = port++ + 1, b = --port;
    for (int i = 0; i < 10; i++)
        bytes[i & 3] += (unsigned char)(i * 99), bytes[1] = bytes[(i + 1) & 3];
    printf("%d %d %d %d\n", a, b, port, poll(&dev, HIDE(9)));
    printf("%d %d %d %d %u %u\n", bytes[0], bytes[1], bytes[2], bytes[3],
           dev.status, dev.data);
}
