"""Entries of the audit chain in words: events, objects, outcomes, names of details.

The chain itself is in English, because its bytes are signed. What is not recognised here is shown
as it was recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, Qt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.audit.records import Detail, Entry

CONTEXT = "audit"
ACTOR_ID_CHARACTERS = 16

# A test compares the keys with the core's closed list.
EVENTS: dict[str, object] = {
    "vault created": QT_TRANSLATE_NOOP("audit", "Vault created"),
    "vault opened": QT_TRANSLATE_NOOP("audit", "Vault opened"),
    "vault locked": QT_TRANSLATE_NOOP("audit", "Vault locked"),
    "screen locked": QT_TRANSLATE_NOOP("audit", "Screen locked, the vault stays open for a run"),
    "screen unlocked": QT_TRANSLATE_NOOP("audit", "Screen unlocked"),
    "passphrase changed": QT_TRANSLATE_NOOP("audit", "Passphrase changed"),
    "recovery code changed": QT_TRANSLATE_NOOP("audit", "Recovery code changed"),
    "recovery shares changed": QT_TRANSLATE_NOOP("audit", "Recovery codes of three changed"),
    "keys rotated": QT_TRANSLATE_NOOP("audit", "Keys changed"),
    "user added": QT_TRANSLATE_NOOP("audit", "User added"),
    "user confirmed": QT_TRANSLATE_NOOP("audit", "User let in"),
    "user changed": QT_TRANSLATE_NOOP("audit", "User changed"),
    "user removed": QT_TRANSLATE_NOOP("audit", "User removed"),
    "user refused": QT_TRANSLATE_NOOP("audit", "User refused"),
    "settings changed": QT_TRANSLATE_NOOP("audit", "Settings changed"),
    "model imported": QT_TRANSLATE_NOOP("audit", "Model imported"),
    "model activated": QT_TRANSLATE_NOOP("audit", "Model put to use"),
    "model verified": QT_TRANSLATE_NOOP("audit", "Model checked"),
    "model removed": QT_TRANSLATE_NOOP("audit", "Model removed"),
    "model rolled back": QT_TRANSLATE_NOOP("audit", "Model put back to an older version"),
    "model tuned": QT_TRANSLATE_NOOP("audit", "Model tuned for this machine"),
    "model derived": QT_TRANSLATE_NOOP("audit", "Other weights made of a model"),
    "pack built": QT_TRANSLATE_NOOP("audit", "Pack built"),
    "pack imported": QT_TRANSLATE_NOOP("audit", "Pack imported"),
    "trust changed": QT_TRANSLATE_NOOP("audit", "Trust changed"),
    "case created": QT_TRANSLATE_NOOP("audit", "Case created"),
    "case removed": QT_TRANSLATE_NOOP("audit", "Case deleted"),
    "case closed": QT_TRANSLATE_NOOP("audit", "Case closed"),
    "case reopened": QT_TRANSLATE_NOOP("audit", "Case opened again"),
    "case held": QT_TRANSLATE_NOOP("audit", "Legal hold put on a case"),
    "case released": QT_TRANSLATE_NOOP("audit", "Legal hold lifted"),
    "retention changed": QT_TRANSLATE_NOOP("audit", "Retention rules changed"),
    "retention applied": QT_TRANSLATE_NOOP("audit", "Retention rules applied"),
    "document added": QT_TRANSLATE_NOOP("audit", "Documents added"),
    "document removed": QT_TRANSLATE_NOOP("audit", "Document deleted"),
    "searched": QT_TRANSLATE_NOOP("audit", "Case searched"),
    "asked": QT_TRANSLATE_NOOP("audit", "Question asked"),
    "form filled": QT_TRANSLATE_NOOP("audit", "Form filled"),
    "field decided": QT_TRANSLATE_NOOP("audit", "Field accepted, corrected or rejected"),
    "forms changed": QT_TRANSLATE_NOOP("audit", "Forms changed"),
    "summarised": QT_TRANSLATE_NOOP("audit", "Summary made"),
    "reviewed": QT_TRANSLATE_NOOP("audit", "Case reviewed against a checklist"),
    "review item decided": QT_TRANSLATE_NOOP("audit", "Item of a review decided"),
    "review signed by its maker": QT_TRANSLATE_NOOP("audit", "Review signed by its maker"),
    "review signed by its checker": QT_TRANSLATE_NOOP("audit", "Review signed by its checker"),
    "review reopened": QT_TRANSLATE_NOOP("audit", "Review opened again"),
    "review run again": QT_TRANSLATE_NOOP("audit", "Review run again and compared"),
    "checklists changed": QT_TRANSLATE_NOOP("audit", "Checklists changed"),
    "checklist exported": QT_TRANSLATE_NOOP("audit", "Checklist exported"),
    "review limits changed": QT_TRANSLATE_NOOP("audit", "Limits of reviews changed"),
    "masking changed": QT_TRANSLATE_NOOP("audit", "Masking of a case changed"),
    "unmasked": QT_TRANSLATE_NOOP("audit", "Masked text shown"),
    "answer replayed": QT_TRANSLATE_NOOP("audit", "Answer made again"),
    "scored": QT_TRANSLATE_NOOP("audit", "Applicant scored"),
    "exported": QT_TRANSLATE_NOOP("audit", "Results written to a file"),
    "backed up": QT_TRANSLATE_NOOP("audit", "Backup made"),
    "backup verified": QT_TRANSLATE_NOOP("audit", "Backup tried"),
    "vault restored": QT_TRANSLATE_NOOP("audit", "Vault restored"),
    "vault upgraded": QT_TRANSLATE_NOOP("audit", "Vault brought up to date"),
    "not carried out": QT_TRANSLATE_NOOP("audit", "Recorded before, but not carried out"),
    "rollback accepted": QT_TRANSLATE_NOOP("audit", "Older state accepted"),
    "audit viewed": QT_TRANSLATE_NOOP("audit", "Audit record read"),
    "audit verified": QT_TRANSLATE_NOOP("audit", "Audit record checked"),
    "audit exported": QT_TRANSLATE_NOOP("audit", "Audit record exported"),
    "checkpoint signed": QT_TRANSLATE_NOOP("audit", "Checkpoint signed"),
    "proof exported": QT_TRANSLATE_NOOP("audit", "Offline proof exported"),
    "usage exported": QT_TRANSLATE_NOOP("audit", "Usage of models exported"),
    "machine measured": QT_TRANSLATE_NOOP("audit", "Machine measured"),
}

_OUTCOMES: dict[str, object] = {
    "begun": QT_TRANSLATE_NOOP("audit", "begun"),
    "done": QT_TRANSLATE_NOOP("audit", "done"),
    "cancelled": QT_TRANSLATE_NOOP("audit", "stopped"),
    "failed": QT_TRANSLATE_NOOP("audit", "failed"),
    "refused": QT_TRANSLATE_NOOP("audit", "refused"),
}

_DETAILS: dict[str, object] = {
    "because": QT_TRANSLATE_NOOP("audit", "Reason"),
    "reason": QT_TRANSLATE_NOOP("audit", "Reason"),
    "entries": QT_TRANSLATE_NOOP("audit", "Entries"),
    "error": QT_TRANSLATE_NOOP("audit", "Error"),
    "model": QT_TRANSLATE_NOOP("audit", "Model (SHA-256)"),
    "embedding_model": QT_TRANSLATE_NOOP("audit", "Search model (SHA-256)"),
    "digest": QT_TRANSLATE_NOOP("audit", "Model (SHA-256)"),
    "pack": QT_TRANSLATE_NOOP("audit", "Pack (SHA-256)"),
    "embedding_pack": QT_TRANSLATE_NOOP("audit", "Pack of the search model (SHA-256)"),
    "question": QT_TRANSLATE_NOOP("audit", "Question (keyed hash)"),
    "query": QT_TRANSLATE_NOOP("audit", "Search words (keyed hash)"),
    "text": QT_TRANSLATE_NOOP("audit", "Answer's text (keyed hash)"),
    "document": QT_TRANSLATE_NOOP("audit", "Document (keyed hash)"),
    "applicant": QT_TRANSLATE_NOOP("audit", "Applicant (keyed hash)"),
    "file": QT_TRANSLATE_NOOP("audit", "File (keyed hash)"),
    "answer": QT_TRANSLATE_NOOP("audit", "Answer"),
    "status": QT_TRANSLATE_NOOP("audit", "Result"),
    "name": QT_TRANSLATE_NOOP("audit", "Name"),
    "version": QT_TRANSLATE_NOOP("audit", "Version"),
    "signers": QT_TRANSLATE_NOOP("audit", "Signed by"),
    "publisher": QT_TRANSLATE_NOOP("audit", "Publisher"),
    "fingerprint": QT_TRANSLATE_NOOP("audit", "Fingerprint"),
    "roles": QT_TRANSLATE_NOOP("audit", "Roles"),
    "action": QT_TRANSLATE_NOOP("audit", "Wanted to"),
    "documents": QT_TRANSLATE_NOOP("audit", "Documents"),
    "list": QT_TRANSLATE_NOOP("audit", "List of questions"),
    "of": QT_TRANSLATE_NOOP("audit", "Questions in the list"),
    "hits": QT_TRANSLATE_NOOP("audit", "Places found"),
    "rows": QT_TRANSLATE_NOOP("audit", "Rows"),
    "points": QT_TRANSLATE_NOOP("audit", "Points"),
    "size": QT_TRANSLATE_NOOP("audit", "Entries covered"),
    "root": QT_TRANSLATE_NOOP("audit", "Root hash"),
    "witnesses": QT_TRANSLATE_NOOP("audit", "Witnesses"),
    "checkpoints": QT_TRANSLATE_NOOP("audit", "Checkpoints"),
    "head": QT_TRANSLATE_NOOP("audit", "Head of the chain"),
    "clock_back": QT_TRANSLATE_NOOP("audit", "Clock was set back"),
    "by_event": QT_TRANSLATE_NOOP("audit", "Looked for the event"),
    "by_actor": QT_TRANSLATE_NOOP("audit", "Looked for the person"),
    "by_about": QT_TRANSLATE_NOOP("audit", "Looked for the object"),
    "by_since": QT_TRANSLATE_NOOP("audit", "Looked from"),
    "by_until": QT_TRANSLATE_NOOP("audit", "Looked until"),
}

_KINDS: dict[str, object] = {
    "case": QT_TRANSLATE_NOOP("audit", "Case {name}"),
    "user": QT_TRANSLATE_NOOP("audit", "User {name}"),
}
_SUBJECTS: dict[str, object] = {
    "vault": QT_TRANSLATE_NOOP("audit", "Vault"),
    "backup": QT_TRANSLATE_NOOP("audit", "Backup"),
    "audit chain": QT_TRANSLATE_NOOP("audit", "Audit record"),
    "offline proof": QT_TRANSLATE_NOOP("audit", "Offline proof"),
    "recovery code": QT_TRANSLATE_NOOP("audit", "Recovery code"),
    "recovery shares": QT_TRANSLATE_NOOP("audit", "Recovery codes of three"),
    "retention": QT_TRANSLATE_NOOP("audit", "Retention rules"),
    "settings": QT_TRANSLATE_NOOP("audit", "Settings"),
    "no case": QT_TRANSLATE_NOOP("audit", "No case"),
}

# Details by whose value other entries can be found.
FOLLOWED = ("model", "digest", "pack", "embedding_model", "embedding_pack", "answer")


def _tr(text: object) -> str:
    return QCoreApplication.translate(CONTEXT, str(text))


def event(name: str) -> str:
    """What happened."""
    return _tr(EVENTS.get(name, name))


def events() -> list[tuple[str, str]]:
    """Every event with its words, in the order of the words."""
    return sorted(((name, event(name)) for name in EVENTS), key=lambda pair: pair[1])


def person(actor: str) -> str:
    """The name at that time, without the user's number."""
    return actor[ACTOR_ID_CHARACTERS + 1 :] or actor


def subject(text: str, cases: Mapping[str, str]) -> str:
    """The object; `cases` are names by reference, for those who may know them."""
    kind, colon, name = text.partition(":")
    if colon and kind in _KINDS:
        shown = f"“{cases[name]}”" if kind == "case" and name in cases else name
        return _tr(_KINDS[kind]).format(name=shown)
    return _tr(_SUBJECTS.get(text, text))


def outcome(entry: Entry) -> str:
    """How it ended; the error's code if it failed."""
    found = str(entry.details.get("outcome", "done"))
    words = _tr(_OUTCOMES.get(found, found))
    error = entry.details.get("error")
    return f"{words} ({error})" if error else words


def went_well(entry: Entry) -> bool:
    """False for what failed or was refused."""
    return str(entry.details.get("outcome", "done")) not in ("failed", "refused")


def detail(name: str) -> str:
    """The name of a detail."""
    return _tr(_DETAILS.get(name, name.replace("_", " ")))


def value(found: Detail) -> str:
    """A detail as it was recorded."""
    if isinstance(found, bool):
        yes, no = QT_TRANSLATE_NOOP("audit", "yes"), QT_TRANSLATE_NOOP("audit", "no")
        return _tr(yes if found else no)
    return str(found)


def seconds(stamp: str) -> str:
    """The local time of an entry to the second, because their order matters."""
    local = QDateTime.fromString(stamp, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return local.toString("yyyy-MM-dd HH:mm:ss") if local.isValid() else stamp
