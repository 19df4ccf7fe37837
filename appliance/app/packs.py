"""The packs desk: look at a pack, import it, and see the texts that came in packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.files import new_file
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.packs.custody import Custody
    from appliance.packs.pack_items import ItemKind, PackItem
    from appliance.packs.policy import Policy
    from appliance.packs.receiving import Receiving
    from appliance.packs.trust_records import Imported, PackPreview


class PackDesk:
    """What a person may do with packs. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        custody: Custody,
        receiving: Receiving,
        *,
        on_trust: Callable[[], None],
    ) -> None:
        """`on_trust` stops what is set aside after a pack of kind trust came in."""
        self._door = door
        self._custody = custody
        self._receiving = receiving
        self._on_trust = on_trust

    def look(self, path: Path) -> PackPreview:
        """What a pack is, who signed it, and what importing it would change or be refused for.

        Raises: FileUnreadable, NotAPack and the other refusals of a pack's form.
        """
        self._door.check(Action.VIEW_MODELS)
        return self._receiving.look(path)

    def import_pack(
        self,
        path: Path,
        passphrase: str | None = None,
        job: Job | None = None,
        *,
        shown: str | None = None,
    ) -> Imported:
        """Import a pack whole; after any error nothing of it is in the vault.

        `shown` is the digest from the preview that the person agreed to. The exception is
        SelfTestFailed: then the model is in the vault, set aside.

        Raises: every refusal in docs/formats/trust.md and docs/formats/pack.md; ModelExists,
            DiskFull, FolderReadOnly, Cancelled.
        """
        with self._door.enter(Action.IMPORT_PACK, "pack", whole=False) as visit:
            # Who made the file chose its name, so the chain does not repeat it.
            visit.note(file_hash=self._door.tag(path.name))

            def log(imported: Imported) -> None:
                visit.note(
                    pack=imported.digest,
                    kind=imported.kind,
                    name=imported.name,
                    version=imported.version,
                    sequence=imported.sequence,
                    signers=" ".join(imported.signers),
                )
                if imported.model_digest:
                    visit.note(model=imported.model_digest)
                if imported.accepted:
                    visit.note(accepted=", ".join(imported.accepted))
                visit.line_now()

            imported = self._receiving.bring(
                path, passphrase=passphrase, shown=shown, log=log, job=job or Job()
            )
        if imported.accepted:
            self._on_trust()
        return imported

    def items(self, kind: ItemKind | None = None) -> tuple[PackItem, ...]:
        """Checklists, prompts and policies, the newest of each name first."""
        self._door.check(Action.VIEW_MODELS)
        return self._custody.items.items(kind)

    def item(self, kind: ItemKind, name: str, version: str | None = None) -> PackItem:
        """One text; the newest if no version is named. Raises: PackItemUnknown."""
        self._door.check(Action.VIEW_MODELS)
        return self._custody.items.get(kind, name, version)

    def export_item(
        self, kind: ItemKind, name: str, target: Path, version: str | None = None
    ) -> PackItem:
        """Write a text to a new file. Raises: PackItemUnknown, FileExists, DiskFull."""
        with self._door.enter(
            Action.EXPORT, "pack item", whole=False, announce=True, kind=kind, name=name
        ):
            item = self._custody.items.get(kind, name, version)
            with new_file(target) as out:
                out.write(item.text.encode())
        return item

    def policy(self) -> Policy:
        """What head office demands of this vault now."""
        self._door.check(Action.VIEW_MODELS)
        return self._custody.policy()
