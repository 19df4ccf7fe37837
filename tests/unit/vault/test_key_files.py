from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from appliance.errors import BadInput, FileExists, FileUnreadable, FolderReadOnly
from appliance.vault.key_files import MAX_BYTES, digest_of, make_key_file

if TYPE_CHECKING:
    from pathlib import Path


def test_any_file_will_do(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    for content in (b"x", os.urandom(5000), bytes(MAX_BYTES)):
        path.write_bytes(content)
        assert digest_of(path) == sha256(content).digest()


def test_what_is_no_key_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"")
    with pytest.raises(BadInput, match="empty"):
        digest_of(path)
    path.write_bytes(bytes(MAX_BYTES + 1))
    with pytest.raises(BadInput, match="1 MiB"):
        digest_of(path)
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path, tmp_path / "pipe", tmp_path / "none", tmp_path / "nul\x00"):
        with pytest.raises(FileUnreadable):
            digest_of(odd)


def test_a_made_one_is_random_and_private(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    make_key_file(first)
    make_key_file(second)
    assert digest_of(first) != digest_of(second)
    assert first.stat().st_mode & 0o777 == 0o600
    assert first.read_text().startswith("cofferdam key file 1\n")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("mine")
    with pytest.raises(FileExists):
        make_key_file(path)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExists):
        make_key_file(link)
    assert path.read_text() == "mine"
    with pytest.raises(FileUnreadable):
        make_key_file(tmp_path / "none" / "key")
    if os.geteuid():
        tmp_path.chmod(0o500)
        try:
            with pytest.raises(FolderReadOnly):
                make_key_file(tmp_path / "other")
        finally:
            tmp_path.chmod(0o700)
