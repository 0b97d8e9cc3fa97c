/* SPDX-License-Identifier: MIT
 *
 * What stands in for the JSON control socket in a build without jansson.
 */
#include <vm/front_open.h>

#include <vm/channel.h>

#if !VM_HAVE_JANSSON

bool json_open(struct machine *m, struct channel *channel, struct err *e)
{
    (void)m;
    channel_close(channel);
    return fail(e, "this vm was built without jansson, the library that reads "
                   "JSON");
}

#endif
