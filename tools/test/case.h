/* SPDX-License-Identifier: MIT
 *
 * A test case: what to build, what to run, what must come out. Made from a
 * text file of lines "KEY: VALUE" (lamp-test(1) lists the keys); immutable
 * after case_read.
 */
#ifndef TEST_CASE_H
#define TEST_CASE_H

#include <util/buf.h>

enum {
    CASE_FILE_MAX = 1 << 20,
    CASE_WORDS_MAX = 64,
    CASE_PICTURES_MAX = 8,
    CASE_HASH_BYTES = 17,
    CASE_POINTS_MAX = 1000000
};

/* Strings of one key; owned. */
struct words {
    char *word[CASE_WORDS_MAX];
    u32 count;
};

struct picture {
    char hash[CASE_HASH_BYTES];
    bool at_end;
    u64 frame;
};

struct test_case {
    char *path;   /* as the user named it or its folder */
    char *folder; /* of the file, "." if none */
    char *name;
    char *image;         /* NULL: built from sources */
    struct words source; /* files */
    struct words flags, options, send_after, expect;
    struct buf input;
    char *input_file, *output_file; /* NULL: none */
    bool has_output;
    struct buf output; /* exact */
    struct words contains, regex, message;
    u32 status;
    char hash[CASE_HASH_BYTES]; /* "": not checked */
    struct picture picture[CASE_PICTURES_MAX];
    u32 picture_count;
    u64 max_insns; /* 0: no limit */
    u64 timeout_ms;
    u32 points;
    char *skip; /* why it is not run; NULL: it is */
};

/* False: *e says "FILE:LINE: what is wrong". */
bool case_read(struct test_case *c, const char *path, struct err *e);
/* The same from text in memory. */
bool case_parse(struct test_case *c, const char *path, const char *text,
                size_t size, struct err *e);
void case_free(struct test_case *c);

/* The keys with a line of help each, for --keys. */
void case_keys_print(FILE *out);

#endif
