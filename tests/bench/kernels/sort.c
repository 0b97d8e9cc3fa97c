/* SPDX-License-Identifier: MIT
 *
 * sort: quicksort of an array of pointers to records, a heapsort of keys and
 * a merge sort of a linked list.  Data-dependent branches, pointer loads,
 * recursion. */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define N 4096
struct rec {
    unsigned key;
    unsigned tag;
    struct rec *next;
};
static struct rec recs[N];
static struct rec *ptrs[N];
static unsigned keys[N];
static unsigned rng;

static unsigned rnd(void)
{
    rng ^= rng << 13;
    rng ^= rng >> 17;
    rng ^= rng << 5;
    return rng;
}

static int less(const struct rec *a, const struct rec *b)
{
    if (a->key != b->key)
        return a->key < b->key;
    return a->tag < b->tag;
}

static void quick(struct rec **v, int lo, int hi)
{
    while (hi - lo > 12) {
        int i = lo, j = hi;
        struct rec *pivot = v[lo + (hi - lo) / 2];
        while (i <= j) {
            while (less(v[i], pivot))
                i++;
            while (less(pivot, v[j]))
                j--;
            if (i <= j) {
                struct rec *t = v[i];
                v[i] = v[j];
                v[j] = t;
                i++;
                j--;
            }
        }
        if (j - lo < hi - i) {
            quick(v, lo, j);
            lo = i;
        } else {
            quick(v, i, hi);
            hi = j;
        }
    }
    for (int i = lo + 1; i <= hi; i++) {
        struct rec *t = v[i];
        int j = i - 1;
        while (j >= lo && less(t, v[j])) {
            v[j + 1] = v[j];
            j--;
        }
        v[j + 1] = t;
    }
}

static void sift(unsigned *v, unsigned root, unsigned n)
{
    unsigned x = v[root];
    for (;;) {
        unsigned c = root * 2u + 1u;
        if (c >= n)
            break;
        if (c + 1u < n && v[c] < v[c + 1u])
            c++;
        if (v[c] <= x)
            break;
        v[root] = v[c];
        root = c;
    }
    v[root] = x;
}

static void heapsort_u32(unsigned *v, unsigned n)
{
    unsigned i;
    for (i = n / 2u; i-- > 0;)
        sift(v, i, n);
    for (i = n - 1u; i > 0; i--) {
        unsigned t = v[0];
        v[0] = v[i];
        v[i] = t;
        sift(v, 0, i);
    }
}

static struct rec *merge_sort(struct rec *list)
{
    struct rec *a, *b, *slow, *fast, head, *tail;
    if (!list || !list->next)
        return list;
    slow = list;
    fast = list->next;
    while (fast && fast->next) {
        slow = slow->next;
        fast = fast->next->next;
    }
    b = slow->next;
    slow->next = 0;
    a = merge_sort(list);
    b = merge_sort(b);
    tail = &head;
    while (a && b) {
        if (less(b, a)) {
            tail->next = b;
            b = b->next;
        } else {
            tail->next = a;
            a = a->next;
        }
        tail = tail->next;
    }
    tail->next = a ? a : b;
    return head.next;
}

unsigned bench_main(void)
{
    unsigned sum = 0, pass, i;
    struct rec *l;
    rng = 2463534242u;
    for (pass = 0; pass < 10u * BENCH_SCALE; pass++) {
        for (i = 0; i < N; i++) {
            recs[i].key = rnd() >> 18;
            recs[i].tag = rnd();
            recs[i].next = i + 1u < N ? &recs[i + 1u] : 0;
            ptrs[i] = &recs[i];
            keys[i] = recs[i].tag ^ pass;
        }
        quick(ptrs, 0, N - 1);
        heapsort_u32(keys, N);
        l = merge_sort(recs);
        for (i = 0; i < N; i += 61u)
            sum = (sum << 7 | sum >> 25) + ptrs[i]->tag + keys[i];
        for (i = 0; l; l = l->next, i++)
            if (l != ptrs[i])
                sum ^= 0xdeadbeefu;
    }
    return sum;
}
