"""The privacy desk: find what names persons and accounts in a case, hide it, show it again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.errors import BadInput
from appliance.files import new_file
from appliance.jobs import Job
from appliance.privacy import masking
from appliance.privacy.finding import find
from appliance.privacy.kinds import KINDS, SURE
from appliance.privacy.masking import Tokens
from appliance.privacy.prompts import learn, with_known
from appliance.privacy.records import Finding, KindCount, Masked, Scan
from appliance.privacy.store import EXTENTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.documents.records import Document
    from appliance.documents.store import DocumentStore
    from appliance.privacy.records import Identifier, Kind, MaskingRule, Token
    from appliance.privacy.store import MaskStore


class PrivacyDesk:
    """What a person may hide and see. Every method raises VaultLocked after the lock."""

    def __init__(self, door: Door, store: DocumentStore, masks: MaskStore) -> None:
        self._door = door
        self._store = store
        self._masks = masks

    def kinds(self) -> tuple[Kind, ...]:
        """All that is looked for, in the order in which it is shown."""
        self._door.check(Action.VIEW_CASES)
        return tuple(KINDS.values())

    def scan(self, case: str, document: str | None = None, job: Job | None = None) -> Scan:
        """What stands in a case's documents that are ready, or in one of them, and where.

        What the case hides on the screen is given as its token.
        Raises: CaseUnknown, DocumentUnknown, Cancelled.
        """
        self._door.check(Action.VIEW_CASES)
        job = job or Job()
        case_id = self._store.case(case).id
        if document is not None:
            self._store.document(case_id, document)
        hidden = self._masks.kinds_at(case_id, "screen")
        tokens = self._masks.tokens(case_id)
        findings: list[Finding] = []
        # Whoever one page names surely is found on all of them: hence twice over the pages, with
        # tokens that nobody keeps where the case hides no names.
        names = tokens if "person" in hidden else Tokens()
        found: list[tuple[Identifier, ...]] = []
        total = self._pages(case_id, document)
        for page in self._store.texts(case_id, document):
            job.tick("looking for identifiers", len(found), total, unit="pages")
            found.append(find(page.text))
            learn(page.text, [one for one in found[-1] if one.kind == "person"], names)
        pages = len(found)
        for page, ones in zip(self._store.texts(case_id, document), found, strict=True):
            job.tick("looking for names again", pages, total, unit="pages")
            for one in with_known(page.text, ones, names, ("person",)):
                shown, value = page.text[one.start : one.end], one.value
                if one.kind in hidden:
                    sure = one.evidence in SURE
                    shown = value = tokens.of(one.kind, one.value, shown, sure=sure).token
                place = (page.document, page.page, one.kind, one.start, one.end)
                told = (one.evidence, one.confidence)
                findings.append(Finding(*place, shown, value, one.valid, *told))
        self._masks.keep(case_id, tokens)
        return Scan(pages, tuple(findings), _counts(findings))

    def masking(self, case: str) -> MaskingRule:
        """What the case hides. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._masks.rule(self._store.case(case).id)

    def set_masking(self, case: str, rule: MaskingRule) -> None:
        """Change what the case hides; what was written to files before stays as it is.

        Raises: CaseUnknown, BadInput (an extent or kind that does not exist).
        """
        with self._door.enter(Action.SET_MASKING, self._store.subject(case)) as visit:
            unknown = [kind for kind in rule.kinds if kind not in KINDS]
            if unknown or rule.extent not in EXTENTS:
                raise BadInput(what="The rule", why=f"there is no “{(*unknown, rule.extent)[0]}”")
            visit.note(extent=rule.extent, kinds=" ".join(rule.kinds) or "all")
            self._masks.set_rule(self._store.case(case).id, rule)

    def mask(self, case: str, text: str) -> str:
        """A text with what the case hides on the screen replaced by tokens. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        case_id = self._store.case(case).id
        return self._masked(case_id, text, self._masks.kinds_at(case_id, "screen")).text

    def page(self, case: str, document: str, number: int) -> Masked:
        """A page's text as the screen may show it, with the places of its tokens.

        Raises: CaseUnknown, DocumentUnknown, PageUnknown.
        """
        self._door.check(Action.VIEW_CASES)
        case_id = self._store.case(case).id
        text = self._store.page(self._store.document(case_id, document).id, number).text
        return self._masked(case_id, text, self._masks.kinds_at(case_id, "screen"))

    def reveal(self, case: str, token: str) -> Token:
        """What a token stands for; each look is recorded, the value is not.

        Raises: CaseUnknown, BadInput: the case has no such token.
        """
        with self._door.enter(Action.UNMASK, self._store.subject(case)) as visit:
            known = self._masks.tokens(self._store.case(case).id).get(token)
            if known is None:
                raise BadInput(what="The token", why="the case has none of that name")
            visit.note(token=known.token)
        return known

    def export(
        self, case: str, document: str, target: Path, job: Job | None = None
    ) -> tuple[int, int]:
        """Write a document's text to a new file, masked as the case's rule for exports says.

        Pages are set apart by form feeds. A rule that hides nothing in exports hides all kinds
        here: who wants the text as it is has the document. Gives pages and tokens written.
        Raises: CaseUnknown, DocumentUnknown, FileExists, DiskFull, Cancelled.
        """
        job = job or Job()
        with self._door.enter(
            Action.EXPORT, self._store.subject(case), whole=False, announce=True, masked=True
        ) as visit:
            case_id = self._store.case(case).id
            found = self._store.document(case_id, document)
            visit.note(document=self._door.tag(document))
            kinds = self._masks.kinds_at(case_id, "exports") or frozenset(KINDS)
            pages = hidden = 0
            with new_file(target) as out:
                for text, count in self._masked_pages(case_id, found, kinds, job):
                    out.write(("\f" if pages else "").encode() + text.encode("utf-8", "replace"))
                    pages, hidden = pages + 1, hidden + count
            visit.note(pages=pages, tokens=hidden)
        return pages, hidden

    def _masked_pages(
        self, case_id: int, document: Document, kinds: frozenset[str], job: Job
    ) -> Iterator[tuple[str, int]]:
        """Each page with how many tokens it got; names of any page are hidden on all of them."""
        tokens = self._masks.tokens(case_id)
        for number, text in self._store.page_texts(document.id):
            job.tick("looking for identifiers", number - 1, document.page_count, unit="pages")
            learn(text, find(text, kinds=kinds), tokens)
        for number, text in self._store.page_texts(document.id):
            job.tick("writing", number - 1, document.page_count, unit="pages")
            masked = masking.mask(text, self._found(text, kinds, tokens), tokens)
            self._masks.keep(case_id, tokens)
            yield masked.text, len(masked.pieces)

    def _masked(self, case_id: int, text: str, kinds: frozenset[str]) -> Masked:
        if not kinds:
            return Masked(text, ())
        tokens = self._masks.tokens(case_id)
        masked = masking.mask(text, self._found(text, kinds, tokens), tokens)
        self._masks.keep(case_id, tokens)
        return masked

    @staticmethod
    def _found(text: str, kinds: frozenset[str], tokens: Tokens) -> tuple[Identifier, ...]:
        return with_known(text, find(text, kinds=kinds), tokens, kinds)

    def _pages(self, case_id: int, document: str | None) -> int:
        return sum(
            one.page_count
            for one in self._store.documents(case_id)
            if one.state == "ready" and document in (None, one.name)
        )


def _counts(findings: list[Finding]) -> tuple[KindCount, ...]:
    found = Counter(one.kind for one in findings)
    valid = Counter(one.kind for one in findings if one.valid)
    values = Counter(kind for kind, _ in {(one.kind, one.value) for one in findings})
    return tuple(
        KindCount(kind.name, kind.title, found[kind.name], valid[kind.name], values[kind.name])
        for kind in KINDS.values()
        if found[kind.name]
    )
