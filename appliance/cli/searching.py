"""`cofferdam search`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from appliance.app.covering import Cover
from appliance.cli import shapes
from appliance.cli.output import emit_json, say
from appliance.cli.question_lists import read_lines
from appliance.cli.session import Options, common, office, working
from appliance.errors import BadInput
from appliance.retrieval.records import PassageKind, SearchScope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.retrieval.records import Facet, Found, Hit

_MOST_SHOWN = 8


@click.command()
@click.argument("case")
@click.argument("text", required=False)
@click.option("--queries", type=click.Path(path_type=Path), help="JSONL file: id, text, document?")
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--document", help="Search only this document.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(get_args(PassageKind)))
@click.option("--section", "sections", multiple=True, help="Only below this heading, as --facets.")
@click.option("--part", "parts", multiple=True, help="Only this part of reports, as --facets.")
@click.option("--pages", nargs=2, type=click.IntRange(1), help="First and last page.")
@click.option("--facets", is_flag=True, help="Also count what the passages found are part of.")
@common
def search(
    options: Options,
    case: str,
    text: str | None,
    queries: Path | None,
    top: int,
    document: str | None,
    kinds: tuple[PassageKind, ...],
    sections: tuple[str, ...],
    parts: tuple[str, ...],
    pages: tuple[int, int] | None,
    facets: bool,
) -> None:
    """Find passages in CASE by words and by meaning."""
    if (text is None) == (queries is None):
        why = "give either the query itself or a file of them"
        raise BadInput(what="The query", why=why)

    def scope(name: str | None) -> SearchScope:
        chosen = (name,) if name else ()
        return SearchScope(chosen, kinds, sections, parts, pages)

    lines = read_lines(queries, "text") if queries else []
    with office(options) as opened, working(options) as job:
        if text is not None:
            hit = opened.searches.find(case, text, top, scope(document))
            _print(Cover(opened.privacy, case).found(hit), options, facets=facets)
            return
        cover = Cover(opened.privacy, case)
        results = []
        for done, (line, query) in enumerate(lines):
            job.tick("searching", done, len(lines), unit="queries")
            found = opened.searches.find(case, query, top, scope(line.document or document))
            results.append((line, query, cover.found(found)))
    if options.json:
        emit_json([{"id": line.id, "results": shapes.hits(one.hits)} for line, _, one in results])
        return
    for line, query, found in results:
        say(f"\n== {line.id}: {query}")
        _print_hits(found.hits)


def _print(found: Found, options: Options, *, facets: bool) -> None:
    if options.json:
        emit_json(shapes.found(found) if facets else shapes.hits(found.hits))
        return
    _print_hits(found.hits)
    if facets:
        say(f"\n{found.found} of {found.searched} passages are found in:")
        for title, counted in (
            ("documents", found.facets.documents),
            ("kinds", found.facets.kinds),
            ("sections", found.facets.sections),
            ("parts", found.facets.parts),
        ):
            _print_facet(title, counted)


def _print_facet(title: str, counted: Sequence[Facet]) -> None:
    if counted:
        say(f"  {title}")
    for one in counted[:_MOST_SHOWN]:
        say(f"    {one.passages:>6}  {one.value}")


def _print_hits(found: Sequence[Hit]) -> None:
    if not found:
        say("Nothing found.")
    for place, hit in enumerate(found, start=1):
        where = f"  {hit.section}" if hit.section else ""
        say(f"{place:>3}. {hit.document}, page {hit.page}  [{hit.start}:{hit.end}]{where}")
        say(f"     {' '.join(hit.text.split())[:300]}")


COMMANDS: tuple[click.Command, ...] = (search,)
