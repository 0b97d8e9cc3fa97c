# SPDX-License-Identifier: MIT
#
# blocks plays by itself: lines are counted and rewarded as the rules say, the
# next pieces and the field are drawn. Virtual time; it is made of instructions
# for a program that must spin because X1 is missing, so that one gets less.
# usage: blocks.sh VM AS SOURCE_DIR IMAGE COLOURS
. "$3/tests/cli/lib.sh"
image=$4 colours=$5

case $image in
*/lamp/*) instructions=300000000 events=0 ;;
*) instructions=60000000 events=3 ;;
esac

try 124 --headless --deterministic --max-insns $instructions \
    --screenshot picture.png@halt "$image"
has out 'blocks: a game'
[ "$(sed -n 2p out)" = 'demo: score 0 lines 0 level 1' ] ||
    complain "no game began"

# score S lines L level V: one to four more lines, paid by the level before.
awk -v least=$events '/^lines:/ {
    split("100 300 500 800", pays, " ")
    got = $5 - lines
    if (got < 1 || got > 4 || $3 != score + pays[got] * level ||
        $7 != 1 + int($5 / 10))
        bad = bad "line " NR ": " $0 "\n"
    score = $3; lines = $5; level = $7; count++
}
/^demo:/ { score = 0; lines = 0; level = 1 }
END { printf "%s", bad; exit bad != "" || count < least }' out >rules ||
    complain "the books of the game are wrong: $(cat rules out)"

[ "$("$colours" picture.png 472 60 136 190)" -gt 20 ] ||
    complain "no pieces to come"
[ "$("$colours" picture.png 220 350 200 100)" -gt 20 ] ||
    complain "no pieces in the field"
finish
