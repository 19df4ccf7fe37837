from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import setup_cache
from setup_terminal import SetupFailed

PACKAGING = Path(setup_cache.__file__).parent


def fill(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "library.so.0").write_bytes(b"machine code")
    (folder / "sub" / "library.so").symlink_to("library.so.0")


def test_entry_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "engine" / "key"
    assert not setup_cache.entry_is_whole(target)
    with setup_cache.new_entry(target) as making:
        fill(making)
        assert not target.exists()
    assert setup_cache.entry_is_whole(target)
    assert [path.name for path in target.parent.iterdir()] == ["key"]


def test_failed_entry_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "key"
    with pytest.raises(RuntimeError), setup_cache.new_entry(target) as making:
        fill(making)
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_killed_entry_is_swept_by_the_next(tmp_path: Path) -> None:
    target = tmp_path / "key"
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nimport setup_cache\n"
        "with setup_cache.new_entry(Path(sys.argv[1])) as making:\n"
        "    (making / 'half').write_text('written')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    died = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        env=os.environ | {"PYTHONPATH": str(PACKAGING)},
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    assert not setup_cache.entry_is_whole(target)
    assert len(list(tmp_path.iterdir())) == 1
    with setup_cache.new_entry(target) as making:
        fill(making)
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


@pytest.mark.parametrize("harm", ["changed", "lost", "added", "link", "unsealed"])
def test_damaged_entry_is_not_whole(tmp_path: Path, harm: str) -> None:
    target = tmp_path / "key"
    with setup_cache.new_entry(target) as making:
        fill(making)
    library = target / "sub" / "library.so.0"
    if harm == "changed":
        library.write_bytes(b"machine c0de")
    elif harm == "lost":
        library.unlink()
    elif harm == "added":
        (target / "stray").write_text("x")
    elif harm == "link":
        (target / "sub" / "library.so").unlink()
        (target / "sub" / "library.so").symlink_to("/etc/hostname")
    else:
        (target / "entry.json").write_text("{")
    assert not setup_cache.entry_is_whole(target)


def test_installed_folder_replaces_the_old_one_and_keeps_links(tmp_path: Path) -> None:
    entry = tmp_path / "cache" / "key"
    with setup_cache.new_entry(entry) as making:
        fill(making)
    target = tmp_path / "share" / "engine"
    target.mkdir(parents=True)
    (target / "old.so").write_text("old")
    setup_cache.install_folder(entry, target)
    assert sorted(path.name for path in target.rglob("*")) == ["library.so", "library.so.0", "sub"]
    assert (target / "sub" / "library.so").readlink() == Path("library.so.0")
    assert [path.name for path in target.parent.iterdir()] == ["engine"]


def test_content_key_sees_content_and_names_but_not_the_place(tmp_path: Path) -> None:
    keys = []
    for place, text, name in (
        ("a", "1", "f"),
        ("b", "1", "f"),
        ("c", "2", "f"),
        ("d", "1", "g"),
    ):
        folder = tmp_path / place / "model"
        (folder / "__pycache__").mkdir(parents=True)
        (folder / "__pycache__" / "x.pyc").write_text(place)
        (folder / name).write_text(text)
        keys.append(setup_cache.content_key(folder))
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_cache_folder_falls_back_when_home_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    fallback = tmp_path / "build"
    assert setup_cache.cache_folder(fallback) == tmp_path / "cache" / "cofferdam"
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert setup_cache.cache_folder(fallback) == fallback
    with pytest.raises(SetupFailed):
        setup_cache.cache_folder(tmp_path / "file")


def test_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nimport setup_cache\n"
        "with setup_cache.only_one(Path(sys.argv[1])):\n    print('mine', flush=True)\n"
    )
    with setup_cache.only_one(tmp_path):
        second = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            env=os.environ | {"PYTHONPATH": str(PACKAGING)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert second.stdout is not None
        assert "waiting" in second.stdout.readline()
        assert second.poll() is None
    assert second.communicate(timeout=60)[0] == "mine\n"
    assert second.returncode == 0
