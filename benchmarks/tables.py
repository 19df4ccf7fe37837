"""How well tables come back from pages: TAT-QA's tables, printed and read again.

The tables of the annual reports in TAT-QA are known as grids. 150 of them are printed into PDFs,
between paragraphs of their reports: fifty in the manner of annual reports (no rules but thin ones
above totals, signs apart from their figures), fifty without any rule, fifty with every cell in a
box. Each is read and laid out; a cell is right if its text stands in the row and the column of the
truth. Rows and columns are aligned first, so that one heading too many does not spoil the rest.

The rules were improved while looking at the faults in these 150; the tables that are left are
measured apart.

`--filings` also times the layout of every page of the filings. `--peer PYTHON` names an interpreter
with pdfplumber, which reads the same PDFs in the same run.

    python benchmarks/tables.py --data "$COFFERDAM_DATA" --filings --peer /tmp/peer/bin/python
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from appliance.documents.layout.cells import grid
from appliance.documents.layout.laying import LAYOUT_VERSION, Layer, layouts_of
from appliance.documents.limits import Limits
from appliance.documents.parsers.pdf import PdfFile
from appliance.documents.protocol import PageRead
from appliance.documents.records import Page
from appliance.documents.words import unpack
from benchmarks.measure import report
from tests.unit.documents.layout.printing import Look, Printer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Grid = list[list[str]]

TABLES, SEED = 150, 5
STYLES = ("report", "plain", "ruled")
_MOST_ROWS, _MOST_COLUMNS = 32, 8
_FIGURE = re.compile(r"[$€£]?\s*\(?\s*(?:\d[\d,]*(?:\.\d+)?|\.\d+|[—–-])\s*[)%]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
PEER = """
import json, sys, time
import pdfplumber
kind = {"vertical_strategy": "text", "horizontal_strategy": "text"}
for line in sys.stdin:
    began = time.perf_counter()
    path, ruled = line.rsplit(maxsplit=1)
    with pdfplumber.open(path) as pdf:
        how = {} if ruled == "1" else kind
        tables = [table for page in pdf.pages for table in page.extract_tables(how)]
    print(json.dumps([time.perf_counter() - began, tables]), flush=True)
"""


def main() -> None:
    """Print the result as one JSON object."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=os.environ.get("COFFERDAM_DATA"))
    options.add_argument("--peer", type=Path)
    options.add_argument("--filings", action="store_true")
    options.add_argument("--save", action="store_true")
    options.add_argument("--show", type=int, default=0, help="print so many of the worst")
    arguments = options.parse_args()
    if arguments.data is None or not Path(arguments.data).is_dir():
        sys.exit("name the folder with the data: --data or COFFERDAM_DATA")
    result = measured(Path(arguments.data), arguments.peer, arguments.show)
    result["not_looked_at"] = held_out(Path(arguments.data))
    if arguments.filings:
        result["filings"] = filings(Path(arguments.data))
    ours = result["all"]["ours"]["seconds_per_page_median"]
    peer = result["all"].get("pdfplumber", {}).get("seconds_per_page_median", ours)
    report("tables", peer / ours, result, save=arguments.save)


def measured(data: Path, peer: Path | None, show: int) -> dict[str, Any]:
    """Precision and recall of cells by style, for us and for the peer."""
    counts: dict[str, dict[str, list[tuple[int, int, int, float]]]] = {}
    worst: list[tuple[float, Grid, list[Grid]]] = []
    asking = _peer(peer)
    with tempfile.TemporaryDirectory() as folder:
        for number, (rows, headings, texts) in enumerate(chosen(data)):
            style = STYLES[number % len(STYLES)]
            path = Path(folder, f"{number}.pdf")
            path.write_bytes(printed(rows, headings, texts, style, number))
            began_s = time.perf_counter()
            found = ours(path.read_bytes())
            taken_s = time.perf_counter() - began_s
            score = judged(rows, found, headings)
            counts.setdefault(style, {}).setdefault("ours", []).append((*score, taken_s))
            worst.append((score[0] / max(score[1], score[2], 1), rows, found))
            if asking is not None:
                seconds, tables = _asked(asking, path, ruled=style == "ruled")
                theirs = [[[cell or "" for cell in row] for row in table] for table in tables]
                score = judged(rows, theirs, headings)
                counts[style].setdefault("pdfplumber", []).append((*score, seconds))
    if asking is not None and asking.stdin is not None:
        asking.stdin.close()
        asking.wait()
    for _, rows, found in sorted(worst, key=lambda entry: entry[0])[:show]:
        _show(rows, found)
    names = {name for style in counts.values() for name in style}
    whole = {name: [one for style in counts.values() for one in style[name]] for name in names}
    return {
        "layout_version": LAYOUT_VERSION,
        "tables": TABLES,
        "all": {name: _summary(found) for name, found in whole.items()},
        **{
            style: {name: _summary(found) for name, found in by_name.items()}
            for style, by_name in counts.items()
        },
    }


def held_out(data: Path) -> dict[str, Any]:
    """The same for the tables after the first 150, whose faults were never looked at."""
    found: list[tuple[int, int, int, float]] = []
    for number, (rows, headings, texts) in enumerate(chosen(data, first=TABLES)):
        pdf = printed(rows, headings, texts, STYLES[number % len(STYLES)], number)
        began_s = time.perf_counter()
        tables = ours(pdf)
        found.append((*judged(rows, tables, headings), time.perf_counter() - began_s))
    return _summary(found)


def chosen(data: Path, first: int = 0) -> list[tuple[Grid, int, list[str]]]:
    """Tables that fit a page, how many of their rows are headings, and texts of their reports."""
    entries = json.loads((data / "tables" / "tatqa_dev.json").read_text("utf-8"))
    random.Random(SEED).shuffle(entries)  # noqa: S311 - a choice that can be repeated
    found: list[tuple[Grid, int, list[str]]] = []
    for entry in entries:
        rows = [[_clean(cell) for cell in row] for row in entry["table"]["table"]]
        if not 3 <= len(rows) <= _MOST_ROWS or not 2 <= len(rows[0]) <= _MOST_COLUMNS:
            continue
        texts = [paragraph["text"] for paragraph in entry["paragraphs"]]
        found.append((rows, _headings(rows), texts))
    return found[first : first + TABLES]


def _clean(cell: str) -> str:
    return re.sub(r"\s+", " ", cell).strip()


def _headings(rows: Grid) -> int:
    """Rows above the first figure that is no year."""
    for number, row in enumerate(rows):
        said = [cell for cell in row[1:] if cell]
        if any(_FIGURE.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in said):
            while number > 0 and not any(rows[number - 1][1:]):
                number -= 1  # noqa: PLW2901 - labels above the first figures are no headings
            return number
    return 1


def printed(rows: Grid, headings: int, texts: list[str], style: str, number: int) -> bytes:
    """A PDF with a paragraph, the table and another paragraph."""
    chance = random.Random(SEED + number)  # noqa: S311
    columns = len(rows[0])
    look = Look(
        style=style,  # type: ignore[arg-type]
        size_pt=chance.choice((8.0, 8.5, 9.0)) if columns < 7 else 7.5,
        row_space=chance.choice((0.15, 0.4, 0.7)),
        label_share=0.5 if columns < 4 else 0.38 if columns < 6 else 0.28,
        centred_headings=chance.random() < 0.5,
    )
    printer = Printer(look)
    printer.paragraph(_printable(texts[0])[:700])
    if printer.height_pt(rows) > printer.room_pt():
        printer.new_page()
    printer.table([[_printable(cell) for cell in row] for row in rows], headings=headings)
    if printer.room_pt() < 120:
        printer.new_page()
    printer.paragraph(_printable(texts[-1])[:700])
    return printer.done()


def _printable(text: str) -> str:
    return text.encode("cp1252", "replace").decode("cp1252")


def read(data: bytes) -> list[Page]:
    """The pages of a PDF, in this process."""
    return [
        Page(one.number, one.text, unpack(one.words, len(one.text)), one.width_pt, one.height_pt)
        for one in PdfFile(data, Limits()).read(1)
        if isinstance(one, PageRead)
    ]


def ours(data: bytes) -> list[Grid]:
    """The tables that the program finds."""
    pages = read(data)
    return [
        grid(table, page.text)
        for page, layout in zip(pages, layouts_of(pages), strict=True)
        for table in layout.tables
    ]


def judged(truth: Grid, found: list[Grid], headings: int) -> tuple[int, int, int]:
    """Right cells, cells of the truth, cells found; those of further tables count as wrong."""
    wanted = sum(1 for row in truth for cell in row if cell)
    given = sum(1 for table in found for row in table for cell in row if _same_form(cell))
    best = max((_right(truth, table, headings) for table in found), default=0)
    return best, wanted, given


def _same_form(cell: str) -> str:
    """Spaces, signs and kinds of dash make no difference."""
    return re.sub(r"[\s$]", "", _printable(cell)).replace("—", "-").replace("–", "-")


def _right(truth: Grid, found: Grid, headings: int) -> int:
    """Cells in the right row and column, rows and columns aligned in order as well as they can."""
    wanted = [[_same_form(cell) for cell in row] for row in truth]
    given = [[_same_form(cell) for cell in row] for row in found]
    columns = _aligned(
        [[row[place] for row in wanted] for place in range(len(wanted[0]))],
        [[row[place] for row in given] for place in range(len(given[0]))],
        lambda a, b: len({cell for cell in a if cell} & {cell for cell in b if cell}),
    )

    def right(row: int, other: int) -> int:
        said = wanted[row]
        filled = [place for place, cell in enumerate(said) if cell]
        if row < headings and len(filled) == 1 and filled[0] > 0:
            return int(said[filled[0]] in given[other])  # printed across all columns
        return sum(
            1
            for place, cell in enumerate(said)
            if cell and columns.get(place) is not None and given[other][columns[place]] == cell
        )

    rows = list(range(len(wanted)))
    matched = _aligned(rows, list(range(len(given))), right)
    return sum(right(row, other) for row, other in matched.items())


def _aligned(
    ours: Sequence[Any], theirs: Sequence[Any], worth: Callable[[Any, Any], int]
) -> dict[int, int]:
    """The pairs, in order, that are worth most together."""
    best = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    values = [[worth(one, other) for other in theirs] for one in ours]
    for a in range(len(ours) - 1, -1, -1):
        for b in range(len(theirs) - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], values[a][b] + best[a + 1][b + 1])
    pairs: dict[int, int] = {}
    a = b = 0
    while a < len(ours) and b < len(theirs):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            pairs[a] = b
            a, b = a + 1, b + 1
    return pairs


def filings(data: Path) -> dict[str, Any]:
    """Processor milliseconds to lay out a page of the filings, and how much was found."""
    taken_ms: list[float] = []
    tables = 0
    for path in sorted((data / "filings").glob("*.pdf")):
        pages = read(path.read_bytes())
        layer = Layer()
        learned_ms = []
        for page in pages:
            began_s = time.process_time()
            layer.learn(page)
            learned_ms.append((time.process_time() - began_s) * 1e3)
        for page, before_ms in zip(pages, learned_ms, strict=True):
            began_s = time.process_time()
            tables += len(layer.lay(page).tables)
            taken_ms.append((time.process_time() - began_s) * 1e3 + before_ms)
    return {
        "pages": len(taken_ms),
        "tables": tables,
        "layout_cpu_ms_per_page_median": round(statistics.median(taken_ms), 2),
        "layout_cpu_ms_per_page_p95": round(statistics.quantiles(taken_ms, n=20)[-1], 2),
    }


def _summary(found: list[tuple[int, int, int, float]]) -> dict[str, Any]:
    right, wanted, given = (sum(one[place] for one in found) for place in range(3))
    return {
        "cells": wanted,
        "precision": round(right / max(given, 1), 4),
        "recall": round(right / wanted, 4),
        "tables_without_a_fault": sum(one[0] == one[1] == one[2] for one in found),
        "tables": len(found),
        "seconds_per_page_median": round(statistics.median(one[3] for one in found), 5),
    }


def _peer(python: Path | None) -> subprocess.Popen[str] | None:
    if python is None or not python.exists():
        return None
    return subprocess.Popen(
        [str(python), "-c", PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _asked(peer: subprocess.Popen[str], path: Path, *, ruled: bool) -> tuple[float, list[Any]]:
    assert peer.stdin is not None
    assert peer.stdout is not None
    peer.stdin.write(f"{path} {int(ruled)}\n")
    peer.stdin.flush()
    seconds, tables = json.loads(peer.stdout.readline())
    return seconds, tables


def _show(truth: Grid, found: list[Grid]) -> None:
    for name, rows in (("truth", truth), *(("found", table) for table in found)):
        sys.stderr.write(name + "\n")
        for row in rows:
            sys.stderr.write("   " + " | ".join(row) + "\n")


if __name__ == "__main__":
    main()
