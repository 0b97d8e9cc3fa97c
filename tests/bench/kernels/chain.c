/* SPDX-License-Identifier: MIT
 *
 * chain: a hash table with chained buckets of linked entries that are added,
 * found, moved to the front and removed, and a binary tree beside it. Pointer
 * chasing, small calls, branches that depend on data.
 */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define BUCKETS 256u
#define ENTRIES 2048u

struct entry {
    struct entry *next;
    unsigned key, count;
};
struct node {
    struct node *left, *right;
    unsigned key;
};

static struct entry pool[ENTRIES], *bucket[BUCKETS], *unused;
static struct node nodes[ENTRIES];

static unsigned hash(unsigned key)
{
    key ^= key >> 15;
    key *= 0x2C1B3C6Du;
    return (key ^ key >> 12) % BUCKETS;
}

static struct entry *find(unsigned key)
{
    struct entry **head = &bucket[hash(key)], **link = head;
    for (struct entry *e = *link; e; link = &e->next, e = *link) {
        if (e->key == key) {
            *link = e->next;
            e->next = *head;
            *head = e;
            return e;
        }
    }
    return 0;
}

static void add(unsigned key)
{
    struct entry *e = unused;
    if (!e)
        return;
    unused = e->next;
    e->key = key;
    e->count = 1;
    struct entry **head = &bucket[hash(key)];
    e->next = *head;
    *head = e;
}

static int drop(unsigned key)
{
    for (struct entry **link = &bucket[hash(key)]; *link;
         link = &(*link)->next) {
        struct entry *e = *link;
        if (e->key != key)
            continue;
        *link = e->next;
        e->next = unused;
        unused = e;
        return 1;
    }
    return 0;
}

static void insert(struct node **root, struct node *n)
{
    while (*root)
        root = n->key < (*root)->key ? &(*root)->left : &(*root)->right;
    *root = n;
}

static unsigned depth(const struct node *n)
{
    if (!n)
        return 0;
    unsigned l = depth(n->left), r = depth(n->right);
    return (l > r ? l : r) + 1;
}

unsigned bench_main(void)
{
    unsigned seed = 1, sum = 0;
    for (unsigned i = 0; i < ENTRIES; i++) {
        pool[i].next = unused;
        unused = &pool[i];
    }
    for (unsigned pass = 0; pass < 60u * BENCH_SCALE; pass++) {
        struct node *root = 0;
        for (unsigned i = 0; i < ENTRIES; i++) {
            seed = seed * 1664525u + 1013904223u;
            unsigned key = seed >> 20;
            struct entry *e = find(key);
            if (e && e->count++ > 3)
                sum += (unsigned)drop(key) + e->count;
            else if (!e)
                add(key);
            nodes[i].left = nodes[i].right = 0;
            nodes[i].key = seed >> 8;
            insert(&root, &nodes[i]);
        }
        sum = (sum << 5 | sum >> 27) + depth(root);
    }
    return sum;
}
