// Products of 4-bit weights and 8-bit activations, without shuffles.
//
// ggml keeps Q4_0 weights eight columns interleaved in chunks of eight elements. Its own kernel
// turns nibbles into signed bytes by a table and then shuffles both factors into 2x2 tiles. But a
// chunk already lies as the dot-product instruction wants it: each 32-bit lane holds four elements
// of one column, and eight elements of a row, repeated over the vector, meet every column. What is
// left over is that two neighbouring lanes share a column; they have the same scales, so they are
// added once at the very end.
//
// The instruction multiplies unsigned by signed bytes. Weights go in unsigned (0 to 15, that is 8
// too much), and the surplus, eight times the sum of the row's block, is taken off by where the
// integer accumulator starts: half of it in each of the two lanes.
//
// Integers are exact; only the order of the float additions over blocks differs from ggml's.
//
// Included by arch/x86/repack.cpp. Formats that ggml does not interleave have the same products in
// row_products.h. See docs/adr/0020-own-products-for-q4.md.

#pragma once

#if defined(__AVX512VNNI__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#define Q4_PRODUCTS 1
typedef __m512i q4_int;
typedef __m512  q4_float;
static constexpr int Q4_COLUMNS = 8;  // per vector
static constexpr int Q4_DEEP    = 8;  // rows of activations per pass
static constexpr int Q4_WIDE    = 2;  // vectors of columns per pass
static inline q4_int q4_low(q4_int x)  { return _mm512_ternarylogic_epi32(x, _mm512_set1_epi8(15), _mm512_set1_epi8(8), 0x6A); }
static inline q4_int q4_high(q4_int x) { return q4_low(_mm512_srli_epi16(x, 4)); }
static inline q4_int q4_load(const void * p)     { return _mm512_loadu_si512(p); }
static inline q4_int q4_eight(const int8_t * p)  { int64_t v; memcpy(&v, p, sizeof(v)); return _mm512_set1_epi64(v); }
static inline q4_int q4_start(int32_t v)         { return _mm512_set1_epi32(v); }
static inline q4_float q4_zero()                 { return _mm512_setzero_ps(); }
static inline q4_float q4_scale(q4_int i, q4_float columns, float row, q4_float sum) {
    return _mm512_fmadd_ps(_mm512_cvtepi32_ps(i), _mm512_mul_ps(columns, _mm512_set1_ps(row)), sum);
}
static inline q4_int q4_dot4(q4_int sum, const q4_int * w, const int8_t * a, int stride) {
    sum = _mm512_dpbusd_epi32(sum, w[0], q4_eight(a));
    sum = _mm512_dpbusd_epi32(sum, w[1], q4_eight(a + stride));
    sum = _mm512_dpbusd_epi32(sum, w[2], q4_eight(a + 2*stride));
    return _mm512_dpbusd_epi32(sum, w[3], q4_eight(a + 3*stride));
}
// each of eight scales twice
static inline q4_float q4_columns(const ggml_half * d) {
    const __m256 eight = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) d));
    const __m512i twice = _mm512_set_epi32(7, 7, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0);
    return _mm512_permutexvar_ps(twice, _mm512_castps256_ps512(eight));
}
static inline void q4_store(float * s, q4_float sum) {
    const __m512 both = _mm512_add_ps(sum, _mm512_permute_ps(sum, 0xB1));
    _mm256_storeu_ps(s, _mm512_castps512_ps256(_mm512_maskz_compress_ps(0x5555, both)));
}
#elif defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
#define Q4_PRODUCTS 1
typedef __m256i q4_int;
typedef __m256  q4_float;
static constexpr int Q4_COLUMNS = 4;
static constexpr int Q4_DEEP    = 4;
static constexpr int Q4_WIDE    = 1;
static inline q4_int q4_low(q4_int x)  { return _mm256_xor_si256(_mm256_and_si256(x, _mm256_set1_epi8(15)), _mm256_set1_epi8(8)); }
static inline q4_int q4_high(q4_int x) { return q4_low(_mm256_srli_epi16(x, 4)); }
static inline q4_int q4_load(const void * p)     { return _mm256_loadu_si256((const __m256i *) p); }
static inline q4_int q4_eight(const int8_t * p)  { int64_t v; memcpy(&v, p, sizeof(v)); return _mm256_set1_epi64x(v); }
static inline q4_int q4_start(int32_t v)         { return _mm256_set1_epi32(v); }
static inline q4_float q4_zero()                 { return _mm256_setzero_ps(); }
static inline q4_float q4_scale(q4_int i, q4_float columns, float row, q4_float sum) {
    return _mm256_fmadd_ps(_mm256_cvtepi32_ps(i), _mm256_mul_ps(columns, _mm256_set1_ps(row)), sum);
}
static inline q4_int q4_dot4(q4_int sum, const q4_int * w, const int8_t * a, int stride) {
#if defined(__AVXVNNI__)
    sum = _mm256_dpbusd_avx_epi32(sum, w[0], q4_eight(a));
    sum = _mm256_dpbusd_avx_epi32(sum, w[1], q4_eight(a + stride));
    sum = _mm256_dpbusd_avx_epi32(sum, w[2], q4_eight(a + 2*stride));
    return _mm256_dpbusd_avx_epi32(sum, w[3], q4_eight(a + 3*stride));
#else
    // four pairs of at most 15 * 128 stay below 2^15
    q4_int pairs = _mm256_maddubs_epi16(w[0], q4_eight(a));
    pairs = _mm256_add_epi16(pairs, _mm256_maddubs_epi16(w[1], q4_eight(a + stride)));
    pairs = _mm256_add_epi16(pairs, _mm256_maddubs_epi16(w[2], q4_eight(a + 2*stride)));
    pairs = _mm256_add_epi16(pairs, _mm256_maddubs_epi16(w[3], q4_eight(a + 3*stride)));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
#endif
}
static inline q4_float q4_columns(const ggml_half * d) {
    const __m128 four = _mm_cvtph_ps(_mm_loadl_epi64((const __m128i *) d));
    const __m256i twice = _mm256_set_epi32(3, 3, 2, 2, 1, 1, 0, 0);
    return _mm256_permutevar8x32_ps(_mm256_castps128_ps256(four), twice);
}
static inline void q4_store(float * s, q4_float sum) {
    const __m256 both = _mm256_add_ps(sum, _mm256_permute_ps(sum, 0xB1));
    const __m256i even = _mm256_set_epi32(7, 5, 3, 1, 6, 4, 2, 0);
    _mm_storeu_ps(s, _mm256_castps256_ps128(_mm256_permutevar8x32_ps(both, even)));
}
#endif

#ifdef Q4_PRODUCTS

static constexpr int Q4_BLOCK      = 32;    // elements with one scale
static constexpr int Q4_MOST_BLOCKS = 1024; // of one row; longer rows go to ggml's own kernel

// What is needed of each row and block beside its bytes.
template <int DEEP>
struct q4_rows {
    const int8_t * bytes[DEEP];           // first chunk of the first block
    int32_t start[Q4_MOST_BLOCKS][DEEP];  // minus four times the sum of the block
    float   scale[Q4_MOST_BLOCKS][DEEP];
};

static inline int32_t q4_sum(const int8_t * a, int stride) {
    int32_t sum = 0;
    for (int chunk = 0; chunk < 4; ++chunk) {
        for (int i = 0; i < 8; ++i) {
            sum += a[chunk*stride + i];
        }
    }
    return sum;
}

// One pass: DEEP rows, WIDE vectors of columns, all blocks.
template <int DEEP, int WIDE>
static inline void q4_pass(const q4_rows<DEEP> & rows, int64_t step, int stride, const block_q4_0x8 * const * w,
                           const int * half, int blocks, float * const * out) {
    q4_float sum[DEEP][WIDE];
    for (int r = 0; r < DEEP; ++r) {
        for (int g = 0; g < WIDE; ++g) {
            sum[r][g] = q4_zero();
        }
    }
    for (int b = 0; b < blocks; ++b) {
        q4_int   weights[WIDE][4];
        q4_float columns[WIDE];
        for (int g = 0; g < WIDE; ++g) {
            const int8_t * qs = w[g][b].qs + half[g]*Q4_COLUMNS*8;
            const q4_int first  = q4_load(qs);
            const q4_int second = q4_load(qs + 64);
            weights[g][0] = q4_low(first);
            weights[g][1] = q4_low(second);
            weights[g][2] = q4_high(first);
            weights[g][3] = q4_high(second);
            columns[g] = q4_columns(w[g][b].d + half[g]*Q4_COLUMNS);
        }
        for (int r = 0; r < DEEP; ++r) {
            for (int g = 0; g < WIDE; ++g) {
                const q4_int dot = q4_dot4(q4_start(rows.start[b][r]), weights[g], rows.bytes[r] + b*step, stride);
                sum[r][g] = q4_scale(dot, columns[g], rows.scale[b][r], sum[r][g]);
            }
        }
    }
    for (int r = 0; r < DEEP; ++r) {
        for (int g = 0; g < WIDE; ++g) {
            q4_store(out[r] + g*Q4_COLUMNS, sum[r][g]);
        }
    }
}

// All columns for the rows that `rows` describes; nc is a multiple of 8.
template <int DEEP, int WIDE>
static void q4_columns_of(const q4_rows<DEEP> & rows, int64_t step, int stride, const block_q4_0x8 * w,
                          int blocks, int nc, float * const * out) {
    const int per_block = 8 / Q4_COLUMNS;
    const int vectors = nc / Q4_COLUMNS;
    for (int v = 0; v < vectors; v += WIDE) {
        const block_q4_0x8 * from[WIDE];
        int     half[WIDE];
        float * to[DEEP];
        const int wide = vectors - v < WIDE ? 1 : WIDE;
        for (int g = 0; g < wide; ++g) {
            from[g] = w + (int64_t) ((v + g) / per_block) * blocks;
            half[g] = (v + g) % per_block;
        }
        for (int r = 0; r < DEEP; ++r) {
            to[r] = out[r] + v*Q4_COLUMNS;
        }
        if (wide == WIDE) {
            q4_pass<DEEP, WIDE>(rows, step, stride, from, half, blocks, to);
        } else {
            for (int g = 0; g < vectors - v; ++g) {
                from[0] = w + (int64_t) ((v + g) / per_block) * blocks;
                half[0] = (v + g) % per_block;
                for (int r = 0; r < DEEP; ++r) {
                    to[r] = out[r] + (v + g)*Q4_COLUMNS;
                }
                q4_pass<DEEP, 1>(rows, step, stride, from, half, blocks, to);
            }
        }
    }
}

template <int DEEP>
static void q4_rows_times(int blocks, float * s, size_t bs, const block_q4_0x8 * w, const block_q8_0x4 * a, int first_row, int nc) {
    static thread_local q4_rows<DEEP> rows;
    float * out[DEEP];
    for (int r = 0; r < DEEP; ++r) {
        const block_q8_0x4 * four = a + (int64_t) ((first_row + r) / 4) * blocks;
        const int place = (first_row + r) % 4;
        rows.bytes[r] = four[0].qs + place*8;
        out[r] = s + (first_row + r)*bs;
        for (int b = 0; b < blocks; ++b) {
            rows.start[b][r] = -4 * q4_sum(four[b].qs + place*8, 32);
            rows.scale[b][r] = GGML_CPU_FP16_TO_FP32(four[b].d[place]);
        }
    }
    q4_columns_of<DEEP, Q4_WIDE>(rows, sizeof(block_q8_0x4), 32, w, blocks, nc, out);
}

// nr rows, a multiple of 4, interleaved by fours. Returns false where ggml's own kernel is to be used.
static bool q4_matrix(int n, float * s, size_t bs, const void * vx, const void * vy, int nr, int nc) {
    const int blocks = n / Q4_BLOCK;
    if (blocks > Q4_MOST_BLOCKS) {
        return false;
    }
    const auto * w = (const block_q4_0x8 *) vx;
    const auto * a = (const block_q8_0x4 *) vy;
    int row = 0;
    for (; row + Q4_DEEP <= nr; row += Q4_DEEP) {
        q4_rows_times<Q4_DEEP>(blocks, s, bs, w, a, row, nc);
    }
    for (; row + 4 <= nr; row += 4) {
        q4_rows_times<4>(blocks, s, bs, w, a, row, nc);
    }
    return true;
}

// One row, not interleaved.
static bool q4_row(int n, float * s, const void * vx, const void * vy, int nc) {
    const int blocks = n / Q4_BLOCK;
    if (blocks > Q4_MOST_BLOCKS) {
        return false;
    }
    const auto * a = (const block_q8_0 *) vy;
    static thread_local q4_rows<1> rows;
    rows.bytes[0] = a[0].qs;
    for (int b = 0; b < blocks; ++b) {
        rows.start[b][0] = -4 * q4_sum(a[b].qs, 8);
        rows.scale[b][0] = GGML_CPU_FP16_TO_FP32(a[b].d);
    }
    float * out[1] = { s };
    q4_columns_of<1, 4>(rows, sizeof(block_q8_0), 8, (const block_q4_0x8 *) vx, blocks, nc, out);
    return true;
}

#endif
