/* SPDX-License-Identifier: MIT
 *
 * The state of the guest checks, inside src/debug. check.c sees every
 * instruction and asks each check; all of it happens under one lock, so cores
 * take turns while they are looked at.
 */
#ifndef DEBUG_CHECKS_H
#define DEBUG_CHECKS_H

#include "insn.h"
#include "shadow.h"
#include "vclock.h"

#include <pthread.h>
#include <vm/check.h>
#include <vm/control.h>
#include <vm/observe.h>

enum {
    CHECK_CORES = 64,
    CHECK_REGISTERS = 32,
    CHECK_SITES = 4096, /* different places that are told apart */
    CHECK_PAGE = 4096   /* page 0, where null pointers point */
};

/* Where undefined bits were loaded from. */
struct origin {
    u32 ip, at;
};

/* What the check of memory knows of a core. */
struct check_values {
    u32 undefined[CHECK_REGISTERS]; /* bits of each register */
    struct origin origin[CHECK_REGISTERS];
    bool flags_undefined;
    struct origin flags_origin;
    struct origin told; /* the last finding's */
};

/* The C stack of a core, below sp_top. */
struct check_stack {
    bool known;   /* sp is one, and these are its bounds */
    bool entered; /* it has been before */
    bool main;    /* the first of core 0; of others the top is not known */
    bool exact;   /* low is that of an object */
    u32 low, top;
    u32 sp, ip;             /* before the last instruction, and that */
    bool moved;             /* the last instruction added to sp */
    bool near[STACK_COUNT]; /* nearly full, and told */
};

struct check_core {
    struct check_values values;
    struct check_stack stack;
    struct vclock_core race;
};

struct check {
    struct probe probe;
    struct observer observer;
    struct machine *m;
    u32 kinds;
    pthread_mutex_t lock;
    struct shadow shadow;
    struct vclocks race;
    u32 sp;            /* number of the register */
    bool has_c_stack;  /* the program is linked with the C start-up code */
    u32 image_end[16]; /* behind each segment */
    u32 image_ends;
    struct check_core core[CHECK_CORES];

    u64 site[CHECK_SITES]; /* those that were told; 0: free */
    u32 sites;
    u64 findings[CHECK_KIND_COUNT], shown;
};

/* An instruction that is about to execute. */
struct upcoming {
    struct insn insn;
    struct access access[ISA_ACCESSES_MAX];
    u32 accesses;
    struct effect effect;
};

static inline bool check_wants(const struct check *k, enum check_kind kind)
{
    return k->kinds >> kind & 1;
}

/* check_report.c: counts a finding of the instruction at ip; true when it is
 * to be told: the place is new. `other` tells places with one ip apart. */
bool check_found(struct check *k, enum check_kind kind, u32 ip, u32 other);
/* The first line of a finding; then lines of it. */
void check_head(const struct check *k, enum check_kind kind,
                const struct core *c, u32 ip);
void check_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "0x00002024 main+0x8 (x.c:3)" */
enum { CHECK_PLACE_BYTES = 300 };
const char *check_place(char out[CHECK_PLACE_BYTES], const struct check *k,
                        u32 ip);
void check_summary(const struct check *k);

/* One file each. */
void check_uninit(struct check *k, struct core *c, const struct upcoming *u);
/* Undefined bits of what it computes from registers, or compares. */
u32 check_result(const struct effect *e, const struct core *c,
                 const u32 undefined[CHECK_REGISTERS]);
void check_uninit_irq(struct check *k, struct core *c, enum irq_event event);
void check_stacks(struct check *k, struct core *c, const struct upcoming *u);
void check_pointers(struct check *k, struct core *c, const struct upcoming *u);
void check_race(struct check *k, struct core *c, const struct upcoming *u);
/* Before anything else of an instruction: what the last one has acquired. */
void check_race_acquire(struct check *k, struct core *c);
void check_race_irq(struct check *k, struct core *c, enum irq_event event);
void check_race_device(struct check *k, struct core *c,
                       const struct device_access *a);

#endif
