# SPDX-License-Identifier: MIT
#
# The boot image with a disk: what a kernel finds, and every reason for which
# none is started (docs/bios.md).
# usage: disk.sh VM AS SOURCE_DIR BUILD
. "$3/tests/cli/lib.sh"
build=$4 bios=$4/bios/boot.bin

"$as" -f elf -I"$source/guest/lib" -I"$build/guest/include" -o kernel.o \
    "$source/tests/boot/kernel.s" || exit 1
"$build/lamp-ld" --base=0x100000 --section-start=.far=0x140000 \
    --section-start=.farbss=0x140010 kernel.o -o kernel || exit 1
good=$(wc -c <kernel)

# byte FILE OFFSET VALUE...: overwrites bytes, given in octal.
byte() {
    file=$1 offset=$2
    shift 2
    for value; do
        # shellcheck disable=SC2059
        printf "\\$value" |
            dd of="$file" bs=1 seek="$offset" conv=notrunc 2>/dev/null
        offset=$((offset + 1))
    done
}
# number FILE OFFSET: the word there.
number() {
    od -An -tu4 -j"$2" -N4 "$1" | tr -d ' '
}
# word FILE OFFSET VALUE
word() {
    byte "$1" "$2" "$(printf %o $(($3 & 255)))" \
        "$(printf %o $(($3 >> 8 & 255)))" \
        "$(printf %o $(($3 >> 16 & 255)))" "$(printf %o $(($3 >> 24 & 255)))"
}
# disk KERNEL: the file disk, without any check; the hidden sector 0 is full.
disk() {
    { head -c 512 /dev/zero | tr '\0' x; cat "$1"; } >disk
    truncate -s 1M disk
}
boot() {
    status=$1
    shift
    try "$status" --headless --timeout 60 --disk disk,ro "$@" "$bios"
}
fails() { # REASON [vm options]
    reason=$1
    shift
    for clock in '' --deterministic; do
        boot 2 $clock "$@"
        [ "$(grep -c '^BIOS: ' out)" = 1 ] || complain "not one reason"
        [ "$(grep '^BIOS: ' out)" = "BIOS: $reason" ] ||
            complain "not the reason $reason: $(grep '^BIOS: ' out)"
        hasnt out loaded
    done
}
# broken REASON OFFSET VALUE: a word of the kernel's file is changed.
broken() {
    cp kernel bad
    word bad "$2" "$3"
    disk bad
    fails "$1"
}

table=$(number kernel 28)   # e_phoff
first=$table                # the segment of the text
far=
for i in 0 1 2 3 4 5; do    # the segment that has .far
    at=$((table + 32 * i))
    [ "$(number kernel $((at + 8)))" != $((0x140000)) ] || far=$at
done
[ -n "$far" ] || { echo "the kernel has no segment at 0x140000"; exit 1; }

# What the kernel finds.
cat >want <<'EOF'
r0 002FF000
r30 00600000
calls 2
data 0
isr 0
masked 0
handler 0
pending 00000000
enabled FFFFFFFF
disk 0
vectors FFFFFFFF
zero 00000000
3049424C
00000002
00000064
EOF
disk kernel
for options in '--smp 1' '--smp 4' '--smp 4 --deterministic' \
    '--smp 2 --ram 8M' '--smp 1 --ram-init random --strict' \
    '--smp 64 --ram-init pattern'; do
    # shellcheck disable=SC2086
    boot 0 $options
    has out "lamp boot image"
    has out "  disk       1 MiB"
    sed -n '/^r0/,$p' out >state
    head -n 15 state >facts
    cmp -s facts want || complain "entry state: $(diff want facts)"
    has out loaded
    lines state 38
    [ "$(sed -n 21p state)" = 00000000 ] || complain "RAM size, high word"
    [ "$(sed -n 22p state)" = 00100000 ] || complain "disk size"
done
# Words 0C..60 of BootInfo are SYSINFO's 04..58: RAM, cores.
boot 0 --smp 3 --ram 16M
sed -n '/^r0/,$p' out >state
[ "$(sed -n 20p state)" = 01000000 ] || complain "RAM size: $(cat state)"
[ "$(sed -n 24p state)" = 00000003 ] || complain "cores: $(cat state)"

# Each reason.
fails "too little RAM" --ram 4M --smp 1
printf 'no kernel' >bad
disk bad
fails "not ELF"
truncate -s 4096 disk               # no 8 sectors behind the first
fails "disk error"
broken "bad ELF" 4 $((0x00010102))  # 64-bit
broken "bad ELF" 4 $((0x00010201))  # big endian
broken "bad ELF" 16 $((0x00F50001)) # relocatable
broken "wrong machine" 16 $((0x00F30002))
broken "bad ELF" 28 4096            # headers beyond sector 8
broken "bad ELF" 28 $((0xFFFFFFF0))
broken "bad ELF" 44 $((0x0028FFFF)) # 65535 program headers
broken "bad ELF" 44 $((0x00280000)) # none
broken "bad ELF" 42 $((0x00010010)) # of 16 bytes
broken "bad ELF" $((far + 16)) 6000 # p_filesz > p_memsz
cp kernel bad                       # file contents that end above 512 KiB
word bad $((far + 4)) $((0x7FFFF))
disk bad
fails "too big"
broken "too big" $((far + 4)) $((0xFFFFFFF8))
# The segment has 8 bytes: each place is just inside of what is taken.
for place in 0x000FFFFF 0x002FEFF9 0x00300000 0x0037FFFF 0x005EFFF9 0x005FFFFF \
    0x0061FFF9 0x0074FFFF 0x03FFAFF9 0x03FFFFF8 0x04000000 0xFFFFFFFC; do
    cp kernel bad
    word bad $((far + 12)) $((place)) # p_paddr
    disk bad
    fails "bad segment" --smp 4
done
for place in 0x002FEFF8 0x00380000 0x005EFFF8 0x00600000 0x0061FFF8 0x00750000 \
    0x03FFAFF8; do
    cp kernel bad                   # and just outside of it
    word bad $((far + 12)) $((place))
    disk bad
    boot 0 --smp 4
    hasnt out BIOS:
done
word bad $((far + 12)) $((0x03FFFFF8)) # one core has no stack pool
disk bad
boot 0 --smp 1
hasnt out BIOS:
broken "bad entry" 24 $((0x00180000))
broken "bad entry" 24 $((0x000FFFF8))
sed "s/'h'\$/'r'/" "$source/tests/boot/kernel.s" >return.s
"$as" -f elf -I"$source/guest/lib" -I"$build/guest/include" -o return.o \
    return.s && "$build/lamp-ld" --base=0x100000 return.o -o return || exit 1
disk return
boot 2
has out "BIOS: kernel returned"

# e_machine 0 is let pass, with a word about it; p_vaddr counts where p_paddr
# is 0; a segment without file contents may say any offset.
cp kernel bad
word bad 16 $((0x00000002))
disk bad
boot 0
has out "BIOS: warning: the kernel names no machine"
has out loaded
cp kernel bad
word bad $((far + 12)) 0
disk bad
boot 0
has out loaded
# A kernel that reaches to the last byte of what can be loaded.
cp kernel bad
truncate -s $((512 * 1024)) bad
word bad $((far + 4)) $((512 * 1024 - 8))
printf 'at end\n\0' |
    dd of=bad bs=1 seek=$((512 * 1024 - 8)) conv=notrunc 2>/dev/null
disk bad
boot 0
has out "at end"

# lamp-mkdisk writes the same disk, and refuses in the same words.
"$build/lamp-mkdisk" kernel -o disk 2>err || complain "lamp-mkdisk fails"
boot 0
has out loaded
"$build/lamp-mkdisk" bad -o disk 2>err && boot 0
for reason in 'not ELF:4:0x00000000' 'bad ELF:4:0x00010102' \
    'wrong machine:16:0x00F30002' "too big:$((far + 4)):0x7FFFF" \
    "bad segment:$((far + 12)):0x00300000" 'bad entry:24:0x00180000'; do
    cp kernel bad
    rest=${reason#*:}
    word bad "${rest%%:*}" $((${rest#*:}))
    [ "${reason%%:*}" != 'not ELF' ] || byte bad 0 0
    rm -f disk
    ! "$build/lamp-mkdisk" bad -o disk 2>err || complain "$reason is written"
    has err "${reason%%:*}"
    [ ! -e disk ] || complain "$reason leaves a disk"
done
[ "$(wc -c <kernel)" = "$good" ] || complain "the kernel changed"
exit $wrong
