/* SPDX-License-Identifier: MIT
 *
 * JSON text from and to values.
 */
#ifndef WICK_JSON_H
#define WICK_JSON_H

#include "object.h"

struct value json_decode(struct vm *vm, const struct string *text);
/* indent 0: on one line. */
struct value json_encode(struct vm *vm, struct value v, u32 indent);

#endif
