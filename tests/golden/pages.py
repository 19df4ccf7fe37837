"""Golden pages: what the parts of some pages of the sample customer's documents are.

`pages/*.json` were made by the program and corrected by eye against the printed pages. To see what
a change does to them, and to take it over once it has been looked at:

    python -m tests.golden.pages
    python -m tests.golden.pages --write
"""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.documents.layout.cells import grid, text_of
from appliance.documents.layout.laying import layouts_of
from appliance.documents.limits import Limits
from appliance.documents.parsers.pdf import PdfFile
from appliance.documents.protocol import PageRead
from appliance.documents.records import Page
from appliance.documents.words import unpack

if TYPE_CHECKING:
    from appliance.documents.layout.records import PageLayout

GOLDEN = Path(__file__).parent / "pages"
SAMPLES = Path(__file__).parents[2] / "appliance" / "app" / "sample" / "documents"
CHOSEN = {
    "annual_accounts_2026.pdf": (3, 4, 5, 6, 7, 8),
    "loan_agreement.pdf": (1, 2, 4, 9, 10, 11),
}
_SHOWN_CP = 60


def found() -> dict[str, str]:
    """By file name, the golden text of each chosen page as the program makes it now."""
    made: dict[str, str] = {}
    for name, numbers in CHOSEN.items():
        pages = [
            Page(
                one.number, one.text, unpack(one.words, len(one.text)), one.width_pt, one.height_pt
            )
            for one in PdfFile((SAMPLES / name).read_bytes(), Limits()).read(1)
            if isinstance(one, PageRead)
        ]
        layouts = layouts_of(pages)
        for number in numbers:
            shown = _shown(pages[number - 1], layouts[number - 1])
            text = json.dumps(shown, indent=1, ensure_ascii=False) + "\n"
            made[f"{Path(name).stem}-{number}.json"] = text
    return made


def differences() -> list[str]:
    """Lines of what differs from the golden pages, as `diff -u` says it."""
    lines: list[str] = []
    for name, text in found().items():
        kept = (GOLDEN / name).read_text("utf-8") if (GOLDEN / name).exists() else ""
        lines += difflib.unified_diff(
            kept.splitlines(), text.splitlines(), f"golden {name}", f"now {name}", lineterm="", n=1
        )
    return lines


def _shown(page: Page, layout: PageLayout) -> dict[str, Any]:
    return {
        "section": list(layout.section),
        "blocks": [
            f"{block.kind} {block.level}: {_short(text_of(page.text, block.start, block.end))}"
            for block in layout.blocks
        ],
        "tables": [
            {
                "number": table.number,
                "caption": table.caption,
                "unit": [table.currency, table.scale],
                "continues": table.continues,
                "headers": list(table.headers),
                "rows": [" | ".join(row) for row in grid(table, page.text)],
            }
            for table in layout.tables
        ],
    }


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CP else f"{text[:_SHOWN_CP]}… {len(text)}"


if __name__ == "__main__":
    if "--write" in sys.argv:
        GOLDEN.mkdir(exist_ok=True)
        for one, content in found().items():
            (GOLDEN / one).write_text(content, "utf-8")
    else:
        sys.stdout.write("\n".join(differences()) + "\n")
