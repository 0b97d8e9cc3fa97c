/* SPDX-License-Identifier: MIT
 *
 * What an engine has made of a piece of guest code, as it tells observers
 * (vm/observe.h): the instructions, the uops of each and, where there is any,
 * the host code with the places in it that mean something. All of it is valid
 * during the call only.
 */
#ifndef VM_TRANSLATION_H
#define VM_TRANSLATION_H

#include <util/bits.h>
#include <vm/uop.h>

struct translated_insn {
    u32 pc;
    u32 uop, uops; /* the first one, and how many; 0: those of the next one
                      do its work too */
    bool goes;     /* its last uop names where it goes: */
    u32 target;
};

/* A mark stands before the code that it is about, in order of that code. */
enum host_mark_kind {
    HOST_BLOCK, /* a basic block of `arg` instructions begins */
    HOST_INSN,  /* the instruction at pc; arg: its index */
    HOST_WAY,   /* leads to the block at pc */
    HOST_ENTRY, /* where other code enters at pc */
    HOST_SITE,  /* calls C, or leaves, at site `arg` */
    HOST_COLD,  /* beside the fast path, for the instruction at pc */
    HOST_DATA,  /* no code: host addresses, aligned */
    HOST_EXIT   /* goes to code of another region at pc */
};
struct host_mark {
    u32 at; /* offset from the start of the code cache */
    u32 pc, arg;
    u8 kind; /* enum host_mark_kind */
};

struct host_code {
    const u8 *bytes;
    u32 at, size;        /* the first byte as offset in the code cache */
    u32 common;          /* bytes at its start that all regions share */
    const void *address; /* where it runs */
    const struct host_mark *mark;
    u32 marks;
    bool cut; /* there was no room for more marks */
    /* The i-th host register that holds a guest register; NULL: no i-th. */
    const char *(*holds)(const struct host_code *h, u32 i, u32 *guest);
    /* What C must know at a site, in words. */
    void (*site)(const struct host_code *h, u32 site, char *out, size_t size);
};

struct translation {
    u32 pc;
    const struct translated_insn *insn;
    u32 insns;
    const struct uop *uop;
    const struct host_code *host; /* NULL: a block of uops */
};

#endif
