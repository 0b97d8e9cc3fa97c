/* SPDX-License-Identifier: MIT
 *
 * records: structures copied, passed and returned by value, bit fields, a
 * queue by priority and a small machine whose operations are a switch. Frame
 * memory, block copies, masks, jump tables.
 */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define JOBS 64

struct point {
    int x, y, z;
};
struct job {
    unsigned priority : 6, kind : 4, busy : 1;
    signed int delta : 9;
    struct point at;
    unsigned data[4];
};

static struct job heap[JOBS];
static unsigned count;

__attribute__((noinline)) static struct point move(struct point p, int by)
{
    struct point q = {p.y + by, p.z - by, p.x ^ by};
    return q;
}

static void push(struct job j)
{
    unsigned i = count++;
    while (i > 0 && heap[(i - 1) / 2].priority < j.priority) {
        heap[i] = heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap[i] = j;
}

static struct job pop(void)
{
    struct job top = heap[0], last = heap[--count];
    unsigned i = 0;
    for (;;) {
        unsigned c = i * 2 + 1;
        if (c >= count)
            break;
        if (c + 1 < count && heap[c + 1].priority > heap[c].priority)
            c++;
        if (heap[c].priority <= last.priority)
            break;
        heap[i] = heap[c];
        i = c;
    }
    heap[i] = last;
    return top;
}

static unsigned work(struct job *j, unsigned acc)
{
    switch (j->kind) {
    case 0:
        return acc + j->data[0];
    case 1:
        return acc - j->data[1];
    case 2:
        return acc ^ j->data[2];
    case 3:
        return acc * (j->data[3] | 1);
    case 4:
        j->data[acc & 3] += acc;
        return acc >> 3;
    case 5:
        j->at = move(j->at, j->delta);
        return acc + (unsigned)j->at.x;
    case 6:
        return j->busy ? acc + 7 : acc | 1;
    case 7:
        return acc << (j->priority & 7);
    case 8:
        return acc % (j->priority + 1u);
    case 9:
        j->busy = !j->busy;
        return acc;
    default:
        return ~acc;
    }
}

unsigned bench_main(void)
{
    unsigned seed = 5, acc = 1;
    for (unsigned pass = 0; pass < 5000u * BENCH_SCALE; pass++) {
        while (count < 24) {
            struct job j = {0};
            seed = seed * 1664525u + 1013904223u;
            j.priority = seed >> 26;
            j.kind = seed >> 20;
            j.delta = (int)(seed >> 12 & 255) - 128;
            j.at.x = (int)seed;
            j.data[seed >> 30] = seed;
            push(j);
        }
        for (int i = 0; i < 6; i++) {
            struct job j = pop();
            acc = work(&j, acc) + (unsigned)j.delta;
            j.priority = acc >> 7;
            if (acc & 1)
                push(j);
        }
    }
    return acc;
}
