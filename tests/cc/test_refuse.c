/* SPDX-License-Identifier: MIT
 *
 * IR that the compiler does not support: an error that names function and
 * construct, no assembly, and nothing worse.
 */
#include "rig_cc.h"

struct refusal {
    const char *ir, *message;
};

static const struct refusal refusals[] = {
    {"define x86_fp80 @f(x86_fp80 %a) { ret x86_fp80 %a }",
     "function f: this kind of long double"},
    {"define fp128 @q(fp128 %a) { ret fp128 %a }", "function q: "},
    {"@t = thread_local global i32 0\n"
     "define i32 @h() { %v = load i32, ptr @t\n ret i32 %v }",
     "function h: thread-local storage"},
    {"define i32 @g() personality ptr null {\n"
     "  %x = invoke i32 @g() to label %a unwind label %b\n"
     "a: ret i32 %x\n"
     "b: %l = landingpad {ptr, i32} cleanup\n"
     "  ret i32 1 }",
     "function g: exception handling"},
    {"define i32 @k() {\n"
     "  %v = call i32 asm \"add $0, $1\", \"=r,Q\"(i32 0)\n"
     "  ret i32 %v }",
     "function k: the asm constraint \"Q\""},
    {"define void @c() {\n"
     "  call void asm sideeffect \"\", \"~{v7}\"()\n"
     "  ret void }",
     "function c: the asm clobber \"v7\""},
    {"define <vscale x 4 x i32> @v(<vscale x 4 x i32> %a) {\n"
     "  ret <vscale x 4 x i32> %a }",
     "function v: "},
    {"@i = ifunc i32 (i32), ptr @r\n"
     "define ptr @r() { ret ptr null }\n"
     "define i32 @u(i32 %a) { %b = call i32 @i(i32 %a)\n ret i32 %b }",
     "ifunc"},
    {"declare void @g(ptr, ptr)\n"
     "define void @big() {\n"
     "  %a = alloca [700000000 x i8]\n"
     "  %b = alloca [700000000 x i8]\n"
     "  call void @g(ptr %a, ptr %b)\n"
     "  ret void }",
     "function big: its locals take more than 1073741824 bytes"},
};

static void what_is_not_supported_is_named(void **state)
{
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(refusals); i++) {
        for (u32 level = 0; level < 3; level += 2) {
            struct cc_result r;
            bool ok = rig_compile(
                &r, (struct cc_options){.level = level, .x1 = i & 1},
                refusals[i].ir);
            const char *have = rig_text(&r.messages);
            if (ok || r.assembly.size || !r.errors ||
                !strstr(have, refusals[i].message))
                fail_msg("%s\nwant: %s\nhave: %s", refusals[i].ir,
                         refusals[i].message, have);
            cc_result_free(&r);
        }
    }
}

/* A wrong function does not hide the errors of the next one. */
static void each_function_is_tried(void **state)
{
    (void)state;
    struct cc_result r;
    assert_false(rig_compile(&r, (struct cc_options){0},
                             "define fp128 @a(fp128 %x) { ret fp128 %x }\n"
                             "define i32 @b() { ret i32 1 }\n"
                             "define fp128 @c(fp128 %x) { ret fp128 %x }\n"));
    const char *have = rig_text(&r.messages);
    assert_int_equal(r.errors, 2);
    assert_non_null(strstr(have, "function a"));
    assert_non_null(strstr(have, "function c"));
    cc_result_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_supported_is_named),
        cmocka_unit_test(each_function_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
