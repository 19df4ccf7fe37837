"""Values whose labels no form lists: compared with the fields' names by the embedding model.

A label and a field belong together only if each is the other's nearest. What rules of code found is
not offered again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from appliance.assistant.forms import written
from appliance.assistant.forms.amounts import amounts
from appliance.assistant.forms.dates import dates
from appliance.assistant.forms.finding import Candidate, from_pair
from appliance.assistant.forms.labels import is_other, labels_of, likeness, words_of
from appliance.assistant.forms.records import FormField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.forms.finding import Sheet
    from appliance.assistant.forms.pairs import Pair
    from appliance.assistant.ports import Embedder
    from appliance.jobs import Job

SOURCE = "meaning"
# Less alike than this, labels of unlike things are, too.
LEAST_ALIKE = 0.45
_CLEARLY = 0.04
_MOST_LABELS = 240
_LABEL_CP = 60
_NAMES_PER_FIELD = 10
_SOURCES = ("colon", "cells", "table", "column", "below")
_FOR_TEXT = ("colon", "cells", "table")
# A figure in the column of the notes, or of the year before, is not what is meant.
_LEAST_PLACE = 0.6
_ANSWER = FormField("answer", "yes-no", "Answer")


class _Offer(NamedTuple):
    """A label that no field lists, its pair and the page it is on."""

    pair: Pair
    sheet: Sheet


def propose(
    fields: Sequence[FormField],
    found: Sequence[Sequence[Candidate]],
    document: Sequence[Sheet],
    *,
    embedder: Embedder,
    least_score: float,
    job: Job,
) -> dict[int, Candidate]:
    """A candidate for each empty field that one label means; `score` is how alike they are.

    Raises: Cancelled, ModelStopped.
    """
    taken = [ones[0] for ones in found if ones and ones[0].score >= least_score]
    empty = [n for n, ones in enumerate(found) if not ones or ones[0].score < least_score]
    offers = _offers(fields, document, taken)
    if not empty or not offers:
        return {}
    labels = list(dict.fromkeys(" ".join(one.pair.label.split()) for one in offers))
    # Filled fields are compared, too: what means one of them means no empty one.
    names = [
        (n, name)
        for n, field in enumerate(fields)
        for name in labels_of(field)[:_NAMES_PER_FIELD]
        if name.isascii()
    ]
    vectors = np.asarray(
        embedder.embed([*labels, *(name for _, name in names)], job=job, stage="comparing")
    )
    alike = np.full((len(labels), len(fields)), -1.0)
    each = vectors[: len(labels)] @ vectors[len(labels) :].T
    for place, (n, _) in enumerate(names):
        alike[:, n] = np.maximum(alike[:, n], each[:, place])
    return _matched(fields, offers, labels, alike, empty)


def _offers(
    fields: Sequence[FormField], document: Sequence[Sheet], taken: Sequence[Candidate]
) -> list[_Offer]:
    found = []
    for sheet in document:
        mine = [(one.start, one.end) for one in taken if one.page == sheet.page.page]
        for pair in sheet.pairs:
            known = any(start < pair.end and pair.start < end for start, end in mine)
            if known or pair.source not in _SOURCES or len(pair.label) > _LABEL_CP:
                continue
            if words_of(pair.label) and not any(likeness(pair.label, field) for field in fields):
                found.append(_Offer(pair, sheet))
    return found[:_MOST_LABELS]


def _matched(
    fields: Sequence[FormField],
    offers: Sequence[_Offer],
    labels: Sequence[str],
    alike: np.ndarray,
    empty: Sequence[int],
) -> dict[int, Candidate]:
    """Pairs of label and field that are each other's nearest, the best first."""
    place_of = {label: n for n, label in enumerate(labels)}
    options: list[tuple[float, int, int, Candidate]] = []
    for offer in offers:
        row = place_of[" ".join(offer.pair.label.split())]
        order = np.argsort(-alike[row])
        for rank, n in enumerate(map(int, order[:2])):
            sure = float(alike[row, n])
            rival = float(alike[row, int(order[1])]) if len(order) > 1 and rank == 0 else 0.0
            near = rank == 1 or sure - rival < _CLEARLY
            if n not in empty or sure < LEAST_ALIKE or (near and not _other_kind(fields, order)):
                continue
            if not _suits(fields[n], offer):
                continue
            options += [
                (sure * made.score, row, n, made._replace(score=sure))
                for made in from_pair(fields[n], offer.pair, offer.sheet, 1.0, set())
                if made.score >= _LEAST_PLACE
            ]
    chosen: dict[int, Candidate] = {}
    rows: set[int] = set()
    for _, row, n, made in sorted(options, key=lambda one: -one[0]):
        if n not in chosen and row not in rows:
            label = labels[row]
            note = f"Its label is “{label}”, which the form does not list."
            chosen[n] = made._replace(source=SOURCE, doubt=note)
            rows.add(row)
    return chosen


def _suits(field: FormField, offer: _Offer) -> bool:
    """The label has no word that makes it another thing's, and the value is not of another kind."""
    label = words_of(offer.pair.label)
    own = {word for name in labels_of(field) for word in words_of(name)}
    if is_other(" ".join(word for word in label if word not in own)):
        return False
    if field.kind not in ("text", "list"):
        return True
    text = offer.sheet.page.text[offer.pair.start : offer.pair.end]
    whole = text.strip(" .")
    other = [(one.start, one.end) for one in dates(text)]
    other += [(one.start, one.end) for one in written.find(_ANSWER, text)]
    other += [(one.start, one.end) for one in amounts(text)]
    boxes = any(mark in text for mark in "☐☒☑") or "[ ]" in text
    alone = any(text[start:end] == whole for start, end in other)
    return offer.pair.source in _FOR_TEXT and not alone and not boxes


def _other_kind(fields: Sequence[FormField], order: np.ndarray) -> bool:
    """The two nearest fields are of unlike kinds, so the value tells which is meant."""
    if len(order) < 2:
        return True
    return fields[int(order[0])].kind != fields[int(order[1])].kind
