"""Lets the model choose between rows where rules are unsure, and checks that it means its choice.

The model can only write the id of one of the choices: a grammar holds it to that. It is asked
twice, with the choices in opposite orders, and a choice counts only if it is the same row both
times: a small model that does not know takes the first or the last whatever stands there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.assistant import prompting
from appliance.assistant.arithmetic.making import Made, of_figures
from appliance.assistant.arithmetic.picking import Picked
from appliance.assistant.records import Passage
from appliance.assistant.writing import masked
from appliance.engine.records import Sampling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.arithmetic.figures import Figure
    from appliance.assistant.arithmetic.operations import Request
    from appliance.assistant.questions import Question
    from appliance.jobs import Job

VERSION = "choose.v1"
_IDS = "ABCD"
# Below this the rows have too little of the question for any of them to be meant.
_LEAST_SCORE = 0.7


def chosen(
    question: Question, asked: Request, made: Made, assistant: Assistant, job: Job
) -> Made | None:
    """The calculation with the figures that the model chose; None if it did not mean it.

    Raises: Cancelled, ModelStopped.
    """
    choices = [made.figures, *made.others][: len(_IDS)]
    if len(choices) < 2 or made.score < _LEAST_SCORE:
        return None
    first = _asked(question, choices, assistant, job)
    second = _asked(question, choices[::-1], assistant, job)
    if first is None or second is None or first != len(choices) - 1 - second:
        return None
    found = of_figures(asked, Picked(choices[first], made.score, 0.0))
    return found if isinstance(found, Made) else None


def _asked(
    question: Question, choices: Sequence[tuple[Figure, ...]], assistant: Assistant, job: Job
) -> int | None:
    """The place of the choice that the model names."""
    ids = _IDS[: len(choices)]
    rows = [_row(name, figures) for name, figures in zip(ids, choices, strict=True)]
    asked, shown, _ = masked(question.text, rows, assistant)
    prompt = prompting.prompt(asked, shown, template=assistant.models.template, version=VERSION)
    alternatives = " | ".join(f'"{name}"' for name in ids)
    sampling = Sampling(max_tokens=2, grammar=f"root ::= {alternatives}")
    written = assistant.language.generate(prompt, sampling, job=job).text.strip()
    return ids.index(written) if written and written in ids else None


def _row(name: str, figures: tuple[Figure, ...]) -> Passage:
    """A choice as the model sees it: section, label, and each figure under its column."""
    first = figures[0]
    said = "; ".join(
        f"{' '.join(f.row.split())} ({' '.join(f.column.split())}): {' '.join(f.written.split())}"
        for f in figures
    )
    text = f"{first.section}: {said}" if first.section else said
    return Passage(
        id=name, document=first.page.document, document_id=first.page.document_id,
        page=first.page.page, start=first.start, end=first.end, text=text, score=0.0,
    )  # fmt: skip
