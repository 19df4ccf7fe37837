"""CHILD: colours of verdicts and sides, as six hexadecimal digits.

They differ in lightness too, and the word always stands beside: no meaning hangs on a colour.
"""

from __future__ import annotations

INK, FAINT, LINE, SHADE, ACCENT, WARNING = (
    "1f2933", "5b6670", "cbd2d9", "f2f4f7", "17456b", "a61b1b",
)  # fmt: skip
# Key of a verdict, or of a severity's part of a bar.
TONES = {
    "met": "2e7d4f",
    "not met": "c0392b",
    "contradicted": "7b1e3b",
    "not found": "d68910",
    "needs a person": "5d6d7e",
}
SIDES = {"for": "2e7d4f", "against": "c0392b", "exception": "d68910", "context": "5d6d7e"}
