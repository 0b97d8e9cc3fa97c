/* SPDX-License-Identifier: MIT
 *
 * Where a program file is found: a relative name that does not exist in the
 * working directory is looked up beside the executable, in bios there, and in
 * share/lamp of the executable's prefix.
 */
#ifndef LOOKUP_H
#define LOOKUP_H

#include <util/buf.h>
#include <util/err.h>

/* Fills path with a terminated file name. False: it exists nowhere; the
 * message lists every place. exe_dir: as lookup_exe_dir gives it, or "". */
bool lookup_program(const char *name, const char *exe_dir, struct buf *path,
                    struct err *e);

/* Directory of the running executable without a final '/', "" if unknown. */
void lookup_exe_dir(char *out, size_t size);

#endif
