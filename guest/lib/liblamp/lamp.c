/* SPDX-License-Identifier: MIT
 *
 * The parts of <lamp.h> that are not one instruction.
 */
#include <lamp.h>
#include <stddef.h>

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

void lamp_enable(uint32_t vector, bool enabled)
{
    uint32_t at = INTC_BASE + INTC_ENABLE + vector / 32 * 4;
    uint32_t bit = 1u << vector % 32, now = lamp_read(at);
    lamp_write(at, enabled ? now | bit : now & ~bit);
}

void lamp_priority(uint32_t vector, uint32_t priority)
{
    lamp_write(INTC_BASE + INTC_PRIORITY + vector * 4, priority);
}

uint64_t lamp_nanos(void)
{
    uint32_t low = lamp_read(TIME_BASE + TIME_BOOT_LO);
    return (uint64_t)lamp_read(TIME_BASE + TIME_BOOT_HI) << 32 | low;
}

void lamp_sleep(uint64_t nanos)
{
    uint64_t start = lamp_nanos();
    while (lamp_nanos() - start < nanos)
        lamp_pause();
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

/* The last core to come starts the next round. */
void lamp_meet(lamp_barrier *barrier, int count)
{
    int round = barrier->round;
    if (__atomic_add_fetch(&barrier->arrived, 1, __ATOMIC_ACQ_REL) == count) {
        barrier->arrived = 0;
        __atomic_store_n(&barrier->round, round + 1, __ATOMIC_RELEASE);
        return;
    }
    while (__atomic_load_n(&barrier->round, __ATOMIC_ACQUIRE) == round)
        lamp_pause();
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

bool lamp_disk_flush(void)
{
    return transfer(DISK_FLUSH, 0, NULL, 0);
}

uint32_t lamp_disk_sectors(void)
{
    uint32_t low = lamp_read(SYSINFO_BASE + SYSINFO_DISK_LO);
    uint32_t high = lamp_read(SYSINFO_BASE + SYSINFO_DISK_HI);
    return low / DISK_SECTOR_BYTES +
           high * (UINT32_MAX / DISK_SECTOR_BYTES + 1);
}
