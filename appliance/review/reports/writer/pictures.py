"""CHILD: parts of pages with the words marked and what is hidden covered, as PNG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, PngImagePlugin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.reports.protocol import Area, Crop

_YELLOW, _BLACK, _FRAME = (255, 236, 130), (20, 20, 20), (198, 150, 20)


def load_all() -> None:
    """Make the library know PNG now; it would look for its parts on the disk later."""
    Image.preinit()
    Image.register_save("PNG", PngImagePlugin._save)


def png(crop: Crop) -> bytes:
    """The picture; the same crop gives the same bytes.

    Marks darken like a marker pen, so that the words stay as they are.
    """
    picture = Image.frombytes("RGB", (crop.width_px, crop.height_px), crop.rgb)
    if crop.shown is not None:
        picture = _only(picture, crop.shown)
    pen = Image.new("RGB", picture.size, (255, 255, 255))
    draw = ImageDraw.Draw(pen)
    for area in crop.marked:
        draw.rectangle((area.x0, area.y0, area.x1 - 1, area.y1 - 1), fill=_YELLOW, outline=_FRAME)
    picture = ImageChops.multiply(picture, pen)
    # Last: nothing that is covered shows through a mark.
    draw = ImageDraw.Draw(picture)
    for area in crop.covered:
        draw.rectangle((area.x0, area.y0, area.x1 - 1, area.y1 - 1), fill=_BLACK)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _only(picture: Image.Image, areas: Sequence[Area]) -> Image.Image:
    """Those areas of a picture on white."""
    bare = Image.new("RGB", picture.size, (255, 255, 255))
    for area in areas:
        box = (area.x0, area.y0, area.x1, area.y1)
        bare.paste(picture.crop(box), box)
    return bare
