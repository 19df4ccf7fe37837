"""The card that ships with the model, written from its results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tried
from measuring import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADS = (
    "Evidence mAP",
    "Precision at 80 % recall",
    "Accuracy",
    "F1 contradiction",
    "F1 entailment",
)


def written(results: dict[str, Any], size_bytes: int) -> str:
    """Markdown."""
    certain = results["certain"]
    return f"""\
# Statements about non-disclosure agreements

Says of each of the 17 statements of ContractNLI whether an agreement confirms it, denies it or does
not mention it, and which sentences show that. Written by `train.py` beside it; {size_bytes:,} bytes
of ONNX, run in a confined child. A person decides; the program shows a verdict as certain only from
these confidences on: {_levels(results["certain_from"])}.

## What it is

Three steps over the sentences and list items of a paper (`appliance/review/statements`):

1. Linear scores of each sentence for each statement from hashed words and pairs of words, the
   vectors of all-MiniLM-L6-v2 (int8; the starter embedding model, not changed), and whether some
   170 hand-written patterns of wording match it, its neighbours, its heading and its list.
2. Boosted trees over those scores, the cosines with the statement and with clauses written by
   hand (`wordings.txt`), and what the neighbours, the list and the rest of the paper have.
3. For each statement, the mean of boosted trees and of two logistic regressions over the best
   scores of the paper.

Each step learned from what the one before said of agreements that it had not learned from.

## What it was trained on

ContractNLI, development split: {results["agreements"]} agreements in English (SEC filings and
documents found on the web), 17 statements each, marked by people. Yuta Koreeda and Christopher D.
Manning, "ContractNLI: A Dataset for Document-level Natural Language Inference for Contracts",
Findings of EMNLP 2021; CC BY 4.0. The agreements are not part of the program; what the model keeps
of them are weights. The clauses of `wordings.txt` are our own. SHA-256 of the data file:
`{results["data_sha256"]}`.

## What it is worth

Measured by {results["folds"]}-fold cross-validation by document: each agreement is judged by a
model that learned nothing from it in any of the three steps, from about 49 agreements. The measures
are those of the paper: averages over the statements; evidence is ranked within agreements that
mention the statement. **The published rows are of the test split (123 agreements), after learning
from 423 agreements; ours are of the development split.** Patterns and clauses were written with
knowledge of how such agreements are worded and a look at the marked sentences of 20 of the 61
agreements; the others were only counted: accuracy is {results["not_read_by_us"]["accuracy"]:.3f}
and evidence mAP {results["not_read_by_us"]["evidence_map"]:.3f} on those, and
{results["read_by_us"]["accuracy"]:.3f} and {results["read_by_us"]["evidence_map"]:.3f} on the 20
(with fewer agreements each, not comparable with the table). Methods and strengths were chosen by
such figures of these same agreements, so expect a little less on others.

{_table(results)}

An agreement of the development split has the verdict of the majority more often ("majority, here")
than one of the test split. Contradictions are few ({_contradictions(results)} of
{17 * results["agreements"]}), so their F1 is rough.

## How sure it is

The threshold of each of the three verdicts is the least confidence at which it is right nine times
of ten by the lower end of a one-sided 95 % interval over resampled agreements; where too few were
said to know that, it is never certain. With thresholds chosen on the other folds,
**{_percent(certain["coverage"])} of the verdicts are shown as certain and
{_percent(certain["right"])} of these are right**; of the rest
{_percent(certain["right_of_the_rest"])} are.

{_certain(certain)}

| Confidence | Verdicts | Said | Right |
|---|---|---|---|
{_calibration(results)}

## By statement

| Statement | Met | Contradicted | Evidence AP | Accuracy |
|---|---|---|---|---|
{_statements(results)}

## Tried and left out

{tried.text()}

## Limits

* English non-disclosure agreements only. On other papers or in other languages its confidence means
  nothing; the checklist's item asks for non-disclosure agreements for that reason.
* Contradictions that stand far from the rule ("subject to section 9") are often missed; the program
  shows exceptions beside the evidence from another source.
* It needs exactly the starter embedding model. With another one the program does not use it, says
  so, and shows no verdict as certain.
* Statements by their rarest verdicts (no reverse engineering, no solicitation, permissible copies)
  have ten to twenty agreements to learn from.

## Made again

`COFFERDAM_DATA=… python models/nda-statements/train.py`; the same data and libraries give the same
bytes. `benchmarks/contract_nli.py` prints the figures and those of the whole program on its own
sentences.
"""


def _table(results: dict[str, Any]) -> str:
    rows = [
        (f"**Ours, by document, {results['agreements']} agreements**", results),
        ("Majority, here", results["majority_here"]),
        ("Cosine with the statement, here", results["cosine_here"]),
        *((f"{name} (published)", row) for name, row in results["published_test_split"].items()),
    ]
    lines = [f"| | {' | '.join(_HEADS)} |", "|---" * (1 + len(_HEADS)) + "|"]
    for name, row in rows:
        cells = [_figure(row.get(column)) for column in COLUMNS]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _certain(certain: dict[str, Any]) -> str:
    parts = [
        f"{kind}: {certain[kind]['shown']} shown, {_percent(certain[kind]['right'])} right"
        for kind in ("met", "not mentioned", "contradicted")
        if certain[kind]["shown"]
    ]
    return "By verdict: " + "; ".join(parts) + "."


def _levels(levels: Sequence[float]) -> str:
    kinds = ("not mentioned", "met", "contradicted")
    return ", ".join(
        f"{kind} {'never' if level > 1 else level}"
        for kind, level in zip(kinds, levels, strict=True)
    )


def _calibration(results: dict[str, Any]) -> str:
    return "\n".join(
        f"| from {row['from']:.2f} | {row['count']} | {row['said']:.3f} | {row['right']:.3f} |"
        for row in results["calibration"]
    )


def _statements(results: dict[str, Any]) -> str:
    return "\n".join(
        f"| {key} | {row['met']} | {row['contradicted']} | {row['evidence_ap']:.3f} "
        f"| {row['accuracy']:.3f} |"
        for key, row in results["statements"].items()
    )


def _contradictions(results: dict[str, Any]) -> int:
    return sum(row["contradicted"] for row in results["statements"].values())


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"
