/* SPDX-License-Identifier: MIT
 *
 * Assembler names. cc_names runs first and makes sure that every global of
 * the module has a name that the assembler takes; from then on the name of a
 * symbol is its LLVM name, behind ".L" when it is private, and in quotes when
 * it is that of a register or has odd characters. Labels of the
 * compiler itself have a digit, a 't' or a 'j' there, private names never.
 */
#include "cc.h"

#include <ctype.h>
#include <strings.h>

static bool is_register(const char *name, size_t n)
{
    if (n == 2 &&
        (strncasecmp(name, "sp", 2) == 0 || strncasecmp(name, "fp", 2) == 0))
        return true;
    if (n < 2 || n > 3 || (name[0] | 0x20) != 'r')
        return false;
    for (size_t k = 1; k < n; k++) {
        if (!isdigit((unsigned char)name[k]))
            return false;
    }
    return true;
}

static bool char_ok(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '$' ||
           (unsigned char)c >= 0x80;
}

static bool name_ok(const char *name, size_t n)
{
    if (n == 0 || isdigit((unsigned char)name[0]) || is_register(name, n) ||
        (n == 1 && name[0] == '.'))
        return false;
    for (size_t k = 0; k < n; k++) {
        if (!char_ok(name[k]))
            return false;
    }
    return true;
}

static bool quotable(const char *name, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if ((unsigned char)name[k] < ' ' || name[k] == 0x7F)
            return false;
    }
    return n > 0;
}

static const char *quoted(struct cc *cc, const char *name)
{
    char *text = arena_take(&cc->arena, 2 * strlen(name) + 3), *out = text;
    *out++ = '"';
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            *out++ = '\\';
        *out++ = *name;
    }
    *out++ = '"';
    *out = '\0';
    return text;
}

static bool is_local(LLVMValueRef global)
{
    LLVMLinkage linkage = LLVMGetLinkage(global);
    return linkage == LLVMPrivateLinkage || linkage == LLVMInternalLinkage;
}

/* LLVM makes the new name unique. */
static void rename_local(struct cc *cc, LLVMValueRef global, const char *name,
                         size_t n)
{
    char *fresh = arena_printf(&cc->arena, "_.%.*s", (int)n, name);
    for (char *c = fresh; *c; c++)
        *c = char_ok(*c) ? *c : '_';
    LLVMSetValueName2(global, fresh, strlen(fresh));
}

static void check_name(struct cc *cc, LLVMValueRef global)
{
    size_t n = 0;
    const char *name = LLVMGetValueName2(global, &n);
    bool used = LLVMGetFirstUse(global) != NULL;
    bool intrinsic = n > 5 && strncmp(name, "llvm.", 5) == 0;
    if (intrinsic || (LLVMIsDeclaration(global) && !used))
        return;
    if (n > 0 && name[0] == '\1') { /* as it stands, without mangling */
        name++;
        n--;
    }
    bool clash = LLVMGetLinkage(global) == LLVMPrivateLinkage && n > 0 &&
                 name[0] != '.' && name[0] != '_';
    if (is_local(global) && (clash || !name_ok(name, n)))
        rename_local(cc, global, name, n);
    else if (!name_ok(name, n) && !quotable(name, n))
        cc_error(cc, "global \"%.*s\": this name in assembly is not supported",
                 (int)n, name);
}

bool cc_names(struct cc *cc)
{
    LLVMModuleRef m = cc->module;
    for (LLVMValueRef g = LLVMGetFirstGlobal(m); g; g = LLVMGetNextGlobal(g))
        check_name(cc, g);
    for (LLVMValueRef g = LLVMGetFirstFunction(m); g;
         g = LLVMGetNextFunction(g))
        check_name(cc, g);
    for (LLVMValueRef g = LLVMGetFirstGlobalAlias(m); g;
         g = LLVMGetNextGlobalAlias(g))
        check_name(cc, g);
    return cc->result->errors == 0;
}

const char *cc_symbol(struct cc *cc, LLVMValueRef global)
{
    size_t n = 0;
    const char *name = LLVMGetValueName2(global, &n);
    if (n > 0 && name[0] == '\1')
        name++;
    if (LLVMGetLinkage(global) == LLVMPrivateLinkage)
        return arena_printf(&cc->arena, ".L%s", name);
    return name_ok(name, strlen(name)) ? name : quoted(cc, name);
}

const char *cc_block_label(struct cc *cc, LLVMBasicBlockRef block)
{
    LLVMValueRef function = LLVMGetBasicBlockParent(block);
    u32 number = 0, functions = 0;
    for (LLVMValueRef g = LLVMGetFirstFunction(cc->module); g && g != function;
         g = LLVMGetNextFunction(g))
        functions++;
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function);
         b && b != block; b = LLVMGetNextBasicBlock(b))
        number++;
    return arena_printf(&cc->arena, ".Lt%u_%u", functions, number);
}
