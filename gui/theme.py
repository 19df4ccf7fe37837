"""Colours of the light and the dark theme, as Qt palettes and as named tones.

Qt's own colour-scheme switch does nothing on most Linux platform themes, so both palettes are
explicit. Pairs of text and ground meet WCAG AA (4.5 : 1); a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette

from gui.stylesheet import stylesheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

Tone = Literal["text", "muted", "accent", "on_accent", "good", "warning", "danger"]


@dataclass(frozen=True)
class Tones:
    """The colours of one theme. `window` is the ground, `surface` lies on it, `sunken` in it."""

    dark: bool
    window: str
    surface: str
    sunken: str
    raised: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    selection: str
    desk: str
    highlight: str


LIGHT = Tones(
    dark=False,
    window="#f3f5f7",
    surface="#ffffff",
    sunken="#e9edf0",
    raised="#f8fafb",
    border="#d5dce1",
    strong_border="#7c8a95",
    text="#17212b",
    muted="#52606d",
    accent="#0b6478",
    accent_hover="#084f5f",
    on_accent="#ffffff",
    accent_soft="#dceff3",
    good="#1b6e3c",
    good_soft="#def2e5",
    warning="#855200",
    warning_soft="#fdf0d5",
    danger="#ab1f2b",
    danger_soft="#fbe4e6",
    selection="#c9e6ed",
    desk="#dde3e8",
    highlight="#ffd84d",
)

DARK = Tones(
    dark=True,
    window="#14191e",
    surface="#1c2329",
    sunken="#10151a",
    raised="#232c33",
    border="#34404a",
    strong_border="#71808d",
    text="#e7edf1",
    muted="#a3b1bc",
    accent="#5cc3d6",
    accent_hover="#86d5e3",
    on_accent="#06252c",
    accent_soft="#173f49",
    good="#74d398",
    good_soft="#173a26",
    warning="#f0bd62",
    warning_soft="#43310f",
    danger="#ff929b",
    danger_soft="#4b2025",
    selection="#193f4b",
    desk="#0c1013",
    highlight="#ffd84d",
)

# First family that is installed wins; the Chinese ones follow so that mixed text stays readable.
FAMILIES = [
    "Inter",
    "Segoe UI",
    "Noto Sans",
    "Cantarell",
    "Ubuntu",
    "DejaVu Sans",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
]
FIXED_FAMILIES = ["JetBrains Mono", "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono"]


def fixed_font(points: float) -> QFont:
    """A font whose letters are all equally wide, for codes and tables of text."""
    font = QFont([*FIXED_FAMILIES, *FAMILIES])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(points)
    return font


# One program has one theme; widgets that paint themselves ask for it each time they do.
_current: Tones = LIGHT


def tones() -> Tones:
    """The tones in use."""
    return _current


class Theme:
    """Chooses and applies the theme. One object, made at start and passed on."""

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        self._app = app
        self._choice = choice
        font = QFont(FAMILIES)
        font.setPointSizeF(10)
        app.setFont(font)
        app.setStyle("Fusion")

    def choose(self, choice: str) -> None:
        """Use “light”, “dark” or “system” from now on."""
        self._choice = choice
        self.apply()

    def apply(self) -> None:
        """Give every widget its colours again; also called when the desktop's scheme changes."""
        global _current  # noqa: PLW0603 - one program has one theme
        _current = self._wanted()
        self._app.setPalette(palette(_current))
        self._app.setStyleSheet(stylesheet(_current))

    def _wanted(self) -> Tones:
        if self._choice == "system":
            scheme = self._app.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT


def palette(tones: Tones) -> QPalette:
    """All roles that Fusion draws with, active, inactive and disabled."""
    roles = QPalette.ColorRole
    made = QPalette()
    pairs = {
        roles.Window: tones.window,
        roles.WindowText: tones.text,
        roles.Base: tones.surface,
        roles.AlternateBase: tones.raised,
        roles.ToolTipBase: tones.raised,
        roles.ToolTipText: tones.text,
        roles.PlaceholderText: tones.muted,
        roles.Text: tones.text,
        roles.Button: tones.surface,
        roles.ButtonText: tones.text,
        roles.BrightText: tones.danger,
        roles.Light: tones.surface,
        roles.Midlight: tones.raised,
        roles.Dark: tones.strong_border,
        roles.Mid: tones.border,
        roles.Shadow: tones.desk,
        roles.Highlight: tones.selection,
        roles.HighlightedText: tones.text,
        roles.Link: tones.accent,
        roles.LinkVisited: tones.accent,
        roles.Accent: tones.accent,
    }
    for role, name in pairs.items():
        made.setColor(role, QColor(name))
    faded = QColor(tones.muted)
    faded.setAlpha(150)
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two opaque colours, 1 to 21."""
    lights = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
