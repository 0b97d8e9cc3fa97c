# SPDX-License-Identifier: MIT
#
# A session with shell: commands, their errors, editing, the history.
# usage: shell.sh VM AS SOURCE_DIR IMAGE
. "$3/tests/cli/lib.sh"
image=$4

# session LINE...: the escapes of printf may stand in them.
session() {
    for line; do
        printf '%b\n' "$line"
    done >in
    try 0 --headless --smp 3 "$image"
    empty err
}
# answers TEXT: a whole line.
answers() {
    grep -qxF -e "$1" out || complain "no line: $1"
}

session 'help' 'devices' 'cores' 'bench' 'uptime' 'quit'
answers '  poke    ADDRESS VALUE    write one'
answers 'memory  64 MiB'
answers 'lacks   disk'
answers 'has     several cores'
answers 'core 2: works'
grep -qE '^all 3: +[1-9][0-9]* rounds per millisecond$' out ||
    complain "no benchmark"
grep -qE '^[0-9]+\.[0-9] s since' out || complain "no uptime"

session 'poke 0x300000 0x6C616D70' 'peek 0x300000' 'mem 0x300000 5' \
    'in 2' 'out 0x40 99' 'in 0x40' 'quit'
answers '0x6C616D70'
answers '00300000  70 6D 61 6C 00                                   pmal.'
answers '0x00000002'
answers '0x00000063'

session 'peek 3' 'peek nine' 'mem 0xFFFFFFF0' 'mem 0 0xFFFFFFFF' 'in 256' \
    'poke 0x300000' 'dance' 'quit'
answers 'the address of a word is a multiple of 4'
answers 'nine is not a number'
[ "$(grep -cxF 'memory ends at 0x0412C000' out)" = 2 ] ||
    complain "an address behind the memory"
answers 'ports are 0 to 255'
answers 'usage: poke ADDRESS VALUE'
answers 'no command dance; try help'

# Backspace, moving left and Delete; two lines up, one down; Ctrl+U.
session 'echo cot\0010\0010at' 'echo ac\0033[Db' 'echo xy\0033[D\0033[3~z' \
    '\0033[A\0033[A\0033[B\0033[A' 'rubbish\0025echo clean' 'history' 'quit'
for text in cat abc xz clean; do
    answers "$text"
done
[ "$(grep -cx abc out)" = 2 ] || complain "the history brings back no line"
answers '  echo cat'
[ "$(grep -cx '  echo abc' out)" = 2 ] || complain "the history keeps no line"

# A register that cannot be written: the report of the panic finds the names of
# functions in the map of the program.
printf 'poke 0x74C040 1\n' >in
try 1 --headless "$image"
has err 'FEATURES is read-only'
has err 'run_poke'
has err 'main'
hasnt err 'no names of functions'

printf 'quit 7\n' >in
try 7 --headless "$image"
finish
