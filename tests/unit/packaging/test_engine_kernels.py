"""The places where our kernels are called; that they compute rightly: tests/contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import engine_kernels
import pytest
from setup_terminal import SetupFailed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A tree with all places that are looked for, and nothing else."""
    folder = tmp_path / "ggml" / "src" / "ggml-cpu"
    (folder / "arch" / "x86").mkdir(parents=True)
    (folder / "ops.cpp").write_text(
        "static void ggml_compute_forward_flash_attn_ext_f16(\n"
        "        ggml_flash_attn_ext_reduce_partials(params, dst, nth, chunk_size);\n"
        "    } else {\n"
    )
    arguments = (
        "int n, float * GGML_RESTRICT s, size_t bs, const void * GGML_RESTRICT vx, "
        "const void * GGML_RESTRICT vy, int nr, int nc"
    )
    (folder / "arch" / "x86" / "repack.cpp").write_text(
        "".join(
            f"void ggml_{name}_q4_0_8x8_q8_0({arguments}) {{\n}}\n" for name in ("gemv", "gemm")
        )
    )
    (folder / "llamafile").mkdir()
    (folder / "llamafile" / "sgemm.cpp").write_text(
        '#include "simd-mappings.h"\n'
        "    if (Ctype != GGML_TYPE_F32)\n        return false;\n\n    switch (Atype) {\n"
    )
    return tmp_path


def test_the_kernels_are_copied_and_called(source: Path) -> None:
    engine_kernels.install(source)
    folder = source / "ggml" / "src" / "ggml-cpu"
    assert {path.name for path in folder.glob("*.h")} == {
        "prefix_attention.h",
        "q4_products.h",
        "row_products.h",
    }
    operations = (folder / "ops.cpp").read_text()
    assert operations.count('#include "prefix_attention.h"') == 1
    assert operations.index("prefix_attention_fits(dst)") < operations.index("} else {")
    repack = (folder / "arch" / "x86" / "repack.cpp").read_text()
    assert repack.count("q4_row(") == repack.count("q4_matrix(") == 1
    products = (folder / "llamafile" / "sgemm.cpp").read_text()
    assert products.index("row_products<true>") < products.index("switch (Atype) {")


def test_a_source_without_the_place_stops_the_build(source: Path) -> None:
    file = source / "ggml" / "src" / "ggml-cpu" / "ops.cpp"
    file.write_text(file.read_text().replace("} else {", "} else  {"))
    with pytest.raises(SetupFailed, match=r"ops\.cpp"):
        engine_kernels.install(source)


def test_a_changed_kernel_is_another_engine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = engine_kernels.digest()
    for header in engine_kernels.FOLDER.glob("*.h"):
        (tmp_path / header.name).write_bytes(header.read_bytes())
    monkeypatch.setattr(engine_kernels, "FOLDER", tmp_path)
    assert engine_kernels.digest() == before
    with (tmp_path / "q4_products.h").open("a") as file:
        file.write("// changed\n")
    assert engine_kernels.digest() != before
