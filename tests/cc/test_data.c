/* SPDX-License-Identifier: MIT
 *
 * Initialisers of global variables: each part at its offset.
 */
#include "rig_cc.h"

static void expect(const char *ir, const char *wanted)
{
    struct cc_result r;
    if (!rig_compile(&r, (struct cc_options){.level = 0}, ir))
        fail_msg("%s\n%s", ir, rig_text(&r.messages));
    const char *text = rig_text(&r.assembly);
    const char *data = strstr(text, "v:\n");
    if (!data || strcmp(data + 3, wanted) != 0)
        fail_msg("%s\nwant:\n%shave:\n%s", ir, wanted, text);
    cc_result_free(&r);
}

/* What a vector takes in memory is more than what is stored of it. */
static void vectors_of_three_are_padded_once(void **state)
{
    (void)state;
    expect("@v = global [2 x <3 x i32>] [<3 x i32> <i32 1, i32 2, i32 3>, "
           "<3 x i32> <i32 4, i32 5, i32 6>]",
           "\t.long\t0x1\n\t.long\t0x2\n\t.long\t0x3\n\t.zero\t4\n"
           "\t.long\t0x4\n\t.long\t0x5\n\t.long\t0x6\n\t.zero\t4\n");
    expect("@v = global {<3 x i16>, i32} {<3 x i16> <i16 1, i16 2, i16 3>, "
           "i32 9}",
           "\t.2byte\t0x1\n\t.2byte\t0x2\n\t.2byte\t0x3\n\t.zero\t2\n"
           "\t.long\t0x9\n\t.zero\t4\n");
}

static void differences_have_32_bits(void **state)
{
    static const char ir[] =
        "@a = global i32 1\n@b = global i32 2\n"
        "@v = global i16 trunc (i32 sub (i32 ptrtoint (ptr @a to i32), "
        "i32 ptrtoint (ptr @b to i32)) to i16)";
    struct cc_result r;
    (void)state;
    assert_false(rig_compile(&r, (struct cc_options){.level = 0}, ir));
    if (!strstr(rig_text(&r.messages), "global v: a difference of addresses"))
        fail_msg("%s", rig_text(&r.messages));
    cc_result_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_of_three_are_padded_once),
        cmocka_unit_test(differences_have_32_bits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
