/* SPDX-License-Identifier: MIT
 *
 * What checks say on stderr. A place is told once; so many are shown, all are
 * counted.
 */
#include "checks.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <util/log.h>
#include <vm/program_names.h>

static const char *const kind_word[] = {
#define CHECK_WORD(name, word, meaning) word,
    CHECK_KINDS(CHECK_WORD)
#undef CHECK_WORD
};

/* False: it was there already, or there is no place. */
static bool site_add(struct check *k, u64 site)
{
    u32 i = (u32)(site * 0x9E3779B97F4A7C15u >> 40);
    for (;; i++) {
        u64 *p = &k->site[i % CHECK_SITES];
        if (*p == site)
            return false;
        if (*p != 0)
            continue;
        if (k->sites >= CHECK_SITES / 2)
            return false;
        k->sites++;
        *p = site;
        return true;
    }
}

bool check_found(struct check *k, enum check_kind kind, u32 ip, u32 other)
{
    u64 site = ((u64)other << 32 | ip) * CHECK_KIND_COUNT + kind + 1;
    k->findings[kind]++;
    if (!site_add(k, site) || k->shown >= CHECK_REPORTS_MAX)
        return false;
    k->shown++;
    return true;
}

const char *check_place(char out[CHECK_PLACE_BYTES], const struct check *k,
                        u32 ip)
{
    char text[NAMES_TEXT_BYTES];
    names_text(k->m->names, text, ip, 0);
    snprintf(out, CHECK_PLACE_BYTES, "0x%08" PRIX32 "%s%s", ip,
             text[0] ? " " : "", text);
    return out;
}

void check_head(const struct check *k, enum check_kind kind,
                const struct core *c, u32 ip)
{
    char place[CHECK_PLACE_BYTES], text[128];
    struct insn i;
    if (!insn_fetch(&i, c) ||
        c->isa->text(text, sizeof(text), i.code, i.ip) == 0)
        snprintf(text, sizeof(text), "no instruction");
    log_error("check: %s: core %" PRIu32 " at %s: %s", kind_word[kind], c->id,
              check_place(place, k, ip), text);
}

void check_line(const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    log_error("  %s", text);
}

void check_summary(const struct check *k)
{
    char text[256] = "";
    size_t n = 0;
    u64 sum = 0;
    for (u32 i = 0; i < CHECK_KIND_COUNT; i++) {
        sum += k->findings[i];
        if (k->findings[i] != 0)
            n +=
                (size_t)snprintf(text + n, sizeof(text) - n, "%s%" PRIu64 " %s",
                                 n ? ", " : "", k->findings[i], kind_word[i]);
    }
    if (sum != 0)
        log_error("check: %s; %" PRIu32 " places, %" PRIu64 " shown", text,
                  k->sites, k->shown);
    if (k->race.full)
        log_warn("check: race: the program uses more memory than is watched");
}
