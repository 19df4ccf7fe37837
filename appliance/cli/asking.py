"""`cofferdam ask`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.app.covering import Cover
from appliance.assistant.drafting import FROM_MODEL
from appliance.assistant.records import MOST_QUESTIONS
from appliance.cli import shapes
from appliance.cli.output import emit_json, say
from appliance.cli.question_lists import Listed, read_questions
from appliance.cli.session import Options, common, office, working
from appliance.errors import BadInput

if TYPE_CHECKING:
    from appliance.app.office import Office
    from appliance.assistant.records import Answer, Calculation, Citation, QuestionKind
    from appliance.jobs import Job


KINDS: dict[QuestionKind, str] = {
    "look-up": "look-up",
    "numeric": "with figures",
    "list": "list; every page was read",
    "count": "count; every page was read",
    "compare": "comparison of two documents",
    "summary": "summary; every page was read",
    "absence": "is it there at all; every page was read",
}


@click.command()
@click.argument("case")
@click.argument("question", required=False)
@click.option(
    "-q", "--question", "more", multiple=True, help="One of several questions, asked together."
)
@click.option(
    "--questions",
    type=click.Path(path_type=Path, allow_dash=True),
    help="File of questions, one per line, or JSONL: id, question, document?; - for stdin.",
)
@click.option("--document", help="Ask only this document.")
@common
def ask(
    options: Options,
    case: str,
    question: str | None,
    more: tuple[str, ...],
    questions: Path | None,
    document: str | None,
) -> None:
    """Ask CASE a question; every sentence of the answer names its place in the file.

    Several questions are answered together, each as soon as it is finished: a document that is
    not too long is read once for all of them.
    """
    if sum((question is not None, bool(more), questions is not None)) != 1:
        why = "give one question, several with -q, or a file of them"
        raise BadInput(what="The question", why=why)
    listed = [Listed(number, text, document) for number, text in enumerate(more, start=1)] or (
        read_questions(questions, document) if questions is not None else []
    )
    with office(options) as opened, working(options) as job:
        if question is not None:
            asked = opened.answers.ask(case, question, document, job=job)
            given = Cover(opened.privacy, case).answer(asked)
            if options.json:
                emit_json(shapes.answer(given, given.id))
            else:
                options.line.done()
                print_answer(given)
        else:
            results = _ask_all(options, opened, case, listed, job)
            if options.json:
                emit_json(results)
        opened.answers.keep_readings(job, read_ahead=False)


def _ask_all(
    options: Options, opened: Office, case: str, listed: list[Listed], job: Job
) -> list[dict[str, object]]:
    """The questions of each document together; results in the order of the list."""
    results: dict[int, dict[str, object]] = {}
    cover = Cover(opened.privacy, case)
    for document in dict.fromkeys(one.document for one in listed):
        places = [place for place, one in enumerate(listed) if one.document == document]
        for first in range(0, len(places), MOST_QUESTIONS):
            part = places[first : first + MOST_QUESTIONS]

            def done(number: int, given: Answer, part: list[int] = part) -> None:
                asked = listed[part[number]]
                given = cover.answer(given)
                results[part[number]] = shapes.answer(given, asked.id)
                if not options.json:
                    options.line.done()
                    say(f"\n== {asked.id}: {given.question}")
                    print_answer(given)

            texts = [listed[place].text for place in part]
            opened.answers.ask_many(case, texts, document, on_done=done, job=job)
    return [results[place] for place in range(len(listed))]


def print_answer(given: Answer) -> None:
    """An answer for people: each sentence with its places; what has no support is marked."""
    if given.kind != "look-up":
        say(f"({KINDS[given.kind]})")
    if given.status == "not_found":
        say(given.answer)
        return
    for sentence in given.sentences:
        mark = "" if sentence.supported else "  [not supported by the file]"
        say(f"{sentence.text}{mark}")
        for citation in sentence.citations:
            say(f"    {_place(citation)}")
        if sentence.note and sentence.supported and sentence.note != FROM_MODEL:
            say(f"    {sentence.note}")
    if given.calculation is not None:
        print_calculation(given.calculation)
    if given.coverage is not None:
        say(f"{given.coverage.read} of {given.coverage.total} pages read.")
        for line in given.coverage.unread:
            say(f"    Not read: {line}")
    for warning in given.warnings:
        say(f"Note: {warning}")


def print_calculation(made: Calculation) -> None:
    """A calculation for people: the formula, each figure with its cell, and the result."""
    unit = "%" if made.unit == "%" else f" {made.unit}" if made.unit else ""
    say(f"{made.formula} = {made.result}{unit}")
    for operand in made.operands:
        counted = f" = {operand.value}" if operand.scale != 1 else ""
        say(f"    {operand.label}: {operand.written}{counted} {operand.unit}".rstrip())
        say(f"      {_place(operand.citation)}")


def _place(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    return f"→ {citation.document}, page {citation.page}: “{quote}”"


COMMANDS: tuple[click.Command, ...] = (ask,)
