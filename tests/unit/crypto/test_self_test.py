"""The check at the start finds each part that is wrong, and keeps the vault shut."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

import pytest
from sqlcipher3 import dbapi2

from appliance.app import doctor
from appliance.app.office import Office
from appliance.crypto import self_test as own
from appliance.crypto.kdf import hkdf
from appliance.crypto.self_test import self_test
from appliance.crypto.wrapping import unwrap
from appliance.errors import CipherMissing, EncryptionFaulty
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cryptography.utils import Buffer

    from appliance.crypto.kdf import KdfParams


def test_a_whole_installation_passes(capfd: pytest.CaptureFixture[str]) -> None:
    self_test()
    assert capfd.readouterr().err == "", "the wrong keys that it tries are not an error"


def _other_value(right: Callable[..., Buffer]) -> Callable[..., bytes]:
    def wrong(*given: Any, **named: Any) -> bytes:  # noqa: ANN401 - passes through what comes
        made = bytearray(right(*given, **named))
        made[-1] ^= 1
        return bytes(made)

    return wrong


class _Agreeable:
    """A library that calls every signature good."""

    @staticmethod
    def from_public_bytes(_raw: bytes) -> _Agreeable:
        return _Agreeable()

    def verify(self, _signature: bytes, _message: bytes) -> None:
        return


def _raising(*_given: object, **_named: object) -> bytes:
    raise ValueError("not supported")


@pytest.mark.parametrize(
    ("name", "wrong", "what"),
    [
        ("unwrap", _other_value(unwrap), "AES-256-GCM"),
        ("unwrap", lambda *_given, **_named: own._GCM_CLEAR, "AES-256-GCM"),  # opens anything
        ("hkdf", _other_value(hkdf), "HKDF"),
        ("Ed25519PublicKey", _Agreeable, "Ed25519"),
        ("X25519PublicKey", None, "X25519"),
        ("Argon2id", _raising, "Argon2id"),
    ],
)
def test_a_wrong_part_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: object, what: str
) -> None:
    monkeypatch.setattr(own, name, wrong)
    with pytest.raises(EncryptionFaulty, match=what):
        self_test()


def test_a_wrong_code_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hmac, "digest", _other_value(hmac.digest))
    with pytest.raises(EncryptionFaulty, match="HMAC"):
        self_test()


class _InClear(dbapi2.Connection):  # type: ignore[misc]  # the library carries no types
    """A library whose key has no effect, as that of plain SQLite has none."""

    def set_key(self, _key: bytearray) -> None:
        return


def test_a_database_in_clear_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = dbapi2.connect

    def in_clear(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - passes through what comes
        return connect(*given, factory=_InClear, **named)

    monkeypatch.setattr(dbapi2, "connect", in_clear)
    with pytest.raises(CipherMissing):
        self_test()


def test_nothing_is_opened_or_made_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fast: KdfParams
) -> None:
    folder, settings = tmp_path / "v", Settings()
    made, _code = Office.create(folder, "p", settings=settings, starters=False, kdf=fast)
    made.lock()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    monkeypatch.setattr(own, "hkdf", _raising)
    with pytest.raises(EncryptionFaulty):
        Office.open(folder, "p", settings=settings)
    with pytest.raises(EncryptionFaulty):
        Office.create(tmp_path / "other", "p", settings=settings, starters=False, kdf=fast)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert not (tmp_path / "other").exists()
    check = doctor._encryption()
    assert check.ok is False
    assert "HKDF" in check.value
