#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --trace=uops,asm: what docs/engines.md shows, by structure, since the host
# code itself changes with every improvement: its commands run, and guest
# instructions, uops and kinds of lines are as it says. Every byte of a region
# is in the trace, and cut into the instructions that objdump sees. Filters,
# several cores, the same file from the same run.
#
# usage: code.sh VM AS SOURCE_DIR LD NAMES [PROGRAM...]
# NAMES: ON if this vm can name host instructions
. "$(dirname "$0")/../cli/lib.sh"
ld=$4 names=$5
shift 5
document=$source/docs/engines.md
"$vm" --help | grep -q '[: ]jit,' && has_jit=1 || has_jit=0
PATH=$(dirname "$vm"):$PATH
export PATH

# --- the document ---------------------------------------------------------

awk '/^```text sieve.s$/ { on = 1; next } /^```$/ { on = 0 } on' "$document" \
    >sieve.s
# Each "$ COMMAND" of a console block to N.run, what it prints to N.want.
awk '/^```console$/ { on = 1; next }
    /^```$/ { on = 0 }
    on && /^\$ / { n++; print substr($0, 3) >(n ".run"); printf "" >(n ".want") }
    on && !/^\$ / { print >(n ".want") }' "$document"

# What of a trace must be as it is written: records, blocks, guest code, uops.
# How many instructions ran before, and how long the code is, is not.
structure() {
    sed -E -n 's/^(asm 0) [0-9]+ (.*) [0-9]+ bytes$/\1 \2/p
        /^(uops|  block|  0x|    [A-Z])/p' "$1"
}
# Which other lines there are.
kinds() {
    sed -E -n 's/^ {2,4}(registers|way|entry|beside|site|exit|table).*/\1/p' \
        "$1" | sort -u
}

n=1
while [ -f $n.run ]; do
    if [ $has_jit = 0 ] && grep -q 'jit\|asm\|bytes' $n.run; then
        n=$((n + 1))
        continue
    fi
    last="document: $(cat $n.run)"
    timeout 60 sh -e $n.run >out 2>err </dev/null || complain "failed"
    structure out >got
    structure $n.want >want
    cmp -s got want || {
        complain "another structure than in docs/engines.md"
        diff want got
    }
    kinds out >got
    kinds $n.want >want
    [ -z "$(comm -13 got want)" ] || complain "no $(comm -13 got want)"
    n=$((n + 1))
done
[ $n -gt 6 ] || complain "the document has only $n commands"

# --- every engine ---------------------------------------------------------

# What remains is a word of four blanks for each uop of uop.def.
sed -n 's/^UOP(\([A-Z0-9]*\),.*/\1/p' "$source/include/vm/uop.def" >alphabet
known_uops() {
    sed -E -n 's/^    ([A-Z][A-Z0-9]*)(_F)?( .*)?$/\1/p' "$1" | sort -u >used
    [ -s used ] || complain "$1 has no uops"
    [ -z "$(sort alphabet | comm -13 - used)" ] || complain "$1: unknown uops"
}
for engine in interp jit; do
    [ $engine = interp ] || [ $has_jit = 1 ] || continue
    try 0 --headless --engine $engine --trace=uops,block:file sieve.elf
    known_uops file
    grep '^block' file | cut -d' ' -f2-5 >blocks
    grep '^uops .* block ' file | cut -d' ' -f2-5 >of_uops
    [ -s blocks ] && cmp -s blocks of_uops ||
        complain "$engine: blocks of block and uops differ"
    try 0 --headless --engine $engine --trace=uops,range=0x205C-0x205C:file \
        sieve.elf
    [ "$(grep -c '^  0x' file)" -eq "$(grep -c '^  0x0000205C' file)" ] ||
        complain "$engine: not only the range"
    grep -q '^uops' file || complain "$engine: nothing of the range"
done
try 0 --headless --engine interp --trace=asm:file sieve.elf
empty file
[ $has_jit = 1 ] || finish

# --- host code ------------------------------------------------------------

# Bytes of a trace of everything: as many as each record says, one behind the
# other. Tables are addresses of 8 bytes behind up to 7 that align them.
all_bytes() {
    awk '
        function hex(s,    i, v) {
            for (i = 1; i <= length(s); i++)
                v = 16 * v + index("0123456789ABCDEF", substr(s, i, 1)) - 1
            return v
        }
        function check() {
            if (want && at - from != want)
                print line ": " at - from " bytes of " want
        }
        /^asm/ { check(); line = $0; want = $(NF - 1); from = at = 0; next }
        /^    table$/ { table = 1; next }
        /^      [0-9A-F]* -> / {
            here = hex($1)
            if (here < at || here > at + 7)
                print line ": " $1
            at = here + 8
            next
        }
        /^      / {
            here = hex($1)
            if (!from)
                from = at = here
            if (here != at)
                print line ": " $1
            for (i = 2; $i ~ /^[0-9A-F][0-9A-F]$/; i++)
                at++
        }
        END { check() }' "$1" >gaps
    [ ! -s gaps ] || complain "$(head -n 3 gaps)"
    grep -q '^asm' "$1" || complain "$1 has no region"
}

# The same instructions as objdump sees, each with a text.
as_objdump() {
    sed -n 's/^      [0-9A-F]\{6\} \(\([0-9A-F]\{2\} \)*\) *\([^>]*\)$/\1\3/p' \
        "$1" >lines
    sed -E 's/^(([0-9A-F]{2} )+).*/\1/; s/ *$//' lines |
        tr 'A-F' 'a-f' >cut
    sed -E 's/[0-9a-f]{2}/0x&,/g; s/, *$//; s/^/.byte /' cut >cut.s
    as -o cut.o cut.s
    objdump -d -w -M intel cut.o |
        sed -E -n 's/^ *[0-9a-f]+:\t(([0-9a-f]{2} )+) *\t?.*$/\1/p' |
        sed 's/ *$//' >seen
    cmp -s cut seen || {
        complain "$1: other instructions than objdump sees"
        diff cut seen | head -n 6
    }
    ! grep -qv '[0-9A-F] [a-z]' lines ||
        complain "$1: no name: $(grep -v '[0-9A-F] [a-z]' lines | head -n 3)"
}

# brief PROGRAM: some programs have no end.
brief() {
    last="--trace=uops,asm $1"
    timeout 60 "$vm" --headless --serial null --engine jit \
        --max-insns 2000000 --trace=uops,asm:file "$1" <in >out 2>err
    got=$?
    [ $got -eq 0 ] || [ $got -eq 124 ] || complain "status $got"
}
for program in sieve.elf "$@"; do
    brief "$program"
    known_uops file
    all_bytes file
    [ "$names" != ON ] || as_objdump file
    sed -n 's/.* site \(0x[0-9A-F]*\): .*/\1/p' file >sites
    [ -s sites ] || complain "$program: no sites"
done

# Names for perf, where it looks for them: a line for each region. Without
# the variable there is none.
for wanted in 1 0; do
    last="VM_PERF_MAP=$wanted"
    VM_PERF_MAP=$wanted "$vm" --headless --engine jit --timeout 60 \
        --trace=asm:file sieve.elf <in >out 2>err &
    pid=$!
    wait $pid || complain "status $?"
    map=/tmp/perf-$pid.map
    if [ $wanted = 0 ]; then
        [ ! -e "$map" ] || complain "$map was not asked for"
        continue
    fi
    sed -n 's/^asm [0-9]* [0-9]* 0x[0-9A-F]* \(.*\) region [0-9]* '\
'\([0-9]*\) bytes$/\2 lamp:\1/p' file >want
    sed 1d "$map" | while read -r _ size name; do
        echo "$((0x$size)) $name"
    done >got
    cmp -s want got || complain "$map is not $(cat want)"
    head -n 1 "$map" | grep -q '^[0-9A-F]* [0-9A-F]* jit:common$' ||
        complain "$map does not begin with the common parts"
    rm -f "$map"
done

# Several cores: each its own lines, and nothing of it changes the run.
cat >cores.s <<'END'
        .globl  _start
_start: movi    r1, 1
        movi    r2, other
        startap r1, r2, 0
        movi    r5, 5000
1:      subi    r5, r5, 1
        jnz     1b
        movi    r3, done
2:      ldar    r4, [r3]
        cmpi    r4, 0
        jz      2b
        halt
other:  movi    r5, 5000
1:      subi    r5, r5, 1
        jnz     1b
        movi    r3, done
        movi    r7, 1
        stlr    r7, [r3]
3:      pause
        jmp     3b
        .data
        .align  4
done:   .long   0
END
"$as" -g -f elf -o cores.o cores.s && "$ld" -o cores.elf cores.o || exit 1
for engine in interp jit; do
    set -- --headless --deterministic --smp 2 --print-hash --engine $engine
    try 0 "$@" cores.elf
    cp err plain
    try 0 "$@" --trace=uops,asm,block:one cores.elf
    cmp -s plain err || complain "$engine: the trace changes the run"
    try 0 "$@" --trace=uops,asm,block:two cores.elf
    cmp -s one two || complain "$engine: two traces of one run differ"
    grep -q '^uops 1 ' one || complain "$engine: nothing of core 1"
    try 0 "$@" --trace=uops,asm,core=1:one cores.elf
    grep -q '^uops 1 ' one || complain "$engine: core=1 shows nothing"
    hasnt one 'uops 0 '
    hasnt one 'asm 0 '
done
finish
