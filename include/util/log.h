/* SPDX-License-Identifier: MIT
 *
 * Diagnostics on stderr, one line each, starting "vm: " (or the name given to
 * log_init). Categories are off unless --log names them. A message that a
 * guest can provoke goes through log_guest, which prints the first 20 of each
 * kind and counts the rest; log_close prints the counts. Any thread.
 */
#ifndef UTIL_LOG_H
#define UTIL_LOG_H

#include <stdbool.h>
#include <stdio.h>

/* LOG_CATEGORY(NAME, text for --log help) */
#define LOG_CATEGORIES(X)                               \
    X(device, "accesses to device registers and ports") \
    X(irq, "interrupt requests and deliveries")         \
    X(block, "translation and invalidation of code")    \
    X(host, "window, serial endpoints, terminal")       \
    X(disk, "disk commands")                            \
    X(clock, "timed events")

enum log_category {
#define LOG_ENUM(name, text) LOG_##name,
    LOG_CATEGORIES(LOG_ENUM)
#undef LOG_ENUM
        LOG_CATEGORY_COUNT
};

enum { LOG_GUEST_LIMIT = 20 }; /* messages of one kind */

/* A kind of guest-caused message: one static object for each call site. */
struct log_kind {
    const char *name; /* for the count at the end: "INTC warnings" */
    _Atomic unsigned seen;
    struct log_kind *_Atomic next; /* list of kinds seen, owned by log.c */
};

void log_init(const char *program);
bool log_enable(const char *categories); /* comma list; false: unknown name */
void log_disable(void);                  /* all categories */
bool log_on(enum log_category c);
void log_categories_print(FILE *out);
void log_close(void);

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(enum log_category c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void log_guest(struct log_kind *kind, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
