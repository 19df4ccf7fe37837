"""From what is trusted now to what is trusted next, without a clock, a database or a file.

As in The Update Framework: versions only grow, a root follows its predecessor one by one and is
signed by the keys of both, and a threshold counts different keys. Without a network there is no
timestamp role: nobody can know here that a newer list exists, so its age is shown instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from appliance.packs.trust_documents import demand, name_of, same_fingerprint
from appliance.packs.trust_records import Revocation, Root, TrustState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.packs.trust_records import SignedDocument


def pinned(state: TrustState, document: SignedDocument, *, typed: str, replace: bool) -> TrustState:
    """Trust a first root because a person compared its fingerprint, which came on another way.

    `replace` puts it in the place of a pinned one, such as when head office lost its root keys;
    the revocation list stays. Raises: TrustFileInvalid: no root; FingerprintDiffers;
    TrustSignaturesShort: not signed by its own root keys; BadInput: one is pinned already.
    """
    root = document.signed
    if not isinstance(root, Root):
        raise TrustFileInvalid(name=name_of(root), why="it is not a root")
    if not same_fingerprint(typed, root):
        raise FingerprintDiffers
    demand(document, root, "root")
    if state.root is not None and not replace:
        why = f"this vault trusts {state.root.publisher} already; bring a newer root as an update"
        raise BadInput(what="A second root", why=why)
    return TrustState(document, state.revocation_document)


def advanced(state: TrustState, documents: Iterable[SignedDocument]) -> TrustState:
    """The state after a delivery: roots in the order of their versions, then revocation lists.

    Documents that are known already change nothing, so a stick may carry the whole chain. Either
    all fit or the delivery is refused as a whole.

    Raises: TrustMissing, TrustFileInvalid, TrustSignaturesShort, TrustOutOfOrder.
    """
    for document in sorted(documents, key=order):
        signed, root = document.signed, state.root
        if root is None:
            raise TrustMissing
        if signed.publisher != root.publisher:
            why = f"it is of {signed.publisher}, and this vault trusts {root.publisher}"
            raise TrustFileInvalid(name=name_of(signed), why=why)
        if isinstance(signed, Root):
            state = _next_root(state, root, document, signed)
        else:
            state = _next_list(state, root, document, signed)
    return state


def order(document: SignedDocument) -> tuple[bool, int]:
    """Sorts a delivery: roots by version, then lists by version."""
    return isinstance(document.signed, Revocation), document.signed.version


def signers_that_count(state: TrustState, signers: Iterable[str], *, name: str) -> tuple[str, ...]:
    """Which of the keys that validly signed a pack make it importable, sorted.

    Raises:
        TrustMissing: no root is pinned.
        KeyRevoked: there would be enough, but for revoked keys.
        PackSignersShort: unknown signers, or too few different ones.
    """
    root = state.root
    if root is None:
        raise TrustMissing
    known = set(signers) & set(root.role("packs").keys)
    good = known - state.revoked_keys
    needed = root.role("packs").threshold
    if len(good) >= needed:
        return tuple(sorted(good))
    if len(known) >= needed:
        raise KeyRevoked(name=name, why=key_reason(state, known))
    raise PackSignersShort(name=name, found=len(good), needed=needed)


def check_not_revoked(
    state: TrustState, *, pack_id: str | None, model_digest: str | None, name: str
) -> None:
    """Neither the pack nor the model in it is on the list. Raises: PackRevoked."""
    why = revoked_reason(state, pack_id=pack_id, model_digest=model_digest)
    if why:
        raise PackRevoked(name=name, why=why)


def revoked_reason(state: TrustState, *, pack_id: str | None, model_digest: str | None) -> str:
    """Head office's reason for revoking this pack or model; empty if it did not."""
    if state.revocation is None:
        return ""
    reasons = [one.reason for one in state.revocation.packs if one.id == pack_id]
    reasons += [one.reason for one in state.revocation.models if one.digest == model_digest]
    return "; ".join(reasons)


def key_reason(state: TrustState, keys: Iterable[str]) -> str:
    """Why those of `keys` that are revoked were revoked."""
    wanted = set(keys)
    listed = state.revocation.keys if state.revocation else ()
    return "; ".join(dict.fromkeys(one.reason for one in listed if one.id in wanted))


def _next_root(state: TrustState, known: Root, document: SignedDocument, root: Root) -> TrustState:
    if root.version <= known.version:
        if root.version < known.version or root == known:
            return state  # an earlier part of the chain, or the one in force
        raise TrustOutOfOrder(
            name=name_of(root), found=root.version, expected=f"{known.version + 1}"
        )
    if root.version != known.version + 1:
        # A stolen threshold of keys could otherwise use up all versions at once.
        raise TrustOutOfOrder(
            name=name_of(root), found=root.version, expected=f"{known.version + 1}"
        )
    demand(document, known, "root")
    demand(document, root, "root")
    return TrustState(document, state.revocation_document)


def _next_list(
    state: TrustState, root: Root, document: SignedDocument, revocation: Revocation
) -> TrustState:
    known = state.revocation
    if revocation == known:
        return state
    if revocation.root_version > root.version:
        raise TrustOutOfOrder(
            name=f"root for {name_of(revocation)}",
            found=root.version,
            expected=f"{revocation.root_version} or later",
        )
    demand(document, root, "revocation")
    if known is not None and _counts(state, root) and revocation.version <= known.version:
        raise TrustOutOfOrder(
            name=name_of(revocation),
            found=revocation.version,
            expected=f"{known.version + 1} or later",
        )
    return TrustState(state.root_document, document)


def _counts(state: TrustState, root: Root) -> bool:
    """True unless the list in force was signed by keys that a newer root has dismissed.

    Then its version is no floor any more, or a thief of those keys could have made it the highest
    possible one and so ended all revocation; what it revokes stays revoked until the next list.
    """
    assert state.revocation_document is not None  # noqa: S101 - the caller looked
    try:
        demand(state.revocation_document, root, "revocation")
    except TrustSignaturesShort:
        return False
    return True
