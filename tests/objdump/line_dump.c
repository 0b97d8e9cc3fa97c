/* SPDX-License-Identifier: MIT
 *
 * Prints a line table as our reader understands it, for comparison with
 * another reader. usage: line_dump LINE [LINE_STR [STR]]: files that hold the
 * bytes of these sections.
 */
#include <format/line.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { SECTIONS = 3, PATH_BYTES = 4096, FILE_BYTES_MAX = 1 << 28 };

static void row_print(const struct line_table *t, const struct line_row *r)
{
    char path[PATH_BYTES];
    if (r->file == LINE_END) {
        printf("%08" PRIx32 " end\n", r->address);
        return;
    }
    line_file_text(path, sizeof(path), &t->file[r->file]);
    printf("%08" PRIx32 " %s:%" PRIu32 ":%" PRIu32 "\n", r->address, path,
           r->line, r->column);
}

int main(int argc, char **argv)
{
    struct buf file[SECTIONS] = {{0}};
    struct line_table t = {0};
    struct err e = {0};
    bool ok = argc > 1;
    for (int k = 1; ok && k < argc && k <= SECTIONS; k++)
        ok = buf_read_file(&file[k - 1], argv[k], FILE_BYTES_MAX, &e);
    struct line_sections in = {file[0].data, file[1].data, file[2].data,
                               file[0].size, file[1].size, file[2].size};
    ok = ok && line_read(&t, &in, &e);
    for (u32 k = 0; ok && k < t.count; k++)
        row_print(&t, &t.row[k]);
    if (!ok)
        fprintf(stderr, "line_dump: %s\n", e.text);
    line_free(&t);
    for (u32 k = 0; k < SECTIONS; k++)
        buf_free(&file[k]);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
