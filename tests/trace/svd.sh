#!/bin/sh
# SPDX-License-Identifier: MIT
#
# lamp-svd prints well-formed XML, and each register of the datasheet's headers
# is in it with its offset, as are the ports and vectors of board.def.
# usage: svd.sh LAMP-SVD SOURCE_DIR
set -u
svd=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0
complain() {
    echo "$*"
    wrong=1
}

"$svd" >"$work/xml" || complain "status $?"
[ ! -s "$work/xml" ] && complain "no output"

# Elements close in the order in which they opened.
tr -d '\n' <"$work/xml" | sed 's/<?[^?]*?>//; s/</\n</g' | awk -F'[ >]' '
    /^<\// { if (stack[n--] != substr($1, 3)) { print "<" $1 " closes"; exit 1 }
             next }
    /^</ { stack[++n] = substr($1, 2); opened = 1 }
    END { if (n != 0 || !opened) { print n " elements stay open"; exit 1 } }
' || complain "the XML is not well-formed"
if command -v xmllint >/dev/null; then
    xmllint --noout "$work/xml" || complain "xmllint refuses it"
fi

# "PERIPHERAL NAME OFFSET" of each register, here and in the headers.
sed 's/<[^>]*>/ & /g' "$work/xml" | awk '
    $1 == "<peripheral>" { want = 1 }
    $1 == "<register>" { want = 2 }
    $1 == "<name>" && want == 1 { peripheral = $2; want = 0 }
    $1 == "<name>" && want == 2 { sub(/\[%s\]/, "", $2); name = $2; want = 0 }
    $1 == "<addressOffset>" { print peripheral, name, $2 }
' | while read -r peripheral name offset; do
    echo "$peripheral $name $((offset))"
done | sort >"$work/got"
for header in "$source"/include/lamp/dev/*.h; do
    sed -n '/^enum [a-z0-9]*_register {/,/^}/p' "$header" |
        sed -n 's/^ *\([A-Z0-9]*\)_\([A-Z0-9_]*\) = \(0x[0-9A-F]*\).*/\1 \2 \3/p'
done | while read -r peripheral name offset; do
    echo "$peripheral $name $((offset))"
done | sort >"$work/want"
[ "$(wc -l <"$work/want")" -ge 30 ] || complain "the headers have no registers"
diff "$work/want" "$work/got" || complain "not the registers of the headers"

rows() { # MACRO: names and numbers of its rows
    sed -n "s/^BOARD_$1(\([A-Z_0-9]*\), *\([0-9xA-F]*\),.*/\1 \2/p" \
        "$source/include/lamp/board.def"
}
element() { # ELEMENT NUMBER_ELEMENT: the same of the XML
    sed 's/<[^>]*>/ & /g' "$work/xml" | awk -v element="<$1>" -v number="<$2>" '
        $1 == element { inside = 1 }
        inside && $1 == "<name>" { name = $2 }
        inside && $1 == number { print name, $2; inside = 0 }'
}
rows PORT >"$work/want"
element port number >"$work/got"
[ -s "$work/want" ] || complain "board.def has no ports"
diff "$work/want" "$work/got" || complain "not the ports of board.def"
rows VECTOR >"$work/want"
element interrupt value >"$work/got"
[ -s "$work/want" ] || complain "board.def has no vectors"
diff "$work/want" "$work/got" || complain "not the vectors of board.def"

"$svd" -o "$work/file" || complain "-o: status $?"
cmp -s "$work/file" "$work/xml" || complain "-o writes something else"
"$svd" --ram 16M >"$work/small" || complain "--ram: status $?"
[ "$(diff "$work/xml" "$work/small" | grep -c 'baseAddress>0x0[14]000000<')" \
    -eq 2 ] || complain "--ram does not move the framebuffer"
for size in 3M 6M 0 4096M 64 x; do
    ! "$svd" --ram $size >"$work/out" 2>"$work/err" ||
        complain "--ram $size is taken"
done
"$svd" --frobnicate >"$work/out" 2>"$work/err"
[ $? -eq 2 ] && [ -s "$work/err" ] && [ ! -s "$work/out" ] ||
    complain "a bad argument is not refused"
if [ -c /dev/full ]; then
    "$svd" >/dev/full 2>"$work/err"
    [ $? -eq 1 ] || complain "a full disk goes unnoticed"
fi
exit $wrong
