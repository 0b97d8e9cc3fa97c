/* SPDX-License-Identifier: MIT
 *
 * A synthetic benchmark in the manner of Dhrystone, but its own program: the
 * mix of statements that systems programs are said to have. A run of the loop
 * books one order in a small warehouse: it copies and compares text, follows
 * pointers, calls functions with few arguments, assigns structures, counts in
 * arrays, decides with if and switch. It multiplies and divides rarely.
 *
 * The loop runs longer and longer until it takes a second; then it prints the
 * runs per second and checks the books, which it can work out in another way.
 *
 *     ./dev run dhry --headless
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <lamp.h>

enum { GOODS = 8, NAME = 24, SHELVES = 40, SECOND = 1000000000 };

enum kind { SALE, PURCHASE, RETURN, KINDS };

struct order {
    enum kind kind;
    int good, amount;
    char customer[NAME];
};

struct good {
    struct good *next; /* in a ring */
    char name[NAME];
    int stock, price;
    struct order last;
};

static struct good goods[GOODS];
static unsigned counts[KINDS];
static int shelves[SHELVES];
static int cash;
static bool was_new_customer;

static const char *const names[GOODS] = {
    "a lamp with a switch",   "a lamp without switch",
    "a lamp of bright glass", "a lamp of coloured sand",
    "a wick for oil lamps",   "a box with one bulb",
    "a box with two bulbs",   "a shade of thin paper"};

static void open_warehouse(void)
{
    for (int i = 0; i < GOODS; i++) {
        goods[i] = (struct good){
            .next = &goods[(i + 1) % GOODS], .stock = 1000, .price = 3 + i};
        strcpy(goods[i].name, names[i]);
    }
    memset(counts, 0, sizeof(counts));
    memset(shelves, 0, sizeof(shelves));
    cash = 0;
}

static __attribute__((noinline)) enum kind kind_of(unsigned run)
{
    if (run % 8 == 0)
        return PURCHASE;
    return run % 8 == 5 ? RETURN : SALE;
}

/* The good of that name: along the ring, comparing. */
static __attribute__((noinline)) struct good *find(struct good *from,
                                                   const char *name)
{
    struct good *g = from;
    while (strcmp(g->name, name) != 0)
        g = g->next;
    return g;
}

static __attribute__((noinline)) void write_order(struct order *o, unsigned run)
{
    o->kind = kind_of(run);
    o->good = (int)(run & (GOODS - 1));
    o->amount = 1 + (int)(run & 3);
    strcpy(o->customer, run & 16 ? "the lighthouse keeper" : "the night watch");
}

static __attribute__((noinline)) int total(int amount, int price)
{
    return amount * price;
}

/* Moves the goods of a shelf and its neighbour. */
static __attribute__((noinline)) void fill_shelves(int *shelf, int good,
                                                   int amount)
{
    int at = good * 4;
    shelf[at] += amount;
    shelf[at + 1] = shelf[at];
    for (int i = at + 2; i <= at + 4; i++)
        shelf[i] = at;
}

static __attribute__((noinline)) void book(struct good *g,
                                           const struct order *o)
{
    int value = total(o->amount, g->price);
    was_new_customer = strcmp(g->last.customer, o->customer) != 0;
    switch (o->kind) {
    case SALE:
        g->stock -= o->amount;
        cash += value;
        break;
    case PURCHASE:
        g->stock += 5 * o->amount;
        cash -= value * 2;
        break;
    default:
        g->stock += o->amount;
        cash -= value;
    }
    g->last = *o;
    counts[o->kind]++;
}

static void loop(unsigned runs)
{
    struct good *at = goods;
    for (unsigned run = 0; run < runs; run++) {
        struct order order;
        write_order(&order, run);
        at = find(at, names[order.good]);
        book(at, &order);
        if (was_new_customer || order.kind == PURCHASE)
            fill_shelves(shelves, order.good, order.amount);
    }
}

/* The good i is ordered in every eighth run, always of the same kind and
 * amount: all books follow from the number of runs. */
static bool books_are_right(unsigned runs)
{
    static const int change[KINDS] = {-1, 5, 1}, pays[KINDS] = {1, -2, -1};
    int money = 0, wrong = 0;
    unsigned seen[KINDS] = {0};
    for (int i = 0; i < GOODS; i++) {
        int times = (int)((runs + GOODS - 1 - (unsigned)i) / GOODS);
        enum kind kind = kind_of((unsigned)i);
        int amount = 1 + (i & 3);
        money += pays[kind] * times * amount * (3 + i);
        seen[kind] += (unsigned)times;
        wrong += goods[i].stock != 1000 + change[kind] * times * amount;
        wrong += times > 0 && goods[i].last.amount != amount;
    }
    return wrong == 0 && cash == money && !memcmp(seen, counts, sizeof(seen));
}

int main(void)
{
    puts("dhry: how many orders a second can be booked?");
    for (unsigned runs = 1000;; runs *= 2) {
        open_warehouse();
        uint64_t start = lamp_nanos();
        loop(runs);
        uint64_t took = lamp_nanos() - start;
        if (!books_are_right(runs)) {
            printf("the books are wrong after %u runs\n", runs);
            return 1;
        }
        if (took < SECOND)
            continue;
        printf("%u runs in %u ms: %u runs a second\n", runs,
               (unsigned)(took / 1000000),
               (unsigned)((uint64_t)runs * SECOND / took));
        return 0;
    }
}
