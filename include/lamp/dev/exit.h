/* SPDX-License-Identifier: MIT
 *
 * Port EXIT: the word written ends the machine and is its exit status; words
 * above EXIT_STATUS_MAX give that (docs/board.md).
 */
#ifndef LAMP_DEV_EXIT_H
#define LAMP_DEV_EXIT_H

enum { EXIT_STATUS_MAX = 79 };

#endif
