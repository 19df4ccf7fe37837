from __future__ import annotations

from pathlib import Path

import build_engine
import pytest
from setup_terminal import SetupFailed

ROOT = Path(build_engine.__file__).parents[1]
CMAKE = """\
function(ggml_add_cpu_backend_variant tag_name)
    set(GGML_CPU_TAG_NAME ${tag_name})
endfunction()
        ggml_add_cpu_backend_variant(x64)
        ggml_add_cpu_backend_variant(haswell            SSE42 AVX F16C FMA AVX2 BMI2)
        ggml_add_cpu_backend_variant(cooperlake         SSE42 AVX512)
"""


@pytest.fixture
def engine(tmp_path: Path) -> build_engine.Engine:
    return build_engine.Engine(ROOT, tmp_path / ".venv", tmp_path / "cache")


def test_unwanted_variants_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "CMakeLists.txt"
    file.write_text(CMAKE)
    build_engine.keep_variants(file, ["x64", "haswell"])
    assert file.read_text() == CMAKE.replace(
        "ggml_add_cpu_backend_variant(cooperlake         SSE42 AVX512)",
        "# left out: cooperlake",
    )


def test_unknown_variant_stops_the_build(tmp_path: Path) -> None:
    file = tmp_path / "CMakeLists.txt"
    file.write_text(CMAKE)
    with pytest.raises(SetupFailed, match="zen4"):
        build_engine.keep_variants(file, ["x64", "zen4"])
    assert file.read_text() == CMAKE


def test_libraries_are_collected_under_the_names_others_link_to(tmp_path: Path) -> None:
    built = tmp_path / "bin"
    built.mkdir()
    (built / "libggml.so.0.25.3").write_bytes(b"real")
    (built / "libggml.so.0").symlink_to("libggml.so.0.25.3")
    (built / "libggml.so").symlink_to("libggml.so.0")
    (built / "libggml-cpu-x64.so").write_bytes(b"variant")
    target = tmp_path / "cpu"
    build_engine.collect_libraries(built, target)
    assert sorted(path.name for path in target.iterdir()) == [
        "libggml-cpu-x64.so",
        "libggml.so",
        "libggml.so.0",
    ]
    assert (target / "libggml.so").readlink() == Path("libggml.so.0")
    assert (target / "libggml.so.0").read_bytes() == b"real"
    assert not (target / "libggml.so.0").is_symlink()


def test_key_changes_with_compiler_variants_and_machine(
    engine: build_engine.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(build_engine, "compiler_version", lambda: "g++ 12")
    key = engine.key()
    assert key == engine.key()
    release = build_engine.Engine(ROOT, tmp_path, tmp_path, all_variants=True)
    assert release.variants() is None
    others = {key, release.key()}
    monkeypatch.setattr(build_engine, "compiler_version", lambda: "g++ 13")
    others.add(engine.key())
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert engine.variants() is None  # the choice of variants is made for x86 only
    others.add(engine.key())
    assert len(others) == 4


def test_where_things_are_does_not_change_the_key(
    engine: build_engine.Engine, tmp_path: Path
) -> None:
    elsewhere = build_engine.Engine(ROOT, tmp_path / "other", tmp_path / "cache2")
    assert elsewhere.key() == engine.key()
