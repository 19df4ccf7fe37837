"""The reviews desk: review a case, go on after a stop, look, run again, and many cases at once."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from appliance.app.door import Action
from appliance.clock import stamp
from appliance.errors import (
    ApplianceError,
    CaseEmpty,
    ReviewModelGone,
    ReviewNotOpen,
    ReviewUnderWay,
    VaultLocked,
)
from appliance.jobs import Job
from appliance.review import replaying
from appliance.review.asking.doubts import StoredDoubts
from appliance.review.papers.reading import Draw, Papers, read_papers
from appliance.review.phrases import course
from appliance.review.records import Counts, Event, Review, ReviewItem, ReviewLine
from appliance.review.rows import counts_of
from appliance.review.running.proposing import Proposing
from appliance.review.running.since import since

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.app.door import Door, Visit
    from appliance.app.review_models import ReviewModels
    from appliance.clock import Clock
    from appliance.documents.store import DocumentStore
    from appliance.review.checklists.records import Shelved
    from appliance.review.checklists.shelf import Shelf
    from appliance.review.records import Proposal, Replay
    from appliance.review.rows import Partial
    from appliance.review.running.proposing import Keep, Models
    from appliance.review.running.since import Since
    from appliance.review.store import ReviewStore
    from appliance.vault.records import User
    from appliance.vault.store import Vault

BEGUN, GONE_ON, PROPOSED, RUN_AGAIN = "begun", "gone on", "proposed", "run again"
VERDICT_COUNTS = ("met", "not_met", "contradicted", "not_found", "needs_a_person")
_NO_COUNTS = Counts(0, 0, 0, 0, 0)


class ReviewDesk:
    """What a person may do with reviews as a whole. Raises VaultLocked after the lock.

    Methods that take a case raise CaseUnknown, those that take a number, ReviewUnknown.
    """

    def __init__(
        self,
        door: Door,
        *,
        vault: Vault,
        store: DocumentStore,
        reviews: ReviewStore,
        shelf: Shelf,
        models: ReviewModels,
        user: Callable[[], User],
        clock: Clock,
        draw: Draw | None = None,
    ) -> None:
        """Make the desk; `user` is who begins a review, `draw` shows lines to sign on."""
        self._door = door
        self._vault = vault
        self._store = store
        self._reviews = reviews
        self._shelf = shelf
        self._models = models
        self._user = user
        self._clock = clock
        self._draw = draw
        self._under_way: set[tuple[int, int]] = set()
        self._entering = threading.Lock()

    # Running ------------------------------------------------------------------------------------

    def start(
        self,
        case: str,
        checklist: str,
        *,
        version: str | None = None,
        documents: Sequence[str] | None = None,
        job: Job | None = None,
        on_begun: Callable[[int], None] | None = None,
    ) -> Review:
        """Review a case, by default all of its documents; earlier reviews of it stay.

        Each item is kept as soon as it is proposed. Ended early, by whatever, it goes on with
        `resume`. `on_begun` gets the review's number in the transaction that keeps it.
        Raises: CaseEmpty (nothing can be read), ChecklistUnknown, DocumentUnknown, ModelStopped,
        Cancelled.
        """
        job = job or Job()
        entrance = self._door.enter(
            Action.REVIEW, self._store.subject(case), whole=False, announce=True
        )
        with entrance as visit:
            shelved = self._shelf.get(checklist, version)
            visit.note(checklist=self._door.tag(checklist), version=shelved.checklist.version)
            visit.note(sha256=shelved.sha256)
            case_id = self._store.case(case).id
            self._store.used(case_id)
            papers = read_papers(self._store, case_id, documents, draw=self._draw)
            _require_pages(case, papers)
            models = self._models.now(visit, case_id, shelved.checklist)
            at = stamp(self._clock)
            notes = (*self._remarks(shelved, case_id, at), *models.notes)
            with self._vault.transaction():
                review = self._reviews.new(
                    case_id,
                    Review(
                        id=0,
                        case=case,
                        checklist=shelved.checklist,
                        checklist_sha256=shelved.sha256,
                        started_at=at,
                        started_by=self._user().name,
                        today=at[:10],
                        state="proposing",
                        round=1,
                        papers=papers.read,
                        items=tuple(
                            ReviewItem(place, item, "waiting")
                            for place, item in enumerate(shelved.checklist.items)
                        ),
                        asked=None if documents is None else tuple(documents),
                        models=models.made,
                        notes=notes,
                    ),
                )
                self._event(case_id, review, BEGUN, f"{checklist} {shelved.checklist.version}")
                if on_begun is not None:
                    on_begun(review.id)
            visit.note(review=review.id, items=len(review.items))
            visit.note(**self._propose(visit, case_id, review, papers, models, job))
        return self._reviews.get(case_id, review.id)

    def resume(self, case: str, number: int, job: Job | None = None) -> Review:
        """Go on with a review that was stopped: with its day, papers and models.

        What became of its papers meanwhile, and of the program's rules, is said in its notes.
        Raises: ReviewNotOpen (all items are proposed), ReviewUnderWay, ReviewModelGone, CaseEmpty,
        ModelStopped, Cancelled.
        """
        job = job or Job()
        entrance = self._door.enter(
            Action.REVIEW,
            self._store.subject(case),
            whole=False,
            announce=True,
            review=number,
            resumed=True,
        )
        with entrance as visit:
            case_id = self._store.case(case).id
            self._store.used(case_id)
            review = self._reviews.get(case_id, number)
            if review.state != "proposing":
                raise ReviewNotOpen(number=number, state=review.state)
            changed, papers = self._papers_of(case_id, review)
            _require_pages(case, papers)
            models = self._models.then(visit, case_id, review.checklist, review.models)
            for name in models.gone:
                raise ReviewModelGone(number=number, model=name)
            told = (*changed.told, *replaying.differing(review.models, models.made))
            with self._vault.transaction():
                self._reviews.grow(case_id, number, notes=told)
                self._event(case_id, review, GONE_ON, " ".join(told))
            visit.note(items=len(review.items))
            visit.note(**self._propose(visit, case_id, review, papers, models, job))
        return self._reviews.get(case_id, number)

    def _remarks(self, shelved: Shelved, case_id: int, at: str) -> Iterator[str]:
        """What a person who decides must know of the checklist and of the day."""
        if not shelved.in_force:
            yield course.NOT_IN_FORCE.say()
        if shelved.origin == "imported" and not any(one.trusted for one in shelved.signers):
            yield course.UNTRUSTED.say()
        if any(one.added_at > at for one in self._store.documents(case_id)):
            yield course.CLOCK.say()

    def _propose(
        self,
        visit: Visit,
        case_id: int,
        review: Review,
        papers: Papers,
        models: Models,
        job: Job,
    ) -> dict[str, int]:
        """All that waits; gives how many items have which verdict. The audit line ends it."""
        began_s = self._clock.monotonic()

        def spent() -> None:
            seconds = self._clock.monotonic() - began_s
            self._reviews.grow(case_id, review.id, seconds=seconds)

        def finish() -> None:
            spent()
            self._reviews.set_state(case_id, review.id, "open", round=1)
            self._event(case_id, review, PROPOSED)

        with self._alone(case_id, review.id):
            keep = _Keeping(self._reviews, case_id, review)
            parts = self._reviews.parts(case_id, review.id)
            try:
                self._run(review, papers, models, keep, job, parts=parts)
            except BaseException:
                with suppress(ApplianceError):
                    spent()
                raise
            visit.with_line(finish)
        counts = counts_of(self._reviews.get(case_id, review.id))
        return {name: getattr(counts, name) for name in VERDICT_COUNTS}

    def _run(
        self,
        review: Review,
        papers: Papers,
        models: Models,
        keep: Keep,
        job: Job,
        parts: dict[int, tuple[Partial, ...]] | None = None,
    ) -> None:
        Proposing(
            papers=papers,
            models=models,
            doubts=StoredDoubts(self._store),
            today=date.fromisoformat(review.today),
            keep=keep,
            clock=self._clock,
            job=job,
            named=review.asked is not None,
        ).run(review.items, parts or {})

    # Looking ------------------------------------------------------------------------------------

    def show(self, case: str, number: int) -> Review:
        """One review with all of its items."""
        self._door.check(Action.VIEW_CASES)
        return self._reviews.get(self._store.case(case).id, number)

    def list(self, case: str | None = None, job: Job | None = None) -> tuple[ReviewLine, ...]:
        """Reviews of a case, or of all cases, each of which is opened for it; newest first.

        A case of many that cannot be opened is a line that says why.
        """
        self._door.check(Action.VIEW_CASES)
        job = job or Job()
        if case is not None:
            lines = self._reviews.lines(self._store.case(case).id, case=case)
        else:
            lines = tuple(self._lines(job))
        return tuple(sorted(lines, key=lambda one: (one.started_at, one.case, one.id))[::-1])

    def _lines(self, job: Job) -> Iterator[ReviewLine]:
        cases = self._store.cases()
        for done, one in enumerate(cases):
            job.tick("looking through cases", done, len(cases), unit="cases", note=one.name)
            try:
                yield from self._reviews.lines(one.id, case=one.name)
            except VaultLocked:
                raise
            except ApplianceError as error:
                trouble = f"{error.code} {error.message}"
                yield ReviewLine(
                    one.name, 0, "", "", "", "", "proposing", 0, _NO_COUNTS, 0, trouble=trouble
                )

    # Again --------------------------------------------------------------------------------------

    def replay(self, case: str, number: int, job: Job | None = None) -> Replay:
        """Run a review again with its day, papers and models, and compare item by item.

        Nothing of the review changes; its history says that it was run again and what came out.
        Raises: ReviewNotOpen (items are not proposed yet), ModelStopped, Cancelled.
        """
        job = job or Job()
        began_s = self._clock.monotonic()
        entrance = self._door.enter(
            Action.REPLAY_REVIEW, self._store.subject(case), whole=False, review=number
        )
        with entrance as visit:
            case_id = self._store.case(case).id
            self._store.used(case_id)
            review = self._reviews.get(case_id, number)
            if review.state == "proposing":
                raise ReviewNotOpen(number=number, state=review.state)
            changed, papers = self._papers_of(case_id, review)
            models = self._models.then(visit, case_id, review.checklist, review.models)
            found = _Collecting()
            waiting = tuple(msgspec.structs.replace(one, state="waiting") for one in review.items)
            self._run(msgspec.structs.replace(review, items=waiting), papers, models, found, job)
            kept = {one.sha256 for one in changed.kept}
            made = replaying.compare(
                review,
                found.items,
                at=stamp(self._clock),
                about_all=(
                    *changed.told,
                    *models.notes,
                    *replaying.differing(review.models, models.made),
                ),
                gone=frozenset(one.sha256 for one in review.papers) - kept,
                seconds=round(self._clock.monotonic() - began_s, 3),
            )
            visit.note(same=made.same, changed=len(made.changes))
            note = course.REPLAYED.say(count=made.same, changed=len(made.changes))
            visit.with_line(lambda: self._event(case_id, review, RUN_AGAIN, note))
        return made

    # Within -------------------------------------------------------------------------------------

    @contextmanager
    def _alone(self, case_id: int, number: int) -> Iterator[None]:
        """No second run over the same review. Raises: ReviewUnderWay."""
        key = case_id, number
        with self._entering:
            if key in self._under_way:
                raise ReviewUnderWay(number=number)
            self._under_way.add(key)
        try:
            yield
        finally:
            with self._entering:
                self._under_way.discard(key)

    def _papers_of(self, case_id: int, review: Review) -> tuple[Since, Papers]:
        """The papers of a review that are still there, as it saw them."""
        now = read_papers(self._store, case_id).read
        changed = since(review.papers, now, all_of_case=review.asked is None)
        return changed, Papers(self._store, changed.kept, self._draw)

    def _event(self, case_id: int, review: Review, what: str, note: str = "") -> None:
        event = Event(
            at=stamp(self._clock),
            by=self._user().name,
            what=what,
            round=self._reviews.get(case_id, review.id).round,
            note=note,
        )
        self._reviews.add_event(case_id, review.id, event)


class _Keeping:
    """Each proposal into the case, at once."""

    def __init__(self, reviews: ReviewStore, case_id: int, review: Review) -> None:
        self._reviews = reviews
        self._case_id = case_id
        self._review = review

    def item(self, place: int, proposal: Proposal) -> None:
        item = msgspec.structs.replace(self._review.items[place], state="open", proposal=proposal)
        self._reviews.put_item(self._case_id, self._review.id, item)

    def part(self, place: int, part: Partial) -> None:
        self._reviews.put_part(self._case_id, self._review.id, place, part)


class _Collecting:
    """Proposals of a run that is only compared."""

    def __init__(self) -> None:
        self.items: dict[int, Proposal] = {}

    def item(self, place: int, proposal: Proposal) -> None:
        self.items[place] = proposal

    def part(self, place: int, part: Partial) -> None:
        """Parts go into the item when all documents were asked."""


def _require_pages(case: str, papers: Papers) -> None:
    if not any(one.pages for one in papers.read):
        raise CaseEmpty(name=case)
