"""`cofferdam search` and `cofferdam ask`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from appliance.cli import shapes
from appliance.cli.output import emit_json, say
from appliance.cli.session import Options, common, office, working
from appliance.errors import BadInput, QuestionsInvalid
from appliance.files import read_limited

if TYPE_CHECKING:
    from appliance.assistant.records import Answer, Citation
    from appliance.retrieval.records import Hit

LINES_LIMIT_BYTES = 64 * 1024 * 1024


class Line(msgspec.Struct, frozen=True):
    """One line of a questions or queries file; unknown fields are left alone."""

    id: str | int
    question: str | None = None
    text: str | None = None
    document: str | None = None


def read_lines(path: Path, wanted: str) -> list[tuple[Line, str]]:
    """Lines of a JSONL file with the text in the field `wanted`; blank lines are skipped.

    Raises: FileUnreadable; QuestionsInvalid: a line is no JSON object or lacks `id` or the text.
    """
    found: list[tuple[Line, str]] = []
    for number, raw in enumerate(read_limited(path, LINES_LIMIT_BYTES).splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            line = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=Line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise QuestionsInvalid(name=path.name, line=number, why=str(error)) from error
        text = line.question if wanted == "question" else line.text
        if not text or not text.strip():
            raise QuestionsInvalid(name=path.name, line=number, why=f"“{wanted}” is missing")
        found.append((line, text))
    return found


def _one_of(text: str | None, path: Path | None, what: str) -> None:
    if (text is None) == (path is None):
        raise BadInput(what=f"The {what}", why=f"give either the {what} itself or a file of them")


@click.command()
@click.argument("case")
@click.argument("text", required=False)
@click.option("--queries", type=click.Path(path_type=Path), help="JSONL file: id, text, document?")
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--document", help="Search only this document.")
@common
def search(
    options: Options,
    case: str,
    text: str | None,
    queries: Path | None,
    top: int,
    document: str | None,
) -> None:
    """Find passages in CASE by words and by meaning."""
    _one_of(text, queries, "query")
    lines = read_lines(queries, "text") if queries else []
    with office(options) as opened, working(options) as job:
        if text is not None:
            found = opened.answers.search(case, text, top, document)
            if options.json:
                emit_json(shapes.hits(found))
            else:
                _print_hits(found)
            return
        results = []
        for done, (line, query) in enumerate(lines):
            job.tick("searching", done, len(lines), unit="queries")
            found = opened.answers.search(case, query, top, line.document or document)
            results.append((line, query, found))
    if options.json:
        emit_json([{"id": line.id, "results": shapes.hits(found)} for line, _, found in results])
        return
    for line, query, found in results:
        say(f"\n== {line.id}: {query}")
        _print_hits(found)


def _print_hits(found: tuple[Hit, ...]) -> None:
    if not found:
        say("Nothing found.")
    for place, hit in enumerate(found, start=1):
        say(f"{place:>3}. {hit.document}, page {hit.page}  [{hit.start}:{hit.end}]")
        say(f"     {' '.join(hit.text.split())[:300]}")


@click.command()
@click.argument("case")
@click.argument("question", required=False)
@click.option(
    "--questions", type=click.Path(path_type=Path), help="JSONL file: id, question, document?"
)
@click.option("--document", help="Ask only this document.")
@common
def ask(
    options: Options,
    case: str,
    question: str | None,
    questions: Path | None,
    document: str | None,
) -> None:
    """Ask CASE a question; every sentence of the answer names its place in the file."""
    _one_of(question, questions, "question")
    lines = read_lines(questions, "question") if questions else []
    with office(options) as opened, working(options) as job:
        if question is not None:
            given = opened.answers.ask(case, question, document, job=job)
            if options.json:
                emit_json(shapes.answer(given, given.id))
            else:
                options.line.done()
                print_answer(given)
            return
        results = []
        for line, text in lines:
            given = opened.answers.ask(case, text, line.document or document, job=job)
            if not options.json:
                options.line.done()
                say(f"\n== {line.id}: {text}")
                print_answer(given)
            results.append(shapes.answer(given, line.id))
    if options.json:
        emit_json(results)


def print_answer(given: Answer) -> None:
    """An answer for people: each sentence with its places; what has no support is marked."""
    if given.status == "not_found":
        say(f"Not found in {given.pages_searched} pages.")
        return
    for sentence in given.sentences:
        mark = "" if sentence.supported else "  [not supported by the file]"
        say(f"{sentence.text}{mark}")
        for citation in sentence.citations:
            say(f"    {_place(citation)}")


def _place(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    return f"→ {citation.document}, page {citation.page}: “{quote}”"


COMMANDS: tuple[click.Command, ...] = (search, ask)
