/* SPDX-License-Identifier: MIT
 *
 * gen SEED: a random program in LLVM IR on stdout. Functions are graphs of
 * blocks with any edges, irreducible ones too, over variables of odd widths;
 * fuel ends them. Every operation is defined for all its operands (counts and
 * divisors are masked), so that all compilers must print the same. Floating
 * point results are compared and converted, never looked at bit by bit: the
 * bits of a NaN are free.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { VARIABLES = 9, BLOCKS_MAX = 12, FUNCTIONS = 4, BUFFER = 48 };

static const int widths[] = {1,  2,  3,  7,  8,  13, 16, 17, 24, 31, 32,  32,
                             32, 33, 40, 48, 63, 64, 64, 64, 65, 96, 100, 128};

static unsigned long long state;
static int next;             /* number of the next temporary */
static int width[VARIABLES]; /* of the present function */

static unsigned pick(unsigned n)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(state >> 33) % n;
}

static int any_width(void)
{
    return widths[pick(sizeof(widths) / sizeof(widths[0]))];
}

/* One instruction with a result; gives its number. */
__attribute__((format(printf, 1, 2))) static int put(const char *format, ...)
{
    va_list args;
    printf("  %%t%d = ", next);
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    return next++;
}

static int resized(int value, int from, int to)
{
    if (from == to)
        return value;
    const char *op = from > to ? "trunc" : pick(2) ? "zext" : "sext";
    return put("%s i%d %%t%d to i%d", op, from, value, to);
}

static int loaded(int *bits)
{
    unsigned v = pick(VARIABLES);
    *bits = width[v];
    return put("load i%d, ptr %%v%u", width[v], v);
}

/* A value of this width: a variable's, or a constant. */
static int operand(int bits)
{
    int from;
    if (pick(5) == 0) {
        static const char *const at[] = {"0", "1", "-1", "2", "5", "100"};
        return put("add i%d 0, %s", bits, bits < 8 ? at[pick(2)] : at[pick(6)]);
    }
    int v = loaded(&from);
    return resized(v, from, bits);
}

static void assign(int value, int bits)
{
    unsigned v = pick(VARIABLES);
    int t = resized(value, bits, width[v]);
    printf("  store i%d %%t%d, ptr %%v%u\n", width[v], t, v);
}

static int below_width(int count, int bits)
{
    if (bits == 1)
        return put("and i1 %%t%d, 0", count);
    if (bits < 4) /* the width itself does not fit */
        return put("and i%d %%t%d, 1", bits, count);
    if (bits > 64)
        return put("and i%d %%t%d, 63", bits, count);
    return put("urem i%d %%t%d, %d", bits, count, bits);
}

static void binary(void)
{
    static const char *const ops[] = {"add", "sub", "mul", "and",
                                      "or",  "xor", "add", "sub"};
    int bits = any_width(), a = operand(bits), b = operand(bits);
    assign(put("%s i%d %%t%d, %%t%d", ops[pick(8)], bits, a, b), bits);
}

static void shift(void)
{
    static const char *const ops[] = {"shl", "lshr", "ashr"};
    int bits = any_width(), a = operand(bits);
    int n = pick(3) ? below_width(operand(bits), bits)
                    : put("add i%d 0, %u", bits, pick(bits < 4 ? 1 : bits));
    assign(put("%s i%d %%t%d, %%t%d", ops[pick(3)], bits, a, n), bits);
}

static void divide(void)
{
    static const char *const ops[] = {"udiv", "urem", "sdiv", "srem"};
    int bits = any_width();
    if (bits < 3 || bits > 64) /* 32-bit hosts lack the routines */
        return;
    int a = operand(bits), b = operand(bits);
    if (pick(3) == 0)
        b = put("add i%d 0, %d", bits, (int)pick(3) + 1);
    /* positive */
    b = put("lshr i%d %%t%d, %d", bits, b, 1 + (int)pick(2));
    b = put("or i%d %%t%d, 1", bits, b);
    assign(put("%s i%d %%t%d, %%t%d", ops[pick(4)], bits, a, b), bits);
}

static int condition(void)
{
    static const char *const ccs[] = {"eq",  "ne",  "ugt", "uge", "ult",
                                      "ule", "sgt", "sge", "slt", "sle"};
    int bits = any_width(), a = operand(bits), b = operand(bits);
    return put("icmp %s i%d %%t%d, %%t%d", ccs[pick(10)], bits, a, b);
}

static void choose(void)
{
    int c = condition();
    if (pick(3) == 0) {
        static const char *const ops[] = {"and", "or", "xor"};
        c = put("%s i1 %%t%d, %%t%d", ops[pick(3)], c, condition());
    }
    if (pick(3) == 0) {
        assign(c, 1);
        return;
    }
    int bits = any_width(), a = operand(bits), b = operand(bits);
    if (pick(4) == 0)
        b = put("freeze i%d %%t%d", bits, b);
    assign(put("select i1 %%t%d, i%d %%t%d, i%d %%t%d", c, bits, a, bits, b),
           bits);
}

static void unary_intrinsic(void)
{
    static const char *const with_flag[] = {"ctlz", "cttz", "abs"};
    int bits = any_width(), a = operand(bits);
    unsigned which = pick(6);
    if (which < 3)
        a = put("call i%d @llvm.%s.i%d(i%d %%t%d, i1 false)", bits,
                with_flag[which], bits, bits, a);
    else if (which == 3)
        a = put("call i%d @llvm.ctpop.i%d(i%d %%t%d)", bits, bits, bits, a);
    else if (which == 4 && bits % 16 == 0)
        a = put("call i%d @llvm.bswap.i%d(i%d %%t%d)", bits, bits, bits, a);
    else
        a = put("call i%d @llvm.bitreverse.i%d(i%d %%t%d)", bits, bits, bits,
                a);
    assign(a, bits);
}

static void binary_intrinsic(void)
{
    static const char *const ops[] = {"smax",     "smin",     "umax",
                                      "umin",     "uadd.sat", "sadd.sat",
                                      "usub.sat", "ssub.sat"};
    int bits = any_width(), a = operand(bits), b = operand(bits);
    assign(put("call i%d @llvm.%s.i%d(i%d %%t%d, i%d %%t%d)", bits,
               ops[pick(8)], bits, bits, a, bits, b),
           bits);
}

static void overflow(void)
{
    static const char *const ops[] = {"uadd", "sadd", "usub",
                                      "ssub", "umul", "smul"};
    int bits = any_width();
    if (bits > 64)
        return;
    int a = operand(bits), b = operand(bits);
    int r = put("call {i%d, i1} @llvm.%s.with.overflow.i%d(i%d %%t%d, i%d "
                "%%t%d)",
                bits, ops[pick(6)], bits, bits, a, bits, b);
    assign(put("extractvalue {i%d, i1} %%t%d, 0", bits, r), bits);
    assign(put("extractvalue {i%d, i1} %%t%d, 1", bits, r), 1);
}

static void funnel(void)
{
    int bits = any_width();
    if (bits > 64 && bits < 128)
        return; /* as for divide */
    int a = operand(bits), b = operand(bits), n = operand(bits);
    assign(put("call i%d @llvm.fsh%c.i%d(i%d %%t%d, i%d %%t%d, i%d %%t%d)",
               bits, pick(2) ? 'l' : 'r', bits, bits, a, bits, pick(2) ? a : b,
               bits, n),
           bits);
}

static int number(const char *type)
{
    int bits = any_width();
    if (bits > 64)
        bits = 64;
    int v = operand(bits);
    return put("%s i%d %%t%d to %s", pick(2) ? "sitofp" : "uitofp", bits, v,
               type);
}

static void floating(void)
{
    static const char *const ops[] = {"fadd", "fsub", "fmul", "fdiv"};
    static const char *const ccs[] = {"oeq", "ogt", "oge", "olt", "ole",
                                      "one", "ord", "uno", "ueq", "ugt",
                                      "uge", "ult", "ule", "une"};
    const char *type = pick(2) ? "float" : "double";
    int a = number(type), b = number(type);
    for (unsigned k = pick(4); k > 0; k--) {
        int r = put("%s %s %%t%d, %%t%d", ops[pick(4)], type, a, b);
        a = pick(2) ? b : a;
        b = r;
    }
    if (pick(2)) {
        assign(put("fcmp %s %s %%t%d, %%t%d", ccs[pick(14)], type, a, b), 1);
        return;
    }
    int bits = any_width();
    if (bits > 64)
        bits = 64;
    assign(put("call i%d @llvm.fpto%ci.sat.i%d.%s(%s %%t%d)", bits,
               pick(2) ? 's' : 'u', bits, type[0] == 'f' ? "f32" : "f64", type,
               b),
           bits);
}

static void lanes(void)
{
    static const struct {
        int whole, lanes, bits;
    } shapes[] = {{32, 4, 8}, {64, 4, 16}, {96, 3, 32}, {128, 2, 64},
                  {8, 8, 1},  {40, 8, 5},  {64, 2, 32}, {48, 2, 24}};
    static const char *const ops[] = {"add", "sub", "mul", "and", "xor"};
    unsigned s = pick(8);
    int whole = shapes[s].whole, n = shapes[s].lanes, bits = shapes[s].bits;
    int a =
        put("bitcast i%d %%t%d to <%d x i%d>", whole, operand(whole), n, bits);
    int b =
        put("bitcast i%d %%t%d to <%d x i%d>", whole, operand(whole), n, bits);
    int at = put("urem i32 %%t%d, %d", operand(32), n);
    int r = put("%s <%d x i%d> %%t%d, %%t%d", ops[pick(5)], n, bits, a, b);
    if (pick(2)) {
        int c = put("icmp %s <%d x i%d> %%t%d, %%t%d", pick(2) ? "slt" : "ugt",
                    n, bits, a, b);
        r = put("select <%d x i1> %%t%d, <%d x i%d> %%t%d, <%d x i%d> %%t%d", n,
                c, n, bits, r, n, bits, a);
    }
    if (pick(2))
        r = put("insertelement <%d x i%d> %%t%d, i%d %%t%d, i32 %%t%d", n, bits,
                r, bits, operand(bits), at);
    if (pick(2)) {
        assign(
            put("extractelement <%d x i%d> %%t%d, i32 %%t%d", n, bits, r, at),
            bits);
        return;
    }
    assign(put("bitcast <%d x i%d> %%t%d to i%d", n, bits, r, whole), whole);
}

/* Bytes of the buffer, at any alignment. */
static void memory(void)
{
    static const int sizes[] = {8, 16, 24, 32, 40, 64, 128};
    static const char *const moves[] = {"memcpy", "memmove", "memset"};
    int bits = sizes[pick(7)];
    int at = put("getelementptr i8, ptr %%buffer, i32 %u", pick(BUFFER - 16));
    unsigned which = pick(3);
    if (which == 0) {
        int v = operand(bits);
        printf("  store i%d %%t%d, ptr %%t%d, align 1\n", bits, v, at);
    } else if (which == 1) {
        assign(put("load i%d, ptr %%t%d, align 1", bits, at), bits);
    } else {
        unsigned how = pick(3), size = pick(16);
        int to = put("getelementptr i8, ptr %%buffer, i32 %u",
                     how == 0 ? BUFFER : pick(BUFFER - 16));
        if (how == 2) {
            int byte = operand(8);
            printf("  call void @llvm.memset.p0.i32(ptr %%t%d, i8 %%t%d, i32 "
                   "%u, i1 false)\n",
                   to, byte, size);
        } else {
            printf("  call void @llvm.%s.p0.p0.i32(ptr %%t%d, ptr %%t%d, i32 "
                   "%u, i1 false)\n",
                   moves[how], to, at, size);
        }
    }
}

/* What the functions take and give: in registers, in pairs, on the stack. */
static const char *const parameters[] = {
    "i32 %s, i32 %s, i64 %s", "i64 %s, i8 zeroext %s, i64 %s, i16 signext %s",
    "i32 %s, i64 %s, i64 %s, i64 %s, i64 %s, i32 %s, i8 signext %s",
    "i1 zeroext %s, i96 %s, i64 %s"};
static const int parameter_bits[][8] = {
    {32, 32, 64}, {64, 8, 64, 16}, {32, 64, 64, 64, 64, 32, 8}, {1, 96, 64}};
static const char *const results[] = {"i64", "{i32, i16}", "i32",
                                      "{i64, i8, i40}"};
static const int result_bits[][4] = {{64}, {32, 16}, {32}, {64, 8, 40}};

static void print_list(unsigned f, char letter, const int *number)
{
    int k = 0;
    for (const char *p = parameters[f]; *p; p++) {
        if (*p == '%') {
            printf("%%%c%d", letter, number[k++]);
            p++;
        } else {
            putchar(*p);
        }
    }
}

static void call(unsigned caller)
{
    int number[8] = {0};
    if (caller == 0)
        return;
    unsigned f = pick(caller);
    for (int k = 0; parameter_bits[f][k]; k++)
        number[k] = operand(parameter_bits[f][k]);
    int r = next++;
    printf("  %%t%d = call %s @f%u(", r, results[f], f);
    print_list(f, 't', number);
    puts(")");
    if (!result_bits[f][1]) {
        assign(r, result_bits[f][0]);
        return;
    }
    for (int k = 0; result_bits[f][k]; k++)
        assign(put("extractvalue %s %%t%d, %d", results[f], r, k),
               result_bits[f][k]);
}

static void statement(unsigned f)
{
    static void (*const kinds[])(void) = {
        binary, binary,           binary,          shift,    shift,  divide,
        choose, choose,           unary_intrinsic, overflow, funnel, floating,
        lanes,  binary_intrinsic, memory,          memory};
    unsigned n = sizeof(kinds) / sizeof(kinds[0]), which = pick(n + 1);
    if (which == n)
        call(f);
    else
        kinds[which]();
}

static void jump(unsigned blocks)
{
    unsigned kind = pick(5);
    if (kind == 0) {
        printf("  br label %%b%u\n", pick(blocks));
    } else if (kind == 1) {
        int bits = any_width(), v = operand(bits);
        printf("  switch i%d %%t%d, label %%b%u [", bits, v, pick(blocks));
        int cases = bits < 4 ? 1 : 1 + (int)pick(7);
        for (int k = 0; k < cases; k++)
            printf(" i%d %d, label %%b%u", bits, k, pick(blocks));
        puts(" ]");
    } else {
        int c = condition();
        printf("  br i1 %%t%d, label %%b%u, label %%b%u\n", c, pick(blocks),
               pick(blocks));
    }
}

static void give_results(unsigned f)
{
    const char *type = results[f];
    int r = -1;
    if (!result_bits[f][1]) {
        r = operand(result_bits[f][0]);
    } else {
        for (int k = 0; result_bits[f][k]; k++) {
            int v = operand(result_bits[f][k]);
            char before[16] = "undef";
            if (r >= 0)
                snprintf(before, sizeof(before), "%%t%d", r);
            r = put("insertvalue %s %s, i%d %%t%d, %d", type, before,
                    result_bits[f][k], v, k);
        }
    }
    printf("  ret %s %%t%d\n}\n\n", type, r);
}

static void function(unsigned f)
{
    static const int numbers[] = {0, 1, 2, 3, 4, 5, 6, 7};
    unsigned blocks = 2 + pick(BLOCKS_MAX - 2);
    printf("define %s%s @f%u(", pick(2) ? "" : "internal ", results[f], f);
    print_list(f, 'a', numbers);
    printf(") {\nentry:\n  %%fuel = alloca i32\n  store i32 %u, ptr %%fuel\n",
           f == FUNCTIONS - 1 ? 40 : 12);
    printf("  %%buffer = alloca [%d x i8]\n", BUFFER + 16);
    printf("  call void @llvm.memset.p0.i32(ptr %%buffer, i8 %u, i32 %d, i1 "
           "false)\n",
           pick(256), BUFFER + 16);
    int parameter = 0;
    for (int v = 0; v < VARIABLES; v++) {
        width[v] = any_width();
        printf("  %%v%d = alloca i%d\n", v, width[v]);
        printf("  store i%d %d, ptr %%v%d\n", width[v], width[v] < 4 ? 0 : v,
               v);
    }
    for (; parameter_bits[f][parameter]; parameter++) {
        int bits = parameter_bits[f][parameter];
        int t = put("add i%d 0, %%a%d", bits, parameter);
        int v = parameter % VARIABLES;
        t = resized(t, bits, width[v]);
        printf("  store i%d %%t%d, ptr %%v%d\n", width[v], t, v);
    }
    puts("  br label %b0");
    for (unsigned b = 0; b < blocks; b++) {
        printf("b%u:\n", b);
        int left = put("load i32, ptr %%fuel");
        left = put("sub i32 %%t%d, 1", left);
        printf("  store i32 %%t%d, ptr %%fuel\n", left);
        int over = put("icmp slt i32 %%t%d, 0", left);
        printf("  br i1 %%t%d, label %%out, label %%c%u\nc%u:\n", over, b, b);
        for (unsigned k = 1 + pick(6); k > 0; k--)
            statement(f);
        jump(blocks);
    }
    puts("out:");
    give_results(f);
}

static void main_function(void)
{
    puts("@text = private constant [7 x i8] c\"%x %x\\0A\\00\"\n"
         "declare i32 @printf(ptr, ...)\n\ndefine i32 @main() {");
    for (unsigned f = 0; f < FUNCTIONS; f++) {
        for (unsigned k = 0; k < 3; k++) {
            int number[8] = {0};
            for (int p = 0; parameter_bits[f][p]; p++)
                number[p] = put("add i%d 0, %d", parameter_bits[f][p],
                                parameter_bits[f][p] < 4 ? (int)k & 1
                                : parameter_bits[f][p] < 32
                                    ? (int)pick(200) - 100
                                    : (int)(pick(1u << 31) >> pick(31)));
            int r = next++;
            printf("  %%t%d = call %s @f%u(", r, results[f], f);
            print_list(f, 't', number);
            puts(")");
            for (int p = 0; result_bits[f][p]; p++) {
                int bits = result_bits[f][p];
                int v = result_bits[f][1]
                            ? put("extractvalue %s %%t%d, %d", results[f], r, p)
                            : r;
                v = bits == 64 ? v : put("zext i%d %%t%d to i64", bits, v);
                int low = put("trunc i64 %%t%d to i32", v);
                int high = put("lshr i64 %%t%d, 32", v);
                high = put("trunc i64 %%t%d to i32", high);
                put("call i32 (ptr, ...) @printf(ptr @text, i32 %%t%d, i32 "
                    "%%t%d)",
                    high, low);
            }
        }
    }
    puts("  ret i32 0\n}");
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: gen SEED\n", stderr);
        return 1;
    }
    state = strtoull(argv[1], NULL, 0) * 0x9E3779B97F4A7C15ull + 1;
    for (unsigned f = 0; f < FUNCTIONS; f++)
        function(f);
    main_function();
    return 0;
}
