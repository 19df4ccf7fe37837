"""CHILD: the small chart of the summary: items of each severity as bars of verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib import colors
from reportlab.platypus import Flowable

from appliance.review.reports.records import VERDICTS
from appliance.review.reports.writer import colours
from appliance.review.reports.writer.fonts import BODY, BOLD, WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.reports.records import SeverityCounts
    from appliance.review.reports.writer.fonts import Fonts

_ROW_PT, _BAR_PT, _LABEL_PT, _LEGEND_PT = 17.0, 12.0, 70.0, 18.0
_SIZE_PT = 7.5


class Bars(Flowable):  # type: ignore[misc]  # the library has no types
    """A bar for each severity, one part for each verdict, with how many there are."""

    def __init__(
        self,
        rows: Sequence[tuple[str, SeverityCounts]],
        legend: Sequence[tuple[str, str]],
        width_pt: float,
        fonts: Fonts,
    ) -> None:
        super().__init__()
        self._rows = rows
        self._legend = legend
        self._fonts = fonts
        self.width = width_pt
        self.height = _ROW_PT * len(rows) + _LEGEND_PT

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its size."""
        return self.width, self.height

    def draw(self) -> None:
        """On the canvas that reportlab gave it."""
        counts = [[getattr(row, name) for name in VERDICTS.values()] for _, row in self._rows]
        most = max((sum(row) for row in counts), default=1) or 1
        unit = (self.width - _LABEL_PT - 24) / most
        top = self.height
        for (label, _), row in zip(self._rows, counts, strict=True):
            top -= _ROW_PT
            self._text(0, top + 3, label, colours.INK)
            x = _LABEL_PT
            for key, count in zip(VERDICTS, row, strict=True):
                if count:
                    self.canv.setFillColor(colors.HexColor(f"#{colours.TONES[key]}"))
                    self.canv.rect(x, top, unit * count, _BAR_PT, stroke=0, fill=1)
                    self._text(x + 3, top + 3, str(count), "ffffff", font=BOLD)
                    x += unit * count
            self._text(x + 5, top + 3, str(sum(row)), colours.FAINT)
        x = 0.0
        for shown, word in self._legend:
            self.canv.setFillColor(colors.HexColor(f"#{colours.TONES[shown]}"))
            self.canv.rect(x, 3, 7, 7, stroke=0, fill=1)
            x = self._text(x + 10, 3, word, colours.INK) + 12

    def _text(self, x: float, y: float, text: str, ink: str, *, font: str = BODY) -> float:
        """Draws a word and gives where it ends."""
        self.canv.setFillColor(colors.HexColor(f"#{ink}"))
        for wide, run in self._fonts.runs(text):
            name = WIDE if wide else font
            self.canv.setFont(name, _SIZE_PT)
            self.canv.drawString(x, y, run)
            x += self.canv.stringWidth(run, name, _SIZE_PT)
        return x
