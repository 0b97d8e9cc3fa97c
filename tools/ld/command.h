/* SPDX-License-Identifier: MIT
 *
 * The command line of lamp-ld, callable from lamp-cc as well.
 */
#ifndef LD_COMMAND_H
#define LD_COMMAND_H

#include "ld.h"

/* Runs the linker with these words (without the program's name). A word that
 * is one of memory[].name (the same pointer) stands for those bytes. Prints
 * messages on stderr. Returns the exit status. */
int ld_command(int argc, const char *const *argv, const struct ld_input *memory,
               u32 memory_count);

#endif
