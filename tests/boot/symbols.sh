# SPDX-License-Identifier: MIT
#
# Names of a kernel that the boot image loads from a disk: in panic reports,
# in the summary, in debuggers before it is loaded, in coverage; and what is
# said when the disk has no kernel, a damaged one, or one without symbols.
# usage: symbols.sh VM AS SOURCE_DIR BUILD
. "$3/tests/cli/lib.sh"
build=$4 bios=$4/bios/boot.bin

cat >kernel.s <<'EOF2'
        .globl kmain
        .type kmain, @function
kmain:  movi r1, 0x70000000
        call crash
        ret
        .size kmain, . - kmain
        .type crash, @function
crash:  load32 r2, [r1]
        ret
        .size crash, . - crash
EOF2
"$as" -g -f elf kernel.s -o kernel.o &&
    "$build/lamp-ld" --base=0x100000 -e kmain kernel.o -o kernel.elf &&
    "$build/lamp-mkdisk" kernel.elf -o disk || exit 1

# boot STATUS OPTION...
boot() {
    status=$1
    shift
    try "$status" --headless --timeout 60 "$@" "$bios"
}

# The panic, on every kind of disk.
for disk in disk disk,ro disk,overlay; do
    boot 1 --disk "$disk" --summary=json:summary
    has err 'at 0x70000000, in crash+0x0 (kernel.s:8)'
    has err 'kmain+0x10 (kernel.s:4)'
    has err '_start+'
    has summary '"function":"crash","offset":0,"file":"kernel.s","line":8'
done

# Debuggers know them from the start on, and those of the boot image.
cat >in <<'EOF2'
break crash
break kernel.s:3
symbol 0x201C
continue
wait
continue
wait
where
quit
EOF2
boot 0 --disk disk --serial null --monitor stdio --wait
has out 'place: crash+0x0 (kernel.s:8)'
has out 'symbol: _start'
has out 'breakpoint 2; core 0 at 0x00100000 kmain+0x0 (kernel.s:3)'
has out 'breakpoint 1; core 0 at 0x00100018 crash+0x0 (kernel.s:8)'
has out '0x00100010  kmain+0x10 (kernel.s:4)'
: >in
boot 1 --disk disk --coverage cover
has cover 'FNDA:1,kmain'

# A kernel that is the program is not taken a second time.
try 1 --headless --disk disk kernel.elf
has err 'in crash+0x0 (kernel.s:8)'
hasnt err 'no names'

# No kernel: no warning. Section headers behind the end of the disk: one.
truncate -s 1M empty
boot 2 --disk empty
hasnt err 'no names'
cp disk bad
printf '\377\377\377\177' | dd of=bad bs=1 seek=$((512 + 32)) conv=notrunc 2>dd
boot 1 --disk bad
has err 'vm: warning: no names of functions: bad: '
has err '_start+'
hasnt err 'crash'
# Said once, though the debugger, the report and the summary all ask.
printf '%s\n' 'symbol _start' continue wait continue >in
boot 1 --disk bad --serial null --monitor stdio --wait --summary=json:summary
has out 'symbol: _start'
has err '_start+'
has summary '"panic":{'
[ "$(grep -c 'no names' err)" -eq 1 ] || complain "not one warning"
: >in
printf '\0\0' | dd of=bad bs=1 seek=$((512 + 48)) conv=notrunc 2>dd
boot 1 --disk bad
hasnt err 'no names'
hasnt err 'crash'
exit $wrong
