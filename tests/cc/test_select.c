/* SPDX-License-Identifier: MIT
 *
 * Which instructions the compiler chooses: a table of small functions in IR
 * with texts that their assembly has and has not. Order and registers are
 * free. That the code is right is what tests/c is for.
 */
#include "rig_cc.h"

enum { TEXTS_MAX = 4 };

struct choice {
    const char *ir;
    bool x1;
    const char *has[TEXTS_MAX], *lacks[TEXTS_MAX];
};

#define BINARY(op)                      \
    "define i32 @f(i32 %a, i32 %b) {\n" \
    "  %c = " op "\n"                   \
    "  ret i32 %c\n"                    \
    "}\n"
#define UNARY_INTRINSIC(call, declaration) \
    "define i32 @f(i32 %a) {\n"            \
    "  %c = call i32 " call "\n"           \
    "  ret i32 %c\n"                       \
    "}\n"                                  \
    "declare i32 " declaration "\n"
#define WIDE(op)                        \
    "define i64 @f(i64 %a, i64 %b) {\n" \
    "  %c = " op "\n"                   \
    "  ret i64 %c\n"                    \
    "}\n"
#define LEAST                               \
    "define i32 @f(i32 %a, i32 %b) {\n"     \
    "  %c = icmp ult i32 %a, %b\n"          \
    "  %s = select i1 %c, i32 %a, i32 %b\n" \
    "  ret i32 %s\n"                        \
    "}\n"
#define TRUTH                           \
    "define i32 @f(i32 %a, i32 %b) {\n" \
    "  %c = icmp slt i32 %a, %b\n"      \
    "  %s = zext i1 %c to i32\n"        \
    "  ret i32 %s\n"                    \
    "}\n"
#define ELEMENT                                   \
    "define i32 @f(ptr %p, i32 %i) {\n"           \
    "  %q = getelementptr i8, ptr %p, i32 %i\n"   \
    "  %r = getelementptr i8, ptr %q, i32 1234\n" \
    "  %v = load i32, ptr %r, align 4\n"          \
    "  ret i32 %v\n"                              \
    "}\n"
#define BRANCH(condition)               \
    "define i32 @f(i32 %a, i32 %b) {\n" \
    "  %c = icmp " condition "\n"       \
    "  br i1 %c, label %x, label %y\n"  \
    "x:\n"                              \
    "  %s = tail call i32 @g(i32 1)\n"  \
    "  ret i32 %s\n"                    \
    "y:\n"                              \
    "  %t = tail call i32 @h(i32 2)\n"  \
    "  ret i32 %t\n"                    \
    "}\n"                               \
    "declare i32 @g(i32)\n"             \
    "declare i32 @h(i32)\n"
#define MEMORY(call)                                           \
    "define void @f(ptr %p, ptr %q, i32 %n) {\n"               \
    "  call void " call "\n"                                   \
    "  ret void\n"                                             \
    "}\n"                                                      \
    "declare void @llvm.memcpy.p0.p0.i32(ptr, ptr, i32, i1)\n" \
    "declare void @llvm.memset.p0.i32(ptr, i8, i32, i1)\n"     \
    "declare void @llvm.memmove.p0.p0.i32(ptr, ptr, i32, i1)\n"
#define SWITCH                                                  \
    "define i32 @f(i32 %a) {\n"                                 \
    "  switch i32 %a, label %z [ i32 0, label %b\n"             \
    "    i32 1, label %c\n i32 2, label %d\n i32 3, label %b\n" \
    "    i32 4, label %c\n i32 5, label %d\n i32 6, label %b\n" \
    "    i32 7, label %c ]\n"                                   \
    "b: call void @g(i32 3)\n ret i32 1\n"                      \
    "c: call void @g(i32 4)\n ret i32 2\n"                      \
    "d: call void @g(i32 5)\n ret i32 3\n"                      \
    "z: ret i32 0\n"                                            \
    "}\n"                                                       \
    "declare void @g(i32)\n"

/* What is likelier, as __builtin_expect says, comes without a jump. */
#define EXPECT(weights)                          \
    "define i32 @f(i32 %a) {\n"                  \
    "  %c = icmp ugt i32 %a, 77\n"               \
    "  br i1 %c, label %x, label %y, !prof !0\n" \
    "x: call void @g()\n ret i32 1\n"            \
    "y: call void @h()\n ret i32 2\n"            \
    "}\n"                                        \
    "declare void @g()\ndeclare void @h()\n"     \
    "!0 = !{!\"branch_weights\", " weights "}\n"
/* A block that is left out half of the time stands between the others. */
#define TRIANGLE                              \
    "define void @f(i32 %a) {\n"              \
    "  br label %x\n"                         \
    "x: %i = phi i32 [ 0, %0 ], [ %j, %z ]\n" \
    "  %v = call i32 @g()\n"                  \
    "  %c = icmp ult i32 %v, 77\n"            \
    "  br i1 %c, label %z, label %y\n"        \
    "y: call void @h()\n br label %z\n"       \
    "z: %j = add i32 %i, 1\n"                 \
    "  %d = icmp eq i32 %j, %a\n"             \
    "  br i1 %d, label %e, label %x\n"        \
    "e: ret void\n"                           \
    "}\n"                                     \
    "declare i32 @g()\ndeclare void @h()\n"

static const struct choice choices[] = {
    /* Immediates are 32 bits wide in every instruction that has one. */
    {BINARY("add i32 %a, 305419896"), false, {"addi", "305419896"}, {"movi"}},
    {BINARY("and i32 %a, 1431655765"), false, {"andi"}, {"movi"}},
    {BINARY("xor i32 %a, -1"), false, {"\tnot"}, {"movi"}},
    {BINARY("mul i32 %a, 4096"), false, {"shli"}, {"mul"}},
    /* Addresses: register, index and displacement in one. */
    {ELEMENT, false, {"\tloadx32\tr0, [r0+r1+1234]"}, {"\tadd"}},
    /* Comparisons and their jumps. */
    {BRANCH("slt i32 %a, %b"), false, {"\tcmp\t", "\trj"}, {"\tset\t"}},
    {BRANCH("eq i32 %a, 77"), false, {"\trj"}, {"\tset\t"}},
    {BRANCH("ult i32 %a, %b"), true, {"\tcmp\t", "\trj"}, {"\tset\t"}},
    {EXPECT("i32 2000, i32 1"), false, {"\trjc\t"}, {"\trjnc\t"}},
    {EXPECT("i32 1, i32 2000"), false, {"\trjnc\t"}, {"\trjc\t"}},
    {EXPECT("!\"expected\", i32 1, i32 2000"), false, {"\trjnc\t"}, {NULL}},
    {TRIANGLE, false, {"\trjc\t"}, {"\trjmp\t", "\trjnc\t"}},
    /* Blocks of memory. */
    {MEMORY("@llvm.memcpy.p0.p0.i32(ptr %p, ptr %q, i32 64, i1 false)"),
     false,
     {"\tmemcpy\t", ", 64"},
     {"call", "jmp"}},
    {MEMORY("@llvm.memset.p0.i32(ptr %p, i8 7, i32 100, i1 false)"),
     false,
     {"\tmemset\t", ", 100"},
     {"call", "jmp"}},
    {MEMORY("@llvm.memcpy.p0.p0.i32(ptr %p, ptr %q, i32 %n, i1 false)"),
     false,
     {"memcpy"},
     {"\tmemcpy\tr"}},
    /* Calls at the end become jumps; leaves have no frame. */
    {BRANCH("slt i32 %a, %b"), false, {"jmp\tg", "jmp\th"}, {"r30", "call"}},
    /* What only the extension has. */
    {BINARY("sdiv i32 %a, %b"), true, {"\tsdiv\t"}, {"\tdiv\t"}},
    {BINARY("sdiv i32 %a, %b"), false, {"\tdiv\t"}, {"\tsdiv\t"}},
    {UNARY_INTRINSIC("@llvm.ctlz.i32(i32 %a, i1 false)",
                     "@llvm.ctlz.i32(i32, i1)"),
     true,
     {"\tclz\t"},
     {"__clzsi2"}},
    {UNARY_INTRINSIC("@llvm.ctlz.i32(i32 %a, i1 false)",
                     "@llvm.ctlz.i32(i32, i1)"),
     false,
     {"ret"},
     {"\tclz\t"}},
    {UNARY_INTRINSIC("@llvm.ctpop.i32(i32 %a)", "@llvm.ctpop.i32(i32)"),
     true,
     {"\tpopcnt\t"},
     {"__popcountsi2"}},
    {UNARY_INTRINSIC("@llvm.ctpop.i32(i32 %a)", "@llvm.ctpop.i32(i32)"),
     false,
     {"__popcountsi2"},
     {"\tpopcnt\t"}},
    {WIDE("add i64 %a, %b"), true, {"\tadd\t", "\tadc\t"}, {"rjnc"}},
    {WIDE("add i64 %a, %b"), false, {"\tadd\t"}, {"\tadc\t"}},
    {WIDE("sub i64 %a, %b"), true, {"\tsub\t", "\tsbb\t"}, {"rjnc"}},
    {WIDE("sub i64 %a, %b"), false, {"\tsub\t"}, {"\tsbb\t"}},
    {LEAST, true, {"\tsel\t"}, {"\trj"}},
    {LEAST, false, {"\tcmp\t"}, {"\tsel\t"}},
    {TRUTH, true, {"\tset\t"}, {"\trj"}},
    {TRUTH, false, {"\tcmp\t"}, {"\tset\t"}},
    {SWITCH, true, {"\tjmpr\t"}, {NULL}},
    {SWITCH, false, {"\trj"}, {"\tjmpr\t"}},
};

static bool texts_are(const struct choice *c, const char *assembly)
{
    bool good = true;
    for (u32 i = 0; i < TEXTS_MAX; i++) {
        good = good && (!c->has[i] || strstr(assembly, c->has[i]));
        good = good && (!c->lacks[i] || !strstr(assembly, c->lacks[i]));
    }
    return good;
}

static void instructions_are_as_wanted(void **state)
{
    (void)state;
    u32 bad = 0;
    for (u32 i = 0; i < ARRAY_LEN(choices); i++) {
        const struct choice *c = &choices[i];
        struct cc_result r;
        bool ok = rig_compile(&r, (struct cc_options){.level = 2, .x1 = c->x1},
                              c->ir);
        const char *have = rig_text(ok ? &r.assembly : &r.messages);
        if (!ok || !texts_are(c, have)) {
            print_message("case %u, x1 %d:\n%s%s", i, c->x1, c->ir, have);
            bad++;
        }
        cc_result_free(&r);
    }
    assert_int_equal(bad, 0);
}

/* Everything that needs x1, by the names of its instructions: none of it
 * without -march=lamp+x1, at any level. */
static void the_extension_is_only_used_when_allowed(void **state)
{
    (void)state;
    static const char *const names[] = {
        "sel", "set", "sdiv", "smod",   "mulh", "mulhs", "adc", "sbb",
        "clz", "ctz", "jmpr", "popcnt", "movs", "fill",  "fma", "ror"};
    for (u32 i = 0; i < ARRAY_LEN(choices); i++) {
        for (u32 level = 0; level < 4; level++) {
            struct cc_result r;
            assert_true(rig_compile(&r, (struct cc_options){.level = level},
                                    choices[i].ir));
            const char *have = rig_text(&r.assembly);
            for (u32 k = 0; k < ARRAY_LEN(names); k++) {
                char word[16];
                snprintf(word, sizeof(word), "\t%s\t", names[k]);
                if (strstr(have, word))
                    fail_msg("%s without x1:\n%s", names[k], have);
            }
            cc_result_free(&r);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instructions_are_as_wanted),
        cmocka_unit_test(the_extension_is_only_used_when_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
