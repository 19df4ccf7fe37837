"""The import screen's facts about one pack, gathered from its head and this vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.errors import ApplianceError
from appliance.packs.admission import disk_needed_bytes, ends_within, is_for
from appliance.packs.pack_reader import valid_signers
from appliance.packs.pack_records import PassphraseRecipient, Terms
from appliance.packs.trust_records import PackPreview, Refusal, SignerView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.packs.admission import Admission
    from appliance.packs.custody import Custody
    from appliance.packs.machine import Machine
    from appliance.packs.pack_reader import PackFile
    from appliance.packs.pack_records import PackInfo, PackManifest
    from appliance.packs.records import ModelRecord
    from appliance.packs.registry import Registry

_WARN_DAYS = 30
_MIB = 1024 * 1024


def preview(
    opened: PackFile,
    *,
    custody: Custody,
    registry: Registry,
    admission: Admission,
    machine: Machine,
    recipient: bytes,
) -> PackPreview:
    """Everything the screen shows; trouble with the signatures is part of it, not raised."""
    info, manifest = opened.info, opened.info.manifest
    refusals = admission.refusals(info, name=opened.name, machine=machine, recipient=recipient)
    root = custody.trust.state().root
    signers = _signers(info, custody, opened.name)
    trusted = sum(one.standing == "trusted" for one in signers)
    needed = root.role("packs").threshold if root else 0
    terms = manifest.terms or Terms()
    installed = _installed(manifest, registry)
    known = custody.imports.of_pack(manifest.id)
    passphrase = isinstance(info.recipients[0], PassphraseRecipient)
    return PackPreview(
        file=opened.name,
        pack_id=manifest.id,
        digest=info.digest,
        kind=manifest.kind,
        name=manifest.name,
        version=manifest.version,
        sequence=manifest.sequence,
        title=manifest.title,
        publisher=manifest.publisher,
        changes=manifest.changes,
        licence=manifest.licence,
        created=manifest.created,
        expires=manifest.expires,
        file_bytes=info.file_bytes,
        clear_bytes=sum(component.size_bytes for component in manifest.components),
        signers=signers,
        signatures_needed=needed,
        signatures_met=0 < needed <= trusted,
        needs_passphrase=passphrase,
        for_this_appliance=not passphrase and is_for(info, recipient),
        installed_version=installed.manifest.version if installed else "",
        highest_sequence=custody.imports.highest(manifest.publisher, manifest.kind, manifest.name),
        already_imported=known is not None and known.pack_digest == info.digest,
        differences=tuple(_differences(manifest, installed)),
        until=terms.until,
        branches=terms.branches,
        purposes=terms.purposes,
        runs=terms.runs,
        memory_needed_bytes=manifest.needs.memory_bytes,
        memory_here_bytes=machine.memory_bytes,
        disk_needed_bytes=disk_needed_bytes(info),
        disk_free_bytes=machine.disk_free_bytes,
        engine_needed=manifest.needs.engine,
        engine_here=machine.engine,
        instruction_sets_needed=manifest.needs.instruction_sets,
        instruction_sets_missing=machine.missing_sets(manifest.needs),
        self_tests=len(manifest.self_test),
        warnings=tuple(_warnings(manifest, custody, machine)),
        refusals=tuple(Refusal(one.code, one.message, one.next_step) for one in refusals),
        importable=not refusals,
    )


def _signers(info: PackInfo, custody: Custody, name: str) -> tuple[SignerView, ...]:
    """Each signature; a false one, like one of an unknown key, is not a publisher's word."""
    state = custody.trust.state()
    keys = state.root.public_keys("packs") if state.root else {}
    holders = {key.id: key.holder for key in state.root.keys} if state.root else {}
    views = []
    for signature in info.signatures:
        key = signature.key_id
        try:
            valid = key in keys and key in valid_signers(info, [keys[key]], name=name)
        except ApplianceError:
            valid = False
        if not valid:
            views.append(SignerView(key, holders.get(key, ""), "unknown"))
        else:
            revoked = key in state.revoked_keys
            views.append(SignerView(key, holders[key], "revoked" if revoked else "trusted"))
    return tuple(views)


def _installed(manifest: PackManifest, registry: Registry) -> ModelRecord | None:
    """The model of that name in use, else its newest import."""
    if manifest.model is None:
        return None
    named = [one for one in registry.models() if one.manifest.name == manifest.name]
    return max(named, key=lambda one: (one.active, one.imported_at), default=None)


def _differences(manifest: PackManifest, installed: ModelRecord | None) -> Iterator[str]:
    model = manifest.model
    if model is None or installed is None:
        return
    old = installed.manifest
    if model.version != old.version:
        yield f"version {old.version} → {model.version}"
    if model.licence != old.licence:
        yield f"licence {old.licence} → {model.licence}"
    before = {one.name: one for one in old.components}
    for component in model.components:
        was = before.get(component.name)
        if was is None:
            yield f"{component.name} is new"
        elif was.sha256 != component.sha256:
            change = component.size_bytes - was.size_bytes
            yield f"{component.name} differs, {change / _MIB:+.1f} MiB"
    if model.quantization != old.quantization:
        yield f"weights: {old.quantization} → {model.quantization}"
    if model.risk is not None and old.risk is not None:
        yield from _risk_differences([one.name for one in model.risk.features], old)
        if model.risk.cutoff_points != old.risk.cutoff_points:
            yield f"cutoff {old.risk.cutoff_points} → {model.risk.cutoff_points} points"
        if model.risk.bands != old.risk.bands:
            yield "the bands of scores differ"
    terms, origin = manifest.terms or Terms(), installed.origin
    was_until = origin.until if origin else None
    if terms.until != was_until:
        yield f"licensed until {was_until or 'no end'} → {terms.until or 'no end'}"


def _risk_differences(names: list[str], old: object) -> Iterator[str]:
    traits = getattr(old, "risk", None)
    before = {one.name for one in traits.features} if traits else set()
    if added := [name for name in names if name not in before]:
        yield f"new inputs: {', '.join(added)}"
    if gone := sorted(before - set(names)):
        yield f"inputs no longer used: {', '.join(gone)}"


def _warnings(manifest: PackManifest, custody: Custody, machine: Machine) -> Iterator[str]:
    now = custody.trust.time.now()
    yield from custody.trust.view().warnings
    if ends_within(manifest.expires, now, _WARN_DAYS):
        yield f"This pack can be imported until {manifest.expires[:10]}."
    until = manifest.terms.until if manifest.terms else None
    if until is not None and ends_within(until, now, _WARN_DAYS):
        yield f"Its licence ends on {until}."
    if manifest.needs.memory_bytes > machine.memory_bytes:
        yield (
            f"It needs {manifest.needs.memory_bytes / _MIB:.0f} MiB of memory, and this machine "
            f"has {machine.memory_bytes / _MIB:.0f} MiB in all."
        )
    if manifest.kind == "model" and not manifest.self_test:
        yield "It carries no self-test, so its answers are not compared with its publisher's."
