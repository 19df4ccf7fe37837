"""CHILD: pictures of paper: PNG, JPEG and TIFF through Pillow, each frame of a TIFF a page."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from PIL import (
    Image,
    ImageFile,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
)

from appliance.documents.protocol import (
    JPEG_TYPE,
    PNG_TYPE,
    TIFF_TYPE,
    Fault,
    Opened,
    PageRead,
    Picture,
    Refused,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits

_TYPES = {"PNG": PNG_TYPE, "JPEG": JPEG_TYPE, "MPO": JPEG_TYPE, "TIFF": TIFF_TYPE}
_FORMATS = ("PNG", "JPEG", "TIFF")
_POINTS_PER_INCH = 72
_LEAST_DPI, _MOST_DPI = 50.0, 2400.0
# What cameras write into every picture; it says nothing of paper.
_MEANINGLESS_DPI = 72.0
_LARGE_PX = 2000
# A picture that does not say how large it is is as long as an A4 page.
_LONG_SIDE_PT = 842.0
_MOST_TEXT_BYTES = 16 * 1024**2
_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
_DEEP_MODES = ("I;16", "I;16B", "I;16L", "I")

# Sizes are checked here, against the limits, before anything is unpacked.
Image.MAX_IMAGE_PIXELS = None
PngImagePlugin.MAX_TEXT_MEMORY = _MOST_TEXT_BYTES


def load_all() -> None:
    """Open and draw one picture of each format: nothing can be imported after the lock-down."""
    # A JPEG of two pictures asks for the fourth.
    _ = JpegImagePlugin, TiffImagePlugin, PngImagePlugin, MpoImagePlugin
    Image.init()
    for name in _FORMATS:
        out = io.BytesIO()
        picture = Image.new("RGB", (16, 16))
        picture.save(out, name, dpi=(300, 300))
        again = Image.open(io.BytesIO(out.getvalue()), formats=_FORMATS)
        again.getexif()
        _white_ground(ImageOps.exif_transpose(again)).resize((8, 8), Image.Resampling.LANCZOS)


class ImageFileReader:
    """An open picture file."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises: Refused: damaged, no picture of these formats, or with too many frames."""
        self._data, self._limits = data, limits
        self._image = self._open()
        self._media_type = _TYPES.get(self._image.format or "", "")
        if not self._media_type:
            raise Refused(Fault.NOT_A_DOCUMENT)
        self.page_count = self._count() if self._media_type == TIFF_TYPE else 1

    def read(self, first_page: int) -> Iterator[Opened | PageRead]:
        """The type, then each frame from `first_page` (from 1) on, one at a time in memory."""
        yield Opened(self._media_type, self.page_count)
        for number in range(first_page, self.page_count + 1):
            yield self._page(number)

    def render(self, number: int, scale: float) -> Picture:
        """Draw a frame; one above the limits is made smaller, its scale says so.

        Of a damaged frame, what can be read is drawn.
        Raises: Refused: no such frame, or it cannot be drawn.
        """
        if not 1 <= number <= self.page_count:
            raise Refused(Fault.NO_SUCH_PAGE)
        try:
            image = self._frame(number)
            width_pt, height_pt = _size_pt(image)
            by_pixels = (self._limits.pixels / (width_pt * height_pt)) ** 0.5
            by_side = self._limits.side_px / max(width_pt, height_pt)
            scale = min(scale, 0.99 * by_pixels, 0.99 * by_side)
            size = max(1, int(width_pt * scale)), max(1, int(height_pt * scale))
            image.draft("RGB", (2 * max(size), 2 * max(size)))
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            try:
                image.load()
            finally:
                ImageFile.LOAD_TRUNCATED_IMAGES = False
            picture = _white_ground(ImageOps.exif_transpose(image))
            picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
            return Picture(*size, scale, picture.tobytes())
        except (Refused, MemoryError):
            raise
        except Exception as error:  # struct, zlib, OSError…: whatever a damaged picture causes
            raise Refused(Fault.NO_PICTURE) from error

    def _open(self) -> Image.Image:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return Image.open(io.BytesIO(self._data), formats=_FORMATS)
        except MemoryError:
            raise
        except Exception as error:  # as above
            raise Refused(Fault.DAMAGED) from error

    def _count(self) -> int:
        """Frames up to the limit; a chain that breaks off ends there."""
        count = 1
        while count <= self._limits.pages:
            try:
                self._image.seek(count)
            except EOFError:
                return count
            except Exception:  # what is damaged ends the chain, and counts as a page
                return count + 1
            count += 1
        raise Refused(Fault.TOO_MANY_PAGES)

    def _frame(self, number: int) -> Image.Image:
        """A frame, not yet unpacked. Raises: Refused: too many pixels."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = self._open()
            if number > 1:
                image.seek(number - 1)
        width, height = image.size
        if width * height > self._limits.picture_pixels:
            raise Refused(Fault.PICTURE_TOO_LARGE)
        return image

    def _page(self, number: int) -> PageRead:
        """No text, one picture. A frame that cannot be unpacked whole is not readable."""
        width_pt = height_pt = 0.0
        try:
            image = self._frame(number)
            width_pt, height_pt = _size_pt(image)
            image.draft("L", (image.size[0] // 8 or 1, image.size[1] // 8 or 1))
            image.load()
        except (Refused, MemoryError):
            raise
        except Exception:  # as above
            return PageRead(number, "", b"", width_pt, height_pt, readable=False, picture_share=1.0)
        return PageRead(number, "", b"", width_pt, height_pt, readable=True, picture_share=1.0)


def _size_pt(image: Image.Image) -> tuple[float, float]:
    """Width and height as displayed; by its dots per inch if those make sense."""
    width, height = image.size
    dpi = image.info.get("dpi", (0, 0))
    try:
        across, down = float(dpi[0]), float(dpi[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        across = down = 0.0
    sound = _LEAST_DPI <= across <= _MOST_DPI and _LEAST_DPI <= down <= _MOST_DPI
    if not sound or (across == _MEANINGLESS_DPI and max(width, height) > _LARGE_PX):
        across = down = max(width, height) * _POINTS_PER_INCH / _LONG_SIDE_PT
    size = width * _POINTS_PER_INCH / across, height * _POINTS_PER_INCH / down
    turned = image.format != "TIFF" and image.getexif().get(_ORIENTATION) in _TURNED
    return (size[1], size[0]) if turned else size


def _white_ground(image: Image.Image) -> Image.Image:
    """In three colours; what shows through shows white paper."""
    if image.mode in _DEEP_MODES:
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(ground, clear).convert("RGB")
    return image.convert("RGB")
