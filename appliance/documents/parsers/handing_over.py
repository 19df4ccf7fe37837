"""CHILD: hands the files inside a document to the console, bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.documents.protocol import PIECE_BYTES, Attached, Fault, NoMore, Piece, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from appliance.documents.limits import Limits

_LONGEST_NAME = 1000
_MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file inside, and how to get its bytes; `read` raises `Refused` where it cannot."""

    name: str
    read: Callable[[], bytes]


def hand_over(found: Iterable[Found], limits: Limits) -> Iterator[Attached | Piece | NoMore]:
    """Each file's name and bytes; one in memory at a time. What is too large is only named."""
    count = total_bytes = left_out = 0
    for file in found:
        if count >= limits.attachments:
            left_out += 1
            if left_out >= _MOST_COUNTED:
                break
            continue
        count += 1
        name = file.name[:_LONGEST_NAME].encode("utf-8", "replace").decode("utf-8")
        try:
            data = file.read()
        except Refused as refusal:
            yield Attached(name, 0, refusal.fault)
            continue
        if len(data) > limits.attachment_bytes or (
            total_bytes + len(data) > limits.attachments_bytes
        ):
            yield Attached(name, 0, Fault.ATTACHMENT_TOO_LARGE)
            continue
        total_bytes += len(data)
        yield Attached(name, len(data))
        for start in range(0, len(data), PIECE_BYTES):
            yield Piece(data[start : start + PIECE_BYTES])
    yield NoMore(left_out)
