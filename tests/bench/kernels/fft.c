/* SPDX-License-Identifier: MIT
 *
 * fft: a fixed-point transform of 256 points, a finite impulse response
 * filter and a product of 16-bit matrices. Multiplications, shifts, strided
 * halfword loads and stores.
 */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define POINTS 256
#define TAPS 16
#define SIDE 24

static short re[POINTS], im[POINTS], wave[POINTS], out[POINTS];
static short ma[SIDE][SIDE], mb[SIDE][SIDE];
static int mc[SIDE][SIDE];

static void make_wave(void)
{
    int s = 0, c = 32000;
    for (int i = 0; i < POINTS; i++) {
        wave[i] = (short)s;
        s += c * 804 >> 15;
        c -= s * 804 >> 15;
    }
}

static void reverse(void)
{
    for (int i = 1, j = 0; i < POINTS; i++) {
        int bit = POINTS >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            short t = re[i];
            re[i] = re[j];
            re[j] = t;
            t = im[i];
            im[i] = im[j];
            im[j] = t;
        }
    }
}

static void transform(void)
{
    reverse();
    for (int half = 1, step = POINTS / 2; half < POINTS;
         half <<= 1, step >>= 1) {
        for (int k = 0; k < half; k++) {
            int wr = wave[(k * step + POINTS / 4) & (POINTS - 1)];
            int wi = -wave[k * step];
            for (int i = k; i < POINTS; i += 2 * half) {
                int j = i + half;
                int tr = (wr * re[j] - wi * im[j]) >> 15;
                int ti = (wr * im[j] + wi * re[j]) >> 15;
                re[j] = (short)((re[i] - tr) >> 1);
                im[j] = (short)((im[i] - ti) >> 1);
                re[i] = (short)((re[i] + tr) >> 1);
                im[i] = (short)((im[i] + ti) >> 1);
            }
        }
    }
}

static void filter(void)
{
    for (int i = TAPS; i < POINTS; i++) {
        int sum = 0;
        for (int k = 0; k < TAPS; k++)
            sum += re[i - k] * wave[k * 4];
        sum >>= 15;
        out[i] = (short)(sum > 32767 ? 32767 : sum < -32768 ? -32768 : sum);
    }
}

static void product(void)
{
    for (int i = 0; i < SIDE; i++)
        for (int j = 0; j < SIDE; j++) {
            int sum = 0;
            for (int k = 0; k < SIDE; k++)
                sum += ma[i][k] * mb[k][j];
            mc[i][j] = sum;
        }
}

unsigned bench_main(void)
{
    unsigned seed = 7, sum = 0;
    make_wave();
    for (int i = 0; i < SIDE * SIDE; i++) {
        seed = seed * 1664525u + 1013904223u;
        ma[i / SIDE][i % SIDE] = (short)(seed >> 18);
        mb[i % SIDE][i / SIDE] = (short)(seed >> 20);
    }
    for (unsigned pass = 0; pass < 80u * BENCH_SCALE; pass++) {
        for (int i = 0; i < POINTS; i++) {
            seed = seed * 1664525u + 1013904223u;
            re[i] = (short)(seed >> 17);
            im[i] = 0;
        }
        transform();
        filter();
        product();
        ma[pass % SIDE][0] ^= (short)(mc[3][4] & 255);
        for (int i = 0; i < POINTS; i += 5)
            sum = (sum << 1 | sum >> 31) + (unsigned)(re[i] ^ im[i] ^ out[i]);
    }
    return sum;
}
