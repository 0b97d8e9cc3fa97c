/* SPDX-License-Identifier: MIT
 *
 * r16 to r28, r30, r31, return address, call stack index.
 */
#ifndef _SETJMP_H
#define _SETJMP_H

typedef unsigned jmp_buf[17];

int setjmp(jmp_buf state) __attribute__((returns_twice));
_Noreturn void longjmp(jmp_buf state, int value);
#define setjmp(state) setjmp(state)

#endif
