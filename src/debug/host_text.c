/* SPDX-License-Identifier: MIT
 *
 * LLVM's disassembler for x86-64 through its C interface. Only headers are
 * needed to build; the library is large and loads when it is asked for.
 */
#include "host_text.h"

#if VM_HAVE_LLVM

#include <dlfcn.h>
#include <llvm-c/Disassembler.h>
#include <stdlib.h>

/* Functions of the library, by name behind "LLVM". */
#define LLVM_CALLS(X) \
    X(CreateDisasm)   \
    X(SetDisasmOptions) X(DisasmInstruction) X(DisasmDispose)

struct host_text {
    void *library;
    LLVMDisasmContextRef context;
#define LLVM_POINTER(name) __typeof__(LLVM##name) *name;
    LLVM_CALLS(LLVM_POINTER)
#undef LLVM_POINTER
};

static bool library_load(struct host_text *h)
{
    h->library = dlopen(VM_LLVM_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!h->library)
        return false;
#define LLVM_CALL(name)                                           \
    *(void **)(void *)&h->name = dlsym(h->library, "LLVM" #name); \
    if (!h->name)                                                 \
        return false;
    LLVM_CALLS(LLVM_CALL)
#undef LLVM_CALL
    return true;
}

static bool target_init(const struct host_text *h)
{
    static const char *const name[] = {"LLVMInitializeX86TargetInfo",
                                       "LLVMInitializeX86TargetMC",
                                       "LLVMInitializeX86Disassembler"};
    for (u32 i = 0; i < ARRAY_LEN(name); i++) {
        void (*init)(void);
        *(void **)(void *)&init = dlsym(h->library, name[i]);
        if (!init)
            return false;
        init();
    }
    return true;
}

/* Knows no names, but that there is somebody who could makes the library
 * print targets of jumps as addresses. */
static const char *no_name(void *info, uint64_t value, uint64_t *type,
                           uint64_t pc, const char **name)
{
    (void)info, (void)value, (void)pc;
    *type = LLVMDisassembler_ReferenceType_InOut_None;
    *name = NULL;
    return NULL;
}

static bool context_open(struct host_text *h)
{
    h->context =
        h->CreateDisasm("x86_64-unknown-linux-gnu", NULL, 0, NULL, no_name);
    /* The variant first: it makes a new printer, which forgets the rest. */
    return h->context &&
           h->SetDisasmOptions(h->context,
                               LLVMDisassembler_Option_AsmPrinterVariant) &&
           h->SetDisasmOptions(h->context, LLVMDisassembler_Option_PrintImmHex);
}

struct host_text *host_text_open(void)
{
    struct host_text *h = calloc(1, sizeof(*h));
    if (h && library_load(h) && target_init(h) && context_open(h))
        return h;
    host_text_close(h);
    return NULL;
}

/* The library stays: it does not like to be unloaded. */
void host_text_close(struct host_text *h)
{
    if (h && h->context)
        h->DisasmDispose(h->context);
    free(h);
}

static u32 one(struct host_text *h, const u8 *bytes, u32 n, u64 at, char *out,
               size_t size)
{
    u8 copy[16] = {0};
    if (n > sizeof(copy))
        n = sizeof(copy);
    memcpy(copy, bytes, n);
    u32 length = (u32)h->DisasmInstruction(h->context, copy, n, at, out, size);
    if (length == 0)
        return 0;
    size_t from = strspn(out, "\t ");
    memmove(out, out + from, strlen(out + from) + 1);
    for (char *p = out; *p; p++)
        if (*p == '\t')
            *p = ' ';
    return length;
}

/* The library takes "lock" for an instruction of its own. */
u32 host_text_insn(struct host_text *h, const u8 *bytes, u32 n, u64 at,
                   char *out, size_t size)
{
    static const char lock[] = "lock";
    u32 length = one(h, bytes, n, at, out, size);
    if (length != 1 || n == 1 || strcmp(out, lock) != 0)
        return length;
    out[sizeof(lock) - 1] = ' ';
    return length + one(h, bytes + 1, n - 1, at + 1, out + sizeof(lock),
                        size - sizeof(lock));
}

#else

struct host_text *host_text_open(void)
{
    return NULL;
}

void host_text_close(struct host_text *h)
{
    (void)h;
}

u32 host_text_insn(struct host_text *h, const u8 *bytes, u32 n, u64 at,
                   char *out, size_t size)
{
    (void)h, (void)bytes, (void)n, (void)at, (void)out, (void)size;
    return 0;
}

#endif
