/* SPDX-License-Identifier: MIT
 *
 * A stream of bytes to somebody outside, by the names of --serial: a listening
 * socket with one client at a time, a pseudo-terminal, or stdin and stdout.
 * Nothing blocks but channel_open and channel_drain. Device thread only.
 */
#ifndef VM_CHANNEL_H
#define VM_CHANNEL_H

#include <poll.h>
#include <util/bits.h>
#include <util/err.h>

struct channel;

/* role: whose it is, for messages. stdio, pty, unix:P or tcp:[H:]PORT. NULL: *e
 * says why. */
struct channel *channel_open(const char *role, const char *endpoint,
                             struct err *e);
void channel_close(struct channel *c);

/* Descriptors to wait on; want: input would be read. */
u32 channel_fds(struct channel *c, bool want, struct pollfd *fds, u32 max);
/* Lets clients come and go, sends what can be sent. Once a round. */
void channel_service(struct channel *c);
/* Somebody is there who may send more. It becomes true in channel_service
 * only, and false there or when channel_read has met the end of the input. A
 * client that comes while another is there is told so and sent away. */
bool channel_connected(const struct channel *c);

/* Input that is there; 0: none now. */
u32 channel_read(struct channel *c, u8 *bytes, u32 max);
/* Bytes that channel_write takes now. */
u32 channel_space(const struct channel *c);
/* False: nobody is there, or there is no room for all of them; then none
 * were taken. */
bool channel_write(struct channel *c, const void *bytes, u32 n);
/* Somebody types there: what he types is not echoed, and he sees control
 * sequences. */
bool channel_is_terminal(const struct channel *c);
/* Width of that terminal; 0: not known. */
u32 channel_columns(const struct channel *c);
/* Sends the client away once it has taken what was written; on stdio and a
 * pseudo-terminal nothing happens. */
void channel_leave(struct channel *c);
/* Waits up to a second for what was written to be taken. */
void channel_drain(struct channel *c);

#endif
