#!/bin/sh
# SPDX-License-Identifier: MIT
#
# lamp-test: good, bad and hostile cases; its statuses, reports and limits;
# that it ends in order when it is interrupted, and leaves nothing behind.
wellformed=$4
. "$(dirname "$0")/../cli/lib.sh"
runner=$(dirname "$vm")/lamp-test
TMPDIR=$work/tmp
export TMPDIR
mkdir "$TMPDIR" cases
cp "$source/tests/verdict/echo.s" cases

# run STATUS ARGUMENTS...
run() {
    want=$1
    shift
    last="lamp-test $*"
    timeout 60 "$runner" "$@" <in >out 2>err
    got=$?
    [ "$got" -eq "$want" ] || complain "status $got, wanted $want: $(cat out)"
    [ -z "$(ls -A "$TMPDIR")" ] || complain "left behind: $(ls "$TMPDIR")"
}
# case_file NAME: standard input to cases/NAME.case
case_file() {
    cat >"cases/$1.case"
}

case_file good <<'END'
source: echo.s
options: --deterministic
send-after: > =ab\n
send-after: > =q
status: 5
> > ab
output: >\x20q
contains: ab
contains: q
regex: ^> ab$
END
run 0 cases
is out '1 passed, 0 failed'
empty err
run 0 -v cases/good.case
has out 'ok    good  (cases/good.case, '
run 0 --list cases
is out "$(printf 'cases/good.case\tgood')"

# each check fails where it should, with the words for it
fails() { # WORDS, the case on standard input
    cat >fails.case
    run 1 fails.case
    has out "$1"
    has out '0 passed, 1 failed'
}
cp cases/echo.s .
good='source: echo.s
send-after: > =ab\nq'
fails 'exit status 5, expected 4' <<END
$good
status: 4
END
fails '        +> q  (no line feed at the end)' <<END
$good
status: 5
> > ab
END
fails "the output lacks '>' behind the text before it" <<END
$good
status: 5
contains: q
contains: >
END
fails "no line of the output matches '^ab'" <<END
$good
status: 5
regex: ^ab
END
fails "standard error lacks 'panic'" <<END
$good
status: 5
message: panic
END
fails 'hash ' <<END
$good
status: 5
options: --deterministic
hash: 0123456789abcdef
END
fails 'screenshot 9f35b2d3ea85a4c4, expected 9f35b2d3ea85a4c5' <<END
$good
status: 5
screenshot: 9f35b2d3ea85a4c5
END
fails 'no screenshot to compare' <<END
$good
status: 5
screenshot: 9f35b2d3ea85a4c5@99999999
END
echo ' halt' >halt.s
fails 'exit status 84 (expected text not seen), expected 0' <<'END'
source: halt.s
expect: nothing
END
has out "vm: expected text not seen: 'nothing'"
fails 'exit status 124 (a limit was reached), expected 0' <<'END'
source: echo.s
max-insns: 1000
END
fails 'vm: panic: core 0 at 0x' <<'END'
source: echo.s
send-after: > =p
END
has out 'in crash+0x8'
fails 'cannot read ./boot.bin' <<'END'
image: boot.bin
END
fails 'cannot open ./nothing' <<'END'
source: echo.s
input-file: nothing
END
fails 'output-file: cannot open ./nothing' <<'END'
source: echo.s
input: q
status: 5
output-file: nothing
END
echo 'movi r99, 1' >broken.s
fails 'it cannot be built' <<'END'
source: broken.s
END
has out 'broken.s:1:'
fails 'it cannot be built' <<'END'
source: no-such-file.s
END
cat >flood.s <<'END'
    movi r1, PORT_SERIAL_TX
    movi r2, 'x'
1:  out [r1], r2
    jmp 1b
END
fails 'more than 1 MiB of output; ended' <<'END'
source: flood.s
END

# the right ones of these
printf '> ab\n> q' >want
echo 'abcq' >typed
"$as" -o echo.bin echo.s
hash=$(timeout 60 "$vm" --headless --deterministic --print-hash \
    --send-after '> =ab\nq' echo.bin <in 2>&1 >out | sed -n 's/^hash: //p')
cat >right.case <<END
name: right
source: echo.s
options: --deterministic
send-after: > =ab\nq
status: 5
output-file: want
hash: $hash
screenshot: 9f35b2d3ea85a4c4
screenshot: 9f35b2d3ea85a4c4@0
END
run 0 right.case
cat >file.case <<'END'
image: echo.bin
input-file: typed
status: 5
output: > abcq
END
run 0 file.case
cat >panics.case <<'END'
image: echo.bin
input: p
status: 1
message: vm: panic: core 0
message: out of bounds
END
run 0 panics.case
mkdir images && mv echo.bin images/moved.bin
sed 's/echo.bin/moved.bin/' file.case >moved.case
run 0 --in images moved.case
run 1 moved.case

# reports
case_file "b-bad" <<'END'
name: bad # <1> & "two" ]]> ä
source: echo.s
send-after: > =\x00\xff\e[31m\xc2\x85\xef\xbf\xbf]]>\nq
status: 5
points: 3
output: none
END
case_file skipped <<'END'
image: none.bin
skip: not <yet> written
points: 4
END
run 1 --junit report.xml cases
"$wellformed" xml <report.xml >tags || complain "JUnit: $(cat tags)"
has tags 'testsuite name="lamp-test" tests="3" failures="1" errors="0" skipped="1" time='
has tags 'name="bad # &lt;1&gt; &amp; &quot;two&quot; ]]&gt; '
has tags 'failure message="output differs (-expected +got):"'
has tags 'skipped message="not &lt;yet&gt; written"'
has out 'skip  skipped: not <yet> written'
has out '1 passed, 1 failed, 1 skipped'
has out 'points: 1 of 4'
! command -v xmllint >/dev/null || xmllint --noout report.xml ||
    complain "xmllint refuses the report"
LC_ALL=C grep -q "$(printf '[\001-\010\013-\037]')" out report.xml &&
    complain "a control character of the guest is in a report"
run 1 --tap -j 1 cases
awk '
    NR == 1 && $0 == "TAP version 13" { next }
    NR == 2 && $0 == "1..3" { next }
    block && $0 == "  ..." { block = 0; next }
    block && /^    / { next }
    block && /^  (duration_ms: [0-9]+|message: \|)$/ { next }
    $0 == "  ---" && !ok { block = 1; next }
    !block && /^(not )?ok [0-9]+ - / {
        ok = $1 == "ok"
        if ((ok ? $2 : $3) == ++n) next
    }
    !block && /^# / { next }
    { print NR ": " $0; bad = 1 }
    END { exit bad || block || n != 3 }
' out >tap || complain "TAP: $(cat tap)"
has out 'not ok 1 - bad \# <1> & "two" ]]> ä'
has out 'ok 2 - good'
has out 'ok 3 - skipped # SKIP not <yet> written'
! command -v prove >/dev/null || prove --exec cat out >tap 2>&1
grep -q 'Failed test' tap || ! command -v prove >/dev/null ||
    complain "prove does not understand it"
# in order whatever the number of jobs
run 1 --tap -j 1 cases
grep -v duration_ms out >one
run 1 --tap -j 8 cases
grep -v duration_ms out | diff one - >difference ||
    complain "-j 8 reports another way: $(cat difference)"
rm cases/b-bad.case cases/skipped.case

# hostile case files: every error with its place, and nothing is run
cp cases/good.case hostile-good.case
mkdir hostile
printf 'image: a\nstatus: x\n' >hostile/a.case
printf 'sorce: a\n' >hostile/b.case
head -c 5000 /dev/urandom >hostile/c.case
printf 'image: a\n\000' >hostile/d.case
head -c 2000000 /dev/zero | tr '\0' 'x' >hostile/e.case
cp cases/good.case hostile/f.case
mkdir hostile/g.case hostile/.hidden
echo x >hostile/.hidden/x.case
ln -s .. hostile/circle
run 2 hostile
has err 'lamp-test: hostile/a.case:2: status: a number from 0 to 255 is needed'
has err "lamp-test: hostile/b.case:1: unknown key 'sorce'; did you mean source"
has err 'hostile/c.case:'
has err 'hostile/d.case: this is no text'
has err 'hostile/e.case'
[ "$(wc -l <err)" -eq 5 ] || complain "not one line for each wrong file"
empty out

# the command line
run 2
run 2 nothing
has err 'cannot read nothing'
mkdir void
run 2 void
has err 'void: no file *.case'
run 2 --tpa cases
has err 'did you mean --tap'
run 2 --tap=yes cases
for n in 0 257 x ''; do
    run 2 -j "$n" cases
    has err '1..256'
done
run 2 -j
run 2 --vm /nonexistent/vm cases
run 2 --in nothing cases
run 2 --junit /nonexistent/x.xml cases
run 2 --pixels echo.s
run 0 --keys
run 0 --help
printf '#!/bin/sh\nkill -9 $$\n' >killed && chmod +x killed
run 1 --vm killed cases
has out 'vm was killed by signal 9'
echo 'no program' >text && chmod +x text
run 1 --vm text cases
[ ! -e /dev/full ] || {
    timeout 60 "$runner" cases <in >/dev/full 2>err
    [ $? -eq 2 ] || complain "a full stdout is not status 2"
}

# a vm that neither ends nor listens; what it started goes with it
cat >deaf <<'END'
#!/bin/sh
trap '' TERM INT
sleep 1000 &
echo $! >"$DEAF_CHILD"
sleep 1000
END
chmod +x deaf
DEAF_CHILD=$work/child
export DEAF_CHILD
gone() {
    tries=0
    stat=/proc/$(cat "$DEAF_CHILD")/stat
    while [ -e "$stat" ] && [ $tries -lt 100 ]; do
        # dead, and nobody has asked for its status
        ! grep -q ') Z' "$stat" 2>/dev/null || return
        tries=$((tries + 1))
        sleep 0.05
    done
    [ $tries -lt 100 ] || complain "a child is left over"
}
echo 'timeout: 0.1' | cat cases/good.case - >late.case
cp cases/good.case here.case
run 1 --vm deaf late.case
has out 'did not end in time; killed'
gone

# interrupted
for signal in INT TERM; do
    rm -f child
    # sh starts background jobs with SIGINT ignored; env gives it back
    env --default-signal=INT "$runner" --vm deaf --tap --junit cut.xml \
        right.case cases <in >out 2>err &
    pid=$!
    tries=0
    while [ ! -s child ] && [ $tries -lt 200 ]; do
        tries=$((tries + 1))
        sleep 0.05
    done
    kill -$signal $pid
    wait $pid
    got=$?
    last="lamp-test, SIG$signal"
    [ $got -eq 2 ] || complain "status $got, not 2"
    has err 'lamp-test: interrupted by signal'
    has out 'Bail out! interrupted by signal'
    "$wellformed" xml <cut.xml >tags || complain "cut JUnit: $(cat tags)"
    has tags 'skipped message="interrupted"'
    [ -z "$(ls -A "$TMPDIR")" ] || complain "temporary files are left"
    gone
done

# progress and colour only for a terminal
run 0 cases
empty err
if command -v script >/dev/null; then
    script -qec "$runner -v cases" /dev/null <in >tty 2>&1
    grep -q "$(printf '\033\\[32mok')" tty || complain "no colour on a terminal"
    grep -qF '[0/1]' tty || grep -qF '[1/1]' tty || complain "no progress"
    NO_COLOR=1 script -qec "$runner -v cases" /dev/null <in >tty 2>&1
    ! grep -q "$(printf '\033\\[32m')" tty || complain "NO_COLOR is ignored"
fi
finish
