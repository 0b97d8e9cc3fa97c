#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --summary=json: well-formed whatever happens, with the members and types
# that docs/grading.md lists and no others, and true.
wellformed=$4
. "$(dirname "$0")/../cli/lib.sh"
assemble echo <"$source/tests/verdict/echo.s"
assemble halt <<'END'
    halt
END
echo 'jmp PROGRAM_BASE' | assemble loop

# summary STATUS OPTIONS...: runs; the object in the file s.json.
summary() {
    rm -f s.json
    status=$1
    shift
    try "$status" --headless --summary=json:s.json "$@"
    "$wellformed" json <s.json >members || complain "$(cat members s.json)"
    [ "$(wc -l <s.json)" -eq 1 ] || complain "not one line"
    hold "\"status\":$status,"
    cat members >>all-members
}
hold() {
    grep -qF -e "$1" s.json || complain "no $1 in $(cat s.json)"
}

: >all-members
summary 0 halt.bin
empty err
hold '"reason":"halted"'
hold '"image":"halt.bin"'
hold '"instructions":1,'
hold '"cores":[{"core":0,"state":"running","ip":'
hold '"panic":null,"serial":{"output_bytes":0,"input_bytes":0}'
hold '"hash":null'
hold '"virtual_ns":null'
summary 0 --deterministic --smp 2 --print-hash --seed 7 halt.bin
hold '"deterministic":true,"seed":7,'
hold '"virtual_ns":10,'
hold '{"core":1,"state":"parked","ip":'
hold "\"hash\":\"$(sed -n 's/^hash: //p' err)\""
summary 5 --send-after '> =q' --send-after 'no"\x01=\n' echo.bin
hold '"reason":"halted"'
hold '"serial":{"output_bytes":3,"input_bytes":1}'
hold '"send_after":[{"text":"> ","input":"q","seen":true},{"text":"no\"\\x01","input":"\\n","seen":false}]'
summary 0 --expect '>' echo.bin
hold '"reason":"expected"'
hold '"expect":[{"text":">","seen":true}]'
summary 124 --expect '>' --expect x --max-insns 1000 echo.bin
hold '"reason":"max-insns"'
hold '{"text":">","seen":true},{"text":"x","seen":false}'
summary 124 --timeout 0.05 loop.bin
hold '"reason":"timeout"'
summary 1 --send-after '> =p' echo.bin
hold '"reason":"panic"'
hold '"panic":{"core":0,"ip":'
hold '"cause":"out of bounds"'
hold '"function":null'
hold '"line":null'
# with symbols: function and line
cat >lines.s <<'END'
.global _start
_start:
    call broken
    halt
broken:
    movi r1, 0x50000000
    load32 r2, [r1]
    ret
END
"$as" -g -f elf -o lines.o lines.s &&
    "$(dirname "$as")/lamp-ld" -o lines.elf lines.o || exit 1
summary 1 lines.elf
hold '"function":"broken"'
hold '"offset":8,'
hold '"file":"lines.s","line":7}'
# it did not begin
summary 1 "$(printf 'no\377\nsuch"file')"
hold '"reason":"error"'
hold '"image":"no\ufffd\nsuch\"file"'
hold '"error":"cannot find no'
summary 1 --disk nothing.img halt.bin
hold '"reason":"error"'
summary 90 --screenshot never.png@99999999 halt.bin
hold '"reason":"halted"'
# a signal
"$vm" --headless --summary=json:s.json loop.bin <in >out 2>err &
child=$!
tries=0
while [ $tries -lt 100 ] &&
    [ "$(ls /proc/$child/task 2>/dev/null | wc -l)" -lt 2 ]; do
    tries=$((tries + 1))
    sleep 0.05
done
kill -TERM $child
wait $child
"$wellformed" json <s.json >members || complain "after a signal: $(cat members)"
hold '"status":143,"reason":"signal"'

# the document lists every member, and nothing else
sed -n '/^## The summary/,/^## [^T]/s/^| `\([^`]*\)` | \([^|]*\) |.*/\1 \2/p' \
    "$source/docs/grading.md" | while read -r member types; do
    for type in $types; do
        [ "$type" = or ] || echo "$member $type"
    done
done | sort -u >listed
grep -v '\[\] object$' all-members | sort -u >found
diff listed found >difference || complain "listed <, found >: $(cat difference)"

# on stderr, and where it cannot be written
try 0 --headless --summary json halt.bin
"$wellformed" json <err >members || complain "stderr: $(cat members)"
try 90 --headless --summary=json:/nonexistent/s.json --expect '> ' echo.bin
lines err 1
empty out
has err '--summary: cannot write /nonexistent/s.json'
mkdir folder
try 90 --headless --summary=json:folder halt.bin
has err folder
[ ! -e /dev/full ] || try 90 --headless --summary=json:/dev/full halt.bin
for value in '' js json: xml; do
    refused --summary: "'$value'" json:FILE -- --summary="$value" halt.bin
done
finish
