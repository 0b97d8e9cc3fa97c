/* SPDX-License-Identifier: MIT
 *
 * Inside src/host: a channel on an endpoint that is open already.
 */
#ifndef HOST_CHANNEL_H
#define HOST_CHANNEL_H

#include <vm/channel.h>

#include "endpoint.h"

/* Takes the endpoint over, also when it fails. NULL: no memory. */
struct channel *channel_of(struct endpoint *p);

#endif
