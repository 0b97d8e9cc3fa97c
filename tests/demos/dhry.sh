# SPDX-License-Identifier: MIT
#
# dhry runs until a second has passed, checks its books, and computes the rate
# from what it measured. In virtual time, so that a slow host does not matter.
# usage: dhry.sh VM AS SOURCE_DIR IMAGE
. "$3/tests/cli/lib.sh"

try 0 --headless --deterministic "$4"
lines out 2
awk 'NR == 2 {
    ok = $1 >= 1000 && $4 >= 1000 && $4 < 4000 &&
        $6 * $4 / 1000 > 0.99 * $1 && $6 * $4 / 1000 < 1.01 * $1
}
END { exit !ok }' out || complain "the figures do not fit: $(cat out)"
empty err
finish
