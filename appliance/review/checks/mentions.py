"""Where papers speak of a paper that is not in the file, or hold it as a part."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from appliance.assistant.forms.pairs import is_of_contents
from appliance.review.checks.labelled import phrase
from appliance.review.checks.presence import sentence_around
from appliance.review.papers.types import CORRESPONDENCE, TYPES
from appliance.review.phrases import papers as said_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, PaperRead

_MOST = 3
_MOST_HEADING_CP = 90
_MOST_REST_CP = 45
_NUMBERED = re.compile(
    r"^\W{0,6}(?:(?:\d{1,2}(?:\.\d{1,2})?|[A-Z])[.)]?\s+|schedule \w+\W+|第.{1,3}[条章])?", re.I
)
_AGREEMENTS = frozenset({"loan-agreement", "contract", "offer-letter", "security-document"})


def headed(papers: Papers, paper: PaperRead, types: Sequence[str]) -> list[Evidence]:
    """Headings in an agreement that name one of these types: “12. Guarantee and indemnity”."""
    if paper.type not in _AGREEMENTS:
        return []
    found: list[Evidence] = []
    for page in papers.texts(paper.document_id):
        for line in re.finditer(r"[^\r\n]+", page.text):
            plain = line[0].strip()
            if len(plain) > _MOST_HEADING_CP or is_of_contents(plain) or plain[-1:] in ".;,":
                continue
            numbered = _NUMBERED.match(plain)
            if numbered is None or not numbered[0].strip():
                continue
            rest = plain[numbered.end() :]
            if len(rest) > _MOST_REST_CP:
                continue
            if any(_titles(kind).match(rest) for kind in types if kind in TYPES):
                found.append(
                    papers.evidence(
                        paper.document_id, page.page, line.start(), line.end(), "context",
                        said_of.HEADED.say(),
                    )
                )  # fmt: skip
    return found[:_MOST]


def mentions(
    papers: Papers, paper: PaperRead, types: Sequence[str], look: Sequence[str] = ()
) -> list[Evidence]:
    """Sentences that speak of such a paper or hold these words, those with figures first."""
    patterns = [_titles(kind) for kind in types if kind in TYPES]
    patterns += [one for one in map(phrase, look) if one is not None]
    found: list[tuple[int, Evidence]] = []
    for page in papers.texts(paper.document_id):
        for pattern in patterns:
            for match in pattern.finditer(page.text):
                low, high = sentence_around(page.text, *match.span())
                if is_of_contents(page.text[low:high]):
                    continue
                place = (paper.document_id, page.page, low, high)
                one = papers.evidence(*place, "context", said_of.SPEAKS_OF.say())
                figures = sum(character.isdigit() for character in one.quote)
                told = figures + 4 * (paper.type in (CORRESPONDENCE, "application-form"))
                found.append((-min(told, 12), one))
    found.sort(key=lambda pair: pair[0])
    kept: list[Evidence] = []
    for _, one in found:
        if all((one.page, one.start) != (other.page, other.start) for other in kept):
            kept.append(one)
    return kept[:_MOST]


@cache
def _titles(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in TYPES[kind].titles), re.IGNORECASE)
