from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.crypto import key_files
from appliance.crypto.kdf import KdfParams
from appliance.crypto.key_files import (
    APPLIANCE_PUBLIC,
    PUBLISHER_PRIVATE,
    PUBLISHER_PUBLIC,
    PublicKey,
    encode_public,
    lock,
    new_key,
    read_locked,
    read_public,
)
from appliance.errors import (
    BadInput,
    DocumentTooLarge,
    FileUnreadable,
    KeyFileInvalid,
    PassphraseRefused,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)


@pytest.fixture(scope="module")
def text() -> str:
    return new_key("Head office 1", "secret é", kdf=CHEAP).encode()


def written(folder: Path, text: str) -> Path:
    path = folder / "it.key"
    path.write_bytes(text.encode())
    return path


def test_a_key_comes_back_with_its_passphrase(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    locked = read_locked(path)
    assert locked.public.name == "Head office 1"
    assert locked.encode() == text
    private = locked.unlock("secret e\u0301", file_name="it")
    assert private.public_key().public_bytes_raw() == locked.public.raw
    assert private.private_bytes_raw().hex() not in text
    for wrong in ("Secret é", "secret", "secret é "):
        with pytest.raises(PassphraseRefused):
            locked.unlock(wrong, file_name="it")
    with pytest.raises(BadInput):
        locked.unlock("", file_name="it")


def test_another_passphrase_keeps_the_key(text: str, tmp_path: Path) -> None:
    locked = read_locked(written(tmp_path, text))
    again = lock("Head office 1", locked.unlock("secret é", file_name="it"), "new", kdf=CHEAP)
    assert again.public == locked.public
    assert again.unlock("new", file_name="it").public_key().public_bytes_raw() == locked.public.raw
    with pytest.raises(PassphraseRefused):
        again.unlock("secret é", file_name="it")


def test_line_ends_of_windows_are_forgiven(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text.replace("\n", "\r\n"))
    assert read_locked(path).encode() == text


def line(number: int, change: Callable[[str], str]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        lines = text.split("\n")
        lines[number] = change(lines[number])
        return "\n".join(lines)

    return changed


def with_costs(costs: str) -> Callable[[str], str]:
    return line(4, lambda _line: f"argon2id: {costs}")


CHANGES: dict[str, Callable[[str], str]] = {
    "no end": lambda text: text.rstrip("\n"),
    "a line more": lambda text: text + "more: 1\n",
    "an empty line more": lambda text: text + "\n",
    "a line less": lambda text: "\n".join(text.split("\n")[:-2]) + "\n",
    "a line twice": line(1, lambda it: f"{it}\n{it}"),
    "lines exchanged": lambda text: "\n".join(
        [*text.split("\n")[:2], *text.split("\n")[3:1:-1], *text.split("\n")[4:]]
    ),
    "another first line": line(0, lambda _line: "cofferdam publisher key 2"),
    "a public key": line(0, lambda _line: PUBLISHER_PUBLIC),
    "no value": line(2, lambda _line: "id"),
    "another id": line(2, lambda it: it[:-1] + ("0" if it[-1] != "0" else "1")),
    "hex in capitals": line(3, str.upper),
    "short hex": line(3, lambda it: it[:-2]),
    "another public key": line(3, lambda it: it[:-1] + ("0" if it[-1] != "0" else "1")),
    "a name with a control": line(1, lambda it: it + "\x1b"),
    "a name that is empty": line(1, lambda _line: "name: "),
    "not ASCII": line(1, lambda it: it + "é"),
    "short salt": line(5, lambda it: it[:-2]),
    "long wrapped key": line(6, lambda it: it + "00"),
    "cost zero": with_costs("0 1 1"),
    "cost negative": with_costs("-8192 1 1"),
    "cost with leading zero": with_costs("08192 1 1"),
    "cost 64 GiB": with_costs("67108864 1 1"),
    "cost 2**31": with_costs("8192 2147483648 1"),
    "cost of many digits": with_costs("8192 " + "9" * 300 + " 1"),
    "cost in words": with_costs("much 1 1"),
    "two costs": with_costs("8192 1"),
    "something else": lambda _text: "Dear customer,\n",
    "nothing": lambda _text: "",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_file_is_refused(change: str, text: str, tmp_path: Path) -> None:
    with pytest.raises(KeyFileInvalid):
        read_locked(written(tmp_path, CHANGES[change](text)))


def test_changes_that_only_the_seal_shows(text: str, tmp_path: Path) -> None:
    """The name is bound into the seal, and costs and salt make another key."""
    for change in (
        line(1, lambda _line: "name: Head office 2"),
        with_costs("8192 2 1"),
        line(5, lambda it: it[:-1] + ("0" if it[-1] != "0" else "1")),
        line(6, lambda it: it[:-1] + ("0" if it[-1] != "0" else "1")),
    ):
        locked = read_locked(written(tmp_path, change(text)))
        with pytest.raises(PassphraseRefused):
            locked.unlock("secret é", file_name="it")


def test_public_files_are_of_one_kind(tmp_path: Path) -> None:
    public = PublicKey("branch-12", bytes(range(32)))
    path = written(tmp_path, encode_public(public, APPLIANCE_PUBLIC))
    assert read_public(path, APPLIANCE_PUBLIC) == public
    assert key_files.form_of(path) == APPLIANCE_PUBLIC
    with pytest.raises(KeyFileInvalid):
        read_public(path, PUBLISHER_PUBLIC)
    with pytest.raises(KeyFileInvalid):
        read_locked(path)


def test_files_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_locked(tmp_path / "missing")
    with pytest.raises(FileUnreadable):
        read_locked(tmp_path)
    with pytest.raises(DocumentTooLarge):
        read_locked(written(tmp_path, PUBLISHER_PRIVATE + "\n" + "x" * 5000 + "\n"))


@pytest.mark.parametrize("name", ["", " x", "a" * 65, "a\nb", "é", "a:b"])
def test_names_that_cannot_be_used(name: str) -> None:
    with pytest.raises(BadInput):
        new_key(name, "secret", kdf=CHEAP)
