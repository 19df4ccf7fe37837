"""The canonical form that both sign: all that was decided, and nothing that comes after."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance.errors import ReviewNotOpen
from appliance.review import signing
from appliance.review.records import (
    Decision,
    Evidence,
    MadeWith,
    PaperRead,
    Proposal,
    Rect,
    Review,
    ReviewItem,
    Signature,
)
from tests.reviews import CHECKLIST, ITEMS

if TYPE_CHECKING:
    from collections.abc import Callable

AT = "2026-01-02T12:00:00.000+00:00"
PLACE = Evidence("地址.pdf", 7, "aa" * 32, 2, 10, 13, "“5%”", boxes=(Rect(1, 2.5, 3, 4),))
ACCEPTED = Decision("accepted", "met", "Olga", "0a" * 8, AT, evidence=(PLACE,))
REVIEW = Review(
    id=3, case="Miller", checklist=CHECKLIST, checklist_sha256="c0" * 32, started_at=AT,
    started_by="Ada", today="2026-01-02", state="open", round=1,
    papers=(PaperRead("地址.pdf", 7, "aa" * 32, 12),),
    items=tuple(
        ReviewItem(
            n, item, "accepted",
            Proposal("met", 0.75, "code", evidence=(PLACE,), made=MadeWith(rules="1")),
            ACCEPTED, (msgspec.structs.replace(ACCEPTED, kind="rejected", reason="once"),),
        )
        for n, item in enumerate(ITEMS)
    ),
    models=MadeWith(language_digest="dd" * 32, seed=3), notes=("One page was not read.",),
)  # fmt: skip
SIGNATURE = Signature("maker", "Olga", "0a" * 8, AT, "ee" * 32)


def first(**changes: object) -> Review:
    """The review with another first item."""
    item = msgspec.structs.replace(REVIEW.items[0], **changes)
    return msgspec.structs.replace(REVIEW, items=(item, *REVIEW.items[1:]))


def decided(**changes: object) -> Review:
    return first(decision=msgspec.structs.replace(ACCEPTED, **changes))


def quoted(**changes: object) -> Review:
    return decided(evidence=(msgspec.structs.replace(PLACE, **changes),))


def proposed(**changes: object) -> Review:
    assert REVIEW.items[0].proposal is not None
    return first(proposal=msgspec.structs.replace(REVIEW.items[0].proposal, **changes))


def another(**changes: object) -> Review:
    return msgspec.structs.replace(REVIEW, **changes)


CHANGED: tuple[Callable[[], Review], ...] = (
    lambda: another(id=4),
    lambda: another(case="Muller"),
    lambda: another(round=2),
    lambda: another(today="2026-01-03"),
    lambda: another(started_at=AT.replace("12", "13", 1)),
    lambda: another(started_by="Eve"),
    lambda: another(checklist_sha256="c1" * 32),
    lambda: another(checklist=msgspec.structs.replace(CHECKLIST, version="1.1")),
    lambda: another(papers=()),
    lambda: another(papers=(msgspec.structs.replace(REVIEW.papers[0], sha256="ab" * 32),)),
    lambda: another(asked=("地址.pdf",)),
    lambda: another(models=MadeWith()),
    lambda: another(notes=()),
    lambda: another(items=REVIEW.items[:-1]),
    lambda: first(state="corrected"),
    lambda: first(before=()),
    lambda: first(decision=None),
    lambda: decided(verdict="not met"),
    lambda: decided(kind="corrected"),
    lambda: decided(reason="because"),
    lambda: decided(by_id="0b" * 8),
    lambda: decided(waived=True),
    lambda: decided(owner="legal"),
    lambda: decided(due="2026-02-02"),
    lambda: decided(evidence=()),
    lambda: quoted(sha256="ab" * 32),
    lambda: quoted(page=3),
    lambda: quoted(start=9),
    lambda: quoted(quote="“6%”"),
    lambda: quoted(side="against"),
    lambda: quoted(boxes=()),
    lambda: proposed(verdict="not met"),
    lambda: proposed(confidence=0.76),
    lambda: proposed(made=MadeWith(rules="2")),
)


def test_it_is_json_with_sorted_keys_and_no_spaces() -> None:
    made = signing.content(REVIEW)
    read = json.loads(made)
    assert (
        made == json.dumps(read, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    assert read["format"] == signing.FORMAT
    assert read["items"][0]["decision"]["evidence"][0]["quote"] == "“5%”"
    assert signing.digest(REVIEW) == hashlib.sha256(made).hexdigest()


@pytest.mark.parametrize("number", range(len(CHANGED)))
def test_whatever_was_decided_is_in_it(number: int) -> None:
    assert signing.digest(CHANGED[number]()) != signing.digest(REVIEW)


def test_what_comes_after_is_not() -> None:
    later = another(
        state="signed", signatures=(SIGNATURE,), seen=frozenset({0, 2}), seconds=REVIEW.seconds + 1
    )
    assert signing.content(later) == signing.content(REVIEW)


def test_it_is_the_same_after_being_kept() -> None:
    kept = msgspec.json.decode(msgspec.json.encode(REVIEW), type=Review)
    assert signing.content(kept) == signing.content(REVIEW)


def test_the_maker_is_the_present_round_s() -> None:
    for signatures in ((), (msgspec.structs.replace(SIGNATURE, part="checker"),)):
        with pytest.raises(ReviewNotOpen):
            signing.maker_of(another(signatures=signatures))
    with pytest.raises(ReviewNotOpen):
        signing.maker_of(another(signatures=(SIGNATURE,), round=2))
    assert signing.maker_of(another(signatures=(SIGNATURE,))) == SIGNATURE


def test_what_is_left_to_decide() -> None:
    assert signing.undecided(REVIEW) == ()
    rejected = msgspec.structs.replace(ACCEPTED, kind="rejected", verdict="needs a person")
    assert signing.undecided(first(state="rejected", decision=rejected)) == (0,)
    assert signing.undecided(first(state="rejected")) == (0,)
    assert signing.undecided(first(decision=None)) == (0,)
    assert signing.undecided(first(state="open", decision=None)) == (0,)
    assert signing.undecided(decided(verdict="needs a person")) == (0,)


def test_items_with_evidence_and_exceptions() -> None:
    bare = Proposal("not found", 0.5, "code")
    assert 0 not in signing.with_evidence(first(proposal=bare, decision=None))
    assert 0 in signing.with_evidence(first(proposal=bare))
    assert 0 in signing.with_evidence(decided(evidence=()))  # the proposal's own place
    # The last item is an indicator: there, “met” is the exception.
    assert [one.item.id for one in signing.exceptions(REVIEW)] == ["cash"]
    assert [one.place for one in signing.exceptions(decided(verdict="not found"))] == [0, 3]
