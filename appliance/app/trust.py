"""The trust desk: whom the vault trusts, pinned by a person and followed by signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance import settings as places
from appliance.app.door import Action
from appliance.errors import BadInput, TrustFileInvalid
from appliance.files import read_limited
from appliance.packs import trust_documents
from appliance.packs.trust_records import Root

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.app.engines import Engines
    from appliance.packs.custody import Custody
    from appliance.packs.registry import Registry
    from appliance.packs.trust_records import SignedDocument, TrustView

SUBJECT = "trust"


class TrustDesk:
    """What a person may do about trust. Every method raises VaultLocked after the lock."""

    def __init__(self, door: Door, custody: Custody, registry: Registry, engines: Engines) -> None:
        self._door = door
        self._custody = custody
        self._registry = registry
        self._engines = engines

    def show(self) -> TrustView:
        """The root, the list, their ages, and what to worry about."""
        self._door.check(Action.VIEW_MODELS)
        return self._custody.trust.view()

    def fingerprint(self, path: Path) -> str:
        """The fingerprint of the root in a file, to be compared with head office's.

        Raises: FileUnreadable, DocumentTooLarge, TrustFileInvalid.
        """
        return trust_documents.fingerprint(root_in(path).signed)

    def pin(self, path: Path, typed: str, *, replace: bool = False, because: str = "") -> TrustView:
        """Trust the root in a file, whose fingerprint a person typed from another way.

        With `replace` it takes the place of the one that is pinned, for a reason that is kept in
        the audit chain; imported models stay.

        Raises: FileUnreadable, TrustFileInvalid, FingerprintDiffers, TrustSignaturesShort,
            BadInput: one is pinned already, or no reason is given.
        """
        if replace and not because.strip():
            raise BadInput(what="Another root", why="it needs a reason")
        document = root_in(path)
        with self._door.enter(Action.CHANGE_TRUST, SUBJECT, step="pin") as visit:
            visit.note(file_hash=self._door.tag(path.name))
            root = self._custody.trust.pin(document, typed=typed, source=path.name, replace=replace)
            visit.note(
                publisher=root.publisher,
                root=root.version,
                fingerprint=trust_documents.fingerprint(root),
            )
            if replace:
                visit.note(because=because.strip())
        return self.show()

    def pin_installed(self) -> bool:
        """Pin the root that came with the installation, if there is one and none is pinned.

        Whoever installs the program decides what it does, so nobody types a fingerprint here.
        Raises: TrustFileInvalid, TrustSignaturesShort.
        """
        path = places.trust_root()
        if not path.is_file() or self._custody.trust.state().root is not None:
            return False
        document = root_in(path)
        with self._door.enter(Action.CHANGE_TRUST, SUBJECT, step="pin installed") as visit:
            shown = trust_documents.fingerprint(document.signed)
            root = self._custody.trust.pin(document, typed=shown, source="installation")
            visit.note(publisher=root.publisher, root=root.version, fingerprint=shown)
        return True

    def update(self, path: Path) -> tuple[str, ...]:
        """Follow newer roots and lists in a file; the names of those that were new.

        Models that are set aside from now on are stopped at once.
        Raises: FileUnreadable, TrustMissing, TrustFileInvalid, TrustSignaturesShort,
            TrustOutOfOrder. Then nothing is changed.
        """
        raw = read_limited(path, trust_documents.MAX_BYTES)
        with self._door.enter(Action.CHANGE_TRUST, SUBJECT, step="update") as visit:
            visit.note(file_hash=self._door.tag(path.name))
            delivered = trust_documents.parse_bundle(raw, name=path.name)
            accepted = self._custody.trust.update(delivered, source=path.name)
            visit.note(accepted=", ".join(accepted) or "nothing new")
        self.stop_quarantined()
        return accepted

    def start_clock_again(self, because: str) -> TrustView:
        """Take the machine's time as the latest seen, after its clock had run ahead.

        Raises: BadInput: no reason is given.
        """
        if not because.strip():
            raise BadInput(what="The time", why="it needs a reason")
        with self._door.enter(Action.CHANGE_TRUST, SUBJECT, step="clock", because=because.strip()):
            self._custody.trust.time.start_again()
        return self.show()

    def set_aside(self) -> tuple[tuple[str, str, str], ...]:
        """Name, version and reason of each model that is set aside."""
        self._door.check(Action.VIEW_MODELS)
        return tuple(
            (one.manifest.name, one.manifest.version, one.quarantine)
            for one in self._registry.models()
            if one.quarantine
        )

    def stop_quarantined(self) -> None:
        """End the children of models that are set aside."""
        for record in self._registry.models():
            if record.quarantine:
                self._engines.forget(record.digest)


def root_in(path: Path) -> SignedDocument:
    """The one root in a file. Raises: FileUnreadable, DocumentTooLarge, TrustFileInvalid."""
    document = trust_documents.parse(read_limited(path, trust_documents.MAX_BYTES), name=path.name)
    if not isinstance(document.signed, Root):
        raise TrustFileInvalid(name=path.name, why="it is not a root")
    return document
