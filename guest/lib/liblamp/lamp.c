/* SPDX-License-Identifier: MIT
 *
 * The parts of <lamp.h> that are not one instruction.
 */
#include <lamp.h>

#include <lamp/dev/fb.h>

void lamp_handle(uint32_t vector, lamp_handler *handler)
{
    volatile uint32_t *entry = (volatile uint32_t *)(IVT_BASE + vector * 8);
    entry[0] = handler ? (uint32_t)handler : UINT32_MAX;
    entry[1] = handler ? 0 : UINT32_MAX;
}

bool lamp_mask(bool masked)
{
    bool before = lamp_in(PORT_IRQ_MASKED) != 0;
    lamp_out(PORT_IRQ_MASKED, masked);
    return before;
}

void lamp_ipi(uint32_t cpu, uint32_t vector)
{
    __asm__ volatile("ipi %0, %1" : : "r"(cpu), "r"(vector) : "memory");
}

void lamp_tick(uint32_t micros)
{
    lamp_write(TIME_BASE + TIME_CTRL, micros);
}

uint64_t lamp_nanos(void)
{
    uint32_t low = lamp_read(TIME_BASE + TIME_BOOT_LO);
    return (uint64_t)lamp_read(TIME_BASE + TIME_BOOT_HI) << 32 | low;
}

struct start { /* smp.s reads it */
    void (*function)(void *);
    void *argument;
    void *stack_top;
};

struct start lamp_starts[BOARD_CORES_MAX];
extern char lamp_core_entry[];

void lamp_start(uint32_t cpu, void (*function)(void *), void *argument,
                void *stack_top)
{
    lamp_starts[cpu] = (struct start){function, argument, stack_top};
    __asm__ volatile("fence\n\tstartap %0, %1, 0"
                     :
                     : "r"(cpu), "r"(lamp_core_entry)
                     : "memory");
}

void lamp_acquire(lamp_lock *lock)
{
    while (__atomic_exchange_n(&lock->taken, 1, __ATOMIC_ACQUIRE)) {
        while (lock->taken)
            lamp_pause();
    }
}

void lamp_release(lamp_lock *lock)
{
    __atomic_store_n(&lock->taken, 0, __ATOMIC_RELEASE);
}

uint32_t *lamp_fb(void)
{
    return (uint32_t *)FB_ALIAS_BASE;
}

void lamp_fill(int x, int y, int width, int height, uint32_t colour)
{
    for (int row = y < 0 ? 0 : y; row < y + height && row < FB_HEIGHT; row++) {
        uint32_t *at = lamp_fb() + row * FB_WIDTH;
        for (int k = x < 0 ? 0 : x; k < x + width && k < FB_WIDTH; k++)
            at[k] = colour;
    }
}

static bool transfer(uint32_t command, uint32_t sector, const void *memory,
                     uint32_t count)
{
    lamp_out(PORT_DISK_LBA, sector);
    lamp_out(PORT_DISK_ADDR, (uint32_t)memory);
    lamp_out(PORT_DISK_COUNT, count);
    lamp_out(PORT_DISK_CMD, command);
    while (lamp_in(PORT_DISK_STATUS) == DISK_BUSY)
        lamp_pause();
    return lamp_in(PORT_DISK_STATUS) == DISK_IDLE;
}

bool lamp_disk_read(uint32_t sector, void *to, uint32_t count)
{
    return transfer(DISK_READ, sector, to, count);
}

bool lamp_disk_write(uint32_t sector, const void *from, uint32_t count)
{
    return transfer(DISK_WRITE, sector, from, count);
}
