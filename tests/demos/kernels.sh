# SPDX-License-Identifier: MIT
#
# Every kernel of tests/bench gives its checksum, compiled for either
# instruction set.
# usage: kernels.sh VM AS SOURCE_DIR [IMAGE CHECKSUM]...
. "$3/tests/cli/lib.sh"
shift 3
while [ $# -ge 2 ]; do
    try 0 --headless "$1"
    is out "$2"
    shift 2
done
finish
