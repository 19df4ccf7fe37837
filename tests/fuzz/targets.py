"""What is fuzzed: our own readers of bytes that somebody else wrote.

A target takes any bytes and returns. It lets through only the errors that its reader promises;
whatever else escapes, or an accepted file that does not mean what its bytes say, is a finding.
"""

from __future__ import annotations

import atexit
import io
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from appliance.backup.archive import ArchiveReader
from appliance.confinement.hello import Hello
from appliance.crypto import container
from appliance.documents.limits import Limits
from appliance.documents.opened import OpenDocument
from appliance.engine.gguf import check as gguf_check
from appliance.engine.weights_faults import WeightsRefused
from appliance.engine.worker import onnx_check
from appliance.errors import (
    ApplianceError,
    BackupDamaged,
    BackupTooNew,
    ColumnsMissing,
    CsvInvalid,
    HeaderDamaged,
    ManifestInvalid,
    NotAPack,
    PackCountRefused,
    PackCut,
    PackDuplicate,
    PackFieldUnknown,
    PackInvalid,
    PackKdfRefused,
    PackOrderWrong,
    PackSizeRefused,
    PackTampered,
    PackTooNew,
    PackTrailing,
    ProtocolBroken,
    SealVersionUnknown,
    SignatureTwice,
    VaultTooNew,
)
from appliance.frames import EndOfStream, read_frame, write_frame
from appliance.jobs import Job
from appliance.packs import manifest, pack_framing, pack_manifest, pack_reader
from appliance.packs.records import Feature, RiskTraits
from appliance.risk.csv_reader import read_csv
from appliance.risk.schema import LARGEST
from appliance.vault import header, recovery
from tests.hostile.frames import Captured, engines

if TYPE_CHECKING:
    from collections.abc import Callable

_FRAME_LIMIT_BYTES = 4096
_KEY, _BINDING = bytes(range(32)), b"fuzz"
BACKUP_CLEAR, BACKUP_ID = b"a part of a backup" * 4, "b" * 32
_PACK_REFUSED = (
    NotAPack,
    PackTooNew,
    PackCountRefused,
    PackSizeRefused,
    PackCut,
    PackTrailing,
    PackDuplicate,
    PackOrderWrong,
    PackFieldUnknown,
    PackInvalid,
    PackKdfRefused,
    SignatureTwice,
)


def frames(data: bytes) -> None:
    """Frames are read to the end; what was read writes back to the same bytes."""
    pipe, seen = io.BytesIO(data), io.BytesIO()
    try:
        while True:
            body = read_frame(pipe, kind="fuzz", limit_bytes=_FRAME_LIMIT_BYTES)
            write_frame(seen, body, limit_bytes=_FRAME_LIMIT_BYTES)
    except (EndOfStream, ProtocolBroken):
        _same(data[: len(seen.getvalue())], seen.getvalue())


def vault_header(data: bytes) -> None:
    """A header that is accepted has exactly one encoding."""
    try:
        read = header.decode(data)
    except (HeaderDamaged, VaultTooNew):
        return
    _same(data, header.encode(read))


def sealed_container(data: bytes) -> None:
    """The header reads back; nothing opens under a key that did not seal it."""
    try:
        found = container.parse_header(data, name="fuzz")
    except (SealVersionUnknown, PackTampered):
        return
    _same(data[: container.HEADER_BYTES], found.encode())
    try:
        clear = b"".join(
            bytes(part)
            for part in container.open_stream(
                io.BytesIO(data), key=_KEY, binding=_BINDING, name="fuzz"
            )
        )
    except (SealVersionUnknown, PackTampered):
        return
    _same(b"sealed for the fuzzer", clear)


def model_manifest(data: bytes) -> None:
    """A manifest that is accepted survives its canonical form with the same identity."""
    try:
        read = manifest.parse(data)
    except ManifestInvalid:
        return
    again = manifest.from_canonical(manifest.canonical(read).decode())
    _same(manifest.digest(read).encode(), manifest.digest(again).encode())


def canonical_manifest(data: bytes) -> None:
    """As it comes back from the database."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return
    try:
        manifest.canonical(manifest.from_canonical(text))
    except ManifestInvalid:
        return


def gguf(data: bytes) -> None:
    """Whatever a weights file says, the reader says yes, damaged or unsafe."""
    try:
        gguf_check.check(data)
    except WeightsRefused:
        return


def onnx(data: bytes) -> None:
    """As for GGUF, in both profiles."""
    for kind in onnx_check.KINDS:
        try:
            onnx_check.check(data, kind=kind)
        except WeightsRefused:
            continue


def pack(data: bytes) -> None:
    """A head that is accepted has exactly one encoding, and says where each part lies."""
    try:
        info = pack_reader.parse(data, name="fuzz")
    except _PACK_REFUSED:
        return
    if info.file_bytes != len(data):
        raise AssertionError("accepted with another length")
    if info.minor > pack_framing.MINOR:
        return  # what a later release adds is not kept, so it cannot be written again
    described = pack_manifest.canonical(info.manifest)
    parts = b"".join(pack_framing.encode_recipient(one) for one in info.recipients)
    prefix = data[: info.signed_bytes - len(described) - len(parts) - len(info.key_check)]
    _same(data[: info.signed_bytes], prefix + described + parts + info.key_check)


def backup(data: bytes) -> None:
    """The opening has one encoding; nothing opens under a key that did not seal it."""
    path = _scratch() / "fuzz.cofferbackup"
    path.write_bytes(data)
    try:
        with ArchiveReader(path) as reader:
            read = reader.opening
            raw = msgspec.json.encode(read, order="sorted")
            _same(data[14 : 14 + len(raw)], raw)
            index = reader.index(_KEY)
            clear = b"".join(reader.segment(number, _KEY) for number in range(reader.segments))
    except (BackupDamaged, BackupTooNew):
        return
    _same(BACKUP_CLEAR, clear)
    _same(BACKUP_ID.encode(), read.backup_id.encode())
    if [stored.path for stored in index.files] != ["a", "b"]:
        raise AssertionError("accepted, but it names other files")


def child_messages(data: bytes) -> None:
    """Replies of engines, taken by the three that ask; and the first word of a child."""
    with suppress(msgspec.MsgspecError, ValueError):  # ValueError: text that is not UTF-8
        msgspec.msgpack.decode(data, type=Hello)
    for ask in engines(data):
        try:
            ask()
        except ApplianceError:
            continue


def parser_replies(data: bytes) -> None:
    """All that a parser child can say; pages that are taken have sound offsets."""
    document = OpenDocument(
        Captured(io.BytesIO(data), "parser"), "fuzz.pdf", Limits(pages=50), 1.0, None
    )
    try:
        document.start()
        for page in document.pages():
            for word in page.words:
                if not 0 <= word.start < word.end <= len(page.text):
                    raise AssertionError("a word outside its page")
    except ApplianceError:
        return


def recovery_code(data: bytes) -> None:
    """A code that is accepted prints to one that means the same."""
    typed = data.decode("utf-8", "replace")
    secret = recovery.parse(typed)
    if secret is not None:
        _same(secret, recovery.parse(recovery.render(secret)) or b"")


def rows_of_csv(data: bytes) -> None:
    """Every row is used or listed, and used values are numbers that the inputs may have."""
    path = _scratch() / "fuzz.csv"
    path.write_bytes(data)
    try:
        rows = read_csv(path, _TRAITS, job=Job())
    except (CsvInvalid, ColumnsMissing):
        return
    if rows.values.shape != (len(rows.row_numbers), len(_TRAITS.features)):
        raise AssertionError("rows and numbers differ")
    if len(rows.row_ids) != len(rows.row_numbers) or not (abs(rows.values) <= LARGEST).all():
        raise AssertionError("a value that is no number")


@cache
def _scratch() -> Path:
    made = Path(tempfile.mkdtemp(prefix="cofferdam-fuzz-", dir="/dev/shm"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _feature(name: str, *, minimum: float, integer: bool) -> Feature:
    return Feature(name, name, name, "", minimum, 1e6, integer, name)


_TRAITS = RiskTraits(
    features=(
        _feature("age", minimum=0.0, integer=True),
        _feature("limit", minimum=-5.0, integer=False),
    ),
    target="late",
    cutoff_points=1,
    bands=(),
    base_points=1,
    base_odds=1.0,
    points_to_double_odds=1,
    neutral_points=(0, 0),
)


def _same(wanted: bytes, found: bytes) -> None:
    if wanted != found:
        raise AssertionError("accepted, but it means something else")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "frames": frames,
    "vault-header": vault_header,
    "sealed-container": sealed_container,
    "model-manifest": model_manifest,
    "canonical-manifest": canonical_manifest,
    "gguf": gguf,
    "onnx": onnx,
    "pack": pack,
    "backup": backup,
    "child-messages": child_messages,
    "parser-replies": parser_replies,
    "recovery-code": recovery_code,
    "csv": rows_of_csv,
}
