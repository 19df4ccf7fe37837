"""An open vault with everything wired: the composition root for window and command line."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from appliance import settings as places
from appliance.app import corrections, restored
from appliance.app.accounts import AccountDesk
from appliance.app.answers import AnswerDesk
from appliance.app.audit import AuditDesk
from appliance.app.backups import BackupDesk
from appliance.app.cases import CaseDesk
from appliance.app.covering import Cover
from appliance.app.documents import DocumentDesk
from appliance.app.door import Action, Door
from appliance.app.engines import Engines
from appliance.app.forms import FormDesk
from appliance.app.indexes import Indexes
from appliance.app.key_facts import PageFacts
from appliance.app.keys import KeyDesk
from appliance.app.machine import MachineDesk
from appliance.app.metering import Metering
from appliance.app.models import ModelDesk
from appliance.app.ocr import scan_reader
from appliance.app.overview import OverviewDesk
from appliance.app.packs import PackDesk
from appliance.app.page_views import PageDesk
from appliance.app.permissions import permitted
from appliance.app.preferences import PreferenceDesk
from appliance.app.privacy import PrivacyDesk
from appliance.app.profiles import ProfileStore
from appliance.app.proof_desk import ProofDesk
from appliance.app.queue import QueueDesk
from appliance.app.readings import ReadingRoom
from appliance.app.records import Status
from appliance.app.review_rooms import review_rooms
from appliance.app.scores import ScoreDesk
from appliance.app.screen_lock import ScreenLock
from appliance.app.searching import SearchDesk
from appliance.app.self_tests import SelfTests
from appliance.app.trust import TrustDesk
from appliance.app.tuning import TuningDesk
from appliance.app.usage import UsageDesk
from appliance.app.uses import Uses
from appliance.assistant.forms.store import FillStore, FormShelf
from appliance.assistant.store import ConversationStore
from appliance.assistant.summaries.store import SummaryStore
from appliance.audit.events import Event
from appliance.audit.head import FINE, NONE_YET
from appliance.audit.watch import Watch
from appliance.clock import SystemClock
from appliance.confinement import console
from appliance.confinement.hardening import harden
from appliance.crypto.self_test import self_test
from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.documents.retention import Retention
from appliance.documents.store import DocumentStore
from appliance.errors import AuditBroken, BadInput, VaultRolledBack
from appliance.packs import trust
from appliance.packs.custody import Custody
from appliance.packs.receiving import Receiving
from appliance.packs.registry import Registry
from appliance.privacy.store import MaskStore
from appliance.risk.store import ScoreStore
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams
    from appliance.jobs import Job
    from appliance.settings import Settings


class Office:
    """One open vault. Thread-safe; every method raises VaultLocked after `lock`."""

    def __init__(self, vault: Vault, settings: Settings, clock: Clock) -> None:
        self._vault = vault
        self._settings = settings
        self._locking = threading.Lock()
        self._locked = False
        self._watch = Watch(
            vault, clock, seen_folder=places.seen_folder(), media=places.removable_media
        )
        self._audit = self._watch.log
        corrections.watch(vault, self._audit)
        self._door = Door(vault, self._audit, clock, permitted=lambda: permitted(vault.user.roles))
        # Held while keys are rotated, which no backup may see half done.
        alone = threading.Lock()
        self.accounts = AccountDesk(self._door, vault, alone=alone)
        self.backups = BackupDesk(self._door, vault, clock, alone=alone)
        self._custody = Custody(vault, clock)
        registry = Registry(
            vault, clock, trust=trust.read(places.trust_list()), custody=self._custody
        )
        # What head office demands holds beside the person's own choice, from the next opening on.
        settings = settings.demanding(self._custody.policy().required_layers)
        self._demanded = settings
        store = DocumentStore(vault, clock)
        metering = Metering(vault, clock)
        uses = Uses(self._custody, settings)
        profiles = ProfileStore(vault)
        self._engines = Engines(registry, settings, uses, metering, profiles)
        self.usage = UsageDesk(self._door, vault, metering)
        self._parser = ParserClient(settings)
        self._indexes = Indexes(vault, store, self._engines)
        self._store = store
        ingestor = Ingestor(
            store,
            indexer=self._indexes.add_document,
            parser=self._parser,
            clock=clock,
            settings=settings,
            recogniser=scan_reader(settings, self._engines),
        )
        self.models = ModelDesk(self._door, registry, self._engines, self._custody, settings)
        self.tuning = TuningDesk(
            self._door, registry, self._engines, uses, profiles, settings, clock
        )
        self.machine = MachineDesk(
            self._door, registry, self._engines, settings, clock, folder=places.machine_folder()
        )
        self.trust = TrustDesk(self._door, self._custody, registry, self._engines)
        self.packs = PackDesk(
            self._door,
            self._custody,
            Receiving(
                vault,
                self._custody,
                registry,
                branch=settings.branch,
                self_test=SelfTests(self._engines),
            ),
            on_trust=self.trust.stop_quarantined,
        )
        self.preferences = PreferenceDesk(self._door)
        self.screen = ScreenLock(self._door, vault, self._audit, policy=self._custody.policy)
        self.keys = KeyDesk(self._door, vault.identity)
        self.audit = AuditDesk(self._door, self._watch, vault_id=vault.vault_id)
        self.cases = CaseDesk(
            self._door, store, Retention(vault, clock, least_days=self._least_days)
        )
        self.proof = ProofDesk(self._door, vault, settings, clock)
        self.documents = DocumentDesk(self._door, store, ingestor, self._parser)
        self.queue = QueueDesk(self._door, store, ingestor, settings)
        self._masks = MaskStore(store)
        self.privacy = PrivacyDesk(self._door, store, self._masks)
        self.pages = PageDesk(self._door, store, self.privacy)
        self.searches = SearchDesk(self._door, store, self._indexes.active)
        self.answers = AnswerDesk(
            self._door,
            store=store,
            conversations=ConversationStore(vault, clock),
            engines=self._engines,
            indexes=self._indexes.active,
            room=ReadingRoom(vault, settings),
            settings=settings,
            clock=clock,
            masks=self._masks.prompt_mask,
        )
        self.forms = FormDesk(
            self._door,
            store=store,
            shelf=FormShelf(vault, clock),
            fills=FillStore(vault),
            engines=self._engines,
            user=lambda: vault.user.name,
            clock=clock,
            masks=self._masks.prompt_mask,
            hides_files=lambda case_id: bool(self._masks.kinds_at(case_id, "exports")),
            cover=lambda case: Cover(self.privacy, case),
        )
        self._page_facts = PageFacts(store)
        self.overview = OverviewDesk(
            self._door,
            store=store,
            fills=FillStore(vault),
            summaries=SummaryStore(vault),
            conversations=ConversationStore(vault, clock),
            engines=self._engines,
            clock=clock,
            page_facts=self._page_facts,
        )
        self.reviews, self.decisions, self.reports, self.checklists = review_rooms(
            self._door,
            vault,
            store=store,
            engines=self._engines,
            masks=self._masks.prompt_mask,
            hiding=self._masks,
            parser=self._parser,
            registry=registry,
            audit=self._audit,
            custody=self._custody,
            settings=settings,
            clock=clock,
            cases=self.cases,
            documents=self.documents,
        )
        self.scores = ScoreDesk(
            self._door, registry, self._engines, store, ScoreStore(vault, clock)
        )

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        *,
        settings: Settings,
        clock: Clock | None = None,
        job: Job | None = None,
        starters: bool = True,
        kdf: KdfParams | None = None,
    ) -> tuple[Office, str]:
        """Make a vault and seal the starter models into it; returns the recovery code too.

        `kdf` None calibrates Argon2id to about half a second on this machine.
        Raises: VaultExists, FolderReadOnly, DiskFull, BadInput (weak passphrase), Cancelled,
        EncryptionFaulty, ConsoleNotConfined.
        """
        harden()
        console.require(settings.console_layers())
        self_test()
        clock = clock or SystemClock()
        vault, recovery_code = Vault.create(folder, passphrase, clock=clock, kdf=kdf)
        try:
            office = cls(vault, settings, clock)
            with vault.transaction():
                office._audit.append(Event.VAULT_CREATED, "vault")
            office._watch.remember()
        except BaseException:  # what is not recorded does not happen, and keeps nobody out
            vault.lock()
            raise
        try:
            office.trust.pin_installed()
            if starters:
                office.models.import_starters(job)
        except BaseException:
            office.lock()
            raise
        return office, recovery_code

    @classmethod
    def open(
        cls,
        folder: Path,
        secret: str,
        *,
        settings: Settings,
        clock: Clock | None = None,
        user: str | None = None,
        key_file: Path | None = None,
        accept_rollback: str | None = None,
    ) -> Office:
        """Open a vault with a passphrase, the recovery code or two shares of it.

        `user` is a name; without it every user's slot is tried. `key_file` is the file that a
        passphrase needs beside it, if it was made so.

        `accept_rollback` is a person's reason to go on although the audit chain or the closing
        record says that this is an older or cut state; it is recorded. Without it such a vault
        stays closed.

        Raises: AuditTruncated, AuditForked, AuditRolledBack, AuditHeadDamaged, VaultRolledBack,
        ClosingRecordDamaged, RestoreNotAccepted;
        BadInput (nothing to accept, or no reason); VaultMissing, WrongPassphrase, HeaderDamaged,
        VaultBusy, NotEncrypted, VaultDamaged, VaultTooNew, FolderReadOnly, CipherMissing,
        EncryptionFaulty, ConsoleNotConfined, TooManyAttempts, KeyFileNeeded, HeaderStale.
        """
        harden()
        console.require(settings.console_layers())
        self_test()
        clock = clock or SystemClock()
        vault = Vault.open(
            folder,
            secret,
            clock=clock,
            user=user,
            key_file=key_file,
            accept_rollback=accept_rollback is not None,
        )
        try:
            office = cls(vault, settings, clock)
            console.require(office._demanded.console_layers())
            office._welcome(accept_rollback)
            corrections.catch_up(vault, office._audit)
        except BaseException:
            vault.lock()
            raise
        return office

    def _welcome(self, accept_rollback: str | None) -> None:
        """Record the opening, but nothing before the chain is known to be the newest."""
        noted = FINE
        marker = restored.waiting(self._vault, self._watch)
        try:
            noted = self._watch.examine()
        except (AuditBroken, VaultRolledBack) as trouble:
            if accept_rollback is not None:
                self.audit.accept_rollback(trouble, accept_rollback)
            elif marker is not None:
                may_accept = self._door.may(Action.ACCEPT_ROLLBACK)
                restored.go_on(self._watch, marker, trouble, may_accept=may_accept)
            else:
                raise
        else:
            if accept_rollback is not None:
                raise BadInput(what="An acceptance", why="there is nothing to accept")
        if marker is not None:
            restored.finish(self._vault, self._watch, marker)
        with self._vault.transaction():
            details = {} if noted in (FINE, NONE_YET) else {"head": noted}
            self._audit.append(Event.VAULT_OPENED, "vault", **details)
        self._watch.remember()

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        return self._vault.folder

    @property
    def settings(self) -> Settings:
        """The settings this office was opened with."""
        return self._settings

    def status(self) -> Status:
        """What the status bar shows; may be asked after the lock."""
        loaded = () if self._locked else self._engines.loaded()
        device = ", ".join(sorted({item.device for item in loaded})) or "CPU"
        # The kernel refuses the console every socket that could connect (`confinement.console`),
        # and a child that could would have refused to serve, so “none opened” is a fact.
        refused = console.refused_connections()
        return Status(
            self._locked, loaded, device, connections_opened=0, connections_refused=refused
        )

    def forget(self) -> None:
        """Take the vault out of this computer's memory, before it is thrown away."""
        self._watch.forget()

    def touch(self) -> None:
        """The person did something, even if only in the window."""
        self._door.touch()

    @property
    def idle_s(self) -> float:
        """Seconds since the person last did something."""
        return self._door.idle_s

    def _least_days(self) -> int:
        """How long head office's policies keep cases at least."""
        return self._custody.policy().retention_min_days or 0

    @property
    def idle_lock_s(self) -> int:
        """Seconds without a deed after which the vault locks: the settings' or a policy's."""
        return self.idle_lock_within(self._settings.idle_lock_s)

    def idle_lock_within(self, wanted_s: int) -> int:
        """The idle time that a person chose, in seconds, or a shorter one that a policy demands."""
        return min(wanted_s, self._custody.policy().idle_lock_max_s or wanted_s)

    def may(self, action: str) -> bool:
        """Whether the present user's roles allow the action of that name (`door.Action`)."""
        return not self._locked and self._door.may(Action[action])

    def lock(self) -> None:
        """Stop every child, close the database, wipe the keys. May be called twice."""
        with self._locking:
            if self._locked:
                return
            self._door.shut()
            self._locked = True
            try:
                self._engines.close()
                self._parser.close()
                self._page_facts.clear()
                self._indexes.close()
                with self._vault.transaction():
                    self._audit.append(Event.VAULT_LOCKED, "vault")
                self._watch.close()
            finally:
                self._vault.lock()
