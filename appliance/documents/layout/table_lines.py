"""Lines of a table, each piece in its column. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.documents.layout.rows import Piece


@dataclass(slots=True)
class Line:
    """One line of a table: the pieces in each column, and how many columns a heading covers."""

    y0: float
    height: float
    cells: dict[int, list[Piece]] = field(default_factory=dict)
    covers: dict[int, int] = field(default_factory=dict)

    def text(self, column: int) -> str:
        """What stands in a column, "" if nothing does."""
        return " ".join(piece.text for piece in self.cells.get(column, ()))

    @property
    def label_only(self) -> bool:
        """True if only the first column has something."""
        return set(self.cells) == {0}
