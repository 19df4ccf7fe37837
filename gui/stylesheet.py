"""The one style sheet: what a palette cannot say (corners, cards, primary buttons, focus rings)."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from gui.spacing import CHIP_RADIUS, CONTROL_HEIGHT, RADIUS, XS, L, M, S

if TYPE_CHECKING:
    from gui.theme import Tones


def stylesheet(tones: Tones) -> str:
    """Style sheet of the whole program in these tones.

    Widgets choose a look with the dynamic property `look`; nothing else carries a style sheet.
    """
    return _grounds(tones) + _buttons(tones) + _inputs(tones) + _lists(tones) + _small(tones)


def _grounds(t: Tones) -> str:
    return f"""
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border};
  padding: {XS}px; }}
QFrame[look="card"] {{ background: {t.surface}; border: 1px solid {t.border};
  border-radius: {RADIUS}px; }}
QFrame[look="pane"] {{ background: {t.surface}; border: none; }}
QFrame[look="desk"], QScrollArea[look="desk"], QWidget[look="desk"] {{ background: {t.desk};
  border: none; }}
QFrame[look="rail"] {{ background: {t.surface}; border: none; border-right: 1px solid {t.border}; }}
QFrame[look="bar"] {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.border}; }}
QFrame[look="statusline"] {{ background: {t.surface}; border: none;
  border-top: 1px solid {t.border}; }}
QFrame[look="question"] {{ background: {t.accent_soft}; border: none;
  border-radius: {RADIUS}px; }}
QFrame[look="sunken"] {{ background: {t.raised}; border: 1px solid {t.border};
  border-radius: {RADIUS}px; }}
QFrame[look="danger"] {{ background: {t.danger_soft}; border: 1px solid {t.danger};
  border-radius: {RADIUS}px; }}
QFrame[look="warning"] {{ background: {t.warning_soft}; border: 1px solid {t.warning};
  border-radius: {RADIUS}px; }}
QFrame[look="good"] {{ background: {t.good_soft}; border: 1px solid {t.good};
  border-radius: {RADIUS}px; }}
QFrame[look="drop"] {{ background: transparent; border: 1px dashed {t.strong_border};
  border-radius: {RADIUS}px; }}
QFrame[look="drop"][over="true"] {{ background: {t.accent_soft}; border-color: {t.accent}; }}
QFrame[look="line"] {{ background: {t.border}; border: none; max-height: 1px; min-height: 1px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget[look="clear"] {{ background: transparent; }}
QSplitter::handle {{ background: {t.border}; }}
QSplitter::handle:hover {{ background: {t.accent}; }}
QMenuBar {{ background: {t.surface}; border-bottom: 1px solid {t.border}; padding: 2px {XS}px; }}
QMenuBar::item {{ padding: {XS}px {S}px; border-radius: {RADIUS}px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.selection}; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.border}; padding: {XS}px; }}
QMenu::item {{ padding: {XS + 2}px {M * 2}px; border-radius: {RADIUS}px; }}
QMenu::item:selected {{ background: {t.selection}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: {XS}px {S}px; }}
"""


def _buttons(t: Tones) -> str:
    least = CONTROL_HEIGHT - 2
    return f"""
QPushButton {{ background: {t.surface}; border: 1px solid {t.strong_border};
  border-radius: {RADIUS}px; padding: 0 {M}px; min-height: {least}px; }}
QPushButton:hover {{ background: {t.raised}; border-color: {t.accent}; }}
QPushButton:pressed {{ background: {t.sunken}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 0 {M - 1}px; }}
QPushButton:disabled {{ border-color: {t.border}; background: {t.window}; }}
QPushButton[look="primary"] {{ background: {t.accent}; color: {t.on_accent};
  border-color: {t.accent}; font-weight: 600; }}
QPushButton[look="primary"]:hover {{ background: {t.accent_hover};
  border-color: {t.accent_hover}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[look="primary"]:disabled {{ background: {t.sunken}; color: {t.muted};
  border-color: {t.border}; }}
QPushButton[look="danger"] {{ color: {t.danger}; border-color: {t.danger}; }}
QPushButton[look="danger"]:disabled, QPushButton[look="link"]:disabled {{
  color: {t.muted}; border-color: {t.border}; }}
QPushButton[look="link"]:disabled {{ border-color: transparent; }}
QPushButton[look="link"] {{ border: 1px solid transparent; background: transparent;
  color: {t.accent}; padding: 0 {S}px; }}
QPushButton[look="link"]:hover {{ background: {t.accent_soft}; }}
QPushButton[look="link"]:focus {{ border: 2px solid {t.accent}; padding: 0 {S - 1}px; }}
QPushButton[look="link"][flat="true"] {{ padding: 0; min-height: {L + XS}px; text-align: left; }}
QPushButton[look="link"][flat="true"]:focus {{ padding: 0; }}
QPushButton[tight="true"] {{ padding: 0 {S}px; }}
QPushButton[tight="true"]:focus {{ padding: 0 {S - 1}px; }}
QToolButton {{ background: transparent; border: 1px solid transparent;
  border-radius: {RADIUS}px; padding: {XS}px; }}
QToolButton:hover {{ background: {t.sunken}; }}
QToolButton:pressed, QToolButton:checked {{ background: {t.selection}; }}
QToolButton:focus {{ border: 2px solid {t.accent}; padding: {XS - 1}px; }}
QToolButton[look="rail"] {{ color: {t.muted}; padding: {XS + 1}px 2px;
  border-radius: {RADIUS}px; }}
QToolButton[look="rail"]:hover {{ color: {t.text}; }}
QToolButton[look="rail"]:checked {{ background: {t.accent_soft}; color: {t.accent};
  font-weight: 600; }}
QToolButton[look="rail"]:focus {{ padding: {XS}px 1px; }}
QToolButton[look="tab"] {{ color: {t.muted}; padding: {XS + 1}px {XS}px; }}
QToolButton[look="tab"]:hover {{ color: {t.text}; }}
QToolButton[look="tab"]:checked {{ background: {t.accent_soft}; color: {t.accent};
  font-weight: 600; }}
QToolButton[look="tab"]:focus {{ border: 2px solid {t.accent}; padding: {XS}px {XS - 1}px; }}
QToolButton[look="chip"] {{ background: {t.accent_soft}; color: {t.accent};
  border: 1px solid transparent; border-radius: {CHIP_RADIUS}px; padding: 2px {S}px; }}
QToolButton[look="chip"]:hover, QToolButton[look="chip"]:checked {{ border-color: {t.accent}; }}
QToolButton[look="chip"]:focus {{ border: 2px solid {t.accent}; padding: 1px {S - 1}px; }}
QToolButton[look="fold"] {{ color: {t.muted}; padding: 2px {XS}px; }}
"""


def _inputs(t: Tones) -> str:
    least = CONTROL_HEIGHT - 2
    down, up, check = (_picture(name, t) for name in ("down", "up", "check"))
    return f"""
QLineEdit, QAbstractSpinBox, QComboBox {{ background: {t.surface};
  border: 1px solid {t.strong_border}; border-radius: {RADIUS}px; padding: 0 {S}px;
  min-height: {least}px; selection-background-color: {t.selection};
  selection-color: {t.text}; }}
QPlainTextEdit, QTextEdit, QTextBrowser {{ background: {t.surface};
  border: 1px solid {t.strong_border}; border-radius: {RADIUS}px; padding: {XS}px;
  selection-background-color: {t.selection}; selection-color: {t.text}; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus
  {{ border: 2px solid {t.accent}; padding: 0 {S - 1}px; }}
QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus {{ border: 2px solid {t.accent};
  padding: {XS - 1}px; }}
QLineEdit[bad="true"] {{ border: 2px solid {t.danger}; padding: 0 {S - 1}px; }}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled
  {{ background: {t.window}; border-color: {t.border}; }}
QTextBrowser[look="paper"] {{ border: none; border-radius: 0; background: {t.surface}; }}
QComboBox::drop-down {{ border: none; width: {M * 2 + XS}px; }}
QComboBox::down-arrow {{ image: {down}; width: {M}px; height: {M}px; }}
QComboBox {{ padding-right: {XS}px; }}
QAbstractSpinBox QLineEdit {{ border: none; border-radius: 0; padding: 0 {XS + 2}px; min-height: 0;
  background: transparent; }}
QAbstractSpinBox {{ padding-right: {M * 2}px; }}
QAbstractSpinBox:focus {{ padding-right: {M * 2 - 1}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ subcontrol-origin: border;
  border: none; background: transparent; width: {M * 2 - 2}px; margin: 1px; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {t.sunken};
  border-radius: {XS}px; }}
QAbstractSpinBox::up-arrow {{ image: {up}; width: 10px; height: 10px; }}
QAbstractSpinBox::down-arrow {{ image: {down}; width: 10px; height: 10px; }}
QSpinBox[look="bare"] QLineEdit {{ padding: 0; }}
QSpinBox[look="bare"] {{ padding: 0 {XS + 2}px; }}
QSpinBox[look="bare"]:focus {{ padding: 0 {XS + 1}px; }}
QSpinBox[look="bare"]::up-button, QSpinBox[look="bare"]::down-button {{ width: 0; margin: 0; }}
QSpinBox[look="bare"]::up-arrow, QSpinBox[look="bare"]::down-arrow {{ image: none; width: 0;
  height: 0; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.border};
  selection-background-color: {t.selection}; selection-color: {t.text}; }}
QCheckBox {{ spacing: {S}px; }}
QCheckBox::indicator, QListWidget::indicator {{ width: {L}px; height: {L}px;
  border: 1px solid {t.strong_border}; border-radius: {XS}px; background: {t.surface}; }}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{ background: {t.accent};
  border-color: {t.accent}; image: {check}; }}
QListWidget::indicator:disabled {{ background: {t.window}; border-color: {t.border}; }}
QCheckBox::indicator:focus {{ border: 2px solid {t.accent}; }}
QCheckBox:focus {{ color: {t.accent}; }}
QRadioButton {{ spacing: {S}px; }}
QRadioButton::indicator {{ width: {L - 2}px; height: {L - 2}px; border: 1px solid {t.strong_border};
  border-radius: {S}px; background: {t.surface}; }}
QRadioButton::indicator:checked {{ border: 5px solid {t.accent}; width: {S - 2}px;
  height: {S - 2}px; border-radius: {S}px; }}
QRadioButton:focus {{ color: {t.accent}; }}
QTreeView[look="plain"] {{ border: 1px solid {t.border}; background: {t.surface}; }}
QTreeView::item {{ padding: {XS}px 2px; }}
QTreeView::item:selected {{ background: {t.selection}; color: {t.text}; }}
QTreeView:focus {{ border: 2px solid {t.accent}; }}
QProgressBar {{ background: {t.sunken}; border: none; border-radius: 3px; min-height: 6px;
  max-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""


def _picture(name: str, t: Tones) -> str:
    """A style sheet needs files for the arrows of its controls, one per theme."""
    shade = "dark" if t.dark else "light"
    folder = resources.files("gui").joinpath("resources", "controls")
    return f'url("{folder}/{name}-{shade}.svg")'.replace("\\", "/")


def _lists(t: Tones) -> str:
    return f"""
QTableView, QListView, QTreeView {{ background: {t.surface}; border: 1px solid {t.border};
  border-radius: {RADIUS}px; gridline-color: {t.border}; outline: none;
  selection-background-color: {t.selection}; selection-color: {t.text}; }}
QTableView:focus, QListView:focus {{ border: 2px solid {t.accent}; }}
QTableView::item {{ padding: {XS}px {S}px; }}
QTableView::item:selected, QListView::item:selected {{ background: {t.selection};
  color: {t.text}; }}
QListView[look="plain"] {{ border: 2px solid transparent; border-radius: 0;
  background: {t.surface}; }}
QListView[look="plain"]:focus {{ border: 2px solid {t.accent}; }}
QListView[lined="true"]::item {{ border-bottom: 1px solid {t.border}; padding: {S}px {XS}px; }}
QHeaderView {{ background: {t.surface}; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: none;
  border-bottom: 1px solid {t.border}; padding: {S}px {S + 3}px; font-weight: 600; }}
QTableView[look="matrix"]::item {{ padding: 0; }}
QTableView[look="matrix"] QHeaderView::section:vertical {{ padding: 0 {S + 3}px; font-weight: 400;
  color: {t.text}; }}
QTableView[look="matrix"] QHeaderView::section:horizontal {{ padding: {S}px 2px;
  font-weight: 400; }}
QTableCornerButton::section {{ background: {t.surface}; border: none; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {t.border}; top: -1px; }}
QTabWidget::tab-bar {{ left: 0; }}
QTabBar::tab {{ background: transparent; color: {t.muted}; padding: {S}px {M}px;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {t.accent}; border-bottom: 2px solid {t.accent};
  font-weight: 600; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar {{ outline: none; }}
QTabBar::tab:focus {{ background: {t.accent_soft}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {t.strong_border}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {t.accent}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
  {{ background: transparent; border: none; width: 0; height: 0; }}
"""


def _small(t: Tones) -> str:
    return f"""
QLabel[tone="muted"] {{ color: {t.muted}; }}
QLabel[tone="accent"] {{ color: {t.accent}; }}
QLabel[tone="good"] {{ color: {t.good}; }}
QLabel[tone="warning"] {{ color: {t.warning}; }}
QLabel[tone="danger"] {{ color: {t.danger}; }}
QLabel[look="pill"] {{ background: {t.sunken}; color: {t.muted};
  border-radius: {CHIP_RADIUS}px; padding: 2px {S}px; }}
QLabel[look="pill"][tone="good"] {{ background: {t.good_soft}; color: {t.good}; }}
QLabel[look="pill"][tone="warning"] {{ background: {t.warning_soft}; color: {t.warning}; }}
QLabel[look="pill"][tone="danger"] {{ background: {t.danger_soft}; color: {t.danger}; }}
QLabel[look="pill"][tone="accent"] {{ background: {t.accent_soft}; color: {t.accent}; }}
QLabel[look="code"] {{ background: {t.sunken}; border: 1px solid {t.border};
  border-radius: {RADIUS}px; padding: {M}px; }}
"""
