/* SPDX-License-Identifier: MIT
 *
 * The machine from C: ports, interrupts, cores, input, the screen, the disk.
 * The datasheet's names come from <lamp/board.h> and <lamp/dev/...>.
 */
#ifndef _LAMP_H
#define _LAMP_H

#include <stdbool.h>
#include <stdint.h>

#include <lamp/board.h>
#include <lamp/dev/disk.h>
#include <lamp/dev/intc.h>
#include <lamp/dev/ps2.h>
#include <lamp/dev/sysinfo.h>
#include <lamp/dev/time.h>

static inline void lamp_out(uint32_t port, uint32_t value)
{
    __asm__ volatile("out [%0], %1" : : "r"(port), "r"(value) : "memory");
}

static inline uint32_t lamp_in(uint32_t port)
{
    uint32_t value;
    __asm__ volatile("in %0, [%1]" : "=r"(value) : "r"(port) : "memory");
    return value;
}

static inline uint32_t lamp_read(uint32_t address)
{
    return *(volatile uint32_t *)address;
}

static inline void lamp_write(uint32_t address, uint32_t value)
{
    *(volatile uint32_t *)address = value;
}

/* Number of this core, 0 .. lamp_cores() - 1. */
static inline uint32_t lamp_cpu(void)
{
    uint32_t n;
    __asm__ volatile("cpuid %0" : "=r"(n));
    return n;
}

static inline uint32_t lamp_cores(void)
{
    return lamp_read(SYSINFO_BASE + SYSINFO_CORES);
}

/* Has the machine all of these (FEATURE_DISK ...)? */
static inline bool lamp_has(uint32_t features)
{
    return !(features & ~lamp_read(SYSINFO_BASE + SYSINFO_FEATURES));
}

static inline void lamp_pause(void)
{
    __asm__ volatile("pause" : : : "memory");
}

/* In an __attribute__((interrupt)) function, first of all: its vector. */
static inline uint32_t lamp_vector(void)
{
    uint32_t vector;
    __asm__ volatile("mov %0, r31" : "=r"(vector));
    return vector;
}

/* Until an interrupt is pending on this core, masked or not; without x1 it
 * may return before. The pattern that misses none:
 *
 *     lamp_mask(true);
 *     while (!work_is_there()) {
 *         lamp_wait();
 *         lamp_mask(false);    // handlers run here
 *         lamp_mask(true);
 *     }
 *     lamp_mask(false); */
static inline void lamp_wait(void)
{
#ifdef __lamp_x1__
    __asm__ volatile("wait" : : : "memory");
#else
    lamp_pause();
#endif
}

typedef void lamp_handler(void); /* with __attribute__((interrupt)) */

/* The table is shared by all cores. NULL empties the entry. */
void lamp_handle(uint32_t vector, lamp_handler *handler);
/* Interrupts of this core; returns whether they were masked before. */
bool lamp_mask(bool masked);
/* Requests `vector` on core `cpu`. */
void lamp_ipi(uint32_t cpu, uint32_t vector);
/* An interrupt on vector INT_TIMER every `micros` (1000 or more; 0: off), on
 * core 0. */
void lamp_tick(uint32_t micros);

/* Whether this core takes interrupts on `vector`; after a start it does. */
void lamp_enable(uint32_t vector, bool enabled);
/* Of two that are pending the higher priority, 0..255, is first. */
void lamp_priority(uint32_t vector, uint32_t priority);

/* Nanoseconds since the machine started; on any core. */
uint64_t lamp_nanos(void);
/* Spins for so long. */
void lamp_sleep(uint64_t nanos);

/* Starts core `cpu` (1 ..) in function(argument) with a stack of its own,
 * which reaches `bytes` down from `stack_top` (a multiple of 8). Only core 0
 * may, and once for each core. When the function returns the core waits for
 * ever. */
void lamp_start(uint32_t cpu, void (*function)(void *), void *argument,
                void *stack_top);

/* Locks between cores. Zero is open. */
typedef struct {
    volatile int taken;
} lamp_lock;
void lamp_acquire(lamp_lock *lock);
void lamp_release(lamp_lock *lock);

/* A place where `count` cores wait for each other, as often as they want. All
 * zero to begin with. */
typedef struct {
    volatile int arrived, round;
} lamp_barrier;
void lamp_meet(lamp_barrier *barrier, int count);

/* Input, without waiting: -1 when there is none. A key is a byte of the PS/2
 * scan codes, set 1. */
int lamp_serial(void);
int lamp_key(void);

/* Movement since the last report, up is positive; buttons as PS2_MOUSE_LEFT
 * and so on. False: there is no report. */
struct lamp_mouse {
    int dx, dy;
    unsigned buttons;
};
bool lamp_mouse(struct lamp_mouse *report);

/* The screen: words 0x00RRGGBB, rows of FB_WIDTH words (<lamp/dev/fb.h>). */
uint32_t *lamp_fb(void);
/* What lies outside the screen is not drawn. */
void lamp_fill(int x, int y, int width, int height, uint32_t colour);
void lamp_pixel(int x, int y, uint32_t colour);
/* Signs of 8 x 16 pixels, ink on paper. A line end goes back to x, one line
 * down; what is not ASCII is a box. */
enum { LAMP_FONT_WIDTH = 8, LAMP_FONT_HEIGHT = 16 };
void lamp_char(int x, int y, int c, uint32_t ink, uint32_t paper);
void lamp_text(int x, int y, const char *text, uint32_t ink, uint32_t paper);

/* Sectors of 512 bytes; waits for the end. False: the disk failed. */
bool lamp_disk_read(uint32_t sector, void *to, uint32_t count);
bool lamp_disk_write(uint32_t sector, const void *from, uint32_t count);
/* Until what was written is safe on the host. */
bool lamp_disk_flush(void);
/* Sectors of the disk, 0 without one. */
uint32_t lamp_disk_sectors(void);

#endif
