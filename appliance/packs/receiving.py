"""Taking a pack in: look at it, or import it whole; after any failure nothing of it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance import __version__
from appliance.errors import PackNotForHere, SelfTestFailed, TrustFileInvalid
from appliance.packs import manifest as manifests
from appliance.packs import trust_documents
from appliance.packs.admission import Admission
from appliance.packs.machine import here
from appliance.packs.pack_reader import open_pack
from appliance.packs.pack_records import PassphraseRecipient
from appliance.packs.previewing import preview
from appliance.packs.trust_records import Imported

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.packs.custody import Custody
    from appliance.packs.pack_reader import PackFile, Payload
    from appliance.packs.pack_records import PackInfo, SelfTestCase
    from appliance.packs.records import Manifest
    from appliance.packs.registry import Registry, WeightsSource
    from appliance.packs.trust_records import PackPreview
    from appliance.vault.store import Vault

    # Runs the recorded questions in the confined child; empty, or what differs.
    SelfTest = Callable[[Manifest, WeightsSource, tuple[SelfTestCase, ...]], str]


class Receiving:
    """The way in for packs of one vault. Thread-safe; raises VaultLocked after the lock."""

    def __init__(
        self,
        vault: Vault,
        custody: Custody,
        registry: Registry,
        *,
        branch: str,
        self_test: SelfTest,
    ) -> None:
        self._vault = vault
        self._custody = custody
        self._registry = registry
        self._self_test = self_test
        self._admission = Admission(custody, registry, branch=branch)

    def look(self, path: Path) -> PackPreview:
        """What a pack says, who signed it, and what would speak against importing it.

        The payload stays closed. Raises: FileUnreadable, NotAPack and the other refusals of
        `pack_reader.inspect`.
        """
        with open_pack(path) as opened:
            return preview(
                opened,
                custody=self._custody,
                registry=self._registry,
                admission=self._admission,
                machine=here(self._vault.models_folder, engine=__version__),
                recipient=self._vault.identity.recipient_public(),
            )

    def bring(
        self,
        path: Path,
        *,
        passphrase: str | None,
        shown: str | None,
        log: Callable[[Imported], None],
        job: Job,
    ) -> Imported:
        """Import a pack; `shown` is the digest of the preview that a person agreed to.

        `log` joins the transaction that makes the import known: what it cannot record does not
        happen.
        Everything is checked again and read through one descriptor, so a file that is exchanged
        meanwhile is refused. The model of a pack with a failed self-test is kept, set aside.

        Raises: what `Admission.check`, `PackFile.unlock` and `Payload.stream` raise;
            TrustFileInvalid: not the pack that was shown; SelfTestFailed; ModelExists, DiskFull,
            FolderReadOnly, Cancelled; for a pack of kind trust as `TrustStore.update`.
        """
        with open_pack(path) as opened:
            info = opened.info
            if shown is not None and info.digest != shown:
                raise TrustFileInvalid(name=path.name, why="it is not the pack that was shown")
            self._admission.check(
                info,
                name=path.name,
                machine=here(self._vault.models_folder, engine=__version__),
                recipient=self._vault.identity.recipient_public(),
            )
            with self._unlocked(opened, passphrase) as payload:
                if info.manifest.kind == "trust":
                    return self._bring_trust(info, payload, path.name, log)
                if info.manifest.model is None:
                    return self._bring_text(info, payload, path.name, log)
                return self._bring_model(info, payload, path.name, log, job)

    def _unlocked(self, opened: PackFile, passphrase: str | None) -> Payload:
        if isinstance(opened.info.recipients[0], PassphraseRecipient):
            if passphrase is None:
                raise PackNotForHere(name=opened.name, why="it needs its passphrase")
            return opened.unlock(passphrase=passphrase)
        raw = bytearray(self._vault.identity.recipient_key().private_bytes_raw())
        try:
            return opened.unlock(recipient=raw)
        finally:
            raw[:] = bytes(len(raw))

    def _bring_trust(
        self, info: PackInfo, payload: Payload, name: str, log: Callable[[Imported], None]
    ) -> Imported:
        delivered = trust_documents.parse_bundle(payload.text().encode(), name=name)
        with self._vault.transaction():
            imported = _imported(
                info, (), accepted=self._custody.trust.update(delivered, source=name)
            )
            log(imported)
        return imported

    def _bring_text(
        self, info: PackInfo, payload: Payload, name: str, log: Callable[[Imported], None]
    ) -> Imported:
        text = payload.text()
        with self._vault.transaction():
            signers = self._remember(info, None, name)
            self._custody.items.add(info, text, signers)
            imported = _imported(info, signers)
            log(imported)
        return imported

    def _bring_model(
        self,
        info: PackInfo,
        payload: Payload,
        name: str,
        log: Callable[[Imported], None],
        job: Job,
    ) -> Imported:
        model = info.manifest.model
        assert model is not None  # noqa: S101 - the caller looked
        digest = manifests.digest(model)
        outcome: list[tuple[Imported, str]] = []

        def examine(source: WeightsSource) -> str:
            job.tick("testing", 0, None, note=model.name)
            return self._self_test(model, source, info.manifest.self_test)

        def keep(complaint: str) -> None:
            why = f"it answers differently here than at its publisher: {complaint}"
            signers = self._remember(info, digest, name, why if complaint else "")
            imported = _imported(info, signers, model_digest=digest)
            log(imported)
            outcome.append((imported, complaint))

        self._registry.import_streams(model, payload.stream, examine=examine, keep=keep, job=job)
        imported, complaint = outcome[-1]
        if complaint:
            raise SelfTestFailed(name=model.title, why=complaint)
        return imported

    def _remember(
        self, info: PackInfo, model_digest: str | None, name: str, quarantine: str = ""
    ) -> tuple[str, ...]:
        """Inside the last transaction: trust may have changed while gigabytes were copied."""
        signers = self._admission.signers(info, name=name)
        self._admission.check_unchanged(info)
        root = self._custody.trust.root_for_import()
        self._custody.imports.add(
            info,
            signers,
            threshold=root.role("packs").threshold,
            model_digest=model_digest,
            quarantine=quarantine,
        )
        self._custody.trust.time.raise_to(trust_documents.parse_moment(info.manifest.created))
        return signers


def _imported(
    info: PackInfo,
    signers: tuple[str, ...],
    *,
    model_digest: str = "",
    accepted: tuple[str, ...] = (),
) -> Imported:
    manifest = info.manifest
    return Imported(
        kind=manifest.kind,
        name=manifest.name,
        version=manifest.version,
        sequence=manifest.sequence,
        publisher=manifest.publisher,
        pack_id=manifest.id,
        digest=info.digest,
        signers=signers,
        model_digest=model_digest,
        accepted=accepted,
    )
