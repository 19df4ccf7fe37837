"""Two small pictures for the card, as SVG text: calibration and distribution of points."""

from __future__ import annotations

from typing import Any

_WIDTH, _HEIGHT, _MARGIN = 480, 360, 48
_INK, _GRID, _GOOD, _BAD = "#333333", "#dddddd", "#2f6f9f", "#c2542d"


class _Plot:
    """A plain frame with two linear axes."""

    def __init__(self, x_range: tuple[float, float], y_range: tuple[float, float]) -> None:
        self._x, self._y = x_range, y_range
        self.parts: list[str] = []

    def x(self, value: float) -> float:
        low, high = self._x
        return _MARGIN + (value - low) / (high - low) * (_WIDTH - 1.5 * _MARGIN)

    def y(self, value: float) -> float:
        low, high = self._y
        return _HEIGHT - _MARGIN - (value - low) / (high - low) * (_HEIGHT - 1.75 * _MARGIN)

    def line(self, x1: float, y1: float, x2: float, y2: float, ink: str, width: float = 1) -> None:
        self.parts.append(
            f'<line x1="{self.x(x1):.1f}" y1="{self.y(y1):.1f}" x2="{self.x(x2):.1f}" '
            f'y2="{self.y(y2):.1f}" stroke="{ink}" stroke-width="{width}"/>'
        )

    def dot(self, x: float, y: float, ink: str) -> None:
        self.parts.append(f'<circle cx="{self.x(x):.1f}" cy="{self.y(y):.1f}" r="4" fill="{ink}"/>')

    def bar(self, x1: float, x2: float, top: float, ink: str) -> None:
        height = self.y(0) - self.y(top)
        self.parts.append(
            f'<rect x="{self.x(x1):.1f}" y="{self.y(top):.1f}" '
            f'width="{self.x(x2) - self.x(x1):.1f}" height="{height:.1f}" fill="{ink}"/>'
        )

    def text(self, x: float, y: float, words: str, anchor: str = "middle") -> None:
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>')

    def axes(self, xs: list[float], ys: list[float], *, percent_x: bool) -> None:
        for value in xs:
            self.line(value, self._y[0], value, self._y[1], _GRID)
            label = f"{value:.0%}" if percent_x else f"{value:.0f}"
            self.text(self.x(value), _HEIGHT - _MARGIN + 16, label)
        for value in ys:
            self.line(self._x[0], value, self._x[1], value, _GRID)
            self.text(_MARGIN - 6, self.y(value) + 4, f"{value:.0%}", "end")

    def svg(self, title: str) -> str:
        body = "\n".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
            f'width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="12" '
            f'fill="{_INK}" role="img">\n<title>{title}</title>\n'
            f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
        )


def calibration(results: dict[str, Any]) -> str:
    """Observed against predicted default rate by decile, with 95 % intervals."""
    top = 0.8
    plot = _Plot((0, top), (0, top))
    ticks = [number / 10 for number in range(0, 9, 2)]
    plot.axes(ticks, ticks, percent_x=True)
    plot.line(0, 0, top, top, _INK)
    for row in results["calibration"]:
        predicted = row["predicted"]
        plot.line(predicted, row["observed_low"], predicted, row["observed_high"], _GOOD, 2)
        plot.dot(predicted, row["observed"], _GOOD)
    plot.text(_WIDTH / 2, _HEIGHT - 10, "predicted probability of default")
    plot.text(_MARGIN, 18, "observed default rate, 95 % interval", "start")
    return plot.svg("Observed against predicted default rate on held-out rows")


def distribution(results: dict[str, Any]) -> str:
    """Share of good and of bad customers per ten points, and the cut-off."""
    rows = results["distribution"]
    low, high = rows[0]["from"], rows[-1]["from"] + 10
    top = 0.3
    plot = _Plot((low, high), (0, top))
    plot.axes(
        [float(points) for points in range(low - low % 20, high + 1, 20) if points >= low],
        [0.0, 0.1, 0.2, 0.3],
        percent_x=False,
    )
    for row in rows:
        plot.bar(row["from"] + 0.5, row["from"] + 5, row["good"], _GOOD)
        plot.bar(row["from"] + 5, row["from"] + 9.5, row["bad"], _BAD)
    cutoff = results["cutoff_points"]
    plot.line(cutoff, 0, cutoff, top, _INK, 2)
    plot.text(_WIDTH / 2, _HEIGHT - 10, "points")
    plot.text(
        _MARGIN, 18, "share of good (blue) and of bad (orange) customers; line: cut-off", "start"
    )
    return plot.svg("Distribution of points among good and bad customers on held-out rows")
