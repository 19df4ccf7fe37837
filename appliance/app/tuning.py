"""The tuning desk: measure a language model on this machine, keep what follows, undo it."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.app.model_memory import CONTEXT_TOKENS
from appliance.app.profiles import FORMAT, ProfileStore
from appliance.clock import stamp
from appliance.engine.tuning.bench import Subject
from appliance.engine.tuning.picture import svg
from appliance.engine.tuning.profile import tune
from appliance.engine.tuning.records import MachineProfile
from appliance.errors import BadInput
from appliance.files import new_file
from appliance.jobs import Job
from appliance.packs.derived import TUNER_VERSION, derivation, describe
from appliance.packs.records import Derivation

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.app.engines import Engines
    from appliance.app.uses import Uses
    from appliance.clock import Clock
    from appliance.crypto.container import Source
    from appliance.engine.tuning.profile import Tuned
    from appliance.engine.tuning.weights import DerivedWeights
    from appliance.packs.records import ModelRecord
    from appliance.packs.registry import Registry
    from appliance.settings import Settings

_HASHED_AT_ONCE = 4 * 1024**2
_WORK_BYTES = 1024**3


class TuningDesk:
    """What a model owner may do about speed. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        registry: Registry,
        engines: Engines,
        uses: Uses,
        profiles: ProfileStore,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._door = door
        self._registry = registry
        self._engines = engines
        self._uses = uses
        self._profiles = profiles
        self._settings = settings
        self._clock = clock

    def show(self, name: str | None = None) -> tuple[ModelRecord, MachineProfile | None, str]:
        """A model, its profile for this machine, and why another profile of it is not used.

        Without a name the active language model; of a model without a profile that one which was
        derived from it, if there is one. Raises: ModelUnknown, BadInput: no language model.
        """
        self._door.check(Action.VIEW_MODELS)
        record = self._named(name)
        derived = self._registry.derived_from(record.digest)
        if derived and self._profiles.get(record.digest) is None:
            record = derived[-1]
        return record, self._profiles.get(record.digest), self._profiles.remark(record.digest)

    def of(self, profile: MachineProfile) -> ModelRecord:
        """The model of a profile. Raises: ModelUnknown."""
        self._door.check(Action.VIEW_MODELS)
        return self._registry.by_digest(profile.model)

    def export(self, profile: MachineProfile, target: Path) -> None:
        """Write the picture of a profile to a new file. Raises: FileExists, DiskFull."""
        record = self.of(profile)
        with self._door.enter(
            Action.TUNE_MODEL, record.manifest.name, whole=False, announce=True, picture=True
        ):
            text = svg(profile, title=f"{record.manifest.title} {record.manifest.version}")
            with new_file(target) as out:
                out.write(text.encode())

    def tune(
        self, name: str | None = None, *, requantize: bool = True, job: Job | None = None
    ) -> MachineProfile:
        """Measure a model and use the result from now on; a derived model is tuned by its parent.

        If other weights are better by the rule they are sealed as a derived model, which takes
        the place of an earlier one and, if the parent or that one was in use, is in use from now
        on. After an error or a cancel everything is as before.

        Raises: ModelUnknown, BadInput: no language model; ModelQuarantined, LicenceExpired,
            LicenceBranch, LicencePurpose, ModelTooLarge, OutOfMemory, DiskFull, ModelRefused,
            ModelStopped, EngineMissing, NotConfined, Cancelled.
        """
        job = job or Job()
        record = self._parent(self._named(name))
        traits = record.manifest.language
        assert traits is not None  # noqa: S101 - `_named` looked
        entrance = self._door.enter(
            Action.TUNE_MODEL, record.manifest.name, whole=False, announce=True
        )
        with entrance as visit:
            visit.note(model=record.digest)
            self._uses.allow(record, "answer")
            subject = Subject(
                name=record.manifest.title,
                template=traits.template,
                context_tokens=min(traits.context_tokens, CONTEXT_TOKENS),
                default_threads=self._settings.thread_count(),
                cores=self._settings.core_count(),
                required_layers=self._settings.child_layers(),
            )
            # Original and candidate, each as memory file and loaded.
            with self._engines.measuring(5 * record.size_bytes + _WORK_BYTES, job):
                tuned = tune(
                    lambda: self._registry.open_components(record),
                    subject,
                    requantize=requantize,
                    job=job,
                )
            visit.note(seconds=round(tuned.seconds), weights=_chosen_weights(tuned))
            if tuned.derived is None:
                profile = self._profile(record.digest, record.digest, tuned)
                visit.with_line(lambda: self._profiles.keep(profile))
            else:
                try:
                    profile = self._install(record, tuned, tuned.derived, job)
                finally:
                    os.close(tuned.derived.descriptor)
        self._engines.forget(record.digest)
        return profile

    def undo(self, name: str | None = None) -> ModelRecord:
        """Use the model as its publisher made it, with the defaults; removes what was derived.

        Raises: ModelUnknown; ModelQuarantined; BadInput: no language model, or nothing to undo.
        """
        record = self._parent(self._named(name))
        with self._door.enter(Action.TUNE_MODEL, record.manifest.name, undo=True) as visit:
            derived = self._registry.derived_from(record.digest)
            in_use = any(one.active for one in derived)
            for one in derived:
                self._engines.forget(one.digest)
                self._profiles.forget(one.digest)
                self._registry.remove(one.manifest.name, one.manifest.version)
            profiles = self._profiles.forget(record.digest)
            if not derived and not profiles:
                raise BadInput(what="Undoing", why="this model was not tuned")
            if in_use:
                self._registry.activate(record.manifest.name, record.manifest.version)
            visit.note(model=record.digest, removed=len(derived))
        self._engines.forget(record.digest)
        return self._registry.by_digest(record.digest)

    def _named(self, name: str | None) -> ModelRecord:
        record = self._registry.get(name) if name else self._registry.active("language")
        if record.manifest.kind != "language":
            raise BadInput(what=f"“{record.manifest.name}”", why="only language models are tuned")
        return record

    def _parent(self, record: ModelRecord) -> ModelRecord:
        made = derivation(record)
        return record if made is None else self._registry.by_digest(made.parent)

    def _profile(self, model: str, measured: str, tuned: Tuned) -> MachineProfile:
        return MachineProfile(
            format=FORMAT,
            made_at=stamp(self._clock),
            model=model,
            measured=measured,
            fingerprint=self._profiles.here(),
            engine_build=tuned.engine_build,
            settings=tuned.settings,
            figures=tuned.figures,
            facts=tuned.facts,
            seconds=tuned.seconds,
        )

    def _install(
        self, parent: ModelRecord, tuned: Tuned, weights: DerivedWeights, job: Job
    ) -> MachineProfile:
        """Seal the derived weights; row, profile, switch and audit line are one transaction."""
        manifest = describe(
            parent,
            _derivation(parent, tuned, weights),
            size_bytes=weights.size_bytes,
            sha256=_sha256(weights.descriptor, weights.size_bytes, job),
            at=self._clock.now(),
        )
        profiles: list[MachineProfile] = []

        def source(_number: int) -> AbstractContextManager[Source]:
            copy = os.dup(weights.descriptor)
            os.lseek(copy, 0, os.SEEK_SET)
            return os.fdopen(copy, "rb", buffering=0)

        with self._door.enter(
            Action.DERIVE_MODEL, parent.manifest.name, whole=False, announce=True
        ) as visit:

            def keep(_complaint: str) -> None:
                made = self._registry.get(manifest.name, manifest.version)
                self._replace(parent, made)
                profiles.append(self._profile(made.digest, parent.digest, tuned))
                self._profiles.keep(profiles[-1])
                visit.note(
                    model=made.digest,
                    parent=parent.digest,
                    weights=weights.type_name,
                    mean_kl=round(weights.quality.mean_kl, 5),
                    same_top=round(weights.quality.same_top, 4),
                )
                visit.line_now()

            self._registry.import_streams(
                manifest, source, examine=lambda _weights: "", keep=keep, job=job
            )
        return profiles[-1]

    def _replace(self, parent: ModelRecord, made: ModelRecord) -> None:
        """In the transaction: the new one instead of earlier ones and, if in use, of the parent."""
        in_use = parent.active
        for old in self._registry.derived_from(parent.digest):
            if old.digest != made.digest:
                in_use = in_use or old.active
                self._engines.forget(old.digest)
                self._profiles.forget(old.digest)
                self._registry.remove(old.manifest.name, old.manifest.version)
        if in_use:
            self._registry.activate(made.manifest.name, made.manifest.version)


def _chosen_weights(tuned: Tuned) -> str:
    return "as published" if tuned.derived is None else tuned.derived.type_name


def _derivation(parent: ModelRecord, tuned: Tuned, weights: DerivedWeights) -> Derivation:
    quality = weights.quality
    return Derivation(
        parent=parent.digest,
        weights=weights.type_name,
        engine=tuned.engine_build[:300],
        tuner=TUNER_VERSION,
        tokens=quality.tokens,
        perplexity_before=quality.perplexity_before,
        perplexity_after=quality.perplexity_after,
        mean_kl=quality.mean_kl,
        max_kl=quality.max_kl,
        same_top=quality.same_top,
        answers=quality.answers,
        answers_changed=quality.answers_changed,
    )


def _sha256(descriptor: int, size_bytes: int, job: Job) -> str:
    digest = hashlib.sha256()
    for place in range(0, size_bytes, _HASHED_AT_ONCE):
        job.check()
        digest.update(os.pread(descriptor, min(_HASHED_AT_ONCE, size_bytes - place), place))
    return digest.hexdigest()
