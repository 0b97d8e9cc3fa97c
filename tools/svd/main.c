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
#include <stdio.h>
#include <string.h>
#include <util/bits.h>

/* Texts of the tables as XML. */
static void print_text(const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '<':
            fputs("&lt;", stdout);
            break;
        case '>':
            fputs("&gt;", stdout);
            break;
        case '&':
            fputs("&amp;", stdout);
            break;
        default:
            putchar(*text);
        }
    }
}

static void print_element(int depth, const char *name, const char *text)
{
    printf("%*s<%s>", 2 * depth, "", name);
    print_text(text);
    printf("</%s>\n", name);
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
    puts("        <register>");
    if (r->words > 1) {
        printf("          <dim>%u</dim>\n", r->words);
        puts("          <dimIncrement>4</dimIncrement>");
    }
    printf("          <name>%s%s</name>\n", r->name,
           r->words > 1 ? "[%s]" : "");
    print_element(5, "description", r->meaning);
    printf("          <addressOffset>0x%03X</addressOffset>\n", r->offset);
    printf("          <access>%s</access>\n", r->access);
    puts("        </register>");
}

static void print_registers(const char *peripheral)
{
    puts("      <registers>");
    for (size_t i = 0; i < ARRAY_LEN(registers); i++)
        if (strcmp(registers[i].peripheral, peripheral) == 0)
            print_register(&registers[i]);
    puts("      </registers>");
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
        puts("      <interrupt>");
        print_element(4, "name", vectors[i].name);
        print_element(4, "description", vectors[i].meaning);
        printf("        <value>%u</value>\n", vectors[i].number);
        puts("      </interrupt>");
    }
}

enum range_kind { RANGE_RAM, RANGE_REGISTERS, RANGE_STORAGE, RANGE_RESERVED };

static void print_peripherals(void)
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
        puts("    <peripheral>");
        print_element(3, "name", ranges[i].name);
        print_element(3, "description", ranges[i].meaning);
        printf("      <baseAddress>0x%08X</baseAddress>\n", ranges[i].base);
        printf("      <addressBlock>\n        <offset>0x0</offset>\n"
               "        <size>0x%X</size>\n        <usage>%s</usage>\n"
               "      </addressBlock>\n",
               ranges[i].size, is_register ? "registers" : "buffer");
        print_interrupts(ranges[i].name);
        if (is_register)
            print_registers(ranges[i].name);
        puts("    </peripheral>");
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
    puts("  <vendorExtensions>\n    <ports>");
    for (size_t i = 0; i < ARRAY_LEN(ports); i++) {
        puts("      <port>");
        print_element(4, "name", ports[i].name);
        print_element(4, "device", ports[i].device);
        print_element(4, "description", ports[i].meaning);
        printf("        <number>0x%02X</number>\n", ports[i].number);
        puts("      </port>");
    }
    puts("    </ports>\n  </vendorExtensions>");
}

static void print_device(void)
{
    puts("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
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
    print_peripherals();
    puts("  </peripherals>");
    print_ports();
    puts("</device>");
}

static void print_help(void)
{
    puts("usage: lamp-svd [options] >lamp.svd\n\n"
         "Prints the registers, vectors and ports of the lamp board as "
         "CMSIS-SVD.\n\n"
         "  --help              print this\n"
         "  --version           print the version");
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        print_help();
    } else if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("lamp-svd " VM_VERSION);
    } else if (argc > 1) {
        fprintf(stderr, "lamp-svd: unknown argument %s; see --help\n", argv[1]);
        return 2;
    } else {
        print_device();
    }
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    fputs("lamp-svd: cannot write to stdout\n", stderr);
    return 1;
}
