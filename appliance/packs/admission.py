"""Whether a pack may come in: every reason against it, each as the error that an import raises."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from appliance.crypto.signing import key_id
from appliance.errors import (
    ApplianceError,
    DiskFull,
    LicenceBranch,
    LicenceExpired,
    ModelExists,
    ModelRefused,
    ModelUnknown,
    PackExpired,
    PackNotForHere,
    TrustFileInvalid,
)
from appliance.packs import manifest as manifests
from appliance.packs import trust_rules
from appliance.packs.pack_reader import valid_signers
from appliance.packs.pack_records import ApplianceRecipient, PassphraseRecipient
from appliance.packs.trust_documents import parse_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.packs.custody import Custody
    from appliance.packs.machine import Machine
    from appliance.packs.pack_records import PackInfo
    from appliance.packs.registry import Registry

# Headers and tags of the sealed files, and growth of the database.
_SPARE_BYTES = 4 * 1024 * 1024


class Admission:
    """The rules of one vault for packs of publishers; packs of kind trust vouch for themselves."""

    def __init__(self, custody: Custody, registry: Registry, *, branch: str) -> None:
        self._custody = custody
        self._registry = registry
        self._branch = branch

    def signers(self, info: PackInfo, *, name: str) -> tuple[str, ...]:
        """The trusted keys that signed, enough of them.

        Raises: TrustMissing, TrustExpired, PackUnsigned, SignatureWrong, KeyRevoked,
            PackSignersShort; TrustFileInvalid: it names another publisher than the root.
        """
        root = self._custody.trust.root_for_import()
        if info.manifest.publisher != root.publisher:
            why = f"its publisher is {info.manifest.publisher}, and this vault trusts "
            raise TrustFileInvalid(name=name, why=why + root.publisher)
        valid = valid_signers(info, root.public_keys("packs").values(), name=name)
        return trust_rules.signers_that_count(
            self._custody.trust.state(), valid, name=info.manifest.title
        )

    def check(self, info: PackInfo, *, name: str, machine: Machine, recipient: bytes) -> None:
        """Every rule at once. Raises: the first of `refusals`."""
        for step in self._steps(info, name=name, machine=machine, recipient=recipient):
            step()

    def refusals(
        self, info: PackInfo, *, name: str, machine: Machine, recipient: bytes
    ) -> tuple[ApplianceError, ...]:
        """Everything that speaks against it, for the screen; nothing is changed."""
        found: list[ApplianceError] = []
        for step in self._steps(info, name=name, machine=machine, recipient=recipient):
            try:
                step()
            except ApplianceError as error:
                found.append(error)
        return tuple(found)

    def check_unchanged(self, info: PackInfo) -> None:
        """What may have changed while the payload was read. Raises: PackRevoked, PackDowngrade."""
        self._check_revoked(info)
        self._custody.imports.check_number(info)

    def _steps(
        self, info: PackInfo, *, name: str, machine: Machine, recipient: bytes
    ) -> Iterator[Callable[[], object]]:
        yield lambda: self._check_recipient(info, name, recipient)
        if info.manifest.kind == "trust":
            return
        yield lambda: self.signers(info, name=name)
        yield lambda: self._check_revoked(info)
        yield lambda: self._check_time(info)
        yield lambda: self._custody.imports.check_number(info)
        yield lambda: self._check_terms(info)
        yield lambda: self._check_machine(info, machine)
        yield lambda: self._check_version(info)

    def _check_recipient(self, info: PackInfo, name: str, recipient: bytes) -> None:
        if isinstance(info.recipients[0], PassphraseRecipient):
            return
        if not is_for(info, recipient):
            raise PackNotForHere(name=name, why="this appliance is not among its recipients")

    def _check_revoked(self, info: PackInfo) -> None:
        model = info.manifest.model
        trust_rules.check_not_revoked(
            self._custody.trust.state(),
            pack_id=info.manifest.id,
            model_digest=None if model is None else manifests.digest(model),
            name=info.manifest.title,
        )

    def _check_time(self, info: PackInfo) -> None:
        now = self._custody.trust.time.now()
        if parse_moment(info.manifest.expires) < now:
            raise PackExpired(name=info.manifest.title, when=info.manifest.expires[:10])

    def _check_terms(self, info: PackInfo) -> None:
        """A licence that is over, or is another branch's, is told before gigabytes are copied."""
        terms, title = info.manifest.terms, info.manifest.title
        if terms is None:
            return
        today = self._custody.trust.time.now().astimezone(UTC).date()
        if terms.until is not None and today > date.fromisoformat(terms.until):
            raise LicenceExpired(name=title, when=terms.until)
        if terms.branches and self._branch not in terms.branches:
            raise LicenceBranch(name=title, branch=self._branch or "none is set")

    def _check_machine(self, info: PackInfo, machine: Machine) -> None:
        needs, title = info.manifest.needs, info.manifest.title
        missing = machine.missing_sets(needs)
        if missing:
            raise ModelRefused(name=title, why=f"this processor lacks {', '.join(missing)}")
        if machine.engine_too_old(needs):
            why = f"it needs release {needs.engine} or later, and this is {machine.engine}"
            raise ModelRefused(name=title, why=why)
        if machine.disk_free_bytes < disk_needed_bytes(info):
            raise DiskFull(f"{disk_needed_bytes(info)} bytes needed", name=title)

    def _check_version(self, info: PackInfo) -> None:
        model = info.manifest.model
        if model is None:
            return
        try:
            there = self._registry.get(model.name, model.version)
        except ModelUnknown:
            return
        if there.digest != manifests.digest(model):
            raise ModelExists(name=model.name, version=model.version)


def is_for(info: PackInfo, recipient: bytes) -> bool:
    """True if the appliance with this raw public key can open the pack."""
    mine = key_id(recipient)
    return any(
        isinstance(one, ApplianceRecipient) and one.key_id == mine for one in info.recipients
    )


def disk_needed_bytes(info: PackInfo) -> int:
    """Free bytes that an import takes: what the pack says, at least its own size."""
    clear = sum(component.size_bytes for component in info.manifest.components)
    return max(info.manifest.needs.disk_bytes, clear + _SPARE_BYTES)


def ends_within(moment: str, now: datetime, days: int) -> bool:
    """True if `moment` is less than so many days away."""
    return (parse_moment(moment) - now).days < days
