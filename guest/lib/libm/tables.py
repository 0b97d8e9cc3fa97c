#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the numbers of libm: tables.c on stdout, or with --fits the
coefficients of the polynomials, as hexadecimal floats. Needs mpmath. The
build does not run it: its output is in the sources."""
import sys
from mpmath import (mp, mpf, atan, chebyfit, cos, exp, expm1, floor, frexp,
                    ldexp, log, log1p, nint, pi, sin, sinh, sqrt)

mp.prec = 1500
BINS = 128
OFF = mpf("0.6875")


def hex64(x):
    return float(x).hex()


def hex32(x):
    """The nearest binary32, as text."""
    if x == 0:
        return "0x0p+0f"
    _, e = frexp(x)
    return float(ldexp(nint(ldexp(x, 24 - e)), e - 24)).hex() + "f"


def pair(x, text, bits):
    _, e = frexp(x) if x else (0, 0)
    hi = ldexp(nint(ldexp(x, bits - e)), e - bits)
    return "{%s, %s}" % (text(hi), text(x - hi))


def table(kind, name, rows):
    print("\nconst %s = {" % kind.replace("@", name))
    for row in rows:
        print("    %s," % row)
    print("};")


def bins():
    """1/c of each bin in units of 1/1024; 1 on both sides of 1."""
    for i in range(BINS):
        low = OFF + mpf(i) / 256 if i < 80 else 1 + mpf(i - 80) / 128
        width = mpf(1) / 256 if i < 80 else mpf(1) / 128
        yield 1024 if i in (79, 80) else int(nint(1024 / (low + width / 2)))


def tables():
    print("/* SPDX-License-Identifier: MIT\n *\n * Tables of libm, made by "
          "tables.py. A row of two numbers is one number in\n * two parts, "
          "the second is what the first lacks.\n */\n#include \"libm.h\"")
    powers = [mpf(2) ** (mpf(j) / 32) for j in range(32)]
    table("struct dd @[32]", "__exp_powers",
          [pair(x, hex64, 53) for x in powers])
    table("struct ff @[32]", "__exp_powers_f",
          [pair(x, hex32, 24) for x in powers])
    inverse = list(bins())
    table("short @[128]", "__log_inverse", [str(x) for x in inverse])
    logs = [-log(mpf(x) / 1024) for x in inverse]
    table("struct dd @[128]", "__log_bins", [pair(x, hex64, 53) for x in logs])
    table("struct ff @[128]", "__log_bins_f",
          [pair(x, hex32, 24) for x in logs])
    angles = [atan(mpf(k) / 16) for k in range(17)]
    table("struct dd @[17]", "__atan_steps",
          [pair(x, hex64, 53) for x in angles])
    table("struct ff @[17]", "__atan_steps_f",
          [pair(x, hex32, 24) for x in angles])
    words = [int(floor(2 / pi * mpf(2) ** (32 * (k + 1)))) & 0xFFFFFFFF
             for k in range(40)]
    table("uint32_t @[40]", "__two_over_pi", ["0x%08X" % w for w in words])


def fit(name, f, a, b, n):
    """n coefficients of a nearly best polynomial, lowest power first."""
    mp.prec = 300
    found, error = chebyfit(f, [a, b], n, error=True)
    print(name, "error 2^%.1f" % float(log(abs(error), 2)))
    for c in reversed(found):
        print("   ", hex64(c))


def fits():
    tiny = mpf(10) ** -25
    step = log(mpf(2)) / 63
    quarter = (pi / 4 + mpf(1) / 1000) ** 2

    def around(value, f):
        return lambda x: f(x) if abs(x) > tiny else value

    e2 = around(mpf(1) / 2, lambda r: (expm1(r) - r) / r ** 2)
    e3 = around(mpf(1) / 6, lambda r: (expm1(r) - r - r * r / 2) / r ** 3)
    l3 = around(mpf(1) / 3, lambda r: (log1p(r) - r + r * r / 2) / r ** 3)
    s = around(-mpf(1) / 6, lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z)
    c = around(mpf(1) / 24, lambda z: (cos(sqrt(z)) - 1 + z / 2) / z ** 2)
    a = around(-mpf(1) / 3, lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z)
    h = around(mpf(1) / 6, lambda z: (sinh(sqrt(z)) / sqrt(z) - 1) / z)
    fit("exp", e2, -step, step, 5)
    fit("expm1", e3, mpf("-0.36"), mpf("0.36"), 10)
    fit("log", l3, -mpf(1) / 200, mpf(1) / 127, 7)
    fit("sin", s, 0, quarter, 6)
    fit("cos", c, 0, quarter, 6)
    fit("atan", a, 0, mpf(1) / 63, 7)
    fit("sinh", h, 0, mpf("0.26"), 6)
    fit("sinf", s, 0, quarter, 4)
    fit("cosf", c, 0, quarter, 4)
    fit("atanf", a, 0, mpf(1) / 63, 4)


if __name__ == "__main__":
    fits() if "--fits" in sys.argv else tables()
