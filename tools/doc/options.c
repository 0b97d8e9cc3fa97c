/* SPDX-License-Identifier: MIT
 *
 * vm-docgen: the manual page vm.1 and the completion of bash, made from the
 * option table when vm is built. Neither exists as a file in the tree.
 *
 * usage: vm-docgen man >vm.1
 *        vm-docgen bash >vm
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum completion { KIND_NONE, KIND_FILE, KIND_WORD, KIND_OTHER };

static const struct option {
    const char *name, *argument, *preset, *allowed, *help;
    char letter;
    enum completion kind;
} options[] = {
#define OPTION(name, id, letter, argument, kind, preset, allowed, help) \
    {name, argument, preset, allowed, help, letter, KIND_##kind},
#include "option.def"
};
enum { OPTION_COUNT = sizeof(options) / sizeof(options[0]) };

/* Text for roff: a minus stays one, a line cannot become a request. */
static void put_roff(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text != '\0'; text++) {
        if (*text == '-' || *text == '\\')
            putchar('\\');
        putchar(*text == '\\' ? 'e' : *text);
    }
}

static void man_option(const struct option *o)
{
    fputs(".TP\n.B ", stdout);
    if (o->letter)
        printf("\\-%c\\fR, \\fB", o->letter);
    fputs("\\-\\-", stdout);
    put_roff(o->name);
    if (o->argument[0]) {
        fputs(o->argument[0] == '[' ? "\\fI" : " \\fI", stdout);
        put_roff(o->argument);
        fputs("\\fR", stdout);
    }
    putchar('\n');
    put_roff(o->help);
    fputs(".\n", stdout);
    if (o->argument[0] == '\0')
        return;
    fputs("Allowed: ", stdout);
    put_roff(o->allowed);
    fputs(".\n", stdout);
    if (o->preset[0]) {
        fputs("Default: ", stdout);
        put_roff(o->preset);
        fputs(".\n", stdout);
    }
}

static const char man_head[] =
    ".TH VM 1 \"\" \"lamp " VM_VERSION "\" \"User Commands\"\n"
    ".SH NAME\n"
    "vm \\- run lamp programs on an emulated machine\n"
    ".SH SYNOPSIS\n"
    ".B vm\n[\\fIOPTIONS\\fR] [\\fIFILE\\fR]\n"
    ".SH DESCRIPTION\n"
    "Runs a program file, a flat image or an ELF executable, on a machine\n"
    "with 1 to 64 cores, a screen of 640 by 480 pixels, a serial port,\n"
    "keyboard, mouse and disk. Standard input and output are the serial\n"
    "port unless \\fB\\-\\-serial\\fR says otherwise; messages go to\n"
    "standard error.\n"
    ".PP\n"
    "Values follow their option as \\fB\\-\\-smp 4\\fR or "
    "\\fB\\-\\-smp=4\\fR.\n"
    "Numbers are decimal, or hexadecimal after 0x. The last value wins.\n"
    "\\fB\\-\\-\\fR ends the options.\n"
    ".PP\n"
    "A relative FILE that is not in the working directory is looked up\n"
    "beside the executable, in the folder bios there, and in\n"
    "\\fI../share/lamp\\fR.\n"
    ".SH OPTIONS\n";

static const char man_tail[] =
    ".SH ENVIRONMENT\n"
    ".TP\n.B NO_COLOR\nNo colour in messages.\n"
    ".TP\n.BR VM_DEBUG_STEP \", \" VM_STEP \", \" VM_DEBUG_PAUSE\n"
    "1, true or yes: stop before the first instruction (debug builds only).\n"
    ".TP\n.B VM_BREAKPOINTS\n"
    "Addresses such as 0x201C,0x2024 to stop before (debug builds only).\n"
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nHALT, window closed, escape key, all selftests passed.\n"
    ".TP\n.B 1\nPanic, usage error, refused program, failed selftest.\n"
    ".TP\n.B 2..79\nWritten by the guest to port 0xFE.\n"
    ".TP\n.B 80\nA panic that only \\fB\\-\\-strict\\fR makes.\n"
    ".TP\n.B 84\nA text of \\fB\\-\\-expect\\fR was not seen.\n"
    ".TP\n.B 90\nHost resource or output failure.\n"
    ".TP\n.B 124\n\\fB\\-\\-max\\-insns\\fR or \\fB\\-\\-timeout\\fR reached.\n"
    ".TP\n.B 128+N\nEnded by signal N.\n"
    ".SH EXAMPLES\n"
    ".TP\n.B vm \\-\\-bin boot.bin \\-\\-smp 4\n"
    "The boot image on four cores in a window.\n"
    ".TP\n.B vm \\-\\-headless \\-\\-screenshot s.png@halt \\-\\-timeout 5 "
    "program.bin\n"
    "No window, a picture of the screen at the end.\n"
    ".SH SEE ALSO\n"
    ".BR lamp\\-as (1),\n.BR lamp\\-objdump (1),\n.BR lamp\\-test (1)\n";

static void print_man(void)
{
    fputs(man_head, stdout);
    for (int i = 0; i < OPTION_COUNT; i++)
        man_option(&options[i]);
    fputs(man_tail, stdout);
}

/* The words a value can be, separated by blanks. */
static void bash_words(const char *allowed)
{
    for (; *allowed != '\0'; allowed++)
        putchar(*allowed == '|' ? ' ' : *allowed);
}

static void bash_case(const struct option *o)
{
    /* A value that may be left out is part of its word. */
    if (o->kind == KIND_NONE || o->argument[0] == '[')
        return;
    printf("    --%s)\n", o->name);
    if (o->kind == KIND_WORD) {
        fputs("        COMPREPLY=($(compgen -W '", stdout);
        bash_words(o->allowed);
        fputs("' -- \"$word\"))\n", stdout);
    } else if (o->kind == KIND_FILE) {
        fputs("        COMPREPLY=($(compgen -f -- \"$word\"))\n", stdout);
    }
    fputs("        return ;;\n", stdout);
}

static void print_bash(void)
{
    fputs("# SPDX-License-Identifier: MIT\n"
          "# bash completion of vm, made from its option table\n"
          "_vm() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]}\n"
          "    local before=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    [ \"$word\" = = ] && word=\n"
          "    [ \"$before\" = = ] && before=${COMP_WORDS[COMP_CWORD-2]}\n"
          "    COMPREPLY=()\n"
          "    case $before in\n",
          stdout);
    for (int i = 0; i < OPTION_COUNT; i++)
        bash_case(&options[i]);
    fputs("    esac\n"
          "    case $word in\n"
          "    -*) COMPREPLY=($(compgen -W '",
          stdout);
    for (int i = 0; i < OPTION_COUNT; i++)
        printf("%s--%s", i ? " " : "", options[i].name);
    fputs("' -- \"$word\")) ;;\n"
          "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
          "    esac\n"
          "}\n"
          "complete -o filenames -F _vm vm\n",
          stdout);
}

int main(int argc, char **argv)
{
    const char *what = argc == 2 ? argv[1] : "";
    if (strcmp(what, "man") == 0)
        print_man();
    else if (strcmp(what, "bash") == 0)
        print_bash();
    else {
        fputs("usage: vm-docgen man|bash\n", stderr);
        return EXIT_FAILURE;
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
