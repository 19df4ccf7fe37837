"""From one root to the next, and from list to list: the attacks of The Update Framework."""

from __future__ import annotations

import itertools
from dataclasses import replace

import msgspec
import pytest

from appliance.errors import (
    BadInput,
    FingerprintDiffers,
    KeyRevoked,
    PackRevoked,
    PackSignersShort,
    TrustFileInvalid,
    TrustMissing,
    TrustOutOfOrder,
    TrustSignaturesShort,
)
from appliance.packs import trust_documents as documents
from appliance.packs import trust_rules as rules
from appliance.packs.trust_records import MAX_VERSION, SignedDocument, TrustState
from tests.unit.packs.publishing import Office, identifier, new_keys

OFFICE = Office()


def trusting(document: SignedDocument, *more: SignedDocument) -> TrustState:
    shown = documents.fingerprint(document.signed)
    state = rules.pinned(TrustState(), document, typed=shown, replace=False)
    return rules.advanced(state, more)


STATE = trusting(OFFICE.root())


def ids(names: str) -> tuple[str, ...]:
    return tuple(sorted(identifier(OFFICE.keys[name]) for name in names.split()))


# Pinning.


def test_a_root_is_pinned_by_its_fingerprint() -> None:
    assert STATE.root == OFFICE.root().signed


def test_another_fingerprint_pins_nothing() -> None:
    other = documents.fingerprint(OFFICE.root(2).signed)
    with pytest.raises(FingerprintDiffers):
        rules.pinned(TrustState(), OFFICE.root(), typed=other, replace=False)


@pytest.mark.parametrize("signed", ["", "r1", "p1 p2", "r1 p1", "x"])
def test_a_first_root_needs_its_own_threshold(signed: str) -> None:
    with pytest.raises(TrustSignaturesShort):
        trusting(OFFICE.root(signed=signed))


def test_a_list_is_not_pinned() -> None:
    with pytest.raises(TrustFileInvalid):
        trusting(OFFICE.list())


def test_a_second_root_is_pinned_only_in_place_of_the_first() -> None:
    other = Office(publisher="other").root()
    shown = documents.fingerprint(other.signed)
    with pytest.raises(BadInput):
        rules.pinned(STATE, other, typed=shown, replace=False)
    assert rules.pinned(STATE, other, typed=shown, replace=True).root == other.signed


# Roots.


@pytest.mark.parametrize("signed", ["r1 r2", "r1 r3", "r2 r3", "r1 r2 r3"])
def test_the_next_root_is_followed_with_any_two_keys(signed: str) -> None:
    newer = OFFICE.root(2, signed=signed)
    assert rules.advanced(STATE, [newer]).root == newer.signed


@pytest.mark.parametrize("signed", ["", "r1", "r2", "r3", "x", "r1 x", "r1 p1", "p1 p2 p3 v1"])
def test_one_of_three_and_strangers_are_refused(signed: str) -> None:
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(STATE, [OFFICE.root(2, signed=signed)])


@pytest.mark.parametrize("version", [3, 4, 1000, MAX_VERSION])
def test_a_root_that_leaves_versions_out_is_refused(version: int) -> None:
    with pytest.raises(TrustOutOfOrder):
        rules.advanced(STATE, [OFFICE.root(version)])


def test_fast_forward_ends_at_the_next_version() -> None:
    """Even a thief of a threshold of keys moves the version by one, so a recovery fits after it."""
    stolen = OFFICE.root(2)
    after = rules.advanced(STATE, [stolen])
    assert rules.advanced(after, [OFFICE.root(3)]).root == OFFICE.root(3).signed


def test_an_older_root_changes_nothing() -> None:
    newer = rules.advanced(STATE, [OFFICE.root(2)])
    assert rules.advanced(newer, [OFFICE.root(1)]) is newer


def test_another_root_of_the_same_version_is_refused() -> None:
    fork = OFFICE.root(expires="2030-01-01T00:00:00Z")
    with pytest.raises(TrustOutOfOrder):
        rules.advanced(STATE, [fork])


def test_a_chain_on_one_stick_is_followed_in_any_order() -> None:
    chain = [OFFICE.root(number) for number in range(1, 6)]
    for order in itertools.permutations(chain):
        assert rules.advanced(STATE, order).root == chain[-1].signed


def test_a_chain_with_a_gap_changes_nothing() -> None:
    with pytest.raises(TrustOutOfOrder):
        rules.advanced(STATE, [OFFICE.root(2), OFFICE.root(4)])


def test_rotation_needs_the_old_and_the_new_keys() -> None:
    keys = {**OFFICE.keys, **new_keys("n1", "n2", "n3")}
    after = replace(OFFICE, keys=keys, roots="n1 n2 n3")
    for signed in ("r1 r2", "n1 n2", "r1 n1", "r1 r2 n1", "r1 n1 n2"):
        with pytest.raises(TrustSignaturesShort):
            rules.advanced(STATE, [after.root(2, signed=signed)])
    rotated = rules.advanced(STATE, [after.root(2, signed="r1 r2 n1 n2")])
    # The old keys have no say any more, the new ones have.
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(rotated, [after.root(3, signed="r1 r2")])
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(rotated, [OFFICE.root(3)])
    assert rules.advanced(rotated, [after.root(3, signed="n2 n3")]).root is not None


def test_a_threshold_may_grow_only_with_the_signatures_for_it() -> None:
    stricter = replace(OFFICE, root_threshold=3)
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(STATE, [stricter.root(2, signed="r1 r2")])
    assert rules.advanced(STATE, [stricter.root(2, signed="r1 r2 r3")]).root is not None


def test_a_threshold_may_not_shrink_by_its_own_rules() -> None:
    looser = replace(OFFICE, root_threshold=1)
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(STATE, [looser.root(2, signed="r1")])


def test_the_same_key_twice_counts_once() -> None:
    document = OFFICE.root(2, signed="r1")
    (signature,) = document.signatures
    doubled = msgspec.structs.replace(document, signatures=(signature, signature))
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(STATE, [doubled])


def test_the_same_key_under_two_names_is_refused() -> None:
    """A key's id is computed from the key, so one key cannot be listed twice."""
    root = OFFICE.root().signed
    first = root.keys[0]
    renamed = msgspec.structs.replace(first, id="0" * 32)
    forged = msgspec.structs.replace(root, keys=(renamed, *root.keys))
    with pytest.raises(TrustFileInvalid):
        documents.check(forged, name="forged")


def test_a_signature_under_another_keys_id_does_not_count() -> None:
    document = OFFICE.root(2, signed="r1")
    (signature,) = document.signatures
    moved = msgspec.structs.replace(signature, key=ids("r2")[0])
    both = tuple(sorted((signature, moved), key=lambda one: one.key))
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(STATE, [msgspec.structs.replace(document, signatures=both)])


def test_signatures_of_another_version_do_not_count() -> None:
    moved = msgspec.structs.replace(OFFICE.root(2, signed=""), signatures=OFFICE.root(1).signatures)
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(STATE, [moved])


def test_another_publishers_root_is_refused() -> None:
    with pytest.raises(TrustFileInvalid):
        rules.advanced(STATE, [replace(OFFICE, publisher="other").root(2)])


def test_an_expired_root_in_the_middle_of_a_chain_is_followed() -> None:
    middle = OFFICE.root(2, expires="2025-12-31T00:00:00Z")
    assert rules.advanced(STATE, [middle, OFFICE.root(3)]).root == OFFICE.root(3).signed


@pytest.mark.parametrize("delivered", [OFFICE.root(2), OFFICE.list()], ids=["root", "list"])
def test_nothing_is_followed_without_a_pinned_root(delivered: SignedDocument) -> None:
    with pytest.raises(TrustMissing):
        rules.advanced(TrustState(), [delivered])


# Lists.


def test_a_list_is_followed() -> None:
    listed = OFFICE.list(keys="p1")
    after = rules.advanced(STATE, [listed])
    assert after.revocation == listed.signed
    assert after.revoked_keys == set(ids("p1"))


@pytest.mark.parametrize("signed", ["", "r1 r2", "p1", "v2", "x"])
def test_a_list_needs_its_own_role(signed: str) -> None:
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(STATE, [OFFICE.list(signed=signed)])


def test_a_list_with_threshold_two_needs_two() -> None:
    office = replace(OFFICE, lists="v1 v2", list_threshold=2)
    state = trusting(office.root())
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(state, [office.list(signed="v1")])
    assert rules.advanced(state, [office.list(signed="v1 v2")]).revocation is not None


@pytest.mark.parametrize("version", [1, 2, 4, 5])
def test_an_older_or_equal_list_is_refused(version: int) -> None:
    state = rules.advanced(STATE, [OFFICE.list(5, keys="p1")])
    with pytest.raises(TrustOutOfOrder):
        rules.advanced(state, [OFFICE.list(version)])


def test_the_same_list_again_changes_nothing() -> None:
    state = rules.advanced(STATE, [OFFICE.list(5, keys="p1")])
    assert rules.advanced(state, [OFFICE.list(5, keys="p1")]) is state


def test_a_newer_list_replaces_the_older_one_whole() -> None:
    state = rules.advanced(STATE, [OFFICE.list(1, keys="p1")])
    assert not rules.advanced(state, [OFFICE.list(2)]).revoked_keys


def test_a_list_for_a_later_root_needs_that_root_first() -> None:
    """Else a courier could bring half of a delivery: a new list without the new keys."""
    listed = OFFICE.list(root_version=2)
    with pytest.raises(TrustOutOfOrder):
        rules.advanced(STATE, [listed])
    assert rules.advanced(STATE, [listed, OFFICE.root(2)]).revocation is not None


def test_a_fast_forwarded_list_is_overcome_by_dismissing_its_key() -> None:
    stolen = OFFICE.list(MAX_VERSION)
    state = rules.advanced(STATE, [stolen])
    with pytest.raises(TrustOutOfOrder):
        rules.advanced(state, [OFFICE.list(2, keys="p1")])
    after = replace(OFFICE, lists="v2")
    recovered = rules.advanced(
        state, [after.root(2), after.list(2, signed="v2", keys="p1", root_version=2)]
    )
    assert recovered.revoked_keys == set(ids("p1"))


def test_dismissing_the_lists_key_takes_nothing_back_by_itself() -> None:
    state = rules.advanced(STATE, [OFFICE.list(1, keys="p1")])
    after = rules.advanced(state, [replace(OFFICE, lists="v2").root(2)])
    assert after.revoked_keys == set(ids("p1"))


def test_a_dismissed_key_signs_no_list() -> None:
    state = rules.advanced(STATE, [replace(OFFICE, lists="v2").root(2)])
    with pytest.raises(TrustSignaturesShort):
        rules.advanced(state, [OFFICE.list(signed="v1")])


# Who may sign packs.


@pytest.mark.parametrize("signed", ["p1", "p2", "p1 p3", "p1 x r1"])
def test_packs_of_trusted_keys_count(signed: str) -> None:
    good = rules.signers_that_count(STATE, ids(signed), name="pack")
    assert set(good) == set(ids(signed)) & set(ids("p1 p2 p3"))


@pytest.mark.parametrize("signed", ["", "x", "r1", "v1", "r1 r2 r3 v1"])
def test_packs_of_other_keys_do_not(signed: str) -> None:
    with pytest.raises(PackSignersShort):
        rules.signers_that_count(STATE, ids(signed), name="pack")


@pytest.mark.parametrize(("signed", "fits"), [("p1 p2", True), ("p1", False), ("p1 x", False)])
def test_a_threshold_of_two_counts_different_keys(signed: str, fits: bool) -> None:
    state = trusting(replace(OFFICE, pack_threshold=2).root())
    if fits:
        assert rules.signers_that_count(state, ids(signed), name="pack") == ids(signed)
        return
    twice = ids(signed) + ids(signed)
    with pytest.raises(PackSignersShort):
        rules.signers_that_count(state, twice, name="pack")


def test_a_revoked_key_does_not_count_but_others_may_be_enough() -> None:
    state = rules.advanced(STATE, [OFFICE.list(keys="p1")])
    assert rules.signers_that_count(state, ids("p1 p2"), name="pack") == ids("p2")
    with pytest.raises(KeyRevoked) as caught:
        rules.signers_that_count(state, ids("p1"), name="pack")
    assert "stolen" in caught.value.message


def test_after_rotation_the_old_keys_packs_are_refused() -> None:
    state = rules.advanced(STATE, [replace(OFFICE, packs="p2 p3").root(2)])
    with pytest.raises(PackSignersShort):
        rules.signers_that_count(state, ids("p1"), name="pack")


def test_revoked_packs_and_models_are_named_with_their_reason() -> None:
    state = rules.advanced(STATE, [OFFICE.list(packs=("a" * 32,), models=("b" * 64,))])
    with pytest.raises(PackRevoked, match="wrong answers"):
        rules.check_not_revoked(state, pack_id="a" * 32, model_digest=None, name="pack")
    with pytest.raises(PackRevoked, match="poisoned"):
        rules.check_not_revoked(state, pack_id="c" * 32, model_digest="b" * 64, name="pack")
    rules.check_not_revoked(state, pack_id="c" * 32, model_digest="d" * 64, name="pack")
