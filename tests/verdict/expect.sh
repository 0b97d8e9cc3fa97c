#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --expect and --send-after: what is seen, what is typed, which status the run
# has then, and that a reproducible run stays one.
. "$(dirname "$0")/../cli/lib.sh"
assemble echo <"$source/tests/verdict/echo.s"
assemble halt <<'END'
    halt
END

# all seen: the machine ends at once, with the guest in the middle of things
try 0 --headless --expect '> ' echo.bin
is out '> '
empty err
try 0 --headless --expect '> ' --send-after '> =ab\n' --expect 'ab\n> ' echo.bin
printf '> ab\n> ' | cmp -s - out || complain "not the whole session"
# each in its order, behind the one before
try 124 --headless --timeout 1 --send-after '> =ab\n' --expect b --expect a \
    echo.bin
has err "vm: expected text not seen: 'a' (--expect 2 of 2)"
# the same text twice needs to come twice
try 124 --headless --timeout 1 --expect '> ' --expect '> ' echo.bin
has err "'> ' (--expect 2 of 2)"
try 0 --headless --timeout 30 --expect '> ' --expect '> ' \
    --send-after '> =\n' echo.bin

# 84 for an end by itself; all else came first, limits too
try 84 --headless --expect x halt.bin
lines err 1
is err "vm: expected text not seen: 'x' (--expect 1 of 1)"
empty out
try 124 --headless --max-insns 1000 --expect x echo.bin
lines err 2
try 124 --headless -v --max-insns 1000 --expect x echo.bin
has err 'end: stopped, --max-insns reached, 1000 instructions, status 124'
try 5 --headless --send-after '> =q' --expect x echo.bin
lines err 1
has err "'x'"
try 1 --headless --send-after '> =p' --expect x echo.bin
has err 'vm: panic: core 0 at 0x'
has err "expected text not seen: 'x'"
# seen with the last byte before a panic: the text is the first cause
try 0 --headless --send-after '> =p' --expect 'p' echo.bin
empty err
try 90 --headless --expect '> ' --screenshot never.png@99999999 echo.bin
try 84 --headless --expect x --screenshot never.png@99999999 halt.bin

# escapes, and bytes that are no text
try 0 --headless --send-after '\x3e\x20=\x00\xff\t\\\=z\n' \
    --expect '\x00\xFF\t\\\=z\n>' echo.bin
printf '> \000\377\t\\=z\n>' | cmp -s - out || complain "bytes got lost"
try 84 --headless --expect "$(printf 'tab\tand\033')" halt.bin
has err "'tab\\tand\\e'"
long=$(printf '%4000s' x)
try 84 --headless --expect "$long" halt.bin
[ "$(wc -c <err)" -lt 400 ] || complain "the line about a long text is long"

# longer than every buffer on the way
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "%d ", i }' >numbers
try 0 --headless --send-after "> =$(cat numbers)Z" --expect '19999 Z' \
    echo.bin
{ printf '> ' && cat numbers && printf Z; } | cmp -s - out ||
    complain "a long input came in part"

# without serial input of its own; with input from elsewhere
try 5 --headless --serial file:log --send-after '> =q' echo.bin
is log '> q'
empty out
echo hello >in
try 0 --headless --expect hello echo.bin
try 0 --headless --deterministic --send-after 'hello\n> =w' --expect w echo.bin
printf '> hello\n> w' | cmp -s - out || complain "file and text do not mix"
: >in

# reproducible: same run on every engine, with seeds and several cores
run_hash() {
    timeout 60 "$vm" --headless --deterministic --print-hash --timeout 10 \
        --send-after '> =abc\n' --send-after 'c\n> =de' "$@" echo.bin \
        <in 2>&1 |
        tr -d '\000' | tr '\n' ' '
}
for options in '--expect e' '--send-after de=q' '--smp 3 --seed 5 --expect e' \
    '--max-insns 70000' '--send-after de=w --expect w'; do
    last=$options
    # shellcheck disable=SC2086
    first=$(run_hash --engine interp $options)
    case $first in
    *'abc > de'*'hash: '*) ;;
    *) complain "not the session: $first" ;;
    esac
    for engine in interp auto auto; do
        # shellcheck disable=SC2086
        again=$(run_hash --engine $engine $options)
        [ "$again" = "$first" ] || complain "'$first', then '$again'"
    done
done
# idle time is jumped over, and what is typed still comes
assemble idle <<'END'
.arch lamp+x1
    movi r1, typed
    movi r2, 0
    movi r3, IVT_BASE + 8 * INT_SERIAL
    store32 [r3], r1
    store32 [r3+4], r2
    movi r6, PORT_SERIAL_CTRL
    movi r2, 1
    out [r6], r2
    movi r7, PORT_SERIAL_TX
    movi r2, '>'
    out [r7], r2
1:  wait
    jmp 1b
typed:
    movi r5, PORT_SERIAL_RX
    in r2, [r5]
    out [r7], r2
    iret
END
try 0 --headless --deterministic --send-after '>=hello' --expect hello idle.bin
is out '>hello'
try 0 --headless --send-after '>=hello' --expect hello idle.bin

# values
refused --expect: "''" 'no text' -- --expect= halt.bin
refused --expect: "'a\\q'" 'character 2' '\xHH' -- --expect 'a\q' halt.bin
refused --send-after: "'abc'" "no '='" -- --send-after abc halt.bin
refused --send-after: "'=abc'" 'no text' -- --send-after =abc halt.bin
refused --send-after: 'character 1' -- --send-after 'a=\x1' halt.bin
try 0 --headless --send-after 'a=' halt.bin
many=
for i in 1 2 3 4; do
    many="$many --expect a --expect b --expect c --expect d --expect e"
    many="$many --expect f --expect g --expect h --expect i --expect j"
    many="$many --expect k --expect l --expect m --expect n --expect o"
    many="$many --expect p"
done
# shellcheck disable=SC2086
try 84 --headless $many halt.bin
has err "(--expect 1 of 64)"
# shellcheck disable=SC2086
refused --expect "too many" -- --headless $many --expect x halt.bin
finish
