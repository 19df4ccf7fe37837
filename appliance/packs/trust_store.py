"""Whom one vault trusts: the pinned root, its successors, and the newest revocation list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from appliance.clock import Clock, stamp
from appliance.errors import TrustExpired, TrustMissing, VaultDamaged
from appliance.packs import trust_documents as documents
from appliance.packs import trust_rules
from appliance.packs.policy import Policy
from appliance.packs.trust_clock import TrustClock
from appliance.packs.trust_documents import parse_moment
from appliance.packs.trust_records import ROLES, Revocation, Root, TrustState, TrustView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from appliance.packs.trust_records import SignedDocument
    from appliance.vault.store import Vault

# A person should hear of the end of trust while there is time to send a stick.
_WARN_BEFORE = timedelta(days=60)


class TrustStore:
    """The trust of one vault. Thread-safe; every method raises VaultLocked after the lock."""

    def __init__(
        self, vault: Vault, clock: Clock, *, policy: Callable[[], Policy] = Policy
    ) -> None:
        """`policy` gives what head office demands at the moment of a question."""
        self._vault = vault
        self._clock = clock
        self._policy = policy
        self.time = TrustClock(vault, clock)
        # Parsed once; by content, because a number may come again after an undone transaction.
        self._parsed: dict[bytes, SignedDocument] = {}

    def state(self) -> TrustState:
        """The documents in force."""
        return TrustState(self._newest("root"), self._newest("revocation"))

    def pin(
        self, document: SignedDocument, *, typed: str, source: str, replace: bool = False
    ) -> Root:
        """Trust a first root, whose fingerprint a person compared; `source` is where it came from.

        Raises: TrustFileInvalid, FingerprintDiffers, TrustSignaturesShort, BadInput.
        """
        with self._vault.transaction():
            before = self.state()
            after = trust_rules.pinned(before, document, typed=typed, replace=replace)
            self._keep(before, after, source)
        root = after.root
        assert root is not None  # noqa: S101 - `pinned` gives one
        return root

    def update(self, delivered: Sequence[SignedDocument], *, source: str) -> tuple[str, ...]:
        """Follow newer roots and lists, all of the delivery or nothing; the names of what is new.

        A root or list that is past its time is taken all the same: it is newer than what is there.
        Raises: TrustMissing, TrustFileInvalid, TrustSignaturesShort, TrustOutOfOrder.
        """
        accepted = []
        with self._vault.transaction():
            state = self.state()
            for document in sorted(delivered, key=trust_rules.order):
                before, state = state, trust_rules.advanced(state, [document])
                if state is not before:
                    self._keep(before, state, source)
                    accepted.append(documents.name_of(document.signed))
        return tuple(accepted)

    def root_for_import(self) -> Root:
        """The root, if anything new may be imported on its word.

        Raises: TrustMissing; TrustExpired: the root is past its time, or a policy demands a newer
        revocation list.
        """
        state, now = self.state(), self.time.now()
        if state.root is None:
            raise TrustMissing
        if _past(state.root.expires, now):
            raise TrustExpired(
                what="The root that this vault trusts", when=_day(state.root.expires)
            )
        limit = self._policy().revocation_max_age_days
        if limit is not None:
            if state.revocation is None:
                what = "The time that a policy allows without a revocation list"
                raise TrustExpired(what=what, when=_day(state.root.created))
            last = parse_moment(state.revocation.created) + timedelta(days=limit)
            if now > last:
                what = "The time in which the revocation list counts as new"
                raise TrustExpired(what=what, when=_day(documents.moment(last)))
        return state.root

    def stop_reason(self) -> str:
        """Why no signed model may be used at all, by policy; empty otherwise."""
        root = self.state().root
        if root is None or not self._policy().refuse_expired_trust:
            return ""
        if _past(root.expires, self.time.now()):
            return f"the trust in {root.publisher} ended on {_day(root.expires)}"
        return ""

    def requires_signed_models(self) -> bool:
        """True if bare folders are refused: by policy, else once a root is pinned."""
        demanded = self._policy().require_signed_models
        return self.state().root is not None if demanded is None else demanded

    def view(self) -> TrustView:
        """Everything for the screen."""
        state, now = self.state(), self.time.now()
        root, revocation = state.root, state.revocation
        age = None if revocation is None else max((now - parse_moment(revocation.created)).days, 0)
        return TrustView(
            pinned=root is not None,
            publisher=root.publisher if root else "",
            root_version=root.version if root else 0,
            fingerprint=documents.fingerprint(root) if root else "",
            root_expires=root.expires if root else "",
            root_expired=root is not None and _past(root.expires, now),
            keys=root.keys if root else (),
            thresholds={role: root.role(role).threshold for role in ROLES} if root else {},
            revocation_version=revocation.version if revocation else 0,
            revocation_created=revocation.created if revocation else "",
            revocation_age_days=age,
            revocation_expired=revocation is not None and _past(revocation.expires, now),
            revoked_keys=revocation.keys if revocation else (),
            revoked_packs=revocation.packs if revocation else (),
            revoked_models=revocation.models if revocation else (),
            require_signed_models=self.requires_signed_models(),
            time_used=documents.moment(now),
            clock_behind=self.time.behind(),
            warnings=tuple(self._warnings(state, now)),
        )

    def _warnings(self, state: TrustState, now: datetime) -> list[str]:
        root, revocation = state.root, state.revocation
        if root is None:
            return ["This vault trusts no publisher, so it can import no packs."]
        found = []
        if _past(root.expires, now):
            found.append(
                f"The trust in {root.publisher} ended on {_day(root.expires)}: nothing new is "
                "imported until a newer root is brought."
            )
        elif parse_moment(root.expires) - now < _WARN_BEFORE:
            found.append(
                f"The trust in {root.publisher} ends on {_day(root.expires)}; ask for a newer root."
            )
        if self.time.behind():
            found.append(
                "The machine's clock is behind the latest time that this vault has seen; dates are "
                f"compared with {documents.moment(now)}."
            )
        if revocation is None:
            found.append("No revocation list was ever brought here.")
        elif _past(revocation.expires, now):
            age = (now - parse_moment(revocation.created)).days
            found.append(
                f"The revocation list is {age} days old and past its time; ask for a newer one."
            )
        return found

    def _newest(self, kind: documents.Type) -> SignedDocument | None:
        row = (
            self._vault.connection()
            .execute(
                "SELECT document FROM trust_document WHERE type = ? ORDER BY id DESC LIMIT 1",
                (kind,),
            )
            .fetchone()
        )
        if row is None:
            return None
        raw = bytes(row[0])
        document = self._parsed.get(raw)
        if document is None:
            document = documents.parse(raw, name=f"kept {kind}")
            if documents.type_of(document.signed) != kind:
                raise VaultDamaged("trust_document", why="a trust document was changed")
            self._parsed[raw] = document
        return document

    def _keep(self, before: TrustState, after: TrustState, source: str) -> None:
        pairs = (
            (before.root_document, after.root_document),
            (before.revocation_document, after.revocation_document),
        )
        for old, new in pairs:
            if new is None or new is old:
                continue
            signed: Root | Revocation = new.signed
            self._vault.connection().execute(
                "INSERT INTO trust_document (type, version, document, source, accepted_at) "
                "VALUES (?, ?, ?, ?, ?)",
                (
                    documents.type_of(signed),
                    signed.version,
                    documents.encode(new),
                    source,
                    stamp(self._clock),
                ),
            )
            self.time.raise_to(parse_moment(signed.created))


def _past(moment: str, now: datetime) -> bool:
    return parse_moment(moment) < now


def _day(moment: str) -> str:
    return moment[:10]
