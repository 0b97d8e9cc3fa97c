/* SPDX-License-Identifier: MIT
 *
 * Requests of the JSON control socket (docs/control.md), inside src/debug.
 */
#ifndef DEBUG_JSON_REQUEST_H
#define DEBUG_JSON_REQUEST_H

#include <util/buf.h>
#include <vm/verb.h>

enum { JSON_ID_BYTES = 80 };

struct json_request;

/* NULL: *e says what is wrong; id is set as far as it was understood. */
struct json_request *json_request_read(const char *line, size_t n,
                                       char id[JSON_ID_BYTES], struct err *e);
void json_request_free(struct json_request *r);
/* What is asked for begins with this verb. */
const char *json_request_verb(const struct json_request *r);
bool json_request_run(struct json_request *r, struct verb_caller *c,
                      struct out *out, struct err *e);

#endif
