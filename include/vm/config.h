/* SPDX-License-Identifier: MIT
 *
 * What the user asked for, checked; immutable after config_parse. The machine
 * reads the first part, main and the host layer the rest. Strings belong to
 * argv or to the config.
 */
#ifndef VM_CONFIG_H
#define VM_CONFIG_H

#include <util/bits.h>
#include <util/err.h>

enum ram_init { RAM_ZERO, RAM_RANDOM, RAM_PATTERN };
enum config_action { ACTION_RUN, ACTION_SELFTEST, ACTION_DONE };
enum { CONFIG_SCREENSHOTS_MAX = 64, CONFIG_TEXTS_MAX = 64 };

/* Bytes that an option gives with escapes; owned by the config. */
struct config_text {
    u8 *bytes;
    u32 size;
};
struct config_send {
    struct config_text after, input;
};

struct config_screenshot {
    const char *path; /* owned by the config */
    bool at_end;      /* else at frame */
    u64 frame;
};

struct config {
    /* the machine */
    u32 cores; /* 1..64 */
    u32 ram_bytes;
    const char *engine;    /* name or "auto" */
    const char *disk;      /* --disk argument, NULL: none */
    const u8 *disk_memory; /* no option: a disk in memory that starts with a */
    u64 disk_memory_bytes; /* copy of these bytes; used when disk is NULL */
    bool disk_memory_read_only;
    u64 max_insns; /* 0: no limit (an explicit 0 is refused) */
    u64 seed;
    enum ram_init ram_init;
    bool deterministic;
    bool strict;
    bool check_alignment; /* no option: a misaligned 32-bit access panics */

    /* around it */
    const char *image;   /* as given */
    const char *serial;  /* endpoint */
    const char *monitor; /* endpoint; NULL: none */
    const char *control; /* the same */
    const char *gdb;     /* the same */
    bool wait;           /* before the first instruction */
    u64 timeout_ns;      /* 0: none */
    bool headless, fullscreen, print_hash, verbose;
    const char *trace;   /* argument of --trace; NULL: none */
    const char *profile; /* files; NULL: none */
    const char *coverage;
    u32 checks; /* bits of vm/check.h */
    u32 scale;  /* 0 automatic, 1.. factor, SCALE_FIT */
    struct config_screenshot screenshot[CONFIG_SCREENSHOTS_MAX];
    u32 screenshot_count;
    struct config_text expect[CONFIG_TEXTS_MAX];
    u32 expect_count;
    struct config_send send[CONFIG_TEXTS_MAX];
    u32 send_count;
    bool summary;
    const char *summary_path; /* NULL: stderr */
    enum config_action action;
};

enum { CONFIG_SCALE_FIT = 0xFFFFFFFF };

/* The defaults: what tests start from. */
extern const struct config config_default;

/* Parses argv. False: usage error in *e. ACTION_DONE: --help and its likes
 * have printed. */
bool config_parse(struct config *c, int argc, char **argv, struct err *e);
void config_free(struct config *c);

/* Somebody wants to know what the guest sends (host_class.heard). */
bool config_listens(const struct config *c);

/* Checks that a RAM size is one the machine has (docs/board.md). */
bool config_ram_ok(u64 bytes);

#endif
