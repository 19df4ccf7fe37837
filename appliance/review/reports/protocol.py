"""What the console and the child that writes reports say to each other; all that they share.

The console sends `Begin` once, a `Crop` for each picture, and then `Write` or `Encode` as often as
it likes; the child answers `Begin` and `Crop` with `Taken`, the others with one `Piece` or more and
`Done`, and each with `Failed` where it cannot. A fault crosses as a number, never as text.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

import msgspec

from appliance.review.reports.records import Report

# A file crosses in pieces of this size.
PIECE_BYTES = 4 * 1024 * 1024
# The largest crop: an A4 page's width at two pixels per point, and half its height.
MOST_SIDE_PX = 2400
MOST_PIXELS = 2_400_000
MOST_CROPS = 300


class Fault(IntEnum):
    """Why nothing was written. The numbers are part of the protocol; never reuse one."""

    BROKEN = 1
    OUT_OF_MEMORY = 2
    NO_FONT = 3
    UNKNOWN_PICTURE = 4


class Begin(msgspec.Struct, frozen=True, tag="begin", forbid_unknown_fields=True):
    """The report, and whether a font with Chinese letters was handed over."""

    report: Report
    font: bool


class Area(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a picture in pixels from its top left; half-open."""

    x0: int
    y0: int
    x1: int
    y1: int


class Crop(msgspec.Struct, frozen=True, tag="crop", forbid_unknown_fields=True):
    """A part of a page: `rgb` row by row, with what is marked and what is covered.

    Where `shown` is not None, all outside of those areas is left white.
    """

    name: str
    width_px: int
    height_px: int
    rgb: bytes
    marked: tuple[Area, ...]
    covered: tuple[Area, ...] = ()
    shown: tuple[Area, ...] | None = None


class Write(msgspec.Struct, frozen=True, tag="write", forbid_unknown_fields=True):
    """Write the report."""

    format: Literal["pdf", "docx"]


class Encode(msgspec.Struct, frozen=True, tag="encode", forbid_unknown_fields=True):
    """Give a crop as PNG, with its marks."""

    name: str


class Taken(msgspec.Struct, frozen=True, tag="taken", forbid_unknown_fields=True):
    """It is there."""


class Piece(msgspec.Struct, frozen=True, tag="piece", forbid_unknown_fields=True):
    """The next bytes of a file."""

    data: bytes


class Done(msgspec.Struct, frozen=True, tag="done", forbid_unknown_fields=True):
    """The file is complete; `pages` is 0 where it has none of its own."""

    size_bytes: int
    pages: int


class Failed(msgspec.Struct, frozen=True, tag="failed", forbid_unknown_fields=True):
    """It cannot be written."""

    fault: Fault


Request = Begin | Crop | Write | Encode
Reply = Taken | Piece | Done | Failed
