#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The verbs trace, screenshot, log and reset through every front from outside:
# what they write is what the options of the same names write, and in
# deterministic mode the run ends as one that nobody looked at, also when it
# has been reset in the middle. Then a reset of a system from its disk.
#
# usage: verbs.sh FRONT FOLDER BUILD ROOT; FRONT: monitor, control or gdb
set -u
[ "$1" != gdb ] || command -v gdb-multiarch >/dev/null || {
    echo "gdb-multiarch is not installed"
    exit 77
}
front=$1 folder=$2 build=$3 root=$4
mkdir -p "$folder" && cd "$folder" || exit 1
rm -f ./*
wrong=0

complain() {
    echo "$front: $*"
    [ $wrong -ne 0 ] || cat out err
    wrong=1
}

# Draws, works, and works elsewhere.
cat >work.s <<'END'
        .globl  _start
_start: movi    r1, 0x620000
        movi    r2, 0x00FF8000
        movi    r3, 5000
1:      store32 [r1], r2
        addi    r1, r1, 4
        subi    r3, r3, 1
        jnz     1b
drawn:  movi    r4, 3000
        call    second
third:  addi    r6, r6, 5
        subi    r5, r5, 1
        jnz     third
        movi    r5, 30000
fourth: subi    r5, r5, 1
        jnz     fourth
        movi    r2, 9
        store32 [r1], r2
        halt
        .space  256
second: movi    r5, 20
1:      subi    r4, r4, 1
        jnz     1b
        ret
END
"$build/lamp-as" -g -o work.o work.s && "$build/lamp-ld" -o work.elf work.o ||
    exit 1
set -- --headless --serial null --deterministic --print-hash
timeout 30 "$build/vm" "$@" --trace=exec:whole --screenshot end.png@halt \
    work.elf >out 2>err || complain "does not run"
hash=$(grep '^hash:' err)
[ -n "$hash" ] || complain "no hash"

# talk ENGINE: lines of the monitor on standard input; out and err.
talk() {
    engine=$1
    shift
    case $front in
    control) sed 's/.*/{"line":"&"}/' ;;
    *) cat ;;
    esac >in
    timeout 30 "$build/vm" --engine "$engine" "--$front" stdio --wait "$@" \
        work.elf <in >out 2>err || complain "$engine: status $?"
    [ "$(grep '^hash:' err)" = "$hash" ] || complain "$engine: another end"
}
# The same with gdb's words for breakpoints and going on.
talk_gdb() {
    engine=$1
    shift
    {
        echo 'set pagination off'
        echo 'set confirm off'
        sed -E '/^wait$/d; /^(break|c|delete)( |$)/!s/^/monitor /
            s/^delete all/delete/'
    } >in
    timeout 30 "$build/lamp-gdb" -nx -batch -x in work.elf --engine "$engine" \
        "$@" >out 2>&1
    cp out err
    [ "$(grep '^hash:' err)" = "$hash" ] || complain "$engine: another end"
}

# What stands in the trace of everything from instruction A to B.
piece() {
    awk -v a="$1" -v b="$2" '$3 >= a && $3 <= b' whole
}

for engine in interp jit; do
    "$build/vm" --help | grep -q "[: ]$engine," || continue
    [ "$front" = gdb ] && talk=talk_gdb || talk=talk
    rm -f drawn.png part.trace again.trace code.trace
    # No program writes the last pixel before it has worked.
    $talk $engine "$@" <<'END'
break drawn
c
wait
screenshot early.png
break second
break third
c
wait
trace on exec part.trace
log block
c
wait
trace off
log off
trace on uops code.trace
c
wait
delete all
trace off
c
END
    first=$(awk '/ movi r5, 20/ { print $3; exit }' whole)
    last=$(awk '/ ret$/ { print $3; exit }' whole)
    piece "$first" "$last" >want
    cmp -s want part.trace || complain "$engine: another trace"
    grep -q '^uops .* third+0x0 ' code.trace ||
        complain "$engine: no uops of third"
    at=$(awk '/ second\+0x8 / { print $4; exit }' whole)
    grep -q "block: core 0 lifted $at," err || complain "$engine: log is off"
    at=$(awk '/ third\+0x18 / { print $4; exit }' whole)
    ! grep -q "block: core 0 .* $at," err || complain "$engine: log is on"
    cmp -s early.png end.png && complain "$engine: the picture of the end"

    $talk $engine "$@" <<'END'
trace on exec,irq again.trace
break second
c
wait
trace
blocks
delete all
reset
registers
trace off
break fourth
c
wait
delete all
reset
break fourth
c
wait
screenshot late.png
delete all
c
END
    sort again.trace | uniq -d >twice
    [ ! -s twice ] || complain "$engine: an instruction is told twice"
    last=$(awk '/ call / { print $3; exit }' whole)
    piece 1 "$last" >want
    cmp -s want again.trace || complain "$engine: another trace before reset"
    grep -q interp out || complain "$engine: exec is not for it"
    cmp -s early.png late.png || complain "$engine: another picture"
done
[ "$front" = gdb ] && exit $wrong

# A trace on standard error; full speed behind it; what cannot be done.
printf '        .globl _start\n_start: addi r1, r1, 1\n jmp _start\n' >spin.s
"$build/lamp-as" -o spin.o spin.s && "$build/lamp-ld" -o spin.elf spin.o ||
    exit 1
for engine in interp jit; do
    "$build/vm" --help | grep -q "[: ]$engine," || continue
    printf '%s\n' 'trace on exec' 'step 2' 'trace on irq x' 'trace off' \
        'trace off' 'trace on exec no/such/file' 'trace on exec,core=7' \
        'trace on warp' 'trace sideways' 'trace on' trace c pause blocks \
        'trace on exec,core=0,range=1-2' c pause blocks 'trace off' c pause \
        blocks 'quit 7' >in
    [ "$front" = monitor ] || sed -i 's/.*/{"line":"&"}/' in
    timeout 30 "$build/vm" --headless --serial null --engine $engine \
        "--$front" stdio --wait spin.elf <in >out 2>err
    [ $? -eq 7 ] || complain "$engine: spin"
    grep -v '^vm: ' err >got
    printf '%s\n' 'exec 0 1 0x0000201C _start+0x0 addi r1, r1, 1 ;'\
' r1=0x00000001' 'exec 0 2 0x00002024 _start+0x8 jmp 0x201C' >want
    cmp -s got want || complain "$engine: not on stderr"
    for text in 'a trace already' 'there is no trace' 'cannot write no/such' \
        'cores are numbered from 0 to 0' "warp' cannot be traced" \
        'neither on nor off' 'usage: trace on KINDS'; do
        grep -qF "$text" out || complain "$engine: no '$text'"
    done
    [ ! -f x ] || complain "$engine: a second trace"
    grep -o 'interp *[0-9]\|jit *[0-9]\|"engine":"[a-z]*"' out |
        sed 's/[^a-z]//g; s/^engine//' | tr '\n' ' ' >got
    [ "$(cat got)" = "$engine interp $engine " ] ||
        complain "$engine: engines are $(cat got)"
done

# From a disk, through its loader, on several cores.
[ -f "$build/kernel/kernel.img" ] || exit $wrong
cp "$build/kernel/kernel.img" disk.img
set -- "$@" --smp 3 --max-insns 3000000 --disk disk.img,overlay
timeout 30 "$build/vm" "$@" "$build/bios/boot.bin" >out 2>err </dev/null
hash=$(grep '^hash:' err)
printf '%s\n' 'step 70000' wait reset 'step 90000' wait reset c >in
[ "$front" = monitor ] || sed -i 's/.*/{"line":"&"}/' in
for engine in interp jit; do
    "$build/vm" --help | grep -q "[: ]$engine," || continue
    timeout 30 "$build/vm" "$@" --engine $engine "--$front" stdio --wait \
        "$build/bios/boot.bin" <in >out 2>err
    [ "$(grep '^hash:' err)" = "$hash" ] || complain "$engine: another system"
    [ "$(grep -c 'reset' out)" -ge 2 ] || complain "$engine: no reset"
done
exit $wrong
