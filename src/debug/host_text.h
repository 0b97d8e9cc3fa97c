/* SPDX-License-Identifier: MIT
 *
 * Host instructions as text. LLVM's disassembler does it; the library is
 * loaded when somebody wants a trace of host code, and not needed otherwise.
 */
#ifndef DEBUG_HOST_TEXT_H
#define DEBUG_HOST_TEXT_H

#include <util/bits.h>

struct host_text;

/* NULL: the library is not there, or this vm was built without it. */
struct host_text *host_text_open(void);
void host_text_close(struct host_text *h); /* NULL is allowed */

/* The instruction at the first of n bytes, in Intel's notation; jumps name
 * their target as `at` counts. Returns how many bytes it has; 0: it is none.
 * One thread at a time. */
u32 host_text_insn(struct host_text *h, const u8 *bytes, u32 n, u64 at,
                   char *out, size_t size);

#endif
