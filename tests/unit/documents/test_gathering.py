from __future__ import annotations

import os
from pathlib import Path

import pytest

from appliance.documents import gathering
from appliance.documents.gathering import gather


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "papers"
    for name in ("b.pdf", "a.txt", "sub/c.docx", "sub/deep/d.txt", ".git/config", ".DS_Store"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    for name in ("~$c.docx", ".~lock.c.docx#", "Thumbs.db", "~WRL0001.tmp"):
        (root / "sub" / name).write_bytes(b"x")
    return root


def test_files_below_a_folder_in_order_and_what_is_left_out(folder: Path) -> None:
    found = [(str(one.path.relative_to(folder)), one.left_out) for one in gather([folder])]
    marks = "it is the mark of a file that is open in another program"
    assert found == [
        (".DS_Store", "it is hidden"),
        (".git", "it is hidden"),
        ("a.txt", ""),
        ("b.pdf", ""),
        ("sub/.~lock.c.docx#", marks),
        ("sub/Thumbs.db", "it is a leftover of the system"),
        ("sub/c.docx", ""),
        ("sub/deep/d.txt", ""),
        ("sub/~$c.docx", marks),
        ("sub/~WRL0001.tmp", marks),
    ]


def test_what_is_named_itself_is_never_left_out(folder: Path) -> None:
    hidden = folder / ".DS_Store"
    assert [tuple(one) for one in gather([hidden, folder / "absent"])] == [
        (hidden, ""),
        (folder / "absent", ""),
    ]
    assert [one.path.name for one in gather([folder / ".git"])] == ["config"]


def test_links_and_pipes_inside_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "out.txt").symlink_to(Path("/etc/hostname"))
    os.mkfifo(tmp_path / "pipe")
    assert {one.path.name: one.left_out for one in gather([tmp_path])} == {
        "out.txt": "it is a link",
        "pipe": "it is no file",
        "round": "it is a link",
    }


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    assert [one.left_out for one in gather([tmp_path])] == ["the folder is empty"]


def test_a_file_that_vanishes_or_may_not_be_looked_at_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"x")
    honest = gathering._unwanted

    def unwanted(entry: os.DirEntry[str]) -> str:
        if entry.name == "a.txt":
            raise FileNotFoundError(2, "No such file or directory")
        return honest(entry)

    monkeypatch.setattr(gathering, "_unwanted", unwanted)
    assert [(one.path.name, one.left_out) for one in gather([tmp_path])] == [
        ("a.txt", "it cannot be looked at (No such file or directory)"),
        ("b.txt", ""),
    ]


def test_folders_may_be_nested_deeper_than_the_stack(tmp_path: Path) -> None:
    folders = [tmp_path]
    for _ in range(1500):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    (folders[-1] / "last.txt").write_bytes(b"x")
    found = [one.path.name for one in gather([tmp_path])]
    (folders[-1] / "last.txt").unlink()
    for folder in reversed(folders[1:]):  # what clears temporary folders goes down by recursion
        folder.rmdir()
    assert found == ["last.txt"]
