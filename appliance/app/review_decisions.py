"""The decisions desk: deciding items of reviews, two signatures, opening again, limits of roles."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.clock import stamp
from appliance.errors import BadInput, ItemUnknown, SamePerson
from appliance.review import deciding, signing
from appliance.review.deciding import KINDS, MOST_REASON_CP, Choice, reason_line
from appliance.review.limits import checked
from appliance.review.records import Event, Signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.app.door import Door, Visit
    from appliance.clock import Clock
    from appliance.documents.store import DocumentStore
    from appliance.review.limits import LimitShelf
    from appliance.review.records import Limits, Part, Quote, Review, ReviewItem
    from appliance.review.store import ReviewStore
    from appliance.vault.records import User


class DecisionDesk:
    """What a person may do with a review's proposals. Raises VaultLocked after the lock.

    Whatever is refused changes nothing. Methods that take a case and a number raise CaseUnknown and
    ReviewUnknown, those that take a place, ItemUnknown.
    """

    def __init__(
        self,
        door: Door,
        *,
        store: DocumentStore,
        reviews: ReviewStore,
        limits: LimitShelf,
        user: Callable[[], User],
        clock: Clock,
    ) -> None:
        """Make the desk; `user` is who decides and signs."""
        self._door = door
        self._store = store
        self._reviews = reviews
        self._limits = limits
        self._user = user
        self._clock = clock

    # Deciding -----------------------------------------------------------------------------------

    def decide(
        self,
        case: str,
        number: int,
        place: int,
        kind: str,
        *,
        verdict: str | None = None,
        reason: str = "",
        waive: bool = False,
        owner: str = "",
        due: str = "",
        evidence: Sequence[Quote] | None = None,
        keep: bool = False,
        after: int = 0,
    ) -> ReviewItem:
        """Accept, correct (with `verdict`) or reject the item at `place`; history is kept.

        A correction needs `evidence`, or `keep` to stand on the proposal's places, unless it says
        "not found". An exception has an owner and a due date, by default the checklist's, unless it
        is waived. `after` is how many decisions of the item the person has before them, so that
        nobody replaces one that they have not seen.
        Raises: ReviewNotOpen, DecisionInvalid, DecidedMeanwhile, OverLimit, NobodysHand, BadInput,
        DocumentUnknown, PageUnknown.
        """
        choice = Choice(
            kind=kind,
            verdict=verdict,
            reason=reason,
            waive=waive,
            owner=owner,
            due=due,
            quotes=tuple(evidence or ()),
            keep=keep,
            after=after,
        )
        with self._door.enter(Action.DECIDE_ITEM, self._store.subject(case)) as visit:
            # What a script wrote in place of a decision does not go into the chain.
            visit.note(review=number, place=place, decision=kind if kind in KINDS else "unknown")
            case_id = self._store.case(case).id
            with self._store.content(case_id).transaction():
                review = self._reviews.get(case_id, number)
                signing.require_state(review, "open")
                made = deciding.decided(
                    _item(review, place),
                    choice,
                    number=number,
                    case_id=case_id,
                    who=self._user(),
                    at=stamp(self._clock),
                    today=review.today,
                    limits=self._limits.get(),
                    pages=self._store,
                )
                assert made.decision is not None  # noqa: S101 - it was just made
                self._reviews.put_item(case_id, number, made)
                what = f"{kind}, waived" if waive else kind
                self._event(case_id, review, what, place=place, note=made.decision.reason)
            visit.note(round=review.round, verdict=made.decision.verdict, waived=waive)
            self._store.used(case_id)
        return made

    def seen(self, case: str, number: int, place: int) -> frozenset[int]:
        """The present user opens the evidence of an item; gives all places opened in this round.

        It counts from the maker's signature on: what was opened before may have been decided in
        another way since, so until then nothing is noted.
        """
        self._door.check(Action.VIEW_CASES)
        case_id = self._store.case(case).id
        with self._store.content(case_id).transaction():
            review = self._reviews.get(case_id, number)
            _item(review, place)
            if review.state != "submitted" or place in review.seen:
                return review.seen
            self._reviews.saw(case_id, number, [place])
        return review.seen | {place}

    # Signing ------------------------------------------------------------------------------------

    def submit(self, case: str, number: int, note: str = "") -> Review:
        """Sign as the maker; from then on nothing can be decided.

        Raises: ReviewNotOpen, NobodysHand, ItemsOpen, EvidenceGone, BadInput (the note).
        """
        with self._signing(Action.SUBMIT_REVIEW, case, number) as (visit, case_id, review):
            signing.require_maker(review, self._user(), pages=self._store, case_id=case_id)
            return self._sign(visit, case_id, review, "maker", note)

    def check(self, case: str, number: int, note: str = "") -> Review:
        """Sign as the checker: another person, who decided nothing and opened all evidence.

        Raises: ReviewNotOpen, NobodysHand, SamePerson, EvidenceNotOpened, OverLimit, EvidenceGone,
        ReviewChanged, BadInput (the note).
        """
        with self._signing(Action.CHECK_REVIEW, case, number) as (visit, case_id, review):
            signing.require_checker(
                review,
                self._user(),
                limits=self._limits.get(),
                pages=self._store,
                case_id=case_id,
            )
            return self._sign(visit, case_id, review, "checker", note)

    def _sign(self, visit: Visit, case_id: int, review: Review, part: Part, note: str) -> Review:
        user = self._user()
        signature = Signature(
            part=part,
            by=user.name,
            by_id=user.id,
            at=stamp(self._clock),
            content_sha256=signing.digest(review),
            note=_reason(note, what="The note", least=0),
            round=review.round,
        )
        self._reviews.add_signature(case_id, review.id, signature)
        self._reviews.set_state(
            case_id,
            review.id,
            "submitted" if part == "maker" else "signed",
            round=review.round,
        )
        what = "submitted" if part == "maker" else "signed"
        self._event(case_id, review, what, note=signature.note)
        visit.note(
            content=signature.content_sha256,
            items=len(review.items),
            exceptions=len(signing.exceptions(review)),
        )
        return self._reviews.get(case_id, review.id)

    # Opening again ------------------------------------------------------------------------------

    def send_back(self, case: str, number: int, reason: str) -> Review:
        """The checker does not sign: a new round, in which items are decided again.

        Raises: ReviewNotOpen, NobodysHand, SamePerson (its maker), BadInput (no reason).
        """
        with self._signing(Action.REOPEN_REVIEW, case, number) as (visit, case_id, review):
            signing.require_state(review, "submitted")
            maker = signing.maker_of(review)
            if signing.is_same(self._user(), maker.by_id, maker.by):
                raise SamePerson(number=number, why="you signed it as its maker")
            return self._open(visit, case_id, review, "sent back", reason)

    def reopen(self, case: str, number: int, reason: str) -> Review:
        """Open a submitted or signed review again: a new round; its signatures stay in the history.

        Raises: ReviewNotOpen, NobodysHand, BadInput (no reason).
        """
        with self._signing(Action.REOPEN_REVIEW, case, number) as (visit, case_id, review):
            signing.require_state(review, "submitted", "signed")
            return self._open(visit, case_id, review, "reopened", reason)

    def _open(self, visit: Visit, case_id: int, review: Review, what: str, reason: str) -> Review:
        deciding.require_name(self._user(), "open again", review.id)
        line = _reason(reason, what="The reason", least=deciding.LEAST_REASON_CP)
        visit.note(was=review.state, sent_back=what == "sent back")
        self._event(case_id, review, what, note=line)
        self._reviews.set_state(case_id, review.id, "open", round=review.round + 1)
        return self._reviews.get(case_id, review.id)

    # Reading ------------------------------------------------------------------------------------

    def history(self, case: str, number: int) -> tuple[Event, ...]:
        """All that happened to the review, oldest first, in all rounds."""
        self._door.check(Action.VIEW_CASES)
        return self._reviews.history(self._store.case(case).id, number)

    def signatures(self, case: str, number: int) -> tuple[Signature, ...]:
        """The signatures of all rounds, oldest first; earlier ones stand as they were."""
        self._door.check(Action.VIEW_CASES)
        case_id = self._store.case(case).id
        self._reviews.get(case_id, number)
        return self._reviews.signatures(case_id, number)

    # Limits -------------------------------------------------------------------------------------

    def limits(self) -> Limits:
        """What each role may decide, waive and check."""
        self._door.check(Action.VIEW_USERS)
        return self._limits.get()

    def set_limits(self, limits: Limits) -> Limits:
        """Set what each role may decide, waive and check. Raises: BadInput."""
        with self._door.enter(Action.SET_REVIEW_LIMITS, "reviews") as visit:
            limits = checked(limits)
            for name in ("decide", "waive", "check"):
                for role, severity in getattr(limits, name).items():
                    visit.note(**{f"{name}_{role}": severity or "none"})
            return self._limits.put(limits)

    # Within -------------------------------------------------------------------------------------

    @contextmanager
    def _signing(
        self, action: Action, case: str, number: int
    ) -> Iterator[tuple[Visit, int, Review]]:
        """One transaction over the vault and the case, with the review as it is in it."""
        with self._door.enter(action, self._store.subject(case)) as visit:
            visit.note(review=number)
            case_id = self._store.case(case).id
            with self._store.content(case_id).transaction():
                review = self._reviews.get(case_id, number)
                visit.note(round=review.round)
                yield visit, case_id, review
            self._store.used(case_id)

    def _event(
        self, case_id: int, review: Review, what: str, *, place: int = -1, note: str = ""
    ) -> None:
        event = Event(
            at=stamp(self._clock),
            by=self._user().name,
            what=what,
            round=review.round,
            place=place,
            note=note,
        )
        self._reviews.add_event(case_id, review.id, event)


def _item(review: Review, place: int) -> ReviewItem:
    if not 0 <= place < len(review.items):
        raise ItemUnknown(number=review.id, item=place)
    return review.items[place]


def _reason(text: str, *, what: str, least: int) -> str:
    if not least and not text.strip():
        return ""
    line = reason_line(text)
    if line is None:
        why = f"it must have {deciding.LEAST_REASON_CP} to {MOST_REASON_CP} printable characters"
        raise BadInput(what=what, why=why)
    return line
