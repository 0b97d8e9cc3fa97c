# SPDX-License-Identifier: MIT
#
# The boot image starts the sample kernel, which sees its machine, its cores,
# the timer and what is typed.
# usage: kernel.sh VM AS SOURCE_DIR DISK COLOURS
. "$3/tests/cli/lib.sh"
disk=$4 colours=$5

# until_line TEXT: the machine prints it within 20 seconds.
until_line() {
    for _ in $(seq 200); do
        ! grep -qxF "$1" out || return 0
        sleep 0.1
    done
    complain "no line: $1"
    sed 's/^/out: /' out
}

last='--disk kernel.img'
sectors=$(($(wc -c <"$disk") / 512))
mkfifo keys
timeout 60 "$vm" --headless --smp 3 --disk "$disk,ro" \
    --screenshot picture.png@halt <keys >out 2>err &
exec 9>keys
until_line "kernel: 64 MiB of memory, 3 cores, $sectors sectors of disk"
until_line 'core 1 draws'
until_line 'core 2 draws'
until_line 'tick 2'
printf 'a' >&9
until_line 'serial 61'
printf 'Z' >&9
until_line 'serial 5A'
printf 'q' >&9
exec 9>&-
wait $! || complain "the kernel ended with status $?"
empty err
# bands N Y: colours from row Y on. Core 0 only prints, the others draw.
bands() {
    found=$("$colours" picture.png 0 "$2" 640 160)
    [ "$found" = "$1" ] || complain "$found colours from row $2 on, not $1"
}
bands 1 0
bands 256 160
bands 256 320

# Alone on the machine, and for any amount of memory, it works as well.
printf 'q' >in
try 0 --headless --deterministic --ram 32M --disk "$disk,ro"
has out 'kernel: 32 MiB of memory, 1 cores'
has out 'serial 71'
finish
