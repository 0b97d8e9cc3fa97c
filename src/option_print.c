/* SPDX-License-Identifier: MIT
 *
 * What --help and --version say. Every line of the help comes from a row of
 * option.def or of the engine table and fits in 80 columns; a test measures.
 */
#include "option.h"

#include <vm/debug.h>
#include <vm/engine.h>

enum { HELP_COLUMN = 26 };

static void print_row(FILE *out, const struct option_row *o)
{
    char left[64], letter[8] = "    ";
    if (o->letter)
        snprintf(letter, sizeof(letter), "-%c, ", o->letter);
    bool apart = o->argument[0] != '\0' && o->argument[0] != '[';
    int used = snprintf(left, sizeof(left), "%s--%s%s%s", letter, o->name,
                        apart ? " " : "", o->argument);
    fprintf(out, "%s%*s%s", left, used < HELP_COLUMN ? HELP_COLUMN - used : 1,
            "", o->help);
    if (o->preset[0])
        fprintf(out, " [%s]", o->preset);
    fputc('\n', out);
}

void option_print_help(FILE *out)
{
    fputs("Usage: vm [OPTIONS] [FILE]\n"
          "Runs a lamp program on a machine with cores, screen, serial port "
          "and disk.\n",
          out);
    for (u32 i = 0; i < option_count; i++)
        print_row(out, &option_rows[i]);
    fputs("Engines:", out);
    for (u32 i = 0; i < engine_count(); i++)
        fprintf(out, "%s %s, %s", i ? ";" : "", engine_get(i)->name,
                engine_get(i)->about);
    fputs("\nA value follows its option as --smp 4 or --smp=4. FILE is looked "
          "up here, beside\nvm, in bios there, in ../share/lamp. Exit status: "
          "0 halt, 1 panic or usage,\n2..79 guest, 80 strict, 84 expect, 86 "
          "check, 90 host, 124 limit.\n",
          out);
}

#ifdef VM_HAVE_SDL
static const char window_text[] = "SDL2";
#else
static const char window_text[] = "none (built without SDL2)";
#endif
void option_print_version(FILE *out)
{
    fputs("vm " VM_VERSION "\nengines:", out);
    for (u32 i = 0; i < engine_count(); i++)
        fprintf(out, " %s", engine_get(i)->name);
    if (engine_find("jit") == NULL)
        fputs(" (no jit: it needs x86-64 with BMI2, FMA, LZCNT)", out);
    fprintf(out, "\nwindow: %s\nbuild: %s\n", window_text,
            debug_build ? "VM_DEBUG: statistics, alignment, debugger"
                        : "ordinary");
}
