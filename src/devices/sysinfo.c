/* SPDX-License-Identifier: MIT
 *
 * SYSINFO: what machine this is, read-only. Every word is computed from the
 * configuration, the datasheet's constants and the disk when it is read, so
 * there is no state to reset or save. Invariant: a feature bit is set only
 * when the thing is there.
 */
#include <lamp/dev/sysinfo.h>

#include <lamp/dev/fb.h>
#include <vm/clock.h>
#include <vm/config.h>
#include <vm/device.h>

static const char vendor[16] = "LampVM";

enum {
    ARCH_LAMP = 1,
    ENDIAN_LITTLE = 1,
    PHYS_BITS = 32,
    PAGE_BYTES = 4096,
    TIMER_HZ = 1000000000
};

/* True when a disk is attached; its size in bytes, 0 without one. */
static bool disk_find(const struct device *d, u64 *bytes)
{
    struct device *disk = device_find(d->m, "disk");
    *bytes = 0;
    return disk != NULL && device_ctl(disk, DEVICE_SIZE, bytes) == 1;
}

static u64 disk_bytes(const struct device *d)
{
    u64 bytes;
    disk_find(d, &bytes);
    return bytes;
}

static u32 features(const struct device *d)
{
    u64 bytes;
    u32 f = FEATURE_TIME | FEATURE_FB | FEATURE_TIMER | FEATURE_INTC |
            FEATURE_X1 | FEATURE_EXIT | FEATURE_STACK_SIZE;
    if (disk_find(d, &bytes))
        f |= FEATURE_DISK;
    if (device_config(d)->cores > 1)
        f |= FEATURE_SMP;
    return f;
}

static u32 sysinfo_read(struct device *d, u32 cpu, u32 off)
{
    (void)cpu;
    switch (off) {
    case SYSINFO_MAGIC:
        return SYSINFO_MAGIC_VALUE;
    case SYSINFO_VENDOR:
    case SYSINFO_VENDOR + 4:
    case SYSINFO_VENDOR + 8:
    case SYSINFO_VENDOR + 12:
        return get_le32((const u8 *)vendor + off - SYSINFO_VENDOR);
    case SYSINFO_RAM_LO:
        return device_config(d)->ram_bytes;
    case SYSINFO_DISK_LO:
        return (u32)disk_bytes(d);
    case SYSINFO_DISK_HI:
        return (u32)(disk_bytes(d) >> 32);
    case SYSINFO_CORES:
        return device_config(d)->cores;
    case SYSINFO_VERSION:
        return SYSINFO_VERSION_VALUE;
    case SYSINFO_ARCH:
        return ARCH_LAMP;
    case SYSINFO_ENDIAN:
        return ENDIAN_LITTLE;
    case SYSINFO_PHYS_BITS:
        return PHYS_BITS;
    case SYSINFO_PAGE_SIZE:
        return PAGE_BYTES;
    case SYSINFO_TIMER_HZ:
        return TIMER_HZ;
    case SYSINFO_FEATURES:
        return features(d);
    case SYSINFO_FB_WIDTH:
        return FB_WIDTH;
    case SYSINFO_FB_HEIGHT:
        return FB_HEIGHT;
    case SYSINFO_FB_BPP:
        return FB_BPP;
    case SYSINFO_FB_STRIDE:
        return FB_STRIDE;
    case SYSINFO_BOOT_LO:
        return (u32)clock_unix_start(d->m);
    case SYSINFO_BOOT_HI:
        return (u32)(clock_unix_start(d->m) >> 32);
    }
    return 0; /* SYSINFO_RAM_HI: RAM has less than 4 GiB */
}

static const char *sysinfo_register_name(u32 off)
{
    static const char *const name[] = {
        "MAGIC",     "VENDOR",   "VENDOR",   "VENDOR",    "VENDOR",
        "RAM_LO",    "RAM_HI",   "DISK_LO",  "DISK_HI",   "CORES",
        "VERSION",   "ARCH",     "ENDIAN",   "PHYS_BITS", "PAGE_SIZE",
        "TIMER_HZ",  "FEATURES", "FB_WIDTH", "FB_HEIGHT", "FB_BPP",
        "FB_STRIDE", "BOOT_LO",  "BOOT_HI"};
    if (off % 4 != 0 || off / 4 >= ARRAY_LEN(name))
        return NULL;
    return name[off / 4];
}

static void sysinfo_write(struct device *d, u32 cpu, u32 off, u32 value)
{
    device_panic(d, FAULT_READ_ONLY,
                 "SYSINFO +0x%02X %s is read-only: core %u stored 0x%08X", off,
                 sysinfo_register_name(off), cpu, value);
}

const struct device_class sysinfo_device = {
    .name = "sysinfo",
    .widths = 4,
    .read = sysinfo_read,
    .write = sysinfo_write,
    .register_name = sysinfo_register_name,
};
