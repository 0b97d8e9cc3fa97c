/* SPDX-License-Identifier: MIT
 *
 * Puts the C library through its paces: the heap, sorting and searching,
 * text, numbers, 64-bit and floating-point arithmetic. Every result is
 * compared with what the C standard, or a slower way to get it, says. Prints
 * a line for each chapter and ends with 0, or with 1 when a check failed.
 *
 *     ./dev run exercise
 */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned checks, failures;

static void check(bool ok, const char *what, int line)
{
    checks++;
    if (ok)
        return;
    failures++;
    printf("exercise.c:%d: failed: %s\n", line, what);
}

#define CHECK(condition) check(condition, #condition, __LINE__)

/* ---- heap ---- */

enum { SLOTS = 200, ROUNDS = 4000 };

static struct slot {
    uint8_t *memory;
    size_t size;
    uint8_t seed;
} slots[SLOTS];

/* What byte i of a block holds: a neighbour that writes into it is seen. */
static uint8_t pattern(const struct slot *s, size_t i)
{
    return (uint8_t)(s->seed + i * 31);
}

static void slot_fill(struct slot *s, size_t from)
{
    for (size_t i = from; i < s->size; i++)
        s->memory[i] = pattern(s, i);
}

static bool slot_is_intact(const struct slot *s, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (s->memory[i] != pattern(s, i))
            return false;
    }
    return true;
}

static void slot_resize(struct slot *s, size_t size)
{
    size_t kept = size < s->size ? size : s->size;
    uint8_t *moved = realloc(s->memory, size);
    CHECK(moved != NULL);
    if (!moved)
        return;
    s->memory = moved;
    s->size = size;
    CHECK(slot_is_intact(s, kept));
    slot_fill(s, kept);
}

static void slot_change(struct slot *s, unsigned choice, size_t size)
{
    if (!s->memory) {
        s->seed = (uint8_t)choice;
        s->size = size;
        s->memory = malloc(size);
        CHECK(s->memory && (uintptr_t)s->memory % 8 == 0);
        slot_fill(s, 0);
    } else if (choice % 3 == 0) {
        slot_resize(s, size);
    } else {
        CHECK(slot_is_intact(s, s->size));
        free(s->memory);
        s->memory = NULL;
    }
}

static void heap(void)
{
    srand(1);
    for (int round = 0; round < ROUNDS; round++) {
        size_t size = 1 + (size_t)rand() % (rand() % 10 ? 200 : 5000);
        slot_change(&slots[rand() % SLOTS], (unsigned)rand() >> 4, size);
    }
    for (int i = 0; i < SLOTS; i++) {
        CHECK(!slots[i].memory || slot_is_intact(&slots[i], slots[i].size));
        free(slots[i].memory);
    }
    char *zeros = calloc(100, 7);
    CHECK(zeros && !zeros[0] && !memcmp(zeros, zeros + 1, 699));
    free(zeros);
    /* Through volatile, or the compiler, which knows malloc, would leave out
     * a block that nobody uses. */
    volatile size_t huge = SIZE_MAX;
    void *volatile none = calloc(huge / 2, 3);
    CHECK(none == NULL);
    none = malloc(huge);
    CHECK(none == NULL);
    void *aligned = aligned_alloc(4096, 100);
    CHECK(aligned && (uintptr_t)aligned % 4096 == 0);
    free(aligned);
}

/* ---- sorting and searching ---- */

struct person {
    char name[10];
    int age;
};

static int by_value(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct person *)a)->name,
                  ((const struct person *)b)->name);
}

/* Sorts `count` numbers, of which `kinds` differ, and searches each. */
static void sort_numbers(int count, int kinds)
{
    static int numbers[3000];
    unsigned sum = 0, sum_sorted = 0;
    for (int i = 0; i < count; i++) {
        numbers[i] = rand() % kinds - kinds / 2;
        sum += (unsigned)numbers[i] * (unsigned)numbers[i];
    }
    qsort(numbers, (size_t)count, sizeof(int), by_value);
    for (int i = 0; i < count; i++) {
        sum_sorted += (unsigned)numbers[i] * (unsigned)numbers[i];
        CHECK(i == 0 || numbers[i - 1] <= numbers[i]);
        int *found =
            bsearch(&numbers[i], numbers, (size_t)count, sizeof(int), by_value);
        CHECK(found && *found == numbers[i]);
    }
    CHECK(sum == sum_sorted);
}

static void sorting(void)
{
    struct person people[] = {
        {"Noether", 53}, {"Euler", 76}, {"Gauss", 77}, {"Abel", 26}};
    qsort(people, 4, sizeof(*people), by_name);
    CHECK(!strcmp(people[0].name, "Abel") && people[0].age == 26);
    CHECK(!strcmp(people[3].name, "Noether") && people[3].age == 53);
    sort_numbers(3000, 1000000);
    sort_numbers(3000, 3);
    sort_numbers(1, 10);
    sort_numbers(0, 10);
    int missing = 5, two[] = {4, 6};
    CHECK(!bsearch(&missing, two, 2, sizeof(int), by_value));
}

/* ---- printf ---- */

/* PRINTS("wanted", "format", arguments) */
#define PRINTS(wanted, ...)                                           \
    do {                                                              \
        char text[80];                                                \
        int length = snprintf(text, sizeof(text), __VA_ARGS__);       \
        check(!strcmp(text, wanted) && length == (int)strlen(wanted), \
              "printf: " wanted, __LINE__);                           \
    } while (0)

static void printing(void)
{
    PRINTS("-2147483648", "%d", INT_MIN);
    PRINTS("4294967295", "%u", UINT_MAX);
    PRINTS("  +42|42   |00042", "%+5d|%-5d|%05d", 42, 42, 42);
    PRINTS("ff FF 0xff 377 0377", "%x %X %#x %o %#o", 255, 255, 255, 255, 255);
    PRINTS("-9223372036854775808", "%lld", LLONG_MIN);
    PRINTS("ffffffffffffffff", "%llx", ULLONG_MAX);
    PRINTS("[ab] [   ab] [ab   ] [a]", "[%s] [%5s] [%-5s] [%.1s]", "ab", "ab",
           "ab", "ab");
    PRINTS("c=x 100%", "c=%c 100%%", 'x');
    PRINTS("0007 [    007]", "%.4d [%7.3d]", 7, 7);
    PRINTS("3.141593 3.14 3", "%f %.2f %.0f", 3.14159265, 3.14159265, 3.14);
    PRINTS("-0.500 1e+10 1.5", "%.3f %.0e %g", -0.5, 1e10, 1.5);
    PRINTS("   7|7   ", "%*d|%-*d", 4, 7, 4, 7);
    char cut[6];
    CHECK(snprintf(cut, sizeof(cut), "%s", "longer") == 6);
    CHECK(!strcmp(cut, "longe"));
}

/* ---- text and numbers ---- */

static void text(void)
{
    char buffer[40] = "one,two;;three";
    CHECK(!strcmp(strtok(buffer, ",;"), "one"));
    CHECK(!strcmp(strtok(NULL, ",;"), "two"));
    CHECK(!strcmp(strtok(NULL, ",;"), "three"));
    CHECK(!strtok(NULL, ",;"));
    CHECK(!strcmp(strstr("needle in hay", "in"), "in hay"));
    CHECK(strrchr("a/b/c", '/')[1] == 'c' && !strchr("abc", 'x'));
    CHECK(strspn("aabbc", "ab") == 4 && strcspn("aabbc", "c") == 4);
    memcpy(buffer, "0123456789", 11);
    memmove(buffer + 2, buffer, 8);
    CHECK(!strcmp(buffer, "0101234567"));
    memmove(buffer, buffer + 2, 8);
    CHECK(!strcmp(buffer, "0123456767"));
    CHECK(memcmp("\x80", "\x7f", 1) > 0 && strcmp("\x80", "\x7f") > 0);
    for (int c = 0; c < 128; c++)
        CHECK(!isalpha(c) || toupper(tolower(c)) == toupper(c));
}

static void numbers(void)
{
    char *end;
    CHECK(strtol("  -0x7fz", &end, 0) == -127 && *end == 'z');
    CHECK(strtol("777", NULL, 8) == 511 && atoi("12ab") == 12);
    errno = 0;
    CHECK(strtol("99999999999", NULL, 10) == LONG_MAX && errno == ERANGE);
    CHECK(strtoull("18446744073709551615", NULL, 10) == ULLONG_MAX);
    CHECK(strtod("-2.5e3xyz", &end) == -2500.0 && *end == 'x');
    volatile int64_t a = INT64_C(1234567890123), b = -987654321;
    CHECK(a / b == -1249 && a % b == INT64_C(987643194));
    CHECK(a / 1000 * (b / 1000) == INT64_C(-1219325914830060));
    volatile uint64_t u = UINT64_C(0x8000000000000001);
    CHECK(u >> 63 == 1 && u << 1 == 2 &&
          u / 3 == UINT64_C(3074457345618258603));
    volatile double x = 0.1, y = 0.2;
    CHECK(x + y != 0.3 && x + y - 0.3 < 1e-15);
    CHECK((int64_t)1e15 == INT64_C(1000000000000000) && (float)1e-50 == 0);
    volatile float third = 1.0f / 3.0f;
    CHECK(third * 3.0f == 1.0f);
}

static void jumping(void)
{
    static jmp_buf place;
    volatile int calls = 0;
    int value = setjmp(place);
    calls++;
    if (value < 5)
        longjmp(place, value + 1);
    CHECK(value == 5 && calls == 6);
}

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } chapters[] = {
        {"heap", heap}, {"sorting", sorting}, {"printf", printing},
        {"text", text}, {"numbers", numbers}, {"setjmp", jumping},
    };
    puts("exercise: the C library checks itself");
    for (size_t i = 0; i < sizeof(chapters) / sizeof(*chapters); i++) {
        unsigned before = checks;
        chapters[i].run();
        printf("%-8s%6u checks\n", chapters[i].name, checks - before);
    }
    printf("%u checks, %u failed\n", checks, failures);
    return failures ? 1 : 0;
}
