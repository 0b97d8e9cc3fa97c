# SPDX-License-Identifier: MIT
#
# greet prints where it runs, with the plural where there is one.
# usage: greet.sh VM AS SOURCE_DIR IMAGE
. "$3/tests/cli/lib.sh"

try 0 --headless "$4"
is out 'Hello from C!
I run on 1 core with 64 MiB of memory.'
try 0 --headless --smp 3 --ram 16M "$4"
is out 'Hello from C!
I run on 3 cores with 16 MiB of memory.'
empty err
finish
