"""Hostile documents through the real parser child."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from appliance.children import Child, ChildSpec
from appliance.documents.limits import Limits
from appliance.documents.opened import OpenDocument
from appliance.documents.protocol import PICTURED_TYPES
from appliance.errors import ApplianceError, DocumentUnreadable, PageUnknown
from appliance.settings import Settings
from tests.hostile import children, further_mutations, office_mutations, pdf_mutations
from tests.hostile.outcomes import Outcome, settle

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from tests.hostile.damage import Case

PAGE_LIMIT_S = 60.0
_FAMILIES = {"pdf": "pdf", "html": "text", "rtf": "text", "eml": "text", "msg": "mail"}
_FAMILIES |= dict.fromkeys(("png", "jpeg", "tiff"), "image")
_MAKERS: dict[str, Callable[[random.Random], Case]] = {
    "pdf": pdf_mutations.make,
    "docx": office_mutations.make_docx,
    "xlsx": office_mutations.make_xlsx,
    **{kind: partial(further_mutations.make, kind) for kind in further_mutations.KINDS},
}


class DocumentRun:
    """One format: reads each file to its end, and draws a page of what turned out to be a PDF."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self.limit_s = 3 * PAGE_LIMIT_S
        self._spec = ChildSpec(
            kind="parser",
            module="appliance.documents.parsers.main",
            address_space_bytes=Settings().parser_memory_bytes,
            cpu_s=1800,
            options=(f"family={_FAMILIES.get(kind, 'office')}",),
        )
        self._wanted: set[str] = set()

    def make(self, chance: random.Random) -> Case:
        """One hostile file."""
        return _MAKERS[self._kind](chance)

    def run(self, cases: Sequence[Case]) -> Iterator[Outcome]:
        """The outcome of each case, in order."""
        with children.program("many_documents.py"):
            if not self._wanted:
                self._wanted = self._baseline()
            left = list(cases)
            while left:
                part = left[: children.IN_ONE_CHILD]
                child = children.start(self._spec, [case.data for case in part])
                try:
                    for _ in range(len(part)):
                        outcome = settle(partial(self._one, child))
                        if outcome.ending == "refused" and not child.alive:
                            outcome = Outcome("died", outcome.code)
                        left.pop(0)
                        yield outcome
                        if not child.alive or outcome.code.endswith("ProtocolBroken"):
                            break
                finally:
                    child.stop(grace_s=0)

    def _baseline(self) -> set[str]:
        good = {
            "pdf": pdf_mutations.good(),
            "docx": (office_mutations.good_docx(),),
            "xlsx": (office_mutations.good_xlsx(),),
        }.get(self._kind) or (further_mutations.good(self._kind),)
        child = children.start(self._spec, good)
        try:
            return {self._text(child)[0] for _ in good}
        finally:
            child.stop(grace_s=0)

    def _one(self, child: Child) -> Outcome:
        text, document = self._text(child)
        for _ in document.attachments():
            pass
        if document.media_type in PICTURED_TYPES:
            try:
                document.render(1, 0.5)
            except (PageUnknown, DocumentUnreadable) as error:
                if not child.alive:
                    raise
                return Outcome("accepted", f"{error.code} drawing")
            except ApplianceError as error:
                if not child.alive:
                    raise
                return Outcome("accepted", f"{error.code} drawing")
        return Outcome("same" if text in self._wanted else "accepted")

    def _text(self, child: Child) -> tuple[str, OpenDocument]:
        name = f"hostile.{self._kind}"
        document = OpenDocument(child, name, Limits(), PAGE_LIMIT_S, None)
        document.start()
        return "\f".join(page.text for page in document.pages()), document
