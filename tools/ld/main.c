/* SPDX-License-Identifier: MIT
 *
 * lamp-ld, the program.
 */
#include "command.h"

int main(int argc, char **argv)
{
    return ld_command(argc - 1, (const char *const *)argv + 1, NULL, 0);
}
