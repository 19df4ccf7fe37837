"""Puts our own CPU kernels into llama.cpp's source before it is compiled.

Headers in `packaging/engine/` and the lines that call them. Each line is found by the text
around it, which must be there exactly once: a new release of the source that moved the place stops
the build instead of losing the kernels in silence. What they do and gain: docs/adr/0019 and 0020.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from setup_terminal import SetupFailed

FOLDER = Path(__file__).parent / "engine"
_CPU = Path("ggml") / "src" / "ggml-cpu"


class _Change(NamedTuple):
    """In `file`, `new` replaces `old`, which must be there once."""

    file: str
    old: str
    new: str


_ATTENTION = "static void ggml_compute_forward_flash_attn_ext_f16(\n"
_SPLIT_END = """\
        ggml_flash_attn_ext_reduce_partials(params, dst, nth, chunk_size);
    } else {
"""
_PRODUCT = (
    "void ggml_{name}_q4_0_8x8_q8_0(int n, float * GGML_RESTRICT s, size_t bs, "
    "const void * GGML_RESTRICT vx, const void * GGML_RESTRICT vy, int nr, int nc) {{\n"
)
_CALL = """\
#ifdef Q4_PRODUCTS
    if ({call}) {{
        return;
    }}
#endif
"""
_SGEMM = """\
    if (Ctype != GGML_TYPE_F32)
        return false;

    switch (Atype) {
"""
_ROWS = """\
#ifdef ROW_PRODUCTS
    if (Atype == GGML_TYPE_Q4_1 && Btype == GGML_TYPE_Q8_1)
        return row_products<true>(m, n, k, (const block_q4_1 *) A, lda, (const block_q8_1 *) B, ldb,
                                  (float *) C, ldc, params->ith, params->nth);
    if (RP_EIGHT_BITS && Atype == GGML_TYPE_Q8_0 && Btype == GGML_TYPE_Q8_0 &&
        row_products<false>(m, n, k, (const block_q8_0 *) A, lda, (const block_q8_0 *) B, ldb,
                            (float *) C, ldc, params->ith, params->nth))
        return true;
#endif

    switch (Atype) {
"""
_GEMV, _GEMM = _PRODUCT.format(name="gemv"), _PRODUCT.format(name="gemm")

_CHANGES = (
    _Change("ops.cpp", _ATTENTION, '#include "prefix_attention.h"\n\n' + _ATTENTION),
    _Change(
        "ops.cpp",
        _SPLIT_END,
        _SPLIT_END.replace(
            "    } else {\n",
            "#ifdef PREFIX_ATTENTION\n"
            "    } else if (!use_ref && prefix_attention_fits(dst)) {\n"
            "        prefix_attention(params, dst);\n"
            "#endif\n"
            "    } else {\n",
        ),
    ),
    _Change(
        "arch/x86/repack.cpp",
        _GEMV,
        '#include "../../q4_products.h"\n\n'
        + _GEMV
        + _CALL.format(call="nr == 1 && q4_row(n, s, vx, vy, nc)"),
    ),
    _Change(
        "arch/x86/repack.cpp",
        _GEMM,
        _GEMM + _CALL.format(call="q4_matrix(n, s, bs, vx, vy, nr, nc)"),
    ),
    _Change(
        "llamafile/sgemm.cpp",
        '#include "simd-mappings.h"\n',
        '#include "simd-mappings.h"\n#include "../row_products.h"\n',
    ),
    _Change("llamafile/sgemm.cpp", _SGEMM, _SGEMM.replace("    switch (Atype) {\n", _ROWS)),
)


def digest() -> str:
    """A name for the kernels and where they are called."""
    parts = [path.read_bytes() for path in sorted(FOLDER.glob("*.h"))]
    parts += [repr(change).encode() for change in _CHANGES]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install(llama: Path) -> None:
    """Copy the headers into the source tree `llama` and call them.

    Raises:
        SetupFailed: a place is not there exactly once: not the source this was written for.
    """
    folder = llama / _CPU
    for header in sorted(FOLDER.glob("*.h")):
        (folder / header.name).write_bytes(header.read_bytes())
    for change in _CHANGES:
        path = folder / change.file
        text = path.read_text(encoding="utf-8")
        if text.count(change.old) != 1:
            raise SetupFailed(f"The engine's source has no place for our kernel in {change.file}.")
        path.write_text(text.replace(change.old, change.new), encoding="utf-8")
