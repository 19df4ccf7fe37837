"""Words that make an exception of a rule, and references to sections, in English and Chinese."""

from __future__ import annotations

import re

from appliance.review.papers.parts import figures

_STRONG = (
    r"\b(?:shall|do|does|will|is|are|did) not (?:apply|extend|be (?:applicable|subject))\b",
    r"\bnot (?:be )?applicable (?:to|where|if)\b",
    r"\bnotwithstanding\b", r"\bdespite\b", r"\bexcept(?:ing)?\b", r"\bwith the exception of\b",
    r"\bexceptions?\b", r"\bsave (?:for|as|that|where|to the extent)\b", r"\bother than\b",
    r"\bexclud(?:es|ed|ing)\b", r"\bexclusions?\b", r"\bcarve[sd]?[- ]?out\b",
    r"\bexempt(?:ed|ion)?\b", r"\bnothing (?:in this|in the|herein|contained)\b",
    r"\bno obligation (?:to|under|with respect)\b",
    r"\bno [a-z ]{1,40} (?:is|are|shall be|will be) (?:payable|required|needed|due|owed)\b",
    "除外", "不适用", "不受.{0,20}(?:限制|约束)", "尽管", "不包括", "例外", "不在此限",
    "另有(?:约定|规定)",
)  # fmt: skip
_MIDDLE = (
    r"\bprovided,? (?:however,? )?that\b", r"\bprovided,? always\b", r"\bunless\b",
    r"\bwithout prejudice to\b",
    r"\bsubject (?:always )?to\b(?! the terms(?: and conditions)? of this)",
    r"\bonly (?:if|to the extent|where)\b",
    r"\b(?:as|where|if|to the extent) (?:otherwise )?(?:required|permitted|compelled) "
    r"(?:by|under)\b",
    r"\bmay,? however\b", r"\bhowever,? (?:the|either|any|this)\b",
    r"\blimited to\b(?!\W{0,3}:)",
    "除非", "但(?:是|书)?[，,]?.{0,12}(?:可以|可|不)", "以.{1,30}为前提", "受限于",
    "在.{1,30}前提下",
)  # fmt: skip
_WEAK = (
    r"\bto the extent\b", r"\bin no event\b", r"\bwaive[sd]?\b", r"\brelease[sd]? from\b",
    r"\bup to (?:a|an|the|£|\$|€|\d)", r"\bshall not exceed\b", "不超过", "免除", "豁免",
)  # fmt: skip
QUALIFIERS: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (strength, re.compile("|".join(words), re.IGNORECASE))
    for strength, words in ((1.0, _STRONG), (0.85, _MIDDLE), (0.65, _WEAK))
)
# A definition that leaves something out limits every rule that uses its term.
DEFINES_OUT = re.compile(
    r"\b(?:shall|does|do|will) not (?:include|cover|mean|be deemed)\b|\bdoes not constitute\b"
    r"|\bshall not be considered\b|不(?:应)?(?:包括|视为|构成)",
    re.IGNORECASE,
)
# "Section 4", "clauses 10.2 to 10.5", "§ 3", "第四条"; letters in brackets stay away.
REFERENCES = re.compile(
    r"\b(?:sub-?)?(?:sections?|clauses?|paragraphs?|articles?|cl\.|para\.)\s?"
    r"(\d{1,2}(?:\.\d{1,2}){0,2})|§\s?(\d{1,2}(?:\.\d{1,2}){0,2})|第\s?([一二三四五六七八九十]{1,3}|\d{1,2}(?:\.\d{1,2})?)\s?条",
    re.IGNORECASE,
)


def section_of(match: re.Match[str]) -> str:
    """The number of a section that a reference names, in figures."""
    return figures(next(part for part in match.groups() if part is not None))
