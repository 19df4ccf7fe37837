"""A score in words and pictures: probability, points, band, reasons, contributions, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui import texts, words
from gui.spacing import XS, L, M, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.contributions import ContributionChart
from gui.widgets.frame import card
from gui.widgets.scale import ScoreScale, band_tone

if TYPE_CHECKING:
    from appliance.packs.records import RiskTraits
    from appliance.risk.records import Score

_TABLE_ROWS_SHOWN = 10
_DIGEST_SHOWN = 12


class ScoreView(QWidget):
    """Made anew for each score."""

    def __init__(self, score: Score, traits: RiskTraits) -> None:
        super().__init__()
        self.score = score
        self._traits = traits
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(M)
        column.addWidget(self._summary())
        if score.warnings:
            column.addWidget(self._warnings())
        column.addWidget(self._reasons())
        column.addWidget(self._contributions())
        column.addWidget(self._provenance())
        column.addStretch(1)

    def _summary(self) -> QWidget:
        score = self.score
        tone = band_tone(self._traits.bands, score.band, score.cutoff_points)
        frame, column = card(spacing=M)
        row = QHBoxLayout()
        row.setSpacing(L * 2)
        row.addLayout(_figure(self.tr("Points"), texts.number(score.points)))
        row.addLayout(_figure(self.tr("Probability of default"), texts.percent(score.pd)))
        row.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(XS)
        verdict = labels.pill(
            self.tr("Band {band}: {decision}").format(
                band=score.band, decision=words.pack(score.decision)
            ),
            tone,
        )
        side.addWidget(verdict, alignment=Qt.AlignmentFlag.AlignRight)
        self.distance = labels.note(self._distance(), tone="text")
        self.distance.setWordWrap(False)
        side.addWidget(self.distance, alignment=Qt.AlignmentFlag.AlignRight)
        side.addStretch(1)
        row.addLayout(side)
        column.addLayout(row)
        self.scale = ScoreScale()
        self.scale.show_score(score.points, score.cutoff_points, self._traits.bands)
        column.addWidget(self.scale)
        return frame

    def _distance(self) -> str:
        gap = self.score.distance
        if gap == 0:
            return self.tr("exactly at the cut-off")
        if gap > 0:
            return self.tr("%n point(s) above the cut-off", "", gap)
        return self.tr("%n point(s) below the cut-off", "", -gap)

    def _warnings(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("look", "warning")
        column = QVBoxLayout(frame)
        column.setContentsMargins(M, S, M, S)
        column.setSpacing(XS)
        for warning in self.score.warnings:
            row = QHBoxLayout()
            row.setSpacing(S)
            mark = labels.icon("warning", "warning")
            row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
            row.addWidget(labels.note(words.core(warning.text), tone="text"), 1)
            column.addLayout(row)
        return frame

    def _reasons(self) -> QWidget:
        frame, column = card(spacing=S)
        column.addWidget(labels.heading(self.tr("What counted against the applicant")))
        if not self.score.reasons:
            column.addWidget(labels.body(self.tr("Nothing: every input earned its best points.")))
        for number, reason in enumerate(self.score.reasons, 1):
            row = QHBoxLayout()
            row.setSpacing(M)
            order = labels.note(f"{number}.")
            row.addWidget(order, alignment=Qt.AlignmentFlag.AlignTop)
            row.addWidget(labels.body(words.pack(reason.text)), 1)
            lost = labels.pill(self.tr("−%n point(s)", "", reason.points_lost), "warning")
            row.addWidget(lost, alignment=Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        return frame

    def _contributions(self) -> QWidget:
        frame, column = card(spacing=S)
        head = QHBoxLayout()
        head.addWidget(labels.heading(self.tr("Points of each input")), 1)
        self.toggle = buttons.push(self.tr("Sho&w as a table"), self._switch, look="link")
        head.addWidget(self.toggle)
        column.addLayout(head)
        legend = self.tr(
            "Filled: points earned, red below zero. Hatched: missing to the best value."
        )
        column.addWidget(labels.note(legend))
        self.chart = ContributionChart()
        self.chart.show_contributions(self.score.contributions)
        self.table = RecordTable(
            self.tr("Points of each input"),
            [
                Column(self.tr("Input"), lambda row: words.pack(row.label)),
                Column(
                    self.tr("Value"),
                    lambda row: texts.number(row.value, 0 if row.value == int(row.value) else 2),
                    lambda row: row.value,
                    right=True,
                ),
                Column(
                    self.tr("Points"),
                    lambda row: texts.number(row.points),
                    lambda row: row.points,
                    right=True,
                ),
                Column(
                    self.tr("Best"),
                    lambda row: texts.number(row.neutral_points),
                    lambda row: row.neutral_points,
                    right=True,
                ),
            ],
        )
        self.table.show_records(self.chart.rows)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        column.addWidget(self._stack)
        self._fit()
        return frame

    def _switch(self) -> None:
        as_table = self._stack.currentIndex() == 0
        self._stack.setCurrentIndex(1 if as_table else 0)
        self.toggle.setText(
            self.tr("Sho&w as a chart") if as_table else self.tr("Sho&w as a table")
        )
        self._fit()
        if as_table:
            self.table.setFocus()

    def _fit(self) -> None:
        """The stack is as high as what it shows."""
        if self._stack.currentIndex() == 0:
            self._stack.setFixedHeight(self.chart.sizeHint().height())
        else:
            rows = min(len(self.chart.rows), _TABLE_ROWS_SHOWN) + 1
            height = self.table.verticalHeader().defaultSectionSize()
            self._stack.setFixedHeight(rows * height + S)

    def _provenance(self) -> QWidget:
        score = self.score
        said = self.tr("Made by {model} {version} ({digest}).").format(
            model=score.model, version=score.version, digest=score.digest[:_DIGEST_SHOWN]
        )
        if score.scored_at:
            kept = self.tr("Kept in the case since {time}.")
            said = f"{said} {kept.format(time=texts.moment(score.scored_at))}"
        return labels.note(said)


def _figure(name: str, value: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    caption = labels.note(name)
    caption.setWordWrap(False)
    column.addWidget(caption)
    large = labels.plain(value)
    font = QFont(large.font())
    font.setPointSizeF(font.pointSizeF() * 2.3)
    font.setWeight(QFont.Weight.DemiBold)
    large.setFont(font)
    large.setAccessibleName(f"{name}: {value}")
    column.addWidget(large)
    return column
