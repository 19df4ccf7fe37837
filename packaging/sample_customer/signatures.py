"""Signatures in ink, and the blocks of a contract that they stand in."""

from __future__ import annotations

from letterhead import CELL, NAVY, RULE
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table, TableStyle


class Signature(Spacer):
    """A hand-drawn looking curve, so that a signed block differs from an empty one on sight."""

    def __init__(self, strokes: list[tuple[float, ...]]) -> None:
        super().__init__(50 * mm, 12 * mm)
        self.strokes = strokes

    def draw(self) -> None:
        """Lay the strokes on the page."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(NAVY)
        canvas.setLineWidth(1.1)
        canvas.setLineCap(1)
        for stroke in self.strokes:
            canvas.bezier(*(value * mm for value in stroke))
        canvas.restoreState()


HARDING = [
    (2, 2, 4, 14, 6, 14, 7, 3), (7, 3, 9, 12, 12, 13, 12, 3), (12, 3, 15, 7, 17, 7, 18, 4),
    (18, 4, 21, 8, 24, 1, 27, 5), (27, 5, 31, 8, 35, 2, 44, 6),
]  # fmt: skip
ROBERT_HARDING = [
    (2, 3, 2, 15, 9, 15, 8, 8), (8, 8, 6, 6, 3, 8, 12, 2), (14, 2, 15, 12, 17, 13, 17, 3),
    (14, 7, 17, 9, 20, 9, 23, 8), (23, 3, 23, 12, 25, 13, 24, 6), (24, 6, 31, 1, 36, 9, 47, 4),
]  # fmt: skip
VELDKAMP = [
    (2, 13, 5, 9, 6, 5, 7, 2), (7, 2, 10, 9, 12, 14, 15, 14), (13, 6, 18, 10, 16, 1, 20, 5),
    (20, 5, 24, 12, 25, 3, 26, 4), (26, 4, 32, 9, 33, -1, 38, 5), (5, 0, 18, 1, 30, 0, 45, 2),
]  # fmt: skip
OKAFOR = [
    (3, 3, 3, 12, 11, 12, 9, 4), (9, 4, 5, 0, 1, 8, 14, 5), (14, 5, 19, 14, 19, 2, 20, 4),
    (20, 4, 25, 7, 28, 2, 40, 4), (4, 1, 15, 0, 30, 1, 42, 2),
]  # fmt: skip


def block(role: str, name: str, lines: list[str], strokes: list[tuple[float, ...]]) -> KeepTogether:
    """A party's block; without strokes nobody has signed it."""
    mark = Signature(strokes) if strokes else Spacer(50 * mm, 12 * mm)
    left = [Paragraph(f"<b>The {role}</b>", CELL), Paragraph(f"Signed for {name}", CELL)]
    right = [mark, Paragraph("." * 62, CELL), *(Paragraph(line, CELL) for line in lines)]
    return KeepTogether(
        [
            Table(
                [[left, right]],
                colWidths=[58 * mm, 100 * mm],
                style=TableStyle(
                    [
                        ("VALIGN", (0, 0), (-1, -1), "TOP"),
                        ("LINEABOVE", (0, 0), (-1, 0), 0.6, RULE),
                        ("TOPPADDING", (0, 0), (-1, -1), 5),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                    ]
                ),
            )
        ]
    )
