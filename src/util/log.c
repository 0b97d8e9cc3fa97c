/* SPDX-License-Identifier: MIT
 *
 * Lines on stderr. A line is formatted first and written with one call, so
 * that lines of several threads never mix. The state is a program name and
 * the enabled categories, set before threads start, and the list of message
 * kinds that were seen, which only grows until log_close empties it.
 */
#include <util/log.h>

#include <util/bits.h>

#include <stdarg.h>
#include <stdatomic.h>

enum { LOG_LINE_BYTES = 2048 };

static const struct {
    const char *name, *meaning;
} categories[LOG_CATEGORY_COUNT] = {
#define LOG_ROW(name, text) {#name, text},
    LOG_CATEGORIES(LOG_ROW)
#undef LOG_ROW
};

static const char *program_name = "vm";
static atomic_uint enabled; /* bit per category */
static struct log_kind *_Atomic kinds;

static void log_write(const char *prefix, const char *format, va_list args)
{
    char line[LOG_LINE_BYTES];
    int head = snprintf(line, sizeof(line), "%s: %s", program_name, prefix);
    if (head < 0 || (size_t)head >= sizeof(line) - 1)
        head = 0;
    size_t room = sizeof(line) - (size_t)head - 1; /* 1 for the newline */
    int body = vsnprintf(line + head, room, format, args);
    if (body < 0)
        body = 0;
    if ((size_t)body >= room)
        body = (int)room - 1;
    line[head + body] = '\n';
    fwrite(line, 1, (size_t)(head + body) + 1, stderr);
    fflush(stderr);
}

void log_init(const char *program)
{
    program_name = program;
}

static bool log_enable_one(const char *name, size_t length)
{
    for (u32 i = 0; i < LOG_CATEGORY_COUNT; i++) {
        if (strlen(categories[i].name) == length &&
            memcmp(categories[i].name, name, length) == 0) {
            atomic_fetch_or_explicit(&enabled, 1u << i, memory_order_relaxed);
            return true;
        }
    }
    return false;
}

bool log_enable(const char *list)
{
    for (;;) {
        size_t length = strcspn(list, ",");
        if (!log_enable_one(list, length))
            return false;
        if (list[length] == '\0')
            return true;
        list += length + 1;
    }
}

void log_disable(void)
{
    atomic_store_explicit(&enabled, 0, memory_order_relaxed);
}

bool log_on(enum log_category c)
{
    unsigned set = atomic_load_explicit(&enabled, memory_order_relaxed);
    return set >> c & 1u;
}

void log_categories_print(FILE *out)
{
    for (u32 i = 0; i < LOG_CATEGORY_COUNT; i++)
        fprintf(out, "  %-8s %s\n", categories[i].name, categories[i].meaning);
}

static void log_say(const char *prefix, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void log_say(const char *prefix, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    log_write(prefix, format, args);
    va_end(args);
}

/* Kinds are static objects of their callers: they are made ready for another
 * run and unlinked, never freed. */
void log_close(void)
{
    struct log_kind *kind = atomic_exchange(&kinds, NULL);
    while (kind) {
        struct log_kind *next = atomic_load(&kind->next);
        unsigned seen = atomic_load(&kind->seen);
        if (seen > LOG_GUEST_LIMIT)
            log_say("", "%u more %s not shown", seen - LOG_GUEST_LIMIT,
                    kind->name);
        atomic_store(&kind->next, NULL);
        atomic_store(&kind->seen, 0);
        kind = next;
    }
    atomic_store(&enabled, 0);
}

void log_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    log_write("", format, args);
    va_end(args);
}

void log_warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    log_write("warning: ", format, args);
    va_end(args);
}

void log_info(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    log_write("", format, args);
    va_end(args);
}

void log_debug(enum log_category c, const char *format, ...)
{
    if (!log_on(c))
        return;
    char prefix[32];
    snprintf(prefix, sizeof(prefix), "%s: ", categories[c].name);
    va_list args;
    va_start(args, format);
    log_write(prefix, format, args);
    va_end(args);
}

/* Counts one message; false when it is over the limit. The counter stops
 * short of wrapping, so that a guest cannot make the limit start again. */
static bool log_kind_count(struct log_kind *kind)
{
    if (atomic_load_explicit(&kind->seen, memory_order_relaxed) >= INT32_MAX)
        return false;
    unsigned before = atomic_fetch_add(&kind->seen, 1);
    if (before == 0) {
        struct log_kind *head = atomic_load(&kinds);
        do {
            atomic_store(&kind->next, head);
        } while (!atomic_compare_exchange_weak(&kinds, &head, kind));
    }
    return before < LOG_GUEST_LIMIT;
}

void log_guest(struct log_kind *kind, const char *format, ...)
{
    if (!log_kind_count(kind))
        return;
    va_list args;
    va_start(args, format);
    log_write("warning: ", format, args);
    va_end(args);
}
