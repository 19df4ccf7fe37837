"""CHILD: PDF through PDFium: its text letter for letter, word boxes, pictures of pages."""

from __future__ import annotations

import codecs
import ctypes
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from appliance.documents.parsers.handing_over import Found, hand_over
from appliance.documents.parsers.pdf_hidden import painted
from appliance.documents.parsers.pdf_pictures import picture_share
from appliance.documents.parsers.pdf_words import char_places, display_map, find_words
from appliance.documents.protocol import (
    PDF_TYPE,
    Fault,
    Opened,
    PageRead,
    Picture,
    Refused,
)
from appliance.documents.words import FARTHEST_PT, pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import Attached, NoMore, Piece

codecs.lookup("utf-16-le")  # how PDFium gives text; no codec can be imported after the lock-down

_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD
# pypdfium2 carries no types.
_Page: TypeAlias = Any
_Bitmap: TypeAlias = Any
_Attachment: TypeAlias = Any

_PAGES_BEFORE_REOPENING = 100


class PdfFile:
    """An open PDF. Not thread-safe, as PDFium is not."""

    def __init__(self, data: bytes, limits: Limits, password: str = "") -> None:
        """Raises: Refused: damaged, locked by another password, or with too many pages."""
        self._limits = limits
        self._data, self._password = data, password
        try:
            self._pdf: Any = pypdfium2.PdfDocument(data, password=password or None)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) != _NEEDS_PASSWORD:
                raise Refused(Fault.DAMAGED) from error
            raise Refused(Fault.WRONG_PASSWORD if password else Fault.ENCRYPTED) from error
        self.page_count = len(self._pdf)
        if self.page_count == 0:
            raise Refused(Fault.DAMAGED)
        if self.page_count > limits.pages:
            raise Refused(Fault.TOO_MANY_PAGES)

    def read(self, first_page: int) -> Iterator[Opened | PageRead]:
        """The type, then each page from `first_page` (from 1) on, one at a time in memory."""
        yield Opened(PDF_TYPE, self.page_count)
        for number in range(first_page, self.page_count + 1):
            yield self._page(number)
            if number % _PAGES_BEFORE_REOPENING == 0:
                self._reopen()

    def _reopen(self) -> None:
        """PDFium keeps what it unpacked of a document until the document is closed."""
        self._pdf.close()
        self._pdf = pypdfium2.PdfDocument(self._data, password=self._password or None)

    def files(self) -> Iterator[Attached | Piece | NoMore]:
        """The files embedded in it. Raises: Refused: there is no list of them that makes sense."""
        return hand_over(self._embedded(), self._limits)

    def _embedded(self) -> Iterator[Found]:
        for number in range(self._pdf.count_attachments()):
            try:
                attachment = self._pdf.get_attachment(number)
                name = attachment.get_name()
            except (pypdfium2.PdfiumError, ValueError):
                name, attachment = "", None
            yield Found(name, partial(self._bytes_of, attachment))

    def _bytes_of(self, attachment: _Attachment | None) -> bytes:
        size = ctypes.c_ulong()
        if attachment is None:
            raise Refused(Fault.DAMAGED)
        if not pdfium.FPDFAttachment_GetFile(attachment.raw, None, 0, size):
            raise Refused(Fault.DAMAGED)
        if size.value > self._limits.attachment_bytes:
            raise Refused(Fault.ATTACHMENT_TOO_LARGE)
        buffer = ctypes.create_string_buffer(size.value)
        if not pdfium.FPDFAttachment_GetFile(attachment.raw, buffer, size.value, size):
            raise Refused(Fault.DAMAGED)
        return buffer.raw

    def _page(self, number: int) -> PageRead:
        """A page that PDFium cannot load, or of an impossible size, is empty and not readable."""
        try:
            page = self._pdf[number - 1]
        except pypdfium2.PdfiumError:
            return PageRead(number, "", b"", 0.0, 0.0, readable=False)
        try:
            width_pt, height_pt = page.get_size()
            if not (0 <= width_pt <= FARTHEST_PT and 0 <= height_pt <= FARTHEST_PT):
                return PageRead(number, "", b"", 0.0, 0.0, readable=False)
            return self._text(number, page, width_pt, height_pt)
        finally:
            page.close()

    def _text(self, number: int, page: _Page, width_pt: float, height_pt: float) -> PageRead:
        try:
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            return PageRead(number, "", b"", width_pt, height_pt, readable=False)
        try:
            count = text_page.count_chars()
            if count > self._limits.page_characters:
                raise Refused(Fault.PAGE_TOO_LONG)
            text: str = text_page.get_text_range(errors="replace") if count else ""
            to_display = display_map(page, width_pt, height_pt)
            words = find_words(text, count, text_page.raw, to_display)
            seen = painted(
                page, text_page.raw, text, words, char_places(text, count, text_page.raw)
            )
        finally:
            text_page.close()
        if len(words) > self._limits.words_per_page:
            raise Refused(Fault.PAGE_TOO_LONG)
        return PageRead(
            number,
            text,
            pack(words),
            width_pt,
            height_pt,
            readable=True,
            picture_share=picture_share(page, seen.pictures),
            hidden=seen.hidden,
        )

    def render(self, number: int, scale: float) -> Picture:
        """Draw a page; a picture above the limits is made smaller, its scale says so.

        Raises: Refused: no such page, or it cannot be drawn.
        """
        if not 1 <= number <= self.page_count:
            raise Refused(Fault.NO_SUCH_PAGE)
        try:
            page = self._pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise Refused(Fault.NO_PICTURE) from error
        try:
            width_pt, height_pt = page.get_size()
            scale = _fitting_scale(width_pt, height_pt, scale, self._limits)
            bitmap = page.render(scale=scale, rev_byteorder=True)
            try:
                return Picture(bitmap.width, bitmap.height, scale, _rgb(bitmap))
            finally:
                bitmap.close()
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise Refused(Fault.NO_PICTURE) from error
        finally:
            page.close()


def _fitting_scale(width_pt: float, height_pt: float, scale: float, limits: Limits) -> float:
    if width_pt <= 0 or height_pt <= 0:
        raise Refused(Fault.NO_PICTURE)
    by_pixels = (limits.pixels / (width_pt * height_pt)) ** 0.5
    by_side = limits.side_px / max(width_pt, height_pt)
    # PDFium rounds each side up by at most one pixel, hence a little less than the bound.
    return float(min(scale, 0.99 * by_pixels, 0.99 * by_side))


def _rgb(bitmap: _Bitmap) -> bytes:
    """Three bytes a pixel, rows without padding."""
    if bitmap.n_channels != 3:
        raise ValueError(f"{bitmap.n_channels} channels")
    row = 3 * bitmap.width
    data = bytes(bitmap.buffer)
    if bitmap.stride == row:
        return data[: row * bitmap.height]
    return b"".join(
        data[line * bitmap.stride : line * bitmap.stride + row] for line in range(bitmap.height)
    )
