"""What a document may ask of this machine; checked in the child and again by the console."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Upper bounds for one document.

    The defaults let every honest document of a bank through (a 1,600-page prospectus has about 6
    million characters; the densest page of ten annual reports has 9,000) and stop bombs early.
    """

    pages: int = 10_000
    page_characters: int = 1_000_000
    document_characters: int = 200_000_000
    words_per_page: int = 200_000
    # Office files are ZIP archives; XML of real ones shrinks 5 to 40 times.
    parts: int = 10_000
    unpacked_bytes: int = 512 * 1024**2
    unpacked_ratio: int = 200
    ratio_from_bytes: int = 16 * 1024**2
    # 16 million pixels are an A4 page at 415 dpi and 48 MB, which fits into one frame.
    pixels: int = 16_000_000
    side_px: int = 10_000
    # What a picture may have when it is unpacked: A0 at 300 dpi in colour.
    picture_pixels: int = 140_000_000
    # Parts of a page that the file itself names: cells, headings, paragraphs.
    blocks_per_page: int = 20_000
    cells_per_page: int = 100_000
    # Files inside an e-mail or a PDF. How deep they may nest is the queue's to say.
    attachments: int = 500
    attachment_bytes: int = 128 * 1024**2
    attachments_bytes: int = 512 * 1024**2
    # Elements, groups or parts inside each other.
    nesting: int = 100
