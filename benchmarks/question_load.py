"""The load of many_questions.py: non-disclosure agreements and questions about each.

The agreements are those of `COFFERDAM_DATA/nda` (ContractNLI, CC BY 4.0), cut at a line end near
1,800 tokens; the questions are its seventeen statements and three of our own.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from appliance.engine.records import Ask, Message, Prompt, Sampling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DOCUMENT_TOKENS = 1800
ANSWER_TOKENS = 48
SYSTEM = "You answer questions about a document in one or two short sentences, from it alone."
OWN_QUESTIONS = (
    "Who are the parties to this agreement?",
    "For how long must information be kept confidential?",
    "Which law governs this agreement?",
)


class Load(NamedTuple):
    """Documents and the questions that are put to each of them."""

    documents: tuple[str, ...]
    questions: tuple[str, ...]

    def asks(self, documents: int) -> list[Ask]:
        """The questions to the first so many documents, as our engine takes them."""
        return [
            Ask(ours(document, question), Sampling(ANSWER_TOKENS))
            for document in self.documents[:documents]
            for question in self.questions
        ]

    def texts(self, documents: int) -> list[str]:
        """The same as finished prompts in the ChatML format, as the peers take them."""
        return [
            theirs(document, question)
            for document in self.documents[:documents]
            for question in self.questions
        ]


def ours(document: str, question: str) -> Prompt:
    """Document first, question last, with a cut between."""
    head = f"Document:\n{document}\n\n"
    return Prompt(
        (Message("system", SYSTEM), Message("user", head + question, (len(head),))), "chatml"
    )


def theirs(document: str, question: str) -> str:
    """The same text with its control tokens."""
    return (
        f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\nDocument:\n{document}\n\n"
        f"{question}<|im_end|>\n<|im_start|>assistant\n"
    )


def load(count_tokens: Callable[[Sequence[str]], list[int]], documents: int) -> Load:
    """The first `documents` agreements that are long enough, each cut to about 1,800 tokens.

    Raises: SystemExit: the data is not there.
    """
    folder = Path(os.environ.get("COFFERDAM_DATA", "../shared/data")) / "nda"
    file = folder / "contract_nli_dev.json"
    if not file.exists():
        raise SystemExit(f"{file} is not there; set COFFERDAM_DATA to the folder with the data")
    found = json.loads(file.read_text("utf-8"))
    statements = [label["hypothesis"] for label in found["labels"].values()]
    questions = [f"Does the document say this: {statement} Explain." for statement in statements]
    cut = [
        text
        for document in found["documents"]
        if (text := _cut(document["text"], count_tokens)) is not None
    ]
    return Load(tuple(cut[:documents]), tuple((*questions, *OWN_QUESTIONS))[:20])


def _cut(text: str, count_tokens: Callable[[Sequence[str]], list[int]]) -> str | None:
    lines = text.split("\n")
    total = 0
    for place, tokens in enumerate(count_tokens([line + "\n" for line in lines])):
        if total + tokens > DOCUMENT_TOKENS:
            return "\n".join(lines[:place]) if total > DOCUMENT_TOKENS * 0.9 else None
        total += tokens
    return None
