// Products of Q4_1 and Q8_0 weights, which ggml keeps row by row.
//
// Eight rows at a time are interleaved into a small buffer as q4_products.h wants them, and then
// meet every token; with eight tokens and more that costs less than it saves. Q4_1 weights are
// unsigned already, and what they have instead of an offset, a minimum per block, is one product
// with the sum of the token's block. Q8_0 weights become unsigned by adding 128, which the start
// value takes off again; two such products overflow 16 bits, so that needs VNNI.
//
// Included by llamafile/sgemm.cpp; see docs/adr/0020-own-products-for-q4.md.

#pragma once

#include "repack.h"
#include "q4_products.h"

#include <vector>

#ifdef Q4_PRODUCTS
#define ROW_PRODUCTS 1

#if defined(__AVX512VNNI__) || defined(__AVXVNNI__)
static constexpr bool RP_EIGHT_BITS = true;
#else
static constexpr bool RP_EIGHT_BITS = false;
#endif

static constexpr int RP_MIN_TOKENS = 4;
static constexpr int RP_CHUNK = 8;  // tokens per pass
static_assert(RP_CHUNK % Q4_DEEP == 0, "a chunk is whole passes");

// Eight rows of weights: per block four chunks of eight bytes of each row, scales and minima.
struct rp_weights {
    std::vector<uint8_t> bytes;    // [block][chunk][row][8]
    std::vector<float>   scales;   // [block][row][2], each twice for its two lanes
    std::vector<float>   minima;   // the same, halved, because both lanes are added in the end
};

// Tokens in chunks: [chunk][block][token]
struct rp_tokens {
    std::vector<int32_t> start;
    std::vector<float>   scale;
    std::vector<float>   sum;
};

static void rp_pack(const block_q4_1 * rows, int64_t stride, int blocks, rp_weights & to) {
    for (int row = 0; row < 8; ++row) {
        const block_q4_1 * from = rows + row*stride;
        for (int b = 0; b < blocks; ++b) {
            uint8_t * out = to.bytes.data() + (int64_t) b*256 + row*8;
            for (int half = 0; half < 2; ++half) {
                uint64_t eight;
                memcpy(&eight, from[b].qs + half*8, 8);
                const uint64_t low  = eight & 0x0F0F0F0F0F0F0F0Full;
                const uint64_t high = (eight >> 4) & 0x0F0F0F0F0F0F0F0Full;
                memcpy(out + half*64, &low, 8);
                memcpy(out + 128 + half*64, &high, 8);
            }
            const float d = GGML_CPU_FP16_TO_FP32(from[b].d);
            const float m = 0.5f*GGML_CPU_FP16_TO_FP32(from[b].m);
            for (int lane = 0; lane < 2; ++lane) {
                to.scales[b*16 + row*2 + lane] = d;
                to.minima[b*16 + row*2 + lane] = m;
            }
        }
    }
}

static void rp_pack(const block_q8_0 * rows, int64_t stride, int blocks, rp_weights & to) {
    for (int row = 0; row < 8; ++row) {
        const block_q8_0 * from = rows + row*stride;
        for (int b = 0; b < blocks; ++b) {
            uint8_t * out = to.bytes.data() + (int64_t) b*256 + row*8;
            for (int chunk = 0; chunk < 4; ++chunk) {
                uint64_t eight;
                memcpy(&eight, from[b].qs + chunk*8, 8);
                eight ^= 0x8080808080808080ull;
                memcpy(out + chunk*64, &eight, 8);
            }
            const float d = GGML_CPU_FP16_TO_FP32(from[b].d);
            to.scales[b*16 + row*2] = to.scales[b*16 + row*2 + 1] = d;
        }
    }
}

// Q4_1 weights are unsigned by nature, so the integers start at 0 and the minimum meets the sum.
static inline void rp_token(const block_q8_1 & a, int32_t * start, float * scale, float * sum) {
    *start = 0;
    *scale = GGML_CPU_FP16_TO_FP32(a.d);
    *sum   = GGML_CPU_FP16_TO_FP32(a.s);
}

static inline void rp_token(const block_q8_0 & a, int32_t * start, float * scale, float * sum) {
    *start = -64 * q4_sum(a.qs, 8);  // half of 128, for each of two lanes
    *scale = GGML_CPU_FP16_TO_FP32(a.d);
    *sum   = 0.0f;
}

static inline q4_float rp_load(const float * p) {
#if defined(__AVX512VNNI__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
    return _mm512_loadu_ps(p);
#else
    return _mm256_loadu_ps(p);
#endif
}

static inline q4_float rp_add(float a, q4_float b, q4_float c) {
#if defined(__AVX512VNNI__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
    return _mm512_fmadd_ps(_mm512_set1_ps(a), b, c);
#else
    return _mm256_fmadd_ps(_mm256_set1_ps(a), b, c);
#endif
}

// DEEP tokens against one vector of the packed rows.
template <int DEEP, bool MINIMA, typename TOKEN>
static inline void rp_pass(const rp_weights & w, int half, const TOKEN * const * a, const int32_t * start,
                           const float * scale, const float * total, int blocks, float * const * out) {
    q4_float sum[DEEP];
    for (int r = 0; r < DEEP; ++r) {
        sum[r] = q4_zero();
    }
    for (int b = 0; b < blocks; ++b) {
        q4_int weights[4];
        for (int chunk = 0; chunk < 4; ++chunk) {
            weights[chunk] = q4_load(w.bytes.data() + (int64_t) b*256 + chunk*64 + half*Q4_COLUMNS*8);
        }
        const int at = b*16 + half*Q4_COLUMNS*2;
        const q4_float columns = rp_load(w.scales.data() + at);
        for (int r = 0; r < DEEP; ++r) {
            const q4_int dot = q4_dot4(q4_start(start[b*RP_CHUNK + r]), weights, a[r][b].qs, 8);
            sum[r] = q4_scale(dot, columns, scale[b*RP_CHUNK + r], sum[r]);
            if (MINIMA) {
                sum[r] = rp_add(total[b*RP_CHUNK + r], rp_load(w.minima.data() + at), sum[r]);
            }
        }
    }
    for (int r = 0; r < DEEP; ++r) {
        q4_store(out[r] + half*Q4_COLUMNS, sum[r]);
    }
}

// C[token][row] for m rows of weights and n tokens of `blocks` blocks each. Every thread of `nth`
// calls it. Returns false where ggml's own way is to be used.
template <bool MINIMA, typename WEIGHT, typename TOKEN>
static bool row_products(int64_t m, int64_t n, int64_t blocks, const WEIGHT * A, int64_t lda, const TOKEN * B,
                         int64_t ldb, float * C, int64_t ldc, int ith, int nth) {
    if (n < RP_MIN_TOKENS || m % 8 != 0) {
        return false;
    }
    static thread_local rp_weights weights;
    static thread_local rp_tokens  tokens;
    const int64_t chunks = (n + RP_CHUNK - 1) / RP_CHUNK;
    weights.bytes.resize(blocks*256);
    weights.scales.resize(blocks*16);
    weights.minima.resize(blocks*16);
    tokens.start.resize(chunks*blocks*RP_CHUNK);
    tokens.scale.resize(chunks*blocks*RP_CHUNK);
    tokens.sum.resize(chunks*blocks*RP_CHUNK);
    for (int64_t t = 0; t < n; ++t) {
        for (int64_t b = 0; b < blocks; ++b) {
            const int64_t at = ((t / RP_CHUNK)*blocks + b)*RP_CHUNK + t % RP_CHUNK;
            rp_token(B[t*ldb + b], &tokens.start[at], &tokens.scale[at], &tokens.sum[at]);
        }
    }
    for (int64_t group = ith; group < m / 8; group += nth) {
        rp_pack(A + group*8*lda, lda, (int) blocks, weights);
        for (int64_t chunk = 0; chunk < chunks; ++chunk) {
            const int64_t first = chunk*RP_CHUNK;
            const int live = (int) std::min<int64_t>(RP_CHUNK, n - first);
            const TOKEN * a[RP_CHUNK];
            float * out[RP_CHUNK];
            for (int r = 0; r < live; ++r) {
                a[r]   = B + (first + r)*ldb;
                out[r] = C + (first + r)*ldc + group*8;
            }
            const int64_t base = chunk*blocks*RP_CHUNK;
            for (int half = 0; half < 8 / Q4_COLUMNS; ++half) {
                int r = 0;
                for (; r + Q4_DEEP <= live; r += Q4_DEEP) {
                    rp_pass<Q4_DEEP, MINIMA>(weights, half, a + r, tokens.start.data() + base + r,
                        tokens.scale.data() + base + r, tokens.sum.data() + base + r, (int) blocks, out + r);
                }
                for (; r + 4 <= live; r += 4) {
                    rp_pass<4, MINIMA>(weights, half, a + r, tokens.start.data() + base + r,
                        tokens.scale.data() + base + r, tokens.sum.data() + base + r, (int) blocks, out + r);
                }
                for (; r < live; ++r) {
                    rp_pass<1, MINIMA>(weights, half, a + r, tokens.start.data() + base + r,
                        tokens.scale.data() + base + r, tokens.sum.data() + base + r, (int) blocks, out + r);
                }
            }
        }
    }
    return true;
}

#endif
