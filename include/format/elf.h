/* SPDX-License-Identifier: MIT
 *
 * ELF32 little-endian files of machine 245: relocatable objects (lamp-as
 * writes, lamp-ld reads), executables with their sections and symbols
 * (lamp-ld writes, lamp-objdump and the panic report read). What the format
 * contains for lamp is in docs/toolchain.md, "Objects". Field values are
 * those of the System V ABI.
 *
 * A reader borrows the file's bytes and believes nothing before it is
 * checked: after elf_read every index, range and name it hands out is valid.
 */
#ifndef FORMAT_ELF_H
#define FORMAT_ELF_H

#include <util/bits.h>
#include <util/buf.h>
#include <util/err.h>

enum {
    ELF_MACHINE = 245,
    ELF_TYPE_REL = 1,
    ELF_TYPE_EXEC = 2,
    ELF_HEADER_BYTES = 52,
    ELF_SECTION_BYTES = 40, /* section header */
    ELF_SEGMENT_BYTES = 32, /* program header */
    ELF_SYMBOL_BYTES = 16,
    ELF_RELA_BYTES = 12,

    ELF_SHT_NULL = 0,
    ELF_SHT_PROGBITS = 1,
    ELF_SHT_SYMTAB = 2,
    ELF_SHT_STRTAB = 3,
    ELF_SHT_RELA = 4,
    ELF_SHT_NOBITS = 8,
    ELF_SHT_INIT_ARRAY = 14,
    ELF_SHT_FINI_ARRAY = 15,
    ELF_SHF_WRITE = 1,
    ELF_SHF_ALLOC = 2,
    ELF_SHF_EXEC = 4,
    ELF_SHF_MERGE = 0x10,
    ELF_SHF_STRINGS = 0x20,
    ELF_SHF_RETAIN = 0x200000, /* --gc-sections keeps it */

    ELF_SHN_UNDEF = 0,
    ELF_SHN_ABS = 0xFFF1,
    ELF_SHN_COMMON = 0xFFF2,
    ELF_STB_LOCAL = 0,
    ELF_STB_GLOBAL = 1,
    ELF_STB_WEAK = 2,
    ELF_STT_NOTYPE = 0,
    ELF_STT_OBJECT = 1,
    ELF_STT_FUNC = 2,
    ELF_STT_SECTION = 3,
    ELF_STT_FILE = 4,
    ELF_STV_HIDDEN = 2,

    ELF_PT_LOAD = 1,
    ELF_PF_X = 1,
    ELF_PF_W = 2,
    ELF_PF_R = 4,

    ELF_R_NONE = 0,
    ELF_R_ABS32 = 1,   /* in text: the imm field, instruction + 0 */
    ELF_R_PCREL32 = 2, /* relative to the address of the instruction */
    ELF_R_ABS16 = 3,
    ELF_R_ABS8 = 4
};

struct elf_section {
    const char *name;
    u32 type, flags, address;
    u32 offset, size; /* within the file, unless NOBITS */
    u32 link, info, align, entry_size;
};

struct elf_symbol {
    const char *name;
    u32 value, size;
    u8 bind, type, visibility;
    u16 section; /* index or ELF_SHN_x */
};

struct elf_rela {
    u32 offset, symbol; /* symbol: index, valid */
    u8 type;
    i32 addend;
};

struct elf {
    const char *file; /* for messages, belongs to the caller */
    const u8 *bytes;
    size_t size;
    u32 type, entry;
    u32 section_count, symbol_count;
    struct elf_section *section; /* [0] the null section */
    struct elf_symbol *symbol;   /* [0] the null symbol; empty without table */
};

/* Reads the headers, sections and symbols. ET_REL and ET_EXEC. The struct
 * borrows bytes; elf_free in either case. */
bool elf_read(struct elf *elf, const u8 *bytes, size_t size, const char *file,
              struct err *e);
void elf_free(struct elf *elf);
bool elf_is(const u8 *bytes, size_t size);
/* Contents of a section; NULL for NOBITS or when it is empty. */
const u8 *elf_bytes(const struct elf *elf, u32 section);
/* The same of the section of that name; NULL, 0: there is none. */
const u8 *elf_find_bytes(const struct elf *elf, const char *name, size_t *size);
/* Number of entries of a RELA section, and one of them (checked). */
u32 elf_rela_count(const struct elf *elf, u32 section);
bool elf_rela_get(const struct elf *elf, u32 section, u32 index,
                  struct elf_rela *out, struct err *e);
const char *elf_rela_name(u32 type); /* NULL: undefined */
/* Section by name; 0 when there is none. */
u32 elf_find(const struct elf *elf, const char *name);

/* Writing, object or executable. Sections are added in order and get the
 * indexes 1, 2, ..; symbols likewise, locals first (the writer sorts them and
 * keeps relocations right). The bytes are borrowed until elf_write. */
struct elf_out;
struct elf_out *elf_out_new(void); /* NULL: no memory */
void elf_out_free(struct elf_out *out);
u32 elf_out_section(struct elf_out *out, const struct elf_section *section,
                    const u8 *bytes); /* name, type, flags, address, size,
                                         align, entry_size count */
u32 elf_out_symbol(struct elf_out *out, const struct elf_symbol *symbol);
void elf_out_rela(struct elf_out *out, u32 section,
                  const struct elf_rela *rela);
/* Executables: a PT_LOAD for [address, address + memory) whose file_size
 * bytes are those of the sections from `first` on, as they stand. */
void elf_out_segment(struct elf_out *out, u32 first, u32 address, u32 file_size,
                     u32 memory_size, u32 flags);
/* The same input gives the same bytes. */
bool elf_write(struct elf_out *out, u32 type, u32 entry, struct buf *file,
               struct err *e);

#endif
