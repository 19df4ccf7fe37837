"""Good files of each target, from which the fuzzer begins."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import msgspec

from appliance.backup import archive
from appliance.backup import records as kept
from appliance.clock import SystemClock
from appliance.crypto import container
from appliance.crypto.kdf import KdfParams
from appliance.documents.protocol import PDF_TYPE, Finished, Opened, PageRead
from appliance.documents.records import Word
from appliance.documents.words import pack
from appliance.engine.protocol import (
    Column,
    Counted,
    Done,
    Failed,
    Generated,
    Outputs,
    Piece,
    PrefixPart,
    Progress,
    Scored,
    Trouble,
    Vectors,
)
from appliance.engine.records import Likelihood, Timings
from appliance.engine.weights_faults import WeightsFault
from appliance.frames import write_frame
from appliance.packs import manifest
from appliance.settings import starter_folder
from appliance.vault import header, recovery
from appliance.vault.store import Vault
from tests.hostile.gguf_file import tiny

MODELS = Path(__file__).parents[2] / "models"
VECTORS = Path(__file__).parents[1] / "vectors" / "pack"
_TIMINGS = Timings(0.5, 0.1, 4, 0.2, 2, 0.3)


def seeds(target: str) -> list[bytes]:
    """At least one good file, and small ones."""
    return _SEEDS[target]()


def _frames() -> list[bytes]:
    out = io.BytesIO()
    for body in (b"a", b"closed", bytes(300)):
        write_frame(out, body)
    return [out.getvalue()]


def _headers() -> list[bytes]:
    """Of a vault that is really made, in whatever format the program writes."""
    with tempfile.TemporaryDirectory() as folder:
        cheapest = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
        made, _code = Vault.create(Path(folder) / "v", "x" * 20, clock=SystemClock(), kdf=cheapest)
        made.lock()
        return [(Path(folder) / "v" / header.NAME).read_bytes()]


def _containers() -> list[bytes]:
    out = io.BytesIO()
    clear = b"sealed for the fuzzer"
    container.seal_stream(
        io.BytesIO(clear),
        out,
        key=bytes(range(32)),
        binding=b"fuzz",
        clear_bytes=len(clear),
        name="fuzz",
        chunk_log2=10,
    )
    return [out.getvalue()]


def _manifests() -> list[bytes]:
    return [path.read_bytes() for path in sorted(starter_folder().glob("*/manifest.toml"))]


def _canonical() -> list[bytes]:
    return [manifest.canonical(manifest.parse(raw)) for raw in _manifests()]


def _onnx() -> list[bytes]:
    return [(MODELS / "credit-default" / "model.onnx").read_bytes()]


def _packs() -> list[bytes]:
    good = sorted(VECTORS.glob("good_*"))
    return [path.read_bytes().split(b"\n\n", 1)[1] for path in good]


def _backups() -> list[bytes]:
    """One segment and two, and one that builds on another."""
    from tests.fuzz.targets import BACKUP_CLEAR, BACKUP_ID

    made = []
    for base, segment_bytes in ((None, 1024), (None, 40), ("c" * 32, 1024)):
        out = io.BytesIO()
        opening = kept.Opening(archive.FORMAT, BACKUP_ID, base, "d" * 32, "2026-01-02", b"{}")
        writer = archive.ArchiveWriter(out, opening, key=bytes(range(32)))
        pieces = {}
        for begin in range(0, len(BACKUP_CLEAR), segment_bytes):
            part = BACKUP_CLEAR[begin : begin + segment_bytes]
            pieces[f"{begin:064x}"] = kept.Piece(BACKUP_ID, *writer.add(part), len(part))
            writer._close_segment()
        files = (kept.Stored("a", len(BACKUP_CLEAR), tuple(pieces)), kept.Stored("b", 0, ()))
        writer.finish(kept.Index(files, pieces, (), 1))
        made.append(out.getvalue())
    return made


def _messages() -> list[bytes]:
    answers: list[list[object]] = [
        [
            Piece(1, "text"),
            Piece(1, "more"),
            Generated(1, "stop", _TIMINGS),
            Done(1, (("key", 5, 5),)),
        ],
        [
            Progress(1, 4, 9),
            Piece(1, "one", 0),
            Piece(1, "two", 1),
            Generated(1, "stop", _TIMINGS, 1, "batch:0123456789abcdef", (-0.5,)),
            Generated(1, "length", _TIMINGS, 0, "batch:0123456789abcdef", (-0.5, -1.0)),
            Done(1),
        ],
        [Scored(1, [[Likelihood(-0.5, 1, greedy=True), Likelihood(-3.0, 1, greedy=False)]])],
        [PrefixPart(1, 5, 0, 6, b"sta"), PrefixPart(1, 5, 3, 6, b"tes"), Done(1)],
        [Done(1)],
        [Progress(1, 1, 3), Counted(1, [1, 2, 3])],
        [Vectors(1, bytes(8))],
        [Outputs(1, [Column("pd", "float32", 0, bytes(4)), Column("c", "int32", 3, bytes(12))])],
        [Failed(1, Trouble.WEIGHTS_DAMAGED, 0, 0, WeightsFault.CUT)],
    ]
    made = []
    for replies in answers:
        out = io.BytesIO()
        for reply in replies:
            write_frame(out, msgspec.msgpack.encode(reply))
        made.append(out.getvalue())
    nested = b"\x82\xa1x" + b"\x91" * 5000
    return [*made, len(nested).to_bytes(4, "big") + nested]


def _replies() -> list[bytes]:
    out = io.BytesIO()
    words = pack([Word(0, 4, 0.0, 0.0, 1.0, 1.0)])
    for reply in (
        Opened(PDF_TYPE, 1),
        PageRead(1, "text", words, 10.0, 20.0, readable=True),
        Finished(1),
    ):
        write_frame(out, msgspec.msgpack.encode(reply))
    return [out.getvalue()]


def _codes() -> list[bytes]:
    return [recovery.render(bytes(20)).encode(), recovery.render(bytes(range(20))).encode()]


def _tables() -> list[bytes]:
    return [
        b"id,age,limit\n1,30,1000\n2,x,5\n",
        b"\xef\xbb\xbfage;limit\r\n1;2\r\n",
        "编号\tage\tlimit\n一\t3\t4.5\n".encode("gb18030"),
        b'age,limit\n"1","2,5"\n',
    ]


_SEEDS = {
    "frames": _frames,
    "vault-header": _headers,
    "sealed-container": _containers,
    "model-manifest": _manifests,
    "canonical-manifest": _canonical,
    "gguf": lambda: [tiny().encode()],
    "onnx": _onnx,
    "pack": _packs,
    "backup": _backups,
    "child-messages": _messages,
    "parser-replies": _replies,
    "recovery-code": _codes,
    "csv": _tables,
}
