"""What was tried to find evidence better and left out, and where precision is lost.

Written down by hand from one trial, not by `train.py`: evidence mAP over the same folds, of scores
of agreements that were not learned from. It was done once with PyTorch, which neither the program
nor this recipe needs, so its scripts are not part of the project. The three steps were learned anew
for it.
"""

from __future__ import annotations

from typing import NamedTuple


class Trial(NamedTuple):
    """`alone` and `blended` are evidence mAP; None where that was not looked at."""

    what: str
    alone: float | None
    blended: float | None


AS_IT_IS = 0.760
WORTH_IT = 0.02
TRIALS = (
    Trial("Encoder: upper two layers of all-MiniLM-L6-v2 fine-tuned; equal weights", 0.656, 0.743),
    Trial("The same at the best weight, a tenth", 0.656, 0.766),
    Trial("The same as one more column of the second step¹", None, 0.769),
    Trial("Second step: each statement's evidence counts by its rarity", 0.761, 0.762),
    Trial("Second step: without agreements that do not mention the statement", 0.760, 0.765),
    Trial("Second step: these agreements count in full", 0.754, 0.760),
    Trial("Less 0.35 of the agreement's best score", None, 0.766),
    Trial("That, with the encoder's column¹", None, 0.776),
)

_TEXT = """\
Evidence mAP by the same folds, in a trial where the three steps, learned anew, had {as_it_is:.3f};
"together" is with them, by the mean of log-odds unless said otherwise. Weights and shares were
chosen on these same agreements, so their gains are at most what stands here. The aim was a gain of
{worth_it:.2f}, which a second network and its time on every review would have been worth; none was.

| | Alone | Together |
|---|---|---|
{rows}

¹ Somewhat too good: the encoder that scored an agreement for learning had seen those it is judged
on. The encoder read each sentence with its heading and its list's beginning, and the clauses of
`wordings.txt`, for five epochs with one attention per statement; ten gave one fold 0.636 instead of
0.632. Such attention over frozen layers had 0.456 on two folds (the three steps: 0.738), lines
instead of trees in the second step 0.718 on two folds (the steps: 0.745; together 0.735).

Where precision is lost (same trial): the first sentence shown is marked for nine of ten statements
that an agreement mentions, and precision averaged within each agreement is 0.879; the measure above
ranks the sentences of all agreements together. With as many sentences taken as are marked, 81 % of
the marked ones missed stand in agreements where another one was found: second and third places that
people marked too. Half of the wrong ones stand within two sentences of a marked one. Most is lost
by statements 18, 17, 20, 16 and 1, which have 11 to 29 agreements to learn from; the published
models learned from 423."""


def text() -> str:
    """The section of the card, Markdown without its heading."""
    rows = "\n".join(
        f"| {trial.what} | {_figure(trial.alone)} | {_figure(trial.blended)} |" for trial in TRIALS
    )
    return _TEXT.format(as_it_is=AS_IT_IS, worth_it=WORTH_IT, rows=rows)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
