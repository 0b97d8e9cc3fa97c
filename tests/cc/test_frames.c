/* SPDX-License-Identifier: MIT
 *
 * What code costs that does not show in what it computes: frames of early
 * exits, spill slots, and instructions that loops execute.
 */
#include "rig_cc.h"

#include <limits.h>

static char *compile(const char *ir)
{
    struct cc_result r;
    bool ok = rig_compile(&r, (struct cc_options){.level = 2, .x1 = true}, ir);
    if (!ok)
        fail_msg("%s\n%s", ir, rig_text(&r.messages));
    char *text = strdup(rig_text(&r.assembly));
    assert_non_null(text);
    cc_result_free(&r);
    return text;
}

static u32 count(const char *text, const char *what)
{
    u32 n = 0;
    while ((text = strstr(text, what))) {
        text += strlen(what);
        n++;
    }
    return n;
}

static void early_exits_have_no_frame(void **state)
{
    (void)state;
    char *text = compile("declare i32 @g(i32)\n"
                         "define i32 @f(i32 %a) {\n"
                         "  %z = icmp eq i32 %a, 0\n"
                         "  br i1 %z, label %out, label %in\n"
                         "in:\n"
                         "  %b = call i32 @g(i32 %a)\n"
                         "  %c = add i32 %b, %a\n"
                         "  br label %out\n"
                         "out:\n"
                         "  %r = phi i32 [ 7, %0 ], [ %c, %in ]\n"
                         "  ret i32 %r }");
    const char *test = strstr(text, "\tcmpi\t"), *frame = strstr(text, "r30");
    if (!test || !frame || frame < test || count(text, "\tret\t") != 2)
        fail_msg("%s", text);
    free(text);
}

/* `phases` times: 60 words are read, then written backwards. */
static u32 frame_bytes(u32 phases)
{
    enum { WORDS = 60 };
    struct buf ir = {0};
    buf_printf(&ir, "define void @f(ptr %%p) {\n");
    for (u32 k = 0; k < phases; k++) {
        for (u32 i = 0; i < WORDS; i++)
            buf_printf(&ir, "  %%v%u_%u = load volatile i32, ptr %%p\n", k, i);
        for (u32 i = WORDS; i > 0; i--)
            buf_printf(&ir, "  store volatile i32 %%v%u_%u, ptr %%p\n", k,
                       i - 1);
    }
    buf_printf(&ir, "  ret void }\n");
    char *text = compile(rig_text(&ir));
    buf_free(&ir);
    const char *frame = strstr(text, "\tsubi\tr30, r30, ");
    u32 bytes = frame ? (u32)atoi(frame + strlen("\tsubi\tr30, r30, ")) : 0;
    free(text);
    return bytes;
}

static void spill_slots_are_used_again(void **state)
{
    (void)state;
    u32 one = frame_bytes(1), three = frame_bytes(3);
    assert_in_range(one, 60, UINT_MAX);
    assert_in_range(three, one, one + 8);
}

static void loops_execute_what_they_need(void **state)
{
    (void)state;
    char *text = compile("define void @f(ptr %p, i32 %n) {\n"
                         "  br label %loop\n"
                         "loop:\n"
                         "  %i = phi i32 [ %n, %0 ], [ %j, %loop ]\n"
                         "  %q = phi ptr [ %p, %0 ], [ %r, %loop ]\n"
                         "  %j = add i32 %i, -1\n"
                         "  %r = getelementptr i32, ptr %q, i32 1\n"
                         "  store i32 %n, ptr %q\n"
                         "  %z = icmp eq i32 %i, 1\n"
                         "  br i1 %z, label %out, label %loop\n"
                         "out:\n"
                         "  ret void }");
    /* A store, two steps, a jump: no copy, and no comparison. */
    const char *loop = strstr(text, ".L1_2:\n");
    if (!loop || count(loop, "\tstore32\t") != 1 || count(loop, "\tmov\t") ||
        count(loop, "\tcmp") || count(loop, "\taddi\t") != 2 ||
        count(loop, "\trjnz\t") != 1)
        fail_msg("%s", text);
    free(text);
}

/* Stores to a slot of its own do not keep a call from being a jump. */
static void calls_at_the_end_are_jumps(void **state)
{
    (void)state;
    char *text = compile("declare i32 @g(i32)\n"
                         "declare void @h(ptr)\n"
                         "define i32 @f(i32 %a) {\n"
                         "  %x = alloca i32\n"
                         "  call void @h(ptr %x)\n"
                         "  %v = load i32, ptr %x\n"
                         "  %r = tail call i32 @g(i32 %v)\n"
                         "  ret i32 %r }");
    const char *leave = strstr(text, "\taddi\tr30, r30");
    if (!leave || !strstr(leave, "\tjmp\tg"))
        fail_msg("%s", text);
    free(text);
    text = compile("declare void @g(ptr byval([3 x i32]))\n"
                   "define void @f(ptr %p) {\n"
                   "  tail call void @g(ptr byval([3 x i32]) %p)\n"
                   "  ret void }");
    if (!strstr(text, "\tcall\tg"))
        fail_msg("the callee would read a frame that is gone:\n%s", text);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(early_exits_have_no_frame),
        cmocka_unit_test(spill_slots_are_used_again),
        cmocka_unit_test(loops_execute_what_they_need),
        cmocka_unit_test(calls_at_the_end_are_jumps)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
