/* SPDX-License-Identifier: MIT
 *
 * lamp-svd: the registers of the board as CMSIS-SVD, the XML that debuggers
 * and generators of headers read. Address ranges, ports and vectors are the
 * rows of board.def. Ports are no memory, and SVD knows no other space: they
 * are vendor extensions.
 */
#include <lamp/board.h>
#include <lamp/dev/intc.h>
#include <lamp/dev/sysinfo.h>
#include <lamp/dev/time.h>
#include <stdlib.h>
#include <string.h>
#include <util/bits.h>
#include <util/buf.h>

static struct buf out; /* what is printed, written whole at the end */

static void put(const char *line)
{
    buf_printf(&out, "%s\n", line);
}

/* Texts of the tables as XML. */
static void print_text(const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '<':
            buf_printf(&out, "&lt;");
            break;
        case '>':
            buf_printf(&out, "&gt;");
            break;
        case '&':
            buf_printf(&out, "&amp;");
            break;
        default:
            buf_add(&out, text, 1);
        }
    }
}

static void print_element(int depth, const char *name, const char *text)
{
    buf_printf(&out, "%*s<%s>", 2 * depth, "", name);
    print_text(text);
    buf_printf(&out, "</%s>\n", name);
}

struct reg {
    const char *peripheral, *name, *access, *meaning;
    u32 offset, words;
};

#define ACCESS_RO "read-only"
#define ACCESS_RW "read-write"
#define ACCESS_WO "write-only"
static const struct reg registers[] = {
#define REGISTER(peripheral, name, access, words, meaning) \
    {#peripheral, #name, ACCESS_##access, meaning, peripheral##_##name, words},
#include "registers.def"
};

static void print_register(const struct reg *r)
{
    put("        <register>");
    if (r->words > 1) {
        buf_printf(&out, "          <dim>%u</dim>\n", r->words);
        put("          <dimIncrement>4</dimIncrement>");
    }
    buf_printf(&out, "          <name>%s%s</name>\n", r->name,
               r->words > 1 ? "[%s]" : "");
    print_element(5, "description", r->meaning);
    buf_printf(&out, "          <addressOffset>0x%03X</addressOffset>\n",
               r->offset);
    buf_printf(&out, "          <access>%s</access>\n", r->access);
    put("        </register>");
}

static void print_registers(const char *peripheral)
{
    put("      <registers>");
    for (size_t i = 0; i < ARRAY_LEN(registers); i++)
        if (strcmp(registers[i].peripheral, peripheral) == 0)
            print_register(&registers[i]);
    put("      </registers>");
}

/* All vectors are the interrupt controller's. */
static void print_interrupts(const char *peripheral)
{
    static const struct {
        const char *name, *meaning;
        u32 number;
    } vectors[] = {
#define BOARD_VECTOR(name, number, meaning) {#name, meaning, number},
#include <lamp/board.def>
    };
    for (size_t i = 0;
         strcmp(peripheral, "INTC") == 0 && i < ARRAY_LEN(vectors); i++) {
        put("      <interrupt>");
        print_element(4, "name", vectors[i].name);
        print_element(4, "description", vectors[i].meaning);
        buf_printf(&out, "        <value>%u</value>\n", vectors[i].number);
        put("      </interrupt>");
    }
}

enum range_kind { RANGE_RAM, RANGE_REGISTERS, RANGE_STORAGE, RANGE_RESERVED };

static void print_peripherals(u32 ram)
{
    static const struct {
        const char *name, *meaning;
        enum range_kind kind;
        u32 base, size;
    } ranges[] = {
#define BOARD_RANGE(name, kind, base, size, device, meaning) \
    {#name, meaning, RANGE_##kind, base, size},
#include <lamp/board.def>
    };
    for (size_t i = 0; i < ARRAY_LEN(ranges); i++) {
        bool is_register = ranges[i].kind == RANGE_REGISTERS;
        if (!is_register && ranges[i].kind != RANGE_STORAGE)
            continue;
        put("    <peripheral>");
        print_element(3, "name", ranges[i].name);
        print_element(3, "description", ranges[i].meaning);
        /* The upper window of the framebuffer stands at RAM end. */
        buf_printf(&out, "      <baseAddress>0x%08X</baseAddress>\n",
                   strcmp(ranges[i].name, "FB") == 0 ? ram : ranges[i].base);
        buf_printf(&out,
                   "      <addressBlock>\n        <offset>0x0</offset>\n"
                   "        <size>0x%X</size>\n        <usage>%s</usage>\n"
                   "      </addressBlock>\n",
                   ranges[i].size, is_register ? "registers" : "buffer");
        print_interrupts(ranges[i].name);
        if (is_register)
            print_registers(ranges[i].name);
        put("    </peripheral>");
    }
}

static void print_ports(void)
{
    static const struct {
        const char *name, *device, *meaning;
        u32 number;
    } ports[] = {
#define BOARD_PORT(name, number, device, meaning) \
    {#name, #device, meaning, number},
#include <lamp/board.def>
    };
    put("  <vendorExtensions>\n    <ports>");
    for (size_t i = 0; i < ARRAY_LEN(ports); i++) {
        put("      <port>");
        print_element(4, "name", ports[i].name);
        print_element(4, "device", ports[i].device);
        print_element(4, "description", ports[i].meaning);
        buf_printf(&out, "        <number>0x%02X</number>\n", ports[i].number);
        put("      </port>");
    }
    put("    </ports>\n  </vendorExtensions>");
}

static void print_device(u32 ram)
{
    put("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<device schemaVersion=\"1.3\"\n"
        "        xmlns:xs=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
        "        xs:noNamespaceSchemaLocation=\"CMSIS-SVD.xsd\">\n"
        "  <vendor>LampVM</vendor>\n"
        "  <name>lamp</name>\n"
        "  <version>" VM_VERSION "</version>\n"
        "  <description>The lamp board: 32 bits, little endian"
        "</description>\n"
        "  <addressUnitBits>8</addressUnitBits>\n"
        "  <width>32</width>\n"
        "  <size>32</size>\n"
        "  <peripherals>");
    print_peripherals(ram);
    put("  </peripherals>");
    print_ports();
    put("</device>");
}

struct options {
    const char *output; /* NULL: standard output */
    u32 ram;            /* bytes */
    bool done;
};

static void print_help(void)
{
    puts("usage: lamp-svd [options]\n\n"
         "Prints the registers, vectors and ports of the lamp board as "
         "CMSIS-SVD.\n\n"
         "  -o FILE             the file to write [standard output]\n"
         "  --ram SIZE          of the machine, as for vm [64M]\n"
         "  --help              print this\n"
         "  --version           print the version");
}

/* A size that vm takes: a whole number of MiB. */
static bool set_ram(struct options *o, const char *text, struct err *e)
{
    char *end;
    u64 n = text[0] >= '0' && text[0] <= '9' ? strtoull(text, &end, 0) : 0;
    u64 units = n != 0 && strcmp(end, "M") == 0   ? n
                : n != 0 && strcmp(end, "G") == 0 ? n * 1024
                                                  : 0;
    if (n > BOARD_RAM_MAX_UNITS || units > BOARD_RAM_MAX_UNITS ||
        (units != BOARD_RAM_MIN_UNITS && units <= BOARD_RAM_HOLE_UNITS))
        return fail_status(e, 2, "--ram needs 4M or 8M..2G, not '%s'", text);
    o->ram = (u32)units * BOARD_RAM_UNIT;
    return true;
}

static bool parse(struct options *o, char **argv, struct err *e)
{
    for (; *argv; argv++) {
        bool takes = strcmp(*argv, "-o") == 0 || strcmp(*argv, "--ram") == 0;
        if (takes && !argv[1])
            return fail_status(e, 2, "%s needs a value", *argv);
        if (strcmp(*argv, "-o") == 0) {
            o->output = *++argv;
        } else if (strcmp(*argv, "--ram") == 0) {
            if (!set_ram(o, *++argv, e))
                return false;
        } else if (strcmp(*argv, "--help") == 0) {
            print_help();
            o->done = true;
        } else if (strcmp(*argv, "--version") == 0) {
            puts("lamp-svd " VM_VERSION);
            o->done = true;
        } else {
            return fail_status(e, 2, "unknown argument %s; see --help", *argv);
        }
    }
    return true;
}

static bool run(const struct options *o, struct err *e)
{
    if (!o->done)
        print_device(o->ram);
    if (out.failed)
        return fail(e, "out of memory");
    if (o->output && !o->done)
        return file_write(o->output, out.data, out.size, e);
    if (!buf_print(&out, stdout) || fflush(stdout) != 0 || ferror(stdout))
        return fail(e, "cannot write to standard output");
    return true;
}

int main(int argc, char **argv)
{
    struct options o = {.ram = BOARD_RAM_DEFAULT};
    struct err e = {0};
    bool ok = parse(&o, argv + (argc > 0), &e) && run(&o, &e);
    buf_free(&out);
    if (ok)
        return 0;
    fprintf(stderr, "lamp-svd: %s\n", e.text);
    return e.status ? e.status : 1;
}
