/* SPDX-License-Identifier: MIT
 *
 * Folders are walked in the order of their names; hidden ones and links to
 * folders are left out, so a circle cannot catch it.
 */
#include "find.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <util/log.h>

enum { CASES_MAX = 100000 };

static bool case_add(struct suite_cases *f, const char *path, struct err *e)
{
    struct err wrong = {0};
    struct test_case c;
    if (!case_read(&c, path, &wrong)) {
        log_error("%s", wrong.text);
        f->bad++;
        return true;
    }
    struct test_case *more =
        f->count < CASES_MAX
            ? realloc(f->cases, (f->count + 1) * sizeof(*f->cases))
            : NULL;
    if (!more) {
        case_free(&c);
        return fail(e, "%s: too many cases", path);
    }
    f->cases = more;
    f->cases[f->count++] = c;
    return true;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_case(const char *name, size_t n)
{
    return n > 5 && name[0] != '.' && strcmp(name + n - 5, ".case") == 0;
}

static bool entry_add(struct suite_cases *f, FTS *tree, FTSENT *entry,
                      struct err *e)
{
    switch (entry->fts_info) {
    case FTS_D:
        if (entry->fts_level > 0 && entry->fts_name[0] == '.')
            fts_set(tree, entry, FTS_SKIP);
        return true;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        return fail(e, "cannot read %s: %s", entry->fts_path,
                    strerror(entry->fts_errno));
    case FTS_F:
    case FTS_SL:
        return !is_case(entry->fts_name, entry->fts_namelen) ||
               case_add(f, entry->fts_path, e);
    default:
        return true;
    }
}

static bool folder_add(struct suite_cases *f, char *name, struct err *e)
{
    char *const names[] = {name, NULL};
    u32 before = f->count + f->bad;
    FTS *tree = fts_open(names, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    FTSENT *entry;
    bool ok = tree || fail(e, "cannot read %s: %s", name, strerror(errno));
    while (ok && (entry = fts_read(tree)) != NULL)
        ok = entry_add(f, tree, entry, e);
    if (tree)
        fts_close(tree);
    return ok && (f->count + f->bad > before ||
                  fail(e, "%s: no file *.case in this folder", name));
}

bool find_cases(struct suite_cases *f, char *const *names, struct err *e)
{
    struct stat st;
    for (; *names; names++) {
        if (stat(*names, &st) != 0)
            return fail(e, "cannot read %s: %s", *names, strerror(errno));
        if (S_ISDIR(st.st_mode) ? !folder_add(f, *names, e)
                                : !case_add(f, *names, e))
            return false;
    }
    return true;
}

void find_free(struct suite_cases *f)
{
    while (f->count > 0)
        case_free(&f->cases[--f->count]);
    free(f->cases);
    f->cases = NULL;
}
