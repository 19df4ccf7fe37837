"""Characters that people cannot see do not reach the model, and do not come back from it.

Text that only a machine reads (tag characters, zero-width letters, direction overrides, variation
selectors) is a way to hide instructions in a document. It is taken out of passages and questions
before the prompt is made, and out of the draft before it is shown. Pages in the vault and quotes
keep every character: a quote is the page, verbatim.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KEPT_CONTROLS = "\n\t"
# Variation selectors are marks by category; 16 and 240 of them can spell any byte string. The
# others are letters, vowels and a sign (the blank Braille cell) that are drawn as nothing.
_SELECTORS = re.compile(
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]"
)
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")


@lru_cache(maxsize=4096)
def _invisible(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return False
    # Cf: zero width, direction, tags, soft hyphen. Cc: controls. Cn: noncharacters. Co: private use
    # (glyphs of a broken font, which no model can read either). Cs: lone surrogates.
    return unicodedata.category(character) in ("Cf", "Cc", "Cn", "Co", "Cs")


def visible(text: str) -> tuple[str, int]:
    """The text without invisible characters, lines ended by LF, and how many were taken out.

    PDFium's noncharacter for a hyphen at a line's end becomes that hyphen and is not counted.
    """
    text = _BREAKS.sub("\n", text).replace("\ufffe", "-")
    kept, selectors = _SELECTORS.subn("", text)
    clean = "".join(c for c in kept if not _invisible(c))
    return clean, selectors + len(kept) - len(clean)
