from __future__ import annotations

import io
import zipfile

import pytest

from appliance.documents.limits import Limits
from appliance.documents.parsers.archives import office_type
from appliance.documents.protocol import DOCX_TYPE, XLSX_TYPE, Fault, Refused
from tests.unit.documents import samples


def refused(data: bytes, limits: Limits | None = None) -> Fault:
    with pytest.raises(Refused) as refusal:
        office_type(data, limits or Limits())
    return refusal.value.fault


def test_known_formats() -> None:
    assert office_type(samples.word(["a"]), Limits()) == DOCX_TYPE
    assert office_type(samples.sheet([["a"]]), Limits()) == XLSX_TYPE


def test_another_archive() -> None:
    assert refused(_zip({"photo.jpg": b"x"})) is Fault.OTHER_ARCHIVE


def test_a_cut_archive_is_damaged() -> None:
    assert refused(samples.word(["a"])[:-200]) is Fault.DAMAGED
    assert refused(b"PK\x03\x04") is Fault.DAMAGED


def test_c2_41_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = samples.repacked(samples.word(["a"]), {"word/media/x.xml": b"\0" * 64 * 1024**2})
    assert len(bomb) < 200_000
    assert refused(bomb) is Fault.EXPANDS_TOO_MUCH


def test_too_many_parts() -> None:
    many = {f"word/{n}.xml": b"x" for n in range(300)}
    assert refused(samples.repacked(samples.word(["a"]), many), Limits(parts=200)) is (
        Fault.TOO_MANY_PARTS
    )


def test_an_encrypted_office_file() -> None:
    # Office wraps the encrypted package in an OLE file; only the mark and the name matter here.
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) is Fault.ENCRYPTED_OFFICE
    assert refused(ole + "WordDocument".encode("utf-16-le")) is Fault.OLD_OFFICE


def test_an_encrypted_member() -> None:
    data = bytearray(samples.word(["a"]))
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1  # the flag in the central directory
    assert refused(bytes(data)) is Fault.ENCRYPTED_OFFICE


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()
