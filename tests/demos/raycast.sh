# SPDX-License-Identifier: MIT
#
# raycast walks by itself: the picture has the colours of lit textures in every
# quarter, and changes. The seconds are virtual ones: a byte of input comes
# every 100 microseconds, and q ends it.
# usage: raycast.sh VM AS SOURCE_DIR IMAGE COLOURS
. "$3/tests/cli/lib.sh"
image=$4 colours=$5

# more_than N X Y WIDTH HEIGHT: colours in that part of the picture.
more_than() {
    least=$1
    shift
    found=$("$colours" picture.png "$@") || complain "no picture"
    [ "$found" -gt "$least" ] || complain "$found colours in $*"
}

{ head -c 14000 /dev/zero | tr '\0' x; printf q; } >in
for cores in 1 3; do
    try 0 --headless --deterministic --smp $cores \
        --screenshot before.png@30 --screenshot picture.png@halt "$image"
    has out 'raycast: a maze'
    grep -qE "^[1-9][0-9]* pictures a second, $cores cores\$" out ||
        complain "no line with the pictures a second"
    empty err
    for x in 0 320; do
        more_than 100 $x 0 320 240
        more_than 100 $x 240 320 240
    done
    ! cmp -s before.png picture.png || complain "the picture stands still"
done
finish
