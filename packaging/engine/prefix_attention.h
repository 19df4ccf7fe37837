// Attention of many rows over one KV cache whose beginning they share.
//
// ggml's own fused attention reads the whole cache once per query row as long as there are fewer
// than 64 rows, and past that repacks each K tile for every head. Twenty questions about one
// document are twenty rows over the same cells, so here one pass over a K/V tile serves all rows
// and all query heads of a KV head at once:
//
//   S[cell][row] = K[cell] . Q[row]      Q is packed once per block of rows, K is only widened
//   running maximum and sum per row      rows lie in SIMD lanes, so no horizontal reductions
//   O[row]      += S[.][row] * V         S is read with a stride instead of being transposed
//
// The mask tells what is shared. Where one sequence is read (each token sees what the tokens before
// it see), tiles are computed with the mask, and skipped where no row of the block sees anything.
// Where several sequences go on from a shared beginning, the cells that all of them see are computed
// as tiles, and the others (the tails of the questions) are gathered per token and computed singly,
// so that twenty tails cost as much as twenty tails, not four hundred.
//
// What a row gets depends on the cells that it sees and their order alone: not on the rows beside
// it, on where its own cells lie, or on the number of threads. So a row of a batch has the same
// bits wherever it stands.
//
// Included by ops.cpp; see docs/adr/0019-shared-prefix-attention.md.

#pragma once

#if (defined(__AVX512F__) && defined(__AVX512DQ__)) || (defined(__AVX2__) && defined(__FMA__) && defined(__F16C__))
#define PREFIX_ATTENTION 1

#include <vector>

#if defined(__AVX512F__) && defined(__AVX512DQ__)
typedef __m512 pa_vec;
static constexpr int PA_LANES = 16;
static constexpr int PA_WIDE  = 4;  // vectors per inner kernel: 16 accumulators of 32 registers
static inline pa_vec pa_load(const float * p)               { return _mm512_loadu_ps(p); }
static inline pa_vec pa_load_half(const ggml_fp16_t * p)    { return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *) p)); }
static inline void   pa_store(float * p, pa_vec a)          { _mm512_storeu_ps(p, a); }
static inline pa_vec pa_set(float a)                        { return _mm512_set1_ps(a); }
static inline pa_vec pa_fma(pa_vec a, pa_vec b, pa_vec c)   { return _mm512_fmadd_ps(a, b, c); }
static inline pa_vec pa_max(pa_vec a, pa_vec b)             { return _mm512_max_ps(a, b); }
static inline pa_vec pa_sub(pa_vec a, pa_vec b)             { return _mm512_sub_ps(a, b); }
static inline pa_vec pa_add(pa_vec a, pa_vec b)             { return _mm512_add_ps(a, b); }
static inline pa_vec pa_mul(pa_vec a, pa_vec b)             { return _mm512_mul_ps(a, b); }
#else
typedef __m256 pa_vec;
static constexpr int PA_LANES = 8;
static constexpr int PA_WIDE  = 2;  // 8 accumulators of 16 registers
static inline pa_vec pa_load(const float * p)               { return _mm256_loadu_ps(p); }
static inline pa_vec pa_load_half(const ggml_fp16_t * p)    { return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) p)); }
static inline void   pa_store(float * p, pa_vec a)          { _mm256_storeu_ps(p, a); }
static inline pa_vec pa_set(float a)                        { return _mm256_set1_ps(a); }
static inline pa_vec pa_fma(pa_vec a, pa_vec b, pa_vec c)   { return _mm256_fmadd_ps(a, b, c); }
static inline pa_vec pa_max(pa_vec a, pa_vec b)             { return _mm256_max_ps(a, b); }
static inline pa_vec pa_sub(pa_vec a, pa_vec b)             { return _mm256_sub_ps(a, b); }
static inline pa_vec pa_add(pa_vec a, pa_vec b)             { return _mm256_add_ps(a, b); }
static inline pa_vec pa_mul(pa_vec a, pa_vec b)             { return _mm256_mul_ps(a, b); }
#endif

static constexpr int PA_CELLS    = 64;   // cells per tile
static constexpr int PA_ROWS     = 64;   // most rows per block
static constexpr int PA_MIN_ROWS = 6;    // below, one pass per row is as fast
static constexpr int PA_DEEP     = 4;    // rows of the left factor per inner kernel
static constexpr int PA_LOOKAHEAD_BLOCKS = 3;  // blocks per thread, so that none waits long
static constexpr float PA_LOWEST = -1e30f;     // finite, so that a row without cells stays 0
static constexpr uint64_t PA_HIDDEN = 0xFC00FC00FC00FC00ull;  // four times minus infinity in f16

static inline ggml_fp16_t pa_hidden_one() { return (ggml_fp16_t) 0xFC00; }

// `dims` is a multiple of PA_LANES.
static inline void pa_widen(const ggml_fp16_t * from, float * to, int dims) {
    for (int d = 0; d < dims; d += PA_LANES) {
        pa_store(to + d, pa_load_half(from + d));
    }
}

// Bit i of the result: cell i may be seen. Returns false if a value is neither 0 nor -infinity.
static bool pa_bits(const ggml_fp16_t * mask, int cells, uint64_t * bits) {
    uint64_t seen = 0;
    int i = 0;
    for (; i + 4 <= cells; i += 4) {
        uint64_t four;
        memcpy(&four, mask + i, sizeof(four));
        if (four == PA_HIDDEN) {
            continue;
        }
        if (four == 0) {
            seen |= 15ull << i;
            continue;
        }
        for (int j = 0; j < 4; ++j) {
            if (mask[i + j] == 0) {
                seen |= 1ull << (i + j);
            } else if (mask[i + j] != pa_hidden_one()) {
                return false;
            }
        }
    }
    for (; i < cells; ++i) {
        if (mask[i] == 0) {
            seen |= 1ull << i;
        } else if (mask[i] != pa_hidden_one()) {
            return false;
        }
    }
    *bits = seen;
    return true;
}

// S[cell][row] = sum over d of K[cell][d] * Q[d][row]
template <int DEEP, int WIDE>
static inline void pa_scores_kernel(const float * K, const float * Q, float * S, int dims, int rows) {
    pa_vec acc[DEEP][WIDE];
    for (int i = 0; i < DEEP; ++i) {
        for (int r = 0; r < WIDE; ++r) {
            acc[i][r] = pa_set(0.0f);
        }
    }
    for (int d = 0; d < dims; ++d) {
        pa_vec q[WIDE];
        for (int r = 0; r < WIDE; ++r) {
            q[r] = pa_load(Q + d*rows + r*PA_LANES);
        }
        for (int i = 0; i < DEEP; ++i) {
            const pa_vec k = pa_set(K[i*dims + d]);
            for (int r = 0; r < WIDE; ++r) {
                acc[i][r] = pa_fma(k, q[r], acc[i][r]);
            }
        }
    }
    for (int i = 0; i < DEEP; ++i) {
        for (int r = 0; r < WIDE; ++r) {
            pa_store(S + i*rows + r*PA_LANES, acc[i][r]);
        }
    }
}

template <int DEEP>
static inline void pa_scores_rows(const float * K, const float * Q, float * S, int dims, int rows) {
    int j = 0;
    for (; j + PA_WIDE*PA_LANES <= rows; j += PA_WIDE*PA_LANES) {
        pa_scores_kernel<DEEP, PA_WIDE>(K, Q + j, S + j, dims, rows);
    }
    for (; j < rows; j += PA_LANES) {
        pa_scores_kernel<DEEP, 1>(K, Q + j, S + j, dims, rows);
    }
}

static void pa_scores(const float * K, const float * Q, float * S, int cells, int dims, int rows) {
    int c = 0;
    for (; c + PA_DEEP <= cells; c += PA_DEEP) {
        pa_scores_rows<PA_DEEP>(K + c*dims, Q, S + c*rows, dims, rows);
    }
    for (; c < cells; ++c) {
        pa_scores_rows<1>(K + c*dims, Q, S + c*rows, dims, rows);
    }
}

// O[row][d] += sum over cells of S[cell][row] * V[cell][d]
template <int WIDE>
static inline void pa_output_kernel(const float * S, const float * V, float * O, int cells, int dims, int rows) {
    pa_vec acc[PA_DEEP][WIDE];
    for (int i = 0; i < PA_DEEP; ++i) {
        for (int r = 0; r < WIDE; ++r) {
            acc[i][r] = pa_load(O + i*dims + r*PA_LANES);
        }
    }
    for (int c = 0; c < cells; ++c) {
        pa_vec v[WIDE];
        for (int r = 0; r < WIDE; ++r) {
            v[r] = pa_load(V + c*dims + r*PA_LANES);
        }
        for (int i = 0; i < PA_DEEP; ++i) {
            const pa_vec s = pa_set(S[c*rows + i]);
            for (int r = 0; r < WIDE; ++r) {
                acc[i][r] = pa_fma(s, v[r], acc[i][r]);
            }
        }
    }
    for (int i = 0; i < PA_DEEP; ++i) {
        for (int r = 0; r < WIDE; ++r) {
            pa_store(O + i*dims + r*PA_LANES, acc[i][r]);
        }
    }
}

// `live` rows, rounded up to PA_DEEP, are computed.
static void pa_output(const float * S, const float * V, float * O, int cells, int dims, int rows, int live) {
    for (int i = 0; i < live; i += PA_DEEP) {
        int j = 0;
        for (; j + PA_WIDE*PA_LANES <= dims; j += PA_WIDE*PA_LANES) {
            pa_output_kernel<PA_WIDE>(S + i, V + j, O + i*dims + j, cells, dims, rows);
        }
        for (; j < dims; j += PA_LANES) {
            pa_output_kernel<1>(S + i, V + j, O + i*dims + j, cells, dims, rows);
        }
    }
}

// Turns scores into weights against the running maximum; scales what was added up before.
static void pa_softmax(float * S, float * O, float * M, float * L, int cells, int dims, int rows, int live) {
    for (int j = 0; j < rows; j += PA_LANES) {
        const pa_vec before = pa_load(M + j);
        pa_vec top = before;
        for (int c = 0; c < cells; ++c) {
            top = pa_max(top, pa_load(S + c*rows + j));
        }
        const pa_vec factor = ggml_v_expf(pa_sub(before, top));
        pa_vec sum = pa_mul(pa_load(L + j), factor);
        for (int c = 0; c < cells; ++c) {
            const pa_vec p = ggml_v_expf(pa_sub(pa_load(S + c*rows + j), top));
            pa_store(S + c*rows + j, p);
            sum = pa_add(sum, p);
        }
        pa_store(M + j, top);
        pa_store(L + j, sum);
        float factors[PA_LANES];
        pa_store(factors, factor);
        for (int i = 0; i < PA_LANES && j + i < live; ++i) {
            if (factors[i] != 1.0f) {
                ggml_vec_scale_f32(dims, O + (j + i)*dims, factors[i]);
            }
        }
    }
}

struct pa_heads {
    const ggml_tensor * q;
    const ggml_tensor * k;
    const ggml_tensor * v;
    const ggml_tensor * mask;
    int   group;      // query heads per KV head
    int   head;       // KV head
    int   dk, dv;
    float scale;
};

static inline const float * pa_query(const pa_heads & h, int row) {
    const int token = row / h.group;
    const int head  = h.head*h.group + row % h.group;
    return (const float *) ((const char *) h.q->data + token*h.q->nb[1] + head*h.q->nb[2]);
}

static inline const ggml_fp16_t * pa_key(const pa_heads & h, int64_t cell) {
    return (const ggml_fp16_t *) ((const char *) h.k->data + cell*h.k->nb[1] + h.head*h.k->nb[2]);
}

static inline const ggml_fp16_t * pa_value(const pa_heads & h, int64_t cell) {
    return (const ggml_fp16_t *) ((const char *) h.v->data + cell*h.v->nb[1] + h.head*h.v->nb[2]);
}

static inline const ggml_fp16_t * pa_mask(const pa_heads & h, int token) {
    return (const ggml_fp16_t *) ((const char *) h.mask->data + token*h.mask->nb[1]);
}

// Which cells of a tile all tokens of the batch see, and which any of them sees.
struct pa_tile {
    uint64_t all;
    uint64_t any;
};

struct pa_view {
    std::vector<pa_tile> tiles;
    bool one_sequence;  // the last token sees whatever any token sees
};

// What the batch sees; the same for every block and head. A mask with other values than 0 and
// minus infinity is none that llama.cpp makes for an ordinary model.
static void pa_look(const pa_heads & h, pa_view & view) {
    const int cells_all = (int) h.k->ne[1];
    const int tokens    = (int) h.q->ne[1];
    view.tiles.resize((cells_all + PA_CELLS - 1) / PA_CELLS);
    view.one_sequence = true;
    for (int at = 0; at < cells_all; at += PA_CELLS) {
        const int cells = std::min(PA_CELLS, cells_all - at);
        pa_tile tile = { cells == 64 ? ~0ull : (1ull << cells) - 1, 0 };
        uint64_t bits = 0;
        for (int t = 0; t < tokens; ++t) {
            const bool plain = pa_bits(pa_mask(h, t) + at, cells, &bits);
            GGML_ASSERT(plain && "a mask that is neither 0 nor -infinity");
            tile.all &= bits;
            tile.any |= bits;
        }
        view.tiles[at / PA_CELLS] = tile;
        view.one_sequence = view.one_sequence && bits == tile.any;
    }
}

// Cells that only one token sees: one small attention per row, merged into the running result.
static void pa_few(const pa_heads & h, int first_row, int row_begin, int row_end, const int32_t * cells, int count,
                   float * K, float * V, float * O, float * M, float * L) {
    for (int c = 0; c < count; ++c) {
        pa_widen(pa_key(h, cells[c]),   K + c*h.dk, h.dk);
        pa_widen(pa_value(h, cells[c]), V + c*h.dv, h.dv);
    }
    for (int row = row_begin; row < row_end; ++row) {
        const float * q = pa_query(h, first_row + row);
        float scores[PA_CELLS];
        float top = M[row];
        for (int c = 0; c < count; ++c) {
            float s;
            ggml_vec_dot_f32(h.dk, &s, 0, q, 0, K + c*h.dk, 0, 1);
            scores[c] = s*h.scale;
            top = fmaxf(top, scores[c]);
        }
        float * o = O + row*h.dv;
        if (top > M[row]) {
            const float factor = expf(M[row] - top);
            ggml_vec_scale_f32(h.dv, o, factor);
            L[row] *= factor;
            M[row]  = top;
        }
        for (int c = 0; c < count; ++c) {
            const float p = expf(scores[c] - top);
            L[row] += p;
            ggml_vec_mad_f32(h.dv, o, V + c*h.dv, p);
        }
    }
}

// Rows first_row .. first_row + live of one KV head; a row is a query head of a token.
static void pa_block(const pa_heads & h, const pa_view & view, ggml_tensor * dst, int first_row, int live, float * scratch) {
    const int rows  = (live + PA_LANES - 1) / PA_LANES * PA_LANES;
    const int cells_all = (int) h.k->ne[1];
    const int first_token = first_row / h.group;
    const int last_token  = (first_row + live - 1) / h.group;
    const int tokens = last_token - first_token + 1;

    float * Q = scratch;
    float * S = Q + PA_ROWS*h.dk;
    float * K = S + PA_ROWS*PA_CELLS;
    float * V = K + PA_CELLS*h.dk;
    float * O = V + PA_CELLS*h.dv;
    float M[PA_ROWS];
    float L[PA_ROWS];

    // Q[d][row], scaled; rows that only fill a vector are zero
    for (int row = 0; row < rows; ++row) {
        const float * q = row < live ? pa_query(h, first_row + row) : nullptr;
        for (int d = 0; d < h.dk; ++d) {
            Q[d*rows + row] = q ? q[d]*h.scale : 0.0f;
        }
        M[row] = PA_LOWEST;
        L[row] = 0.0f;
    }
    memset(O, 0, sizeof(float)*rows*h.dv);

    uint64_t bits[PA_ROWS];
    int32_t  few[PA_ROWS][PA_CELLS];
    int      few_count[PA_ROWS] = {};

    const auto rows_of = [&](int token, int * begin, int * end) {
        *begin = std::max(0, (first_token + token)*h.group - first_row);
        *end   = std::min(live, (first_token + token + 1)*h.group - first_row);
    };

    for (int at = 0; at < cells_all; at += PA_CELLS) {
        const int cells = std::min(PA_CELLS, cells_all - at);
        const uint64_t whole = cells == 64 ? ~0ull : (1ull << cells) - 1;
        const pa_tile & tile = view.tiles[at / PA_CELLS];
        if (tile.any == 0) {
            continue;
        }
        uint64_t dense = tile.all;
        bool masked = false;
        if (tile.all != tile.any) {
            uint64_t seen = 0;
            for (int t = 0; t < tokens; ++t) {
                pa_bits(pa_mask(h, first_token + t) + at, cells, &bits[t]);
                seen |= bits[t];
            }
            if (view.one_sequence) {
                dense  = seen;
                masked = true;
            } else {
                for (int t = 0; t < tokens; ++t) {
                    for (uint64_t left = bits[t] & ~tile.all; left; left &= left - 1) {
                        few[t][few_count[t]++] = at + __builtin_ctzll(left);
                        if (few_count[t] == PA_CELLS) {
                            int begin, end;
                            rows_of(t, &begin, &end);
                            pa_few(h, first_row, begin, end, few[t], PA_CELLS, K, V, O, M, L);
                            few_count[t] = 0;
                        }
                    }
                }
            }
        }
        if (dense == 0) {
            continue;
        }
        for (int c = 0; c < cells; ++c) {
            pa_widen(pa_key(h, at + c),   K + c*h.dk, h.dk);
            pa_widen(pa_value(h, at + c), V + c*h.dv, h.dv);
        }
        pa_scores(K, Q, S, cells, h.dk, rows);
        if (masked) {
            for (int t = 0; t < tokens; ++t) {
                int begin, end;
                rows_of(t, &begin, &end);
                for (uint64_t hidden = ~bits[t] & whole; hidden; hidden &= hidden - 1) {
                    float * s = S + __builtin_ctzll(hidden)*rows;
                    for (int row = begin; row < end; ++row) {
                        s[row] = -INFINITY;
                    }
                }
            }
        } else {
            for (uint64_t hidden = ~dense & whole; hidden; hidden &= hidden - 1) {
                float * s = S + __builtin_ctzll(hidden)*rows;
                std::fill(s, s + rows, -INFINITY);
            }
        }
        pa_softmax(S, O, M, L, cells, h.dv, rows, live);
        pa_output(S, V, O, cells, h.dv, rows, live);
    }
    for (int t = 0; t < tokens; ++t) {
        if (few_count[t] > 0) {
            int begin, end;
            rows_of(t, &begin, &end);
            pa_few(h, first_row, begin, end, few[t], few_count[t], K, V, O, M, L);
        }
    }

    for (int row = 0; row < live; ++row) {
        float * o = O + row*h.dv;
        ggml_vec_scale_f32(h.dv, o, L[row] == 0.0f ? 0.0f : 1.0f / L[row]);
        const int token = (first_row + row) / h.group;
        const int head  = h.head*h.group + (first_row + row) % h.group;
        // the result is permuted: dims, heads, tokens
        memcpy((char *) dst->data + (token*dst->ne[1] + head)*dst->nb[1], o, sizeof(float)*h.dv);
    }
}

// True for what this kernel can do: one stream, f16 cache, an ordinary mask, several rows.
static bool prefix_attention_fits(const ggml_tensor * dst) {
    const ggml_tensor * q    = dst->src[0];
    const ggml_tensor * k    = dst->src[1];
    const ggml_tensor * v    = dst->src[2];
    const ggml_tensor * mask = dst->src[3];
    float max_bias, softcap;
    memcpy(&max_bias, (const float *) dst->op_params + 1, sizeof(float));
    memcpy(&softcap,  (const float *) dst->op_params + 2, sizeof(float));
    return mask && !dst->src[4] && max_bias == 0.0f && softcap == 0.0f
        && q->type == GGML_TYPE_F32 && k->type == GGML_TYPE_F16 && v->type == GGML_TYPE_F16
        && mask->type == GGML_TYPE_F16
        && q->ne[3] == 1 && mask->ne[2] == 1 && mask->ne[3] == 1
        && k->ne[2] == v->ne[2] && q->ne[2] % k->ne[2] == 0
        && q->ne[0] == k->ne[0] && k->ne[0] % PA_LANES == 0 && v->ne[0] % PA_LANES == 0
        && q->ne[1] >= 2 && q->ne[1] * (q->ne[2] / k->ne[2]) >= PA_MIN_ROWS;
}

static void prefix_attention(const ggml_compute_params * params, ggml_tensor * dst) {
    pa_heads h;
    h.q = dst->src[0];
    h.k = dst->src[1];
    h.v = dst->src[2];
    h.mask  = dst->src[3];
    h.group = (int) (h.q->ne[2] / h.k->ne[2]);
    h.dk = (int) h.k->ne[0];
    h.dv = (int) h.v->ne[0];
    memcpy(&h.scale, (const float *) dst->op_params + 0, sizeof(float));

    static thread_local pa_view view;
    pa_look(h, view);

    const int heads = (int) h.k->ne[2];
    const int rows  = (int) h.q->ne[1] * h.group;
    // Small enough that every thread gets several blocks, large enough that K is widened seldom.
    const int64_t wanted = (int64_t) params->nth * PA_LOOKAHEAD_BLOCKS;
    int block = PA_ROWS;
    while (block > PA_LANES && (int64_t) heads * ((rows + block - 1) / block) < wanted) {
        block -= PA_LANES;
    }
    const int blocks = (rows + block - 1) / block;
    // evenly full blocks
    const int even = ((rows + blocks - 1) / blocks + PA_LANES - 1) / PA_LANES * PA_LANES;

    // the same size per thread that the planner reserves for ggml's own tiles
    const size_t floats = PA_ROWS*h.dk + PA_ROWS*PA_CELLS + PA_CELLS*h.dk + PA_CELLS*h.dv + PA_ROWS*h.dv;
    float * scratch = (float *) params->wdata + params->ith * (floats + CACHE_LINE_SIZE_F32);

    if (params->ith == 0) {
        ggml_threadpool_chunk_set(params->threadpool, params->nth);
    }
    ggml_barrier(params->threadpool);
    const int count = heads*blocks;
    for (int item = params->ith; item < count; item = ggml_threadpool_chunk_add(params->threadpool, 1)) {
        // the last blocks of a prompt see the most cells: they come first
        h.head = item % heads;
        const int first = (blocks - 1 - item / heads) * even;
        if (first < rows) {
            pa_block(h, view, dst, first, std::min(even, rows - first), scratch);
        }
    }
}

#endif
